"""The table of rule, expected, measured: docs/layout.md."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.documents.report.ruler import (
    checks_of_annexes,
    checks_of_endings,
    checks_of_heads,
    checks_of_pages,
    checks_of_parts,
    checks_of_places,
    checks_of_rules,
    checks_of_texts,
)
from tests.documents.report.ruler.checks import Check, ask
from tests.documents.report.ruler.paper import Paper

PAGE = Path(__file__).parents[4] / "docs" / "layout.md"
_MODULES = (
    checks_of_pages,
    checks_of_parts,
    checks_of_places,
    checks_of_rules,
    checks_of_endings,
    checks_of_texts,
    checks_of_heads,
    checks_of_annexes,
)
_SECTIONS = {
    "1.1": "Page",
    "1.2": "Components",
    "1.3": "Geometry",
    "1.4": "Dates and numbers",
    "1.5": "Issuers",
    "1.6": "Signing forms",
    "1.7": "Receivers and recipients",
    "1.8": "Capitals",
    "annex": "Annexes",
}
_BEFORE = """# Layout of the report, measured

How the Word file keeps to Nghị định 30/2020/NĐ-CP: each rule, what it expects, what the file says,
and what stands on the page that LibreOffice prints of it. Made by `make layout`; the tests measure
the same and fail where a rule does not hold. In brackets, how often it was measured.

Measured are {count} papers: the reports of a district (issued), a commune (draft) and a province
with 69 communes (issued), with all annexes and photos; letters of nine issuers, each with the five
signing forms, with no, one and three receivers, as drafts and issued; and letters whose end falls
elsewhere on the page each time. Places are millimetres from the page's left and top edge.

"Practice" is a choice that the decree leaves: the columns of the letterhead, the thickness of
rules, what keeps together.
"""
_AFTER = """
## Left out

- Mức độ khẩn, phạm vi lưu hành, ký hiệu người soạn thảo and the address at the foot: the frame of
  a plan does not have them; an office that needs them adds them to its own Word template.
- Phần and chương: the outline of a report begins with mục (I, II, III).
- Stamp and signature: they are set on the paper, or by the system that signs.
"""
_ROW = "| {} | {} | {} | {} | {} | {} |"


def every_check() -> Iterator[Check]:
    for module in _MODULES:
        yield from module.checks()


def table(papers: Sequence[Paper]) -> str:
    """The whole page, from papers that have been printed."""
    parts = [_BEFORE.format(count=len(papers))]
    for section, name in _SECTIONS.items():
        parts += [f"\n## {name}\n", *_head()]
        parts += [_row(check, papers) for check in every_check() if check.section == section]
    return "\n".join(parts) + "\n" + _AFTER


def stable_rows(papers: Sequence[Paper]) -> list[list[str]]:
    """Rule, source, expected and what the files say: all that needs no printing."""
    by_section = sorted(every_check(), key=lambda check: check.section)
    return [_cells(check, papers) for check in by_section]


def read_rows(text: str) -> list[list[str]]:
    """The same columns, of the page as it is."""
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row[:4]] for row in rows if row[0].strip() != "Rule"]


def _head() -> Iterator[str]:
    yield _ROW.format("Rule", "Source", "Expected", "In the file", "On the page", "Holds")
    yield "|---|---|---|---|---|---|"


def _cells(check: Check, papers: Sequence[Paper]) -> list[str]:
    written = str(ask(check.xml, check.expected, papers)) if check.xml else ""
    return [_plain(each) for each in (check.rule, check.source, _expected(check), written)]


def _row(check: Check, papers: Sequence[Paper]) -> str:
    asked = [(check.xml, check.expected), (check.page, check.on_page)]
    measured = [ask(each, expected, papers) for each, expected in asked if each]
    printed = str(measured[-1]) if check.page else ""
    holds = "yes" if all(each.holds for each in measured) else "NO"
    return _ROW.format(*_cells(check, papers), _plain(printed), holds)


def _expected(check: Check) -> str:
    first, second = check.expected.text, check.on_page.text
    return first if first == second or not check.page else f"{first}; on the page {second}"


def _plain(text: str) -> str:
    """A bar would end the cell."""
    return text.replace(" | ", " ¦ ")
