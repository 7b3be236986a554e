"""What a template cannot say by tags: lengths of rules, tall rows, the file's properties."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from documents.report.styles import LOOKS, RULES
from documents.report.view import View
from documents.report.widths import Face, last_line_width, text_width
from documents.report.wording import clean

_SHARES = {"Rule Agency": 0.4, "Rule Motto": 1.0, "Rule Title": 0.4}
"""NĐ 30/2020: as long as the motto; elsewhere from a third to a half of the line."""
_MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""One date for all files, so that the same report gives the same bytes: the decree's."""
_SMALLER = 13
_SIGNER_ID = "Signer"
_TALL = 20
"""Lines of a row; a landscape page holds some thirty."""


def finish(document: Any, seen: View) -> None:
    """Changes a rendered document in place."""
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            _rule(cell.paragraphs, cell.width.pt)
            _fit_place(cell.paragraphs, cell.width.pt)
    _rule(document.paragraphs, _text_width(document.sections[0]))
    _hold_signature(document)
    _drop_empty_end(document)
    _let_tall_rows_split(document)
    properties = document.core_properties
    properties.title = str(clean(seen.title))[:255]
    properties.author = str(clean(seen.issuer))[:255]
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
    width: float = Length(section.page_width - section.left_margin - section.right_margin).pt
    return width


def _hold_signature(document: Any) -> None:
    """The last words before the signature go with it: it never stands alone on a page."""
    for element in document.element.body.iterchildren(qn("w:tbl")):
        before = element.getprevious()
        if before is not None and before.tag == qn("w:p") and _is_signed(element):
            Paragraph(before, document).paragraph_format.keep_with_next = True


def _is_signed(table: Any) -> bool:
    return any(style.get(qn("w:val")) == _SIGNER_ID for style in table.iter(qn("w:pStyle")))


def _drop_empty_end(document: Any) -> None:
    """A last section without words, which would be an empty page: the annex it was for is not
    there. The section before becomes the last; a paragraph must follow its table."""
    body = document.element.body
    ends = [
        p for p in body.iterchildren(qn("w:p")) if p.pPr is not None and p.pPr.sectPr is not None
    ]
    if not ends:
        return
    rest = [each for each in ends[-1].itersiblings() if each.tag != qn("w:sectPr")]
    if any(_says_something(each) for each in rest):
        return
    section = ends[-1].pPr.sectPr
    body.remove(body.sectPr)
    for each in rest:
        body.remove(each)
    ends[-1].pPr.remove(section)
    body.append(section)


def _says_something(element: Any) -> bool:
    tags = ("w:t", "w:drawing", "w:pict", "w:object", "w:tbl")
    return any(next(element.iter(qn(tag)), None) is not None for tag in tags)


def _let_tall_rows_split(document: Any) -> None:
    """A row too tall to be carried over whole would leave half a page blank before it."""
    for table in document.tables:
        for row in table.rows:
            mark = row._tr.trPr.find(qn("w:cantSplit")) if row._tr.trPr is not None else None
            if mark is not None and max(map(_lines, row.cells)) > _TALL:
                row._tr.trPr.remove(mark)


def _lines(cell: Any) -> int:
    """About how many lines a cell takes."""
    room = max(cell.width.pt, 1.0) if cell.width else 100.0
    return sum(
        1 + int(text_width(each.text, LOOKS["Cell"].size) / room) for each in cell.paragraphs
    )
