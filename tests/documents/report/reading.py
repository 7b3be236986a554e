"""Reads a written Word file the way a ruler would: paragraphs with their looks, in points."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


@dataclass(frozen=True, slots=True)
class Seen:
    text: str
    style: str
    size: float
    bold: bool
    italic: bool
    align: str


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def paragraphs(document: Any) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def seen(document: Any, text: str) -> Seen:
    """The paragraph that says `text`, or else the one that holds it."""
    every = list(paragraphs(document))
    exact = [each for each in every if each.text == text]
    (paragraph,) = exact or [each for each in every if text in each.text]
    font, layout = paragraph.style.font, paragraph.style.paragraph_format
    size = paragraph.runs[0].font.size or font.size
    return Seen(
        text=paragraph.text,
        style=paragraph.style.name,
        size=size.pt,
        bold=bool(font.bold),
        italic=bool(font.italic),
        align=layout.alignment.name.lower(),
    )


def texts(document: Any) -> list[str]:
    return [each.text for each in paragraphs(document)]


def under(document: Any, style: str) -> Any:
    """The rule of a style: its indents, in points."""
    (rule,) = [each for each in paragraphs(document) if each.style.name == style]
    return rule.paragraph_format
