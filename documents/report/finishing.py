"""What a template cannot say by tags: lengths of rules, tall rows, the file's properties."""

from datetime import UTC, datetime
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Inches, Length, Pt
from docx.text.paragraph import Paragraph

from documents.report.lines import AGENCY, agency_indent, is_tall, place_size, rule_length
from documents.report.styles import LOOKS, RULES
from documents.report.view import View
from documents.report.wording import clean

MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""One date for all files, so that the same report gives the same bytes: the decree's."""
_PLACE = "Place Line"
_FITTED = {AGENCY, _PLACE, *RULES}
_SIGNER_ID = "Signer"


def finish(document: Any, seen: View) -> None:
    """Changes a rendered document in place."""
    _fit_lines(document)
    _hold_signature(document)
    _drop_empty_end(document)
    _let_tall_rows_split(document)
    properties = document.core_properties
    properties.title = str(clean(seen.title))[:255]
    properties.author = str(clean(seen.issuer))[:255]
    properties.created = properties.modified = MADE
    properties.revision = 1


def _fit_lines(document: Any) -> None:
    """Lengths of lines and rules and the size of the place line, by the room that they have."""
    names = {style.style_id: style.name for style in document.styles}
    whole = _text_width(document.sections[0])
    for element in document.element.body.iter(qn("w:p")):
        name = names.get(element.style)
        if name not in _FITTED:
            continue
        paragraph, room = Paragraph(element, document), _room(element, whole)
        above = element.getprevious()
        if name == AGENCY:
            _balance(paragraph, room)
        elif name == _PLACE:
            _fit_place(paragraph, room)
        elif above is not None and names.get(_style_id(above)) == RULES[name]:
            _rule(Paragraph(above, document), paragraph, room)


def _style_id(element: Any) -> str | None:
    return element.style if element.tag == qn("w:p") else None


def _room(element: Any, whole: float) -> float:
    """The width, in points, of what a paragraph stands in: a cell, or the page's text."""
    cell = next(element.iterancestors(qn("w:tc")), None)
    return whole if cell is None or cell.width is None else float(cell.width.pt)


def _rule(above: Any, rule: Any, room: float) -> None:
    """Sets the indents: the length is a share of the last line above."""
    length = rule_length(rule.style.name, above.text, room)
    indent = Pt(round((room - length) / 2, 1))
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = indent


def _balance(paragraph: Any, room: float) -> None:
    """Titles are not balanced: where they may break is a matter of their meaning."""
    if indent := agency_indent(paragraph.text, room):
        sides = paragraph.paragraph_format
        sides.left_indent = sides.right_indent = Pt(indent)


def _fit_place(paragraph: Any, room: float) -> None:
    """A long place and date goes down to 13 pt rather than on a second line."""
    size = place_size(paragraph.text, room)
    if size != LOOKS[_PLACE].size:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _text_width(section: Any) -> float:
    """An office's template may leave the paper to Word: Letter with an inch around."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    width: float = Length((page or Inches(8.5)) - (left or Inches(1)) - (right or Inches(1))).pt
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
    """Words, a table or a picture."""
    return element.tag == qn("w:tbl") or any(
        node.tag != qn("w:t") or (node.text or "").strip()
        for node in element.iter(*map(qn, ("w:t", "w:drawing", "w:pict", "w:object")))
    )


def _let_tall_rows_split(document: Any) -> None:
    """A row too tall to be carried over whole would leave half a page blank before it."""
    for mark in list(document.element.body.iter(qn("w:cantSplit"))):
        row = next(mark.iterancestors(qn("w:tr")))
        if not _is_signed(row) and any(map(_is_tall, row.iter(qn("w:tc")))):
            mark.getparent().remove(mark)


def _is_tall(cell: Any) -> bool:
    room = cell.width.pt if cell.width else 100.0
    return is_tall(
        ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))), room
    )
