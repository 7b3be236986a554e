"""What a Word file says of a paragraph: its own run and style taken together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.documents.report.ruler.paper import Paper

_MM_PER_TWIP = 25.4 / 1440
_SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


@dataclass(frozen=True, slots=True)
class Look:
    """`size`, `before`, `after` in points, indents in millimetres, `spacing` in lines."""

    size: float
    bold: bool
    italic: bool
    caps: bool
    align: str
    before: float
    after: float
    first_line: float
    indent: float
    spacing: float
    fonts: frozenset[str]
    colour: str
    keeps_with_next: bool
    widow_control: bool

    @property
    def face(self) -> str:
        names = [name for name, has in (("bold", self.bold), ("italic", self.italic)) if has]
        return " ".join(names) or "upright, regular"


def paragraphs(paper: Paper, style: str) -> Sequence[Paragraph]:
    """In reading order, those in tables too."""
    return _by_style(paper).get(style, ())


@cache
def _by_style(paper: Paper) -> Mapping[str, Sequence[Paragraph]]:
    named: dict[str, list[Paragraph]] = {}
    for element in paper.document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, paper.document)
        named.setdefault(paragraph.style.name, []).append(paragraph)
    return named


@cache
def look(paragraph: Paragraph) -> Look:
    style, own = paragraph.style, paragraph.paragraph_format
    font, layout = style.font, style.paragraph_format
    sizes = {run.font.size for run in paragraph.runs if run.font.size} or {font.size}
    fonts = style.element.rPr.find(qn("w:rFonts"))
    keeps = own.keep_with_next if own.keep_with_next is not None else layout.keep_with_next
    return Look(
        size=max(sizes).pt,
        bold=bool(font.bold),
        italic=bool(font.italic),
        caps=bool(font.all_caps),
        align=layout.alignment.name.lower(),
        before=layout.space_before.pt,
        after=layout.space_after.pt,
        first_line=layout.first_line_indent.mm,
        indent=(own.left_indent or layout.left_indent).mm,
        spacing=float(layout.line_spacing),
        fonts=frozenset(str(fonts.get(qn(slot))) for slot in _SLOTS),
        colour=str(font.color.rgb),
        keeps_with_next=bool(keeps),
        widow_control=bool(layout.widow_control),
    )


def sections(paper: Paper) -> list[Any]:
    return list(paper.document.sections)


def twips(element: Any, path: str, name: str) -> float:
    """An attribute in twips as millimetres."""
    return int(element.find(path, element.nsmap).get(qn(name))) * _MM_PER_TWIP


def columns(table: Any) -> str:
    """The widths of a table's columns."""
    return " | ".join(f"{cell.width.cm:.1f}" for cell in table.rows[0].cells) + " cm"
