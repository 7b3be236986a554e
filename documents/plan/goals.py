"""Figures that a plan sets without a unit: "Mục tiêu đến năm 2030"."""

from collections.abc import Iterable, Mapping, Sequence

from documents.plan.indicators import figures_in
from documents.plan.items import Item, Rank, looks_like_heading
from documents.plan.ledger import Ledger
from documents.plan.sections import About, Section
from documents.plan.tables import rows_of
from documents.plan.words import WORDS, contains
from documents.plan.years import until_year
from domain.plan import PlannedGoal
from domain.plan_names import fold

_REPORTED = WORDS["indicators"]["reported"]


def goals_of(
    sections: Sequence[Section], tasks: Mapping[str, str], ledger: Ledger
) -> tuple[PlannedGoal, ...]:
    """The figures under headings of goals; one that is a task's too is placed there alone.

    `tasks`: the code of each task by its `said` words.
    """
    goals: list[PlannedGoal] = []
    for section in sections:
        if section.about is About.FRAME and contains(section.title, WORDS["headings"]["goals"]):
            goals += _of_section(section, tasks, ledger)
    return tuple(goals)


def goals_in_tables(
    items: Iterable[Item], year: int | None, ledger: Ledger
) -> tuple[PlannedGoal, ...]:
    """The rows of tables of figures that name no unit."""
    goals: list[PlannedGoal] = []
    for row in rows_of(items, year, ledger, with_leads=False):
        if row.figure:
            goals.append(PlannedGoal(row.figure, row.item.line, row.details.deadline))
            ledger.place([row.item], "goal")
    return tuple(goals)


def said(text: str) -> str:
    """What two ways of writing one sentence have in common."""
    return fold(text).strip(" .;,")


def _of_section(section: Section, tasks: Mapping[str, str], ledger: Ledger) -> list[PlannedGoal]:
    goals: list[PlannedGoal] = []
    heading: Item | None = None
    for item in section.items:
        if item.rank in (Rank.NUMBER, Rank.DECIMAL) and looks_like_heading(item):
            heading = item
        if item.cells or contains(item.text, _REPORTED):
            continue
        if not (figures := figures_in(item.text, "")):
            continue
        if heading and heading is not item:
            ledger.place([heading], f"heading {section.number}.{heading.label}")
        if code := tasks.get(said(item.text)):
            ledger.place([item], f"goal of task {code}")
            continue
        ledger.place([item], "goal")
        by = until_year(item.text) or until_year(heading.text if heading else section.title)
        goals += [PlannedGoal(figure, item.line, by) for _, figure in figures]
    return goals
