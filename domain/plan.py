"""A plan as read from a document, and what taking it over changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from domain.plan_changes import (
    PlanChanges,
    TaskChange,
    changes_by_code,
    compare,
    take_over,
)
from domain.plan_duties import DutyRule
from domain.plan_names import bare_name, fold, short_title, short_titles, unit_code
from domain.programme import (
    Asks,
    Block,
    Frame,
    Heading,
    Indicator,
    Programme,
    Task,
    Unit,
    UnitGroup,
)

__all__ = [
    "DutyRule",
    "ImportedPlan",
    "PlanChanges",
    "PlannedBlock",
    "PlannedGoal",
    "PlannedTask",
    "ReportDuty",
    "TaskChange",
    "Unplaced",
    "changes_by_code",
    "compare",
    "empty_groups",
    "short_title",
    "short_titles",
    "take_over",
    "to_programme",
    "unit_code",
]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task as the document has it; units, lead and supporting are names, `line` its place."""

    code: str
    short_title: str
    text: str
    units: tuple[str, ...]
    line: int
    heading: str = ""
    lead: str | None = None
    supporting: tuple[str, ...] = ()
    product: str | None = None
    deadline: str | None = None
    indicators: tuple[Indicator, ...] = ()
    deadline_words: str | None = None
    """What the document says of the time: also what is no date ("thường xuyên")."""
    lines: tuple[int, ...] = ()
    """The place of each paragraph of the text."""
    indicator_lines: tuple[int, ...] = ()
    """The place of each indicator."""


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A figure that no unit answers for; its indicator's `task` is empty. `deadline` is ISO."""

    indicator: Indicator
    line: int
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """The tasks under one heading of the document. `units` are names."""

    heading: str
    units: tuple[str, ...]
    group: bool
    tasks: tuple[PlannedTask, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """Who reports to whom and when, in the document's words; None where it does not say.

    `rules`: the same for the calendar of periods; none where the words cannot be read so.
    """

    sender: str | None
    receiver: str | None
    due: str
    rules: tuple[DutyRule, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that the reader could not place."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """A document as read. Lines count from 1: of the text, or paragraphs and rows of a DOCX."""

    frame: Frame
    outline: tuple[Heading, ...]
    blocks: tuple[PlannedBlock, ...]
    report_duties: tuple[ReportDuty, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    previous_answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drafting_unit: str | None = None
    groups: tuple[str, ...] = ()
    """Those names of units that stand for many units."""
    places: dict[int, str] = field(default_factory=dict)
    """By line: what was made of it ("title", "heading I", "task 1.2")."""
    goals: tuple[PlannedGoal, ...] = ()
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By line, for rows of a Word document: which table, which row of it; both count from 1."""

    def tasks(self) -> Iterator[PlannedTask]:
        for block in self.blocks:
            yield from block.tasks

    def indicators(self) -> Iterator[Indicator]:
        for task in self.tasks():
            yield from task.indicators


def to_programme(plan: ImportedPlan, code: str, members: Iterable[Unit] = ()) -> Programme:
    """The programme of a plan. Each member joins the group that names its kind, or the only one.

    A group for which nobody was given stays empty (`empty_groups`). Where the document names no
    unit and asks something all the same, the office that issues it answers.
    """
    joined = tuple(members)
    plan = plan if joined else _with_own_office(plan)
    codes = _codes(plan, joined)
    groups = _groups(plan.groups, codes, joined)
    single = [name for name in codes if name not in plan.groups]
    units = tuple(Unit(codes[name], name) for name in single)
    return Programme(
        code=code,
        title=plan.frame.title or "",
        frame=plan.frame,
        outline=plan.outline,
        units=units + tuple(unit for unit in joined if unit.code not in codes.values()),
        groups=groups,
        tasks=tuple(_task(task, codes) for task in plan.tasks()),
        blocks=tuple(_block(block, codes) for block in plan.blocks),
        drafting_unit=codes.get(plan.drafting_unit or ""),
        previous_answers=dict(plan.previous_answers),
    )


def empty_groups(programme: Programme) -> tuple[UnitGroup, ...]:
    """The groups whose tasks nobody answers yet."""
    return tuple(group for group in programme.groups if not group.members)


def _with_own_office(plan: ImportedPlan) -> ImportedPlan:
    """The issuer without its superior ("Phòng Văn hóa, UBND xã …") as the unit that drafts."""
    asks = any(h.asks is Asks.DRAFTING_UNIT for top in plan.outline for h in top.walk())
    if _names(plan) or not asks or not plan.frame.issuer:
        return plan
    return replace(plan, drafting_unit=plan.frame.issuer.partition(",")[0].strip())


def _names(plan: ImportedPlan) -> list[str]:
    named = [name for block in plan.blocks for name in block.units]
    named += [name for task in plan.tasks() for name in task.units]
    return list(dict.fromkeys(named))


def _codes(plan: ImportedPlan, members: tuple[Unit, ...]) -> dict[str, str]:
    """By name: a member that is named in the plan too is one unit, not two."""
    known = {fold(unit.name): unit.code for unit in members}
    taken = {unit.code for unit in members}
    codes: dict[str, str] = {}
    for name in _names(plan) or filter(None, [plan.drafting_unit]):
        codes[name] = known.get(fold(name)) or unit_code(name, taken)
        taken.add(codes[name])
    return codes


def _groups(
    names: tuple[str, ...], codes: dict[str, str], members: tuple[Unit, ...]
) -> tuple[UnitGroup, ...]:
    chosen = {unit.code: _group_of(unit, names) for unit in members}
    return tuple(
        UnitGroup(
            codes[name], name, tuple(code for code, group in chosen.items() if group == name)
        )
        for name in names
    )


def _group_of(unit: Unit, names: tuple[str, ...]) -> str | None:
    """The group whose name has the most of the unit's first words in a row."""
    if len(names) == 1:
        return names[0]
    words = bare_name(fold(unit.name)).split()
    for count in range(len(words), 0, -1):
        beginning = " ".join(words[:count])
        for name in names:
            if re.search(rf"\b{re.escape(beginning)}\b", fold(name)):
                return name
    return None


def _task(task: PlannedTask, codes: dict[str, str]) -> Task:
    return Task(
        code=task.code,
        short_title=task.short_title,
        text=task.text,
        units=tuple(dict.fromkeys(codes[name] for name in task.units)),
        heading=task.heading,
        lead=task.lead,
        supporting=task.supporting,
        product=task.product,
        deadline=task.deadline,
        indicators=task.indicators,
    )


def _block(block: PlannedBlock, codes: dict[str, str]) -> Block:
    units = tuple(dict.fromkeys(codes[name] for name in block.units))
    return Block(block.heading, units, tuple(task.code for task in block.tasks), block.group)
