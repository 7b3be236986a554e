"""Domain facts §1.2 and §1.3: tables, rules under text, spaces, the signature at the end."""

from collections.abc import Iterator
from itertools import pairwise

from docx.oxml.ns import qn

from tests.documents.report.ruler.checks import (
    Check,
    Expected,
    Value,
    answer,
    at_least,
    exactly,
    near,
    within,
    yes,
)
from tests.documents.report.ruler.looks import columns, look, paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import (
    AGENCY,
    LEFT,
    NATION,
    RECIPIENTS,
    SIGNING,
    Found,
    body,
    placed,
)

_POINT = 25.4 / 72
_BODY_ROW = "Phụ lục I, Mục V, row 6"
_LINE = 1.149
"""Height of a line of Times New Roman and its like, of its size."""


def checks() -> Iterator[Check]:
    yield from _tables()
    yield from _spaces()


def _tables() -> Iterator[Check]:
    yield Check(
        "1.3",
        "Letterhead: columns",
        "practice: 6.5 and 10.0 cm",
        exactly("6.5 | 10.0 cm"),
        lambda p: [columns(p.document.tables[0])],
    )
    yield Check("1.3", "Letterhead and signature: no borders", "Mẫu 1.4", yes("none"), _bare)
    yield Check("1.3", "Right column does not wrap", "practice", yes("yes"), None, _unbroken)
    yield Check(
        "1.2",
        "Number stands level with place and date",
        "Phụ lục I, Mục V, row 4",
        yes("in one row"),
        lambda p: [answer(_level_row(p))],
        _level("Number Line", AGENCY, "Place Line", NATION),
        near(0.5),
    )
    yield Check(
        "1.2",
        "Nơi nhận stands level with the first line of who signs",
        "Phụ lục I, Mục V, row 9b",
        yes("in one row"),
        lambda p: [answer(_signed_row(p))],
        _level("Recipients", RECIPIENTS, "Signing Office First", SIGNING),
        near(0.5),
    )
    yield Check(
        "1.3",
        "National name and motto: single spacing",
        "Phụ lục I, Mục V, row 1",
        within(1, 1, ""),
        lambda p: [look(each).spacing for each in paragraphs(p, "National Name")],
        _pitch_of_nation,
        within(0.95, 1.15, " lines"),
    )


def _spaces() -> Iterator[Check]:
    yield Check(
        "1.2",
        "Body: first line",
        _BODY_ROW,
        Expected(
            "10 or 12.7 mm", lambda v: min(abs(float(v) - 10), abs(float(v) - 12.7)) < 0.2, " mm"
        ),
        lambda p: [look(each).first_line for each in paragraphs(p, "Body Text")],
        lambda p: [f.lines[0].left - LEFT for f in _bodies(p)],
    )
    yield Check(
        "1.2",
        "Body: further lines begin at the margin",
        _BODY_ROW,
        within(0, 0, " mm"),
        lambda p: [look(each).indent for each in paragraphs(p, "Body Text")],
        lambda p: [line.left - LEFT for f in _bodies(p) for line in f.lines[1:]],
        near(0.3),
    )
    yield Check(
        "1.2",
        "Body: space between paragraphs",
        _BODY_ROW,
        at_least(6, " pt"),
        lambda p: [look(e).before + look(e).after for e in paragraphs(p, "Body Text")],
        _gaps,
    )
    yield Check(
        "1.2",
        "Body: line spacing",
        _BODY_ROW,
        within(1, 1.5, " lines"),
        lambda p: [look(each).spacing for each in paragraphs(p, "Body Text")],
        lambda p: [pitch for f in _bodies(p) for pitch in _pitches(f)],
    )
    yield Check(
        "1.2",
        "Body: no single line alone on a page",
        "practice",
        yes("controlled"),
        lambda p: [answer(look(e).widow_control) for e in paragraphs(p, "Body Text")],
    )
    for style in ("Heading 1", "Heading 2", "Heading 3"):
        yield Check(
            "1.2",
            f"{style} stays with what follows",
            "practice",
            yes("kept"),
            _kept(style),
            _not_last(style),
        )


def _bare(paper: Paper) -> Iterator[Value]:
    for table in paper.document.tables[:2]:
        borders = table._tbl.tblPr.find(qn("w:tblBorders"))
        yield answer(borders is None and table.style.name == "Normal Table", table.style.name)


def _unbroken(paper: Paper) -> Iterator[Value]:
    for style in ("National Name", "Motto", "Place Line"):
        for each in paragraphs(paper, style):
            found = placed(paper, each.text, NATION)
            yield answer(found is not None and len(found.lines) == 1, each.text)


def _level_row(paper: Paper) -> bool:
    cells = paper.document.tables[0].rows[1].cells
    return [each.paragraphs[0].style.name for each in cells] == ["Number Line", "Place Line"]


def _signed_row(paper: Paper) -> bool:
    cells = paper.document.tables[1].rows[0].cells
    first = [each.paragraphs[0].style.name for each in cells]
    return first == ["Recipients", "Signing Office First"]


def _first(paper: Paper, style: str, column: tuple[float, float]) -> Found | None:
    return next((placed(paper, e.text, column) for e in paragraphs(paper, style)), None)


def _level(left: str, left_column, right: str, right_column):
    def apart(paper: Paper) -> Iterator[Value]:
        one, other = _first(paper, left, left_column), _first(paper, right, right_column)
        if one and other:
            yield abs(one.lines[0].level - other.lines[0].level)

    return apart


def _pitch_of_nation(paper: Paper) -> Iterator[Value]:
    name, motto = _first(paper, "National Name", NATION), _first(paper, "Motto", NATION)
    assert name and motto
    yield (motto.lines[0].level - name.lines[0].level) / (_LINE * 13.5 * _POINT)


def _bodies(paper: Paper) -> Iterator[Found]:
    for each in paragraphs(paper, "Body Text")[:12]:
        found = placed(paper, each.text)
        if found:
            yield found


def _pitches(found: Found) -> Iterator[float]:
    for upper, lower in pairwise(found.lines):
        yield (lower.level - upper.level) / (_LINE * 14 * _POINT)


def _gaps(paper: Paper) -> Iterator[Value]:
    """Between a paragraph's last line and the next one's first on the same page."""
    found = list(_bodies(paper))
    for upper, lower in pairwise(found):
        lines = body(upper.page)
        if upper.page is lower.page:
            levels = [line.level for line in lines]
            at = levels.index(upper.lines[-1].level)
            if levels[at + 1 : at + 2] == [lower.lines[0].level]:
                yield (lower.lines[0].level - upper.lines[-1].level) / _POINT - _LINE * 14


def _kept(style: str):
    return lambda p: [answer(look(each).keeps_with_next) for each in paragraphs(p, style)]


def _not_last(style: str):
    return lambda p: [answer(not _last(p, each.text)) for each in paragraphs(p, style)]


def _last(paper: Paper, text: str) -> bool:
    """Whether a paragraph is the last of its page."""
    found = placed(paper, text)
    return found is not None and body(found.page)[-1].level == found.lines[-1].level
