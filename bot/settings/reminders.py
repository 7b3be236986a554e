"""[reminders]: when a person is reminded, and on which days and hours we speak at all."""

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from bot.settings.values import Clock, Section, Span, Text, refusal, whole
from domain.calendar import WorkingCalendar
from domain.ladder import DEFAULT_LADDER, OFFICE_HOURS, Ladder, Stage, Tone, WorkingHours

_WORKED = "write days as 2026-10-17, without quotes"


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _days(value: Any) -> Any:
    if not isinstance(value, list) or not all(map(_is_day, value)):
        raise refusal(f"not a list of days; {_WORKED}")
    return value


def _named_days(value: Any) -> Any:
    if not isinstance(value, dict):
        raise refusal('write each day with its name, as 2026-10-12 = "why"')
    try:
        return {date.fromisoformat(day): name for day, name in value.items()}
    except ValueError:
        raise refusal('a key is not a day; write it as 2026-10-12 = "why"') from None


DaysOff: TypeAlias = Annotated[dict[date, Text], BeforeValidator(_named_days)]
WorkedDays: TypeAlias = Annotated[tuple[date, ...], BeforeValidator(_days)]
Count: TypeAlias = Annotated[int, whole(1, 60)]


class StageRow(Section):
    name: Text
    working_days_before: Annotated[int, whole(0, 60)]
    at: Clock
    tone: Tone = Tone.REMIND

    def stage(self) -> Stage:
        return Stage(self.name, -self.working_days_before, self.at, self.tone)


class Hours(Section):
    morning: Span = OFFICE_HOURS.spans[0]
    afternoon: Span = OFFICE_HOURS.spans[1]

    @model_validator(mode="after")
    def _follow_each_other(self) -> "Hours":
        try:
            self.hours()
        except ValueError:
            raise refusal("the hours must follow one another through the day") from None
        return self

    def hours(self) -> WorkingHours:
        return WorkingHours((self.morning, self.afternoon))


def _shipped_stages() -> tuple[StageRow, ...]:
    return tuple(
        StageRow(name=s.name, working_days_before=-s.offset_working_days, at=s.at, tone=s.tone)
        for s in DEFAULT_LADDER.stages
    )


class Reminders(Section):
    stages: tuple[StageRow, ...] = _shipped_stages()
    overdue_at: Clock = DEFAULT_LADDER.overdue_at
    report_from: Count = DEFAULT_LADDER.report_from
    coordinator_from: Count = DEFAULT_LADDER.coordinator_from
    unit_head_from: Count = DEFAULT_LADDER.unit_head_from
    hours: Hours = Hours()
    days_off: DaysOff = Field(default_factory=dict)
    working_days: WorkedDays = ()

    @model_validator(mode="after")
    def _agree(self) -> "Reminders":
        names = [row.name for row in self.stages]
        if twice := [name for name in names if names.count(name) > 1]:
            raise refusal(f'two stages are called "{twice[0]}"; give each its own name')
        try:
            self.calendar()
        except ValueError as error:
            raise refusal(f"{error}; keep one of the two") from None
        return self

    def ladder(self) -> Ladder:
        return Ladder(
            tuple(row.stage() for row in self.stages),
            self.overdue_at,
            self.report_from,
            self.coordinator_from,
            self.unit_head_from,
        )

    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar.shipped().with_overrides(self.days_off, self.working_days)
