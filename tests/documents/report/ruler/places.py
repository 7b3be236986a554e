"""Where things stand on the pages of a paper, in millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.sheet import Line, Page, Rule, find, lines

TOP, LEFT, RIGHT = 20.0, 30.0, 15.0
AGENCY = (LEFT - 1, LEFT + 65.5)
NATION = (LEFT + 64.5, 196.0)
RECIPIENTS = (LEFT - 1, LEFT + 52.8)
SIGNING = (LEFT + 52.8, 196.0)
WHOLE = (0.0, 300.0)
_HEADER_END = 18.0


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of one text, and the page they stand on."""

    page: Page
    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)


@cache
def placed(paper: Paper, text: str, column: tuple[float, float] = WHOLE) -> Found | None:
    """The first place of a whole paragraph: it begins and ends with its lines."""
    for page in paper.pages:
        found = find(page, text, *column)
        if found:
            return Found(page, found)
    return None


@cache
def body(page: Page) -> tuple[Line, ...]:
    """The lines below the top margin."""
    return tuple(line for line in lines(page.words) if line.words[0].top > _HEADER_END)


def page_number(page: Page) -> Line | None:
    """The line in the top margin, if any."""
    above = [word for word in page.words if word.bottom <= _HEADER_END]
    return next(lines(above), None)


def rule_below(page: Page, line: Line, column: tuple[float, float] = WHOLE) -> Rule | None:
    """The first line drawn below words, within 6 mm."""
    for rule in page.rules:
        inside = column[0] <= rule.left and rule.right <= column[1]
        if inside and 0 < rule.y - line.level <= 6:
            return rule
    return None


def annex_starts(paper: Paper) -> Iterator[int]:
    """The pages on which an annex begins."""
    for n, page in enumerate(paper.pages):
        first = next(iter(body(page)), None)
        if first and first.text.startswith(ANNEX):
            yield n


ANNEX = "Phụ lục"
