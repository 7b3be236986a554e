"""What the template engine reads: a part's XML with the tags made whole, a paragraph a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate

_PARAGRAPH = re.compile(r"<w:p([ >])")
_NEW_LINE = re.compile(r"\r\n|\r|\n")
_MARK_UP = re.compile(r"<[^>]+>")
_TAG = re.compile(r"\{%.*?%\}")
_END = "</w:p>"


@dataclass(frozen=True, slots=True)
class Source:
    """The XML of one member of a template, as the engine reads it."""

    xml: str

    def paragraph(self, line: int, tag: str = "") -> str:
        """The words on a line of the XML, counted from 1 as the engine counts. Tags that stood in
        paragraphs of their own follow a paragraph there: of those the one that says `tag`."""
        lines = _NEW_LINE.split(self.xml)
        if not 0 < line <= len(lines):
            return ""
        words, *after = (_MARK_UP.sub("", each) for each in lines[line - 1].split(_END))
        own = [words, *_TAG.findall("".join(after))]
        return next((each for each in own if (tag or "{") in each), words)


def lines_of(xml: str) -> Source:
    """As docxtpl does before it hands the XML on: the engine's line is then a paragraph."""
    return Source(_PARAGRAPH.sub(r"\n<w:p\1", xml))


def sources(document: DocxTemplate) -> Iterator[Source]:
    """Body, headers, footers and footnotes of an opened template, as they are filled."""
    yield lines_of(document.patch_xml(document.get_xml()))
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(kind):
            yield lines_of(document.patch_xml(document.get_part_xml(part)))
    for part in document.docx.part.package.parts:
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield lines_of(document.patch_xml(_text(part.blob)))


def _text(blob: Any) -> str:
    return blob.decode("utf-8") if isinstance(blob, bytes) else str(blob)
