"""Photos made ready to show: the right way up, of one format, without where they were taken."""

from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 89_000_000
"""Of a photo as it was sent; Pillow itself begins to warn there."""
JPEG = b"\xff\xd8"
SCAN = b"\xff\xda"
MOST_SCANS = 30
"""A progressive JPEG comes in some ten layers; a thousand would take minutes to decode."""
MOST_DECODED = 40_000_000
"""What is held in memory: a JPEG is decoded smaller, other formats are not."""


def plain_jpeg(content: bytes, longest: int, quality: int) -> bytes | None:
    """The pixels alone as a JPEG of at most `longest` a side, the same bytes for the same
    content; None for what is no picture, or too large a one."""
    if content.startswith(JPEG) and content.count(SCAN) > MOST_SCANS:
        return None
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            return _written(picture, longest, quality)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        # Pillow's answers to bytes that are no picture, broken ones, and bombs.
        return None


def _written(picture: Image.Image, longest: int, quality: int) -> bytes | None:
    if _pixels(picture) > MOST_PIXELS:
        return None
    picture.draft("RGB", (longest * 2, longest * 2))
    if _pixels(picture) > MOST_DECODED:
        return None
    picture.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(picture)
    # Another picture, made of the pixels alone: what stood beside them is left behind.
    plain = Image.new("RGB", upright.size, "white")
    colours = upright.convert("RGBA")
    plain.paste(colours, mask=colours)
    made = BytesIO()
    plain.save(made, "JPEG", quality=quality)
    return made.getvalue()


def _pixels(picture: Image.Image) -> int:
    return picture.width * picture.height
