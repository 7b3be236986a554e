"""Small pictures of photos: the right way up, and without the place where they were taken."""

from io import BytesIO

from PIL import Image, ImageOps

LONGEST_SIDE = 320
FORMATS = ("JPEG", "PNG", "WEBP")
MIMES = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_PIXELS = 89_000_000
"""Of a photo as it was sent; Pillow itself begins to warn there."""
JPEG = b"\xff\xd8"
SCAN = b"\xff\xda"
MOST_SCANS = 30
"""A progressive JPEG comes in some ten layers; a thousand would take minutes to decode."""
MOST_DECODED = 40_000_000
"""What is held in memory: a JPEG is decoded smaller, other formats are not."""
QUALITY = 80


def thumbnail(content: bytes) -> bytes | None:
    """A JPEG of at most LONGEST_SIDE pixels; None for what is no picture, or too large a one."""
    if content.startswith(JPEG) and content.count(SCAN) > MOST_SCANS:
        return None
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            return _small(picture)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        # Pillow's answers to bytes that are no picture, broken ones, and bombs.
        return None


def _small(picture: Image.Image) -> bytes | None:
    if _pixels(picture) > MOST_PIXELS:
        return None
    picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    if _pixels(picture) > MOST_DECODED:
        return None
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    # Another picture, made of the pixels alone: what stood beside them is left behind.
    plain = Image.new("RGB", upright.size, "white")
    colours = upright.convert("RGBA")
    plain.paste(colours, mask=colours)
    made = BytesIO()
    plain.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _pixels(picture: Image.Image) -> int:
    return picture.width * picture.height
