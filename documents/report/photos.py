"""Photos made ready for paper."""

from documents.thumbnails import thumbnail


def for_paper(content: bytes) -> bytes | None:
    """A JPEG, upright and without its metadata; None for what is no picture."""
    return thumbnail(content)
