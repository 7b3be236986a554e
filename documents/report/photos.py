"""Photos on paper: made ready for it, and set into the annex of evidence."""

import math
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from docx.shared import Emu, Mm
from docxtpl import InlineImage

from documents.pictures import plain_jpeg
from documents.report.annexes import AnnexEvidence, AnnexEvidenceGroup, EvidenceAnnex
from documents.report.page import FEWEST_DOTS, PICTURE
from documents.report.wording import clean

LONGEST_SIDE, _SHORTEST_SIDE = 1600, 800
_FULL_SIZE = 60
"""So many photos are shown as large as paper needs; typst holds each with all its dots, 60 in
some 600 MB. Of more each is smaller, so that all together take no more."""
MOST_PHOTOS = 240
"""In one document, 120 pages of them; the rest stay lines."""
_QUALITY = 85


def side_among(count: int) -> int:
    """How many pixels the longer side of each of so many photos may have."""
    if count <= _FULL_SIZE:
        return LONGEST_SIDE
    return max(_SHORTEST_SIDE, int(LONGEST_SIDE * math.sqrt(_FULL_SIZE / count)))


def for_paper(content: bytes, side: int = LONGEST_SIDE) -> bytes | None:
    """A JPEG of at most `side` pixels, upright and without its metadata, the same for the same
    content; None for what is no picture, or too large a one."""
    return plain_jpeg(content, side, _QUALITY)


class Picture:
    """A photo as a tag of the template sees it: it can be shown and nothing else, for a template
    is not ours."""

    __slots__ = ("_says", "_shown")

    def __init__(self, shown: Any, says: str) -> None:
        self._shown, self._says = shown, says

    def __html__(self) -> str:
        """The drawing, with what it shows in words for those who do not see it."""
        said = quoteattr(str(clean(self._says)))
        return str(self._shown).replace("<wp:docPr ", f"<wp:docPr descr={said} ", 1)


def with_photos(annex: EvidenceAnnex, document: Any, photos: Mapping[str, bytes]) -> EvidenceAnnex:
    """The annex with the photos of `photos` (by sha256) to be shown in a docxtpl `document`; an
    item of which there is none stays a line."""

    def shown(item: AnnexEvidence) -> AnnexEvidence:
        content = photos.get(item.sha256) if item.is_photo else None
        size = size_on_paper(content) if content else None
        if content is None or size is None:
            return item
        image = InlineImage(document, BytesIO(content), *map(Emu, size))
        return replace(item, photo=Picture(image, item.line))

    def filled(group: AnnexEvidenceGroup) -> AnnexEvidenceGroup:
        return replace(group, items=tuple(map(shown, group.items)))

    return replace(annex, groups=tuple(map(filled, annex.groups)))


def size_on_paper(content: bytes) -> tuple[int, int] | None:
    """Width and height on paper in EMU, as the picture is shaped; None for what is none."""
    try:
        image = Image.from_blob(content)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError):
        return None
    across, down = image.px_width, image.px_height
    dot = min(Mm(PICTURE[0]) / across, Mm(PICTURE[1]) / down, Mm(25.4) / FEWEST_DOTS)
    return int(across * dot), int(down * dot)
