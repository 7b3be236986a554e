"""Small pictures of photos, for lists."""

from documents.pictures import plain_jpeg

LONGEST_SIDE = 320
MIMES = frozenset({"image/jpeg", "image/png", "image/webp"})
_QUALITY = 80


def thumbnail(content: bytes) -> bytes | None:
    """A JPEG of at most LONGEST_SIDE pixels; None for what is no picture, or too large a one."""
    return plain_jpeg(content, LONGEST_SIDE, _QUALITY)
