"""[periods]: by which rules each kind of period gets its dates."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, field_validator, model_validator

from bot.settings.values import Clock, Flag, Section, refusal, whole
from domain.periods import (
    DEFAULT_RULES,
    DayOfMonth,
    DueRule,
    FixedDate,
    FixedWindow,
    MonthlyWindow,
    PeriodKind,
    PeriodRules,
    Shift,
    WorkingDaysAfter,
)

_DUE = "write { day = 17 }, { day = 15, month = 11, before = true } or { working_days = 2 }"
_WINDOW = (
    "write { first_day = 15 } or "
    "{ first = { day = 15, month = 11 }, last = { day = 14, month = 11 } }"
)


def _table(remedy: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            raise refusal(remedy)
        return value

    return BeforeValidator(check)


class Due(Section):
    """A day of every month, a date of every year, or working days after the data end."""

    day: Annotated[int, whole(1, 31)] | None = None
    month: Annotated[int, whole(1, 12)] | None = None
    before: Flag = False
    working_days: Annotated[int, whole(1, 60)] | None = None

    @model_validator(mode="after")
    def _is_one_rule(self) -> "Due":
        if (self.day is None) == (self.working_days is None):
            raise refusal(_DUE)
        if self.working_days is not None and (self.month is not None or self.before):
            raise refusal(_DUE)
        try:
            self.rule()
        except ValueError:
            raise refusal(f"no year has such a date; {_DUE}") from None
        return self

    def rule(self) -> DueRule:
        if self.working_days is not None:
            return WorkingDaysAfter(self.working_days)
        assert self.day is not None
        if self.month is not None:
            return FixedDate(self.day, self.month, self.before)
        return DayOfMonth(self.day, self.before)


class YearlyDate(Section):
    day: Annotated[int, whole(1, 31)]
    month: Annotated[int, whole(1, 12)]

    @model_validator(mode="after")
    def _is_a_date(self) -> "YearlyDate":
        try:
            FixedDate(self.day, self.month)
        except ValueError:
            raise refusal("no year has such a date; write { day = 15, month = 11 }") from None
        return self


class Window(Section):
    """Which days a period's data cover: by months, or a yearly stretch of the programme's own."""

    first_day: Annotated[int, whole(1, 28)] | None = None
    first: YearlyDate | None = None
    last: YearlyDate | None = None

    @model_validator(mode="after")
    def _is_one_rule(self) -> "Window":
        yearly = self.first is not None and self.last is not None
        half = (self.first is None) != (self.last is None)
        if half or yearly == (self.first_day is not None):
            raise refusal(_WINDOW)
        return self

    def rule(self) -> MonthlyWindow | FixedWindow:
        if self.first_day is not None:
            return MonthlyWindow(self.first_day)
        assert self.first is not None and self.last is not None
        first, last = self.first, self.last
        return FixedWindow(FixedDate(first.day, first.month), FixedDate(last.day, last.month))


DueValue: TypeAlias = Annotated[Due, _table(_DUE)]
WindowValue: TypeAlias = Annotated[Window, _table(_WINDOW)]
Days: TypeAlias = Annotated[int, whole(0, 60)]


class KindRules(Section):
    """What the settings say of one kind of period; what is left out stays as shipped."""

    unit_due: DueValue | None = None
    unit_due_time: Clock | None = None
    compile_due: DueValue | None = None
    compile_due_time: Clock | None = None
    opens_working_days_before: Days | None = None
    opens_time: Clock | None = None
    lock_working_days_after: Days | None = None
    due_shift: Shift | None = None
    compile_shift: Shift | None = None
    overdue_shift: Shift | None = None
    window: WindowValue | None = None

    def over(self, shipped: PeriodRules) -> PeriodRules:
        said = {name: value for name, value in self if value is not None}
        rules: dict[str, Any] = {
            name: value.rule() if isinstance(value, Due | Window) else value
            for name, value in said.items()
        }
        return replace(shipped, **rules)


class PartYearRules(KindRules):
    @field_validator("window")
    @classmethod
    def _has_no_yearly_data(cls, window: Window | None) -> Window | None:
        if window is not None and window.first is not None:
            raise refusal("only a year's data have yearly dates; write { first_day = 15 }")
        return window


class Periods(Section):
    unit_head_agrees: Flag = False
    week: PartYearRules = PartYearRules()
    month: PartYearRules = PartYearRules()
    quarter: PartYearRules = PartYearRules()
    half_year: PartYearRules = PartYearRules()
    nine_months: PartYearRules = PartYearRules()
    year: KindRules = KindRules()
    ad_hoc: PartYearRules = PartYearRules()

    def rules(self) -> Mapping[PeriodKind, PeriodRules]:
        return {kind: self._said(kind).over(shipped) for kind, shipped in DEFAULT_RULES.items()}

    def _said(self, kind: PeriodKind) -> KindRules:
        said = getattr(self, kind.value)
        assert isinstance(said, KindRules)
        return said
