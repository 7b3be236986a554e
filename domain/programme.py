"""A strategy or plan being followed: its units, tasks, outline and frame."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Asks(StrEnum):
    """Who fills a heading of the report."""

    UNITS = "units"
    DRAFTING_UNIT = "drafting_unit"
    TASKS = "tasks"
    COMPUTED = "computed"
    FRAME = "frame"


class AnnexKind(StrEnum):
    """What may follow the report, in the order in which it does."""

    TASKS = "tasks"
    INDICATORS = "indicators"
    EVIDENCE = "evidence"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the report. `number` is the path from the top: "I", "I.1"."""

    number: str
    title: str
    asks: Asks
    children: tuple["Heading", ...] = ()

    def walk(self) -> Iterator["Heading"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Frame:
    """The fixed sentences of the document; None where the plan does not say."""

    issuer: str | None = None
    receiver: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    opening: str | None = None
    closing: str | None = None
    legal_bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units that answer the same tasks. `members` are unit codes."""

    code: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of a task. `target` is a decimal with a point and no grouping ("95")."""

    task: str
    name: str
    comparator: str | None = None
    target: str | None = None
    unit_of_measure: str | None = None
    accumulates: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a unit or group must do. `code` is block.number; `units` are unit or group codes."""

    code: str
    short_title: str
    text: str
    units: tuple[str, ...]
    heading: str
    lead: str | None = None
    supporting: tuple[str, ...] = ()
    product: str | None = None
    deadline: str | None = None
    """ISO date, or None for a standing task ("thường xuyên")."""
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The tasks of one heading of the plan, in the order and words of the document."""

    heading: str
    units: tuple[str, ...]
    tasks: tuple[str, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    code: str
    title: str
    frame: Frame
    outline: tuple[Heading, ...]
    units: tuple[Unit, ...]
    groups: tuple[UnitGroup, ...]
    tasks: tuple[Task, ...]
    blocks: tuple[Block, ...]
    drafting_unit: str | None = None
    previous_answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By heading number: what the imported document said under it, kept as last period's words."""
    annexes: tuple[AnnexKind, ...] = tuple(AnnexKind)
    """Those that the office wants."""
    own_outline: bool = False
    """Outline and annexes were edited by hand: a document read anew does not change them."""

    def headings(self) -> Iterator[Heading]:
        for heading in self.outline:
            yield from heading.walk()

    def unit(self, code: str) -> Unit:
        return next(unit for unit in self.units if unit.code == code)

    def task(self, code: str) -> Task:
        return next(task for task in self.tasks if task.code == code)

    def members(self, code: str) -> tuple[str, ...]:
        """The unit codes behind a unit or group code."""
        return next((group.members for group in self.groups if group.code == code), (code,))

    def answering(self, task: Task) -> tuple[str, ...]:
        """The unit codes that answer a task, groups expanded, each once."""
        return tuple(dict.fromkeys(unit for code in task.units for unit in self.members(code)))

    def tasks_of(self, unit: str) -> tuple[Task, ...]:
        return tuple(
            task for task in self.tasks if any(unit in self.members(code) for code in task.units)
        )

    def tasks_by_unit(self) -> Mapping[str, tuple[Task, ...]]:
        """The tasks of every unit that has one, in one walk: a province has thousands."""
        tasks: dict[str, list[Task]] = {}
        for task in self.tasks:
            for unit in self.answering(task):
                tasks.setdefault(unit, []).append(task)
        return {unit: tuple(own) for unit, own in tasks.items()}

    def questions_of(self, unit: str) -> tuple[Heading, ...]:
        """The outline's own questions to a unit: leaf headings that no task fills."""
        asked = {Asks.UNITS} | ({Asks.DRAFTING_UNIT} if unit == self.drafting_unit else set())
        return tuple(h for h in self.headings() if not h.children and h.asks in asked)
