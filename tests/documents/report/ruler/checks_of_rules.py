"""Domain facts §1.2: the rules under text, of computed lengths."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from documents.report.widths import last_line_width
from tests.documents.report.ruler.checks import Check, Expected, Value, answer, near, within, yes
from tests.documents.report.ruler.looks import look, paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import AGENCY, NATION, placed, rule_below

_POINT = 25.4 / 72
_RULES = {
    "Rule Motto": ("Motto", "Rule under the motto", "row 1", 100, NATION, 0.98, 1.02),
    "Rule Agency": (
        "Letterhead Agency",
        "Rule under the agency",
        "row 2",
        65,
        AGENCY,
        1 / 3,
        1 / 2,
    ),
    "Rule Title": (
        "Report Title",
        "Rule under the trích yếu",
        "row 5a",
        165,
        (0, 300),
        1 / 3,
        1 / 2,
    ),
}


def checks() -> Iterator[Check]:
    for style, (above, name, row, room, column, low, high) in _RULES.items():
        yield Check(
            "1.2",
            f"{name}: length",
            f"Phụ lục I, Mục V, {row}",
            Expected(
                f"{low:.2f} to {high:.2f} of the text above",
                lambda v, low=low, high=high: low - 0.01 <= float(v) <= high + 0.01,
            ),
            _written_share(style, above, room),
            _drawn_share(above, column),
        )
        yield Check(
            "1.2",
            f"{name}: centred under the text",
            f"Phụ lục I, Mục V, {row}",
            yes("yes"),
            _even(style),
            _off_rule(above, column),
            near(0.5),
        )
        yield Check(
            "1.3",
            f"{name}: solid, thickness",
            "practice: 0.5 to 0.75 pt",
            within(0.5, 0.75, " pt"),
            _border(style),
            _thickness(above, column),
        )


def _rules(paper: Paper, style: str):
    return [each.paragraph_format for each in paragraphs(paper, style)]


def _written_share(style: str, above: str, room: float):
    def shares(paper: Paper) -> Iterator[Value]:
        for rule in _rules(paper, style):
            last = paragraphs(paper, above)[-1]
            inside = room - 2 * look(last).indent
            width = last_line_width(last.text, look(last).size, inside / _POINT) * _POINT
            yield (room - rule.left_indent.mm - rule.right_indent.mm) / width

    return shares


def _above(paper: Paper, above: str, column):
    last = paragraphs(paper, above)[-1]
    found = placed(paper, last.text, column)
    assert found, last.text
    line = found.lines[-1]
    return line, rule_below(found.page, line, column)


def _drawn_share(above: str, column):
    def shares(paper: Paper) -> Iterator[Value]:
        line, rule = _above(paper, above, column)
        yield rule.length / (line.right - line.left) if rule else 0.0

    return shares


def _even(style: str):
    return lambda p: [answer(r.left_indent == r.right_indent) for r in _rules(p, style)]


def _off_rule(above: str, column):
    def off(paper: Paper) -> Iterator[Value]:
        line, rule = _above(paper, above, column)
        yield abs(rule.centre - line.centre) if rule else 99.0

    return off


def _border(style: str):
    def thickness(paper: Paper) -> Iterator[Value]:
        border = paper.document.styles[style].element.pPr.find(qn("w:pBdr"))
        bottom = border.find(qn("w:bottom"))
        assert bottom.get(qn("w:val")) == "single"
        yield int(bottom.get(qn("w:sz"))) / 8

    return thickness


def _thickness(above: str, column):
    def thickness(paper: Paper) -> Iterator[Value]:
        _, rule = _above(paper, above, column)
        yield rule.thickness if rule else 0.0

    return thickness
