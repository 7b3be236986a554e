"""What a template cannot say by tags: lengths of rules, a missing annex, the file's properties."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length, Pt

from documents.report.lines import place_size, rule_length
from documents.report.styles import LOOKS, RULES
from documents.report.view import View

MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""One date for all files, so that the same report gives the same bytes: the decree's."""


def finish(document: Any, seen: View) -> None:
    """Changes a rendered document in place."""
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            _rule(cell.paragraphs, cell.width.pt)
            _fit_place(cell.paragraphs, cell.width.pt)
    _rule(document.paragraphs, _text_width(document.sections[0]))
    if seen.annex_tasks is None:
        _drop_last_section(document)
    properties = document.core_properties
    properties.title, properties.author = seen.title[:255], seen.issuer[:255]
    properties.created = properties.modified = MADE
    properties.revision = 1


def _rule(paragraphs: list[Any], room: float) -> None:
    """Sets the indents of rules: their length is a share of the last line above."""
    for above, rule in pairwise(paragraphs):
        if rule.style.name in RULES and above.style.name == RULES[rule.style.name]:
            length = rule_length(rule.style.name, above.text, room)
            indent = Pt(round((room - length) / 2, 1))
            rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = indent


def _fit_place(paragraphs: list[Any], room: float) -> None:
    for paragraph in paragraphs:
        if paragraph.style.name == "Place Line":
            size = place_size(paragraph.text, room)
            if size < LOOKS["Place Line"].size:
                for run in paragraph.runs:
                    run.font.size = Pt(size)


def _text_width(section: Any) -> float:
    width: float = Length(section.page_width - section.left_margin - section.right_margin).pt
    return width


def _drop_last_section(document: Any) -> None:
    """Without an annex the first section, whose end stands in a paragraph, is the last."""
    body = document.element.body
    end = next(
        p for p in body.findall(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    )
    section = end.pPr.sectPr
    body.remove(body.sectPr)
    for after in list(end.itersiblings()):
        body.remove(after)
    end.pPr.remove(section)
    body.append(section)
