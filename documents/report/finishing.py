"""What a template cannot say by tags: lengths of rules, a missing annex, the file's properties."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Inches, Length, Pt

from documents.report.styles import LOOKS, RULES
from documents.report.view import View
from documents.report.widths import Face, last_line_width, text_width

_SHARES = {"Rule Agency": 0.4, "Rule Motto": 1.0, "Rule Title": 0.4}
"""NĐ 30/2020: as long as the motto; elsewhere from a third to a half of the line."""
_MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""One date for all files, so that the same report gives the same bytes: the decree's."""
_SMALLER = 13
_SECTION_END = f"{qn('w:pPr')}/{qn('w:sectPr')}"


def finish(document: Any, seen: View) -> None:
    """Changes a rendered document in place."""
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells if cell.width):
            _rule(cell.paragraphs, cell.width.pt)
            _fit_place(cell.paragraphs, cell.width.pt)
    _rule(document.paragraphs, _text_width(document.sections[0]))
    _drop_empty_section(document)
    properties = document.core_properties
    properties.title, properties.author = seen.title[:255], seen.issuer[:255]
    properties.created = properties.modified = _MADE
    properties.revision = 1


def _rule(paragraphs: list[Any], room: float) -> None:
    """Sets the indents of rules: their length is a share of the last line above."""
    for above, rule in pairwise(paragraphs):
        if rule.style.name in RULES and above.style.name == RULES[rule.style.name]:
            size = LOOKS[above.style.name].size
            length = last_line_width(above.text, size, room) * _SHARES[rule.style.name]
            indent = Pt(round((room - length) / 2, 1))
            rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = indent


def _fit_place(paragraphs: list[Any], room: float) -> None:
    """A long place and date goes down to 13 pt rather than on a second line."""
    for paragraph in paragraphs:
        if paragraph.style.name == "Place Line":
            size = LOOKS["Place Line"].size
            if text_width(paragraph.text, size, Face.ITALIC) > room:
                for run in paragraph.runs:
                    run.font.size = Pt(_SMALLER)


def _text_width(section: Any) -> float:
    """An office's template may leave the paper to Word: Letter with an inch around."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    width: float = Length((page or Inches(8.5)) - (left or Inches(1)) - (right or Inches(1))).pt
    return width


def _drop_empty_section(document: Any) -> None:
    """Without an annex nothing follows the last section break: the section before, whose end
    stands in a paragraph, is then the last."""
    body = document.element.body
    ends = [p for p in body.findall(qn("w:p")) if p.find(_SECTION_END) is not None]
    if not ends or any(_says_something(each) for each in ends[-1].itersiblings()):
        return
    end, section = ends[-1], ends[-1].pPr.sectPr
    body.remove(body.sectPr)
    for after in list(end.itersiblings()):
        body.remove(after)
    end.pPr.remove(section)
    body.append(section)


def _says_something(element: Any) -> bool:
    """Words, a table or a picture."""
    return element.tag == qn("w:tbl") or any(
        node.tag == qn("w:drawing") or (node.text or "").strip()
        for node in element.iter(qn("w:t"), qn("w:drawing"))
    )
