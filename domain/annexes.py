"""The lines of the report's annexes: tasks, indicators, evidence."""

from dataclasses import dataclass

from domain.paragraphs import FigureLine, Paragraph, Source


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit said of one task; `status` is a code of the contract. Dates are ISO."""

    unit: str
    name: str
    status: str
    percent: int | None = None
    completed_on: str | None = None
    planned_on: str | None = None
    figures: tuple[FigureLine, ...] = ()
    sources: tuple[Source, ...] = ()
    """Who said so: of the status first, then of each figure. Empty where nothing was sent."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the annex: a task, who does it, how far it is."""

    number: int
    task: str
    heading: str
    text: str
    product: str | None
    deadline: str | None
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    group: bool
    cells: tuple[Cell, ...]
    results: tuple[Paragraph, ...] = ()
    difficulties: tuple[Paragraph, ...] = ()
    title: str = ""
    """The task's short title."""

    def tally(self) -> dict[str, int]:
        """Units by status code, in the order in which the statuses first occur."""
        return count_statuses(self.cells)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in the annex: `figure` is the prose's own, None where nobody gave one.

    `unit` is the code of the only unit it stands for, where several give percentages. `share` is
    percent of the plan, `change` percent against `year_ago` (points for a percentage).
    """

    number: int
    task: str
    name: str
    unit_of_measure: str | None = None
    comparator: str | None = None
    target: str | None = None
    figure: FigureLine | None = None
    unit: str | None = None
    unit_name: str | None = None
    share: str | None = None
    year_ago: str | None = None
    change: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A photo or file that a unit sent; `at` is ISO 8601."""

    sha256: str
    name: str
    mime: str
    caption: str
    unit: str
    unit_name: str
    person: str
    at: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """What was sent on a task or under a heading; `item` None is for submissions as a whole."""

    item: str | None
    title: str
    items: tuple[EvidenceItem, ...]


def count_statuses(cells: tuple[Cell, ...]) -> dict[str, int]:
    """Cells by status code."""
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell.status] = counts.get(cell.status, 0) + 1
    return counts
