"""The reminder ladder: which stages there are, when each comes, and the hours we speak in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from domain.calendar import WorkingCalendar, at_time, in_vietnam
from domain.periods import PeriodDates

OPENING = "opening"
PRESSED = "press-"
"""How the stages begin that a coordinator orders, each with its moment."""


class Tone(StrEnum):
    """nhắc → đôn đốc → đôn đốc, báo cáo lãnh đạo."""

    REMIND = "remind"
    PRESS = "press"
    PRESS_AND_REPORT = "press_and_report"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage before or on the due day: `offset_working_days` is -3 for T-3 and 0 for the day
    itself; `at` is a clock of Asia/Ho_Chi_Minh."""

    name: str
    offset_working_days: int
    at: time
    tone: Tone = Tone.REMIND

    def __post_init__(self) -> None:
        if self.offset_working_days > 0:
            raise ValueError(f"stage {self.name} comes after the due day: that is overdue")


@dataclass(frozen=True, slots=True)
class Ladder:
    """`stages` up to the due day; then one at `overdue_at` on every working day until the lock:
    "overdue-1", "overdue-2", … Counted in those days, `report_from` raises the tone to
    PRESS_AND_REPORT, `coordinator_from` tells the coordinator too and `unit_head_from` the unit
    head. The opening itself is always told.
    """

    stages: tuple[Stage, ...]
    overdue_at: time = time(8, 0)
    report_from: int = 3
    coordinator_from: int = 3
    unit_head_from: int = 3

    @property
    def reported_from(self) -> int:
        """Nobody is said to be told before they are."""
        return max(self.report_from, self.coordinator_from, self.unit_head_from)

    def can_wait(self, name: str) -> bool:
        """Whether a stage is the opening or comes earlier than the last working day before the due
        day. What somebody asked for, a press or a snooze, cannot wait."""
        days = {stage.name: stage.offset_working_days for stage in self.stages}
        return name == OPENING or days.get(name, 0) < -1


DEFAULT_LADDER = Ladder(
    (
        Stage("T-7", -7, time(8, 0)),
        Stage("T-3", -3, time(8, 0)),
        Stage("T-1", -1, time(8, 0)),
        Stage("due-morning", 0, time(8, 0)),
        Stage("due-afternoon", 0, time(14, 0)),
    )
)


@dataclass(frozen=True, slots=True)
class DueStage:
    """A stage with its moment. `days` are working days: to go (-3, on the due day 0) or overdue
    (1, 2, …). The opening carries the days that were left then."""

    name: str
    at: datetime
    tone: Tone
    days: int
    to_coordinator: bool = False
    to_unit_head: bool = False


def stages_until(
    now: datetime,
    dates: PeriodDates,
    ladder: Ladder,
    calendar: WorkingCalendar,
    unit_due: datetime | None = None,
) -> tuple[DueStage, ...]:
    """Every stage whose moment has come by `now`, oldest first.

    None before the opening, none from the lock on; what would fall before or on the moment of
    the opening is said by the opening itself. `unit_due` is a unit's own due time after an
    extension: its ladder counts down to that. Raises ValueError for a naive moment.
    """
    now = in_vietnam(now)
    own = dates if unit_due is None else dates.with_unit_due(unit_due, calendar)
    stages = [_opening(own, calendar), *_before(own, ladder, calendar)]
    stages += _overdue(own, ladder, calendar, now)
    come = [stage for stage in stages if stage.at <= now and not _locked(own, stage.at)]
    return tuple(sorted(come, key=lambda stage: (stage.at, stage.days)))


def _opening(dates: PeriodDates, calendar: WorkingCalendar) -> DueStage:
    left = calendar.working_days_between(dates.opens_at.date(), dates.remind_against.date())
    return DueStage(OPENING, dates.opens_at, Tone.REMIND, -left)


def _before(dates: PeriodDates, ladder: Ladder, calendar: WorkingCalendar) -> Iterator[DueStage]:
    for stage in ladder.stages:
        day = calendar.add_working_days(dates.remind_against.date(), stage.offset_working_days)
        at = at_time(day, stage.at)
        # A due time of 10:00 leaves nothing to be said at 14:00 of the same day.
        if dates.opens_at < at < dates.remind_against:
            yield DueStage(stage.name, at, stage.tone, stage.offset_working_days)


def _overdue(
    dates: PeriodDates, ladder: Ladder, calendar: WorkingCalendar, now: datetime
) -> Iterator[DueStage]:
    day = calendar.add_working_days(dates.overdue_from.date(), 1)
    days = 1
    while (at := at_time(day, ladder.overdue_at)) <= now and not _locked(dates, at):
        if at > dates.opens_at:
            yield _overdue_stage(ladder, at, days)
        day, days = calendar.add_working_days(day, 1), days + 1


def _overdue_stage(ladder: Ladder, at: datetime, days: int) -> DueStage:
    return DueStage(
        f"overdue-{days}",
        at,
        Tone.PRESS_AND_REPORT if days >= ladder.reported_from else Tone.PRESS,
        days,
        to_coordinator=days >= ladder.coordinator_from,
        to_unit_head=days >= ladder.unit_head_from,
    )


def _locked(dates: PeriodDates, at: datetime) -> bool:
    return dates.lock_at is not None and at >= dates.lock_at


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours of a working day in which we speak, as (from, to) clocks of Asia/Ho_Chi_Minh in
    their order; `to` itself is outside. Raises ValueError for spans out of order."""

    spans: tuple[tuple[time, time], ...] = (
        (time(7, 30), time(11, 30)),
        (time(13, 30), time(17, 0)),
    )

    def __post_init__(self) -> None:
        clocks = [clock for span in self.spans for clock in span]
        if not clocks or any(a >= b for a, b in pairwise(clocks)):
            raise ValueError("working hours must be spans in their order")


OFFICE_HOURS = WorkingHours()


def working_moment(now: datetime, hours: WorkingHours, calendar: WorkingCalendar) -> bool:
    """Whether a message may go out at `now`. Raises ValueError for a naive moment."""
    now = in_vietnam(now)
    clock = now.time()
    return calendar.is_working(now.date()) and any(a <= clock < b for a, b in hours.spans)


def next_working_moment(now: datetime, hours: WorkingHours, calendar: WorkingCalendar) -> datetime:
    """`now` where a message may go out, otherwise the next moment when it may."""
    now = in_vietnam(now)
    if working_moment(now, hours, calendar):
        return now
    today, tomorrow = calendar.next_working(now.date()), now.date() + timedelta(days=1)
    starts = [*_starts(today, hours), *_starts(calendar.next_working(tomorrow), hours)]
    return next(start for start in starts if start > now)


def end_of_working_day(now: datetime, hours: WorkingHours) -> datetime:
    """When the last hours of `now`'s day end: what is not said by then is not said that day."""
    now = in_vietnam(now)
    return at_time(now.date(), hours.spans[-1][1])


def _starts(day: date, hours: WorkingHours) -> list[datetime]:
    return [at_time(day, start) for start, _ in hours.spans]
