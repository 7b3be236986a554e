"""What a unit says in a period: the submission, its entries, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.period_state import Period, PeriodState
from domain.programme import Heading, Task
from domain.status import Said


class State(StrEnum):
    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


OWING = frozenset({State.NOT_STARTED, State.DRAFT, State.RETURNED})
SENT = frozenset({State.SUBMITTED, State.APPROVED})


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an officer typed, with who, when and in which message."""

    text: str
    person: str
    at: datetime
    message: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an indicator. Values are decimals with a point and no grouping ("98.5")."""

    indicator: str
    value: str
    cumulative: str | None = None
    of: str | None = None
    approximate: bool = False
    unit_of_measure: str | None = None
    said: Statement | None = field(default=None, compare=False)
    """What was typed, by whom, when and in which message."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was said on one item: a task ("1.3") or a heading of the outline ("III").

    `version` counts the saves; a save names the version it was made from.
    """

    item: str
    version: int = 0
    said: Said | None = None
    percent: int | None = None
    completed_on: date | None = None
    planned_on: date | None = None
    reason: str | None = None
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    skipped: bool = False
    """A question of the outline that the unit passed over knowingly."""
    saved_by: str = field(default="", compare=False)
    """Who made this version of it, by words or by a button."""
    saved_at: datetime | None = field(default=None, compare=False)
    reason_said: Statement | None = field(default=None, compare=False)
    """Who gave the reason, when and in which message."""

    @property
    def text(self) -> str:
        return "\n".join(statement.text for statement in self.statements)

    @property
    def is_empty(self) -> bool:
        return self == Entry(self.item, self.version)

    def saying(self, statement: Statement) -> "Entry":
        return replace(self, statements=(*self.statements, statement), skipped=False)

    def because(self, statement: Statement) -> "Entry":
        return replace(self, reason=statement.text, reason_said=statement)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or file: the original bytes are kept under their sha256."""

    sha256: str
    name: str
    mime: str
    size: int
    item: str | None
    caption: str
    person: str
    at: datetime
    album: str = ""
    message: str = ""

    @property
    def title(self) -> str:
        """What both sides call it: the officer's words, else the file's name."""
        return self.caption or self.name


class PlanAction(StrEnum):
    """What becomes of a task in the next period."""

    CARRY = "carry"
    CHANGE = "change"
    END = "end"
    ADD = "add"


ADDED = "+"
"""What the key of an addition to the plan begins with."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """`key` is a task code, or "+1", "+2" for what the unit adds."""

    key: str
    action: PlanAction
    statement: Statement | None = None
    """The new words of a changed or added task."""

    @property
    def place(self) -> int:
        """Where an addition stands among the unit's additions, from 1; 0 for a task."""
        return int(self.key.removeprefix(ADDED)) if self.key.startswith(ADDED) else 0


@dataclass(frozen=True, slots=True)
class LateWord:
    """Said after the lock: kept and shown, in no report until the unit says it again."""

    text: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """Why the coordinator returned a submission: on one item, or on the whole (None)."""

    item: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    period: str
    unit: str
    state: State = State.NOT_STARTED
    version: int = 0
    """How many times it was sent."""
    due: datetime | None = None
    """The unit's own due time, extensions included."""
    sent_at: datetime | None = None
    first_sent_at: datetime | None = None
    late: bool = False
    remarks: tuple[Remark, ...] = ()
    mend_due: datetime | None = None
    on_behalf: bool = False
    """Something in it was entered by the coordinator."""
    added_late: bool = False
    """The unit joined the roster after the opening; it stands outside the denominator."""
    due_since: datetime | None = None
    """When the present due time was set: earlier stages of the ladder belong to the one before."""
    waits_for_head: bool = False
    """Written and handed in, not sent until the unit head agrees; the state is still draft."""
    extension_asked: datetime | None = None
    extension_reason: str = ""

    @property
    def owes(self) -> bool:
        return self.state in OWING and not self.waits_for_head

    @property
    def reminded_for(self) -> datetime | None:
        """The due time that reminders count down to, where it is not the period's."""
        return self.mend_due if self.state is State.RETURNED and self.mend_due else self.due


class ItemState(StrEnum):
    """How an item looks in the menu."""

    MISSING = "missing"
    PARTIAL = "partial"
    PRESENT = "present"
    TO_MEND = "to_mend"


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a conversation may know of one unit's submission in one period."""

    period: Period
    unit: str
    unit_name: str
    submission: Submission
    tasks: tuple[Task, ...]
    questions: tuple[Heading, ...]
    entries: Mapping[str, Entry] = field(default_factory=dict)
    previous: Mapping[str, Entry] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    sent_entries: Mapping[str, Entry] = field(default_factory=dict)
    """As they stood in the last sent version; empty before the first sending."""
    headed: bool = True
    """Somebody on the system heads the unit, and could agree."""
    late_words: tuple[LateWord, ...] = ()
    in_plan: Mapping[str, str] = field(default_factory=dict)
    """What the imported plan said under a heading in the year before: the office's words, shown
    where the unit itself said nothing earlier, and never copied."""

    @property
    def is_open(self) -> bool:
        return self.period.state is PeriodState.OPEN

    @property
    def late_words_left(self) -> tuple[LateWord, ...]:
        """Those that no sending has come after."""
        sent_at = self.submission.sent_at
        return tuple(word for word in self.late_words if sent_at is None or word.at >= sent_at)

    @property
    def items(self) -> tuple[str, ...]:
        return (*(task.code for task in self.tasks), *(q.number for q in self.questions))

    def entry(self, item: str) -> Entry:
        return self.entries.get(item) or Entry(item)

    def task(self, code: str) -> Task | None:
        return next((task for task in self.tasks if task.code == code), None)

    def item_state(self, item: str) -> ItemState:
        if self._to_mend(item):
            return ItemState.TO_MEND
        entry = self.entry(item)
        if entry.is_empty:
            return ItemState.MISSING
        task = self.task(item)
        return ItemState.PRESENT if task is None or is_complete(entry, task) else ItemState.PARTIAL

    def missing_tasks(self) -> tuple[Task, ...]:
        return tuple(t for t in self.tasks if not is_complete(self.entry(t.code), t))

    def _to_mend(self, item: str) -> bool:
        """Returned with a remark on it, and not touched since it was sent."""
        named = any(remark.item == item for remark in self.submission.remarks)
        returned = self.submission.state is State.RETURNED
        return returned and named and self.entry(item) == self.sent_entries.get(item, Entry(item))


def is_complete(entry: Entry, task: Task) -> bool:
    """Whether an entry says all that its task asks: what was said, its words, its figures."""
    match entry.said:
        case None:
            return False
        case Said.NOTHING_TO_REPORT:
            return True
        case Said.NOT_STARTED:
            return bool(entry.reason)
        case _:
            given = {figure.indicator for figure in entry.figures}
            figures = all(i.name in given for i in task.indicators) or entry.skipped
            dated = entry.said is not Said.DONE or entry.completed_on is not None
            return bool(entry.statements) and dated and figures
