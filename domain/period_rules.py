"""The settings by which a period gets its dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType

from domain.calendar import WorkingCalendar
from domain.due_dates import DayOfMonth, DueRule, FixedDate, WorkingDaysAfter
from domain.period_codes import LEGAL_WINDOW, MonthlyWindow, PeriodKind, parse_code

_UNITS = DayOfMonth(17)
_COMPILED = DayOfMonth(20)


class Shift(StrEnum):
    """Where a date on a day off moves."""

    PREVIOUS = "previous"
    NEXT = "next"
    NONE = "none"

    def move(self, day: date, calendar: WorkingCalendar) -> date:
        if self is Shift.PREVIOUS:
            return calendar.previous_working(day)
        return calendar.next_working(day) if self is Shift.NEXT else day


@dataclass(frozen=True, slots=True)
class FixedWindow:
    """A programme's own yearly data window, first and last day: 15/11 to 14/11, say."""

    first: FixedDate
    last: FixedDate

    def of(self, code: str) -> tuple[date, date]:
        last = self.last.in_year(parse_code(code).year)
        years = (last.year, last.year - 1)
        return next(day for day in map(self.first.in_year, years) if day <= last), last


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """The settings of one kind of period in one programme.

    Times are clocks of Asia/Ho_Chi_Minh. Defaults: TT 06/2025/TT-TTCP, Điều 7 (units by the 17th,
    the compiled report by the 20th). `due_shift` moves the units' due day itself, `compile_shift`
    the compile due day; whatever they say, reminders run against the working day before, and
    being overdue begins after the day that `overdue_shift` gives (next: Bộ luật Dân sự, Điều
    148.5).
    """

    unit_due: DueRule = _UNITS
    unit_due_time: time = time(16, 30)
    compile_due: DueRule = _COMPILED
    compile_due_time: time = time(17, 0)
    opens_working_days_before: int = 15
    opens_time: time = time(8, 0)
    lock_working_days_after: int = 2
    due_shift: Shift = Shift.NONE
    compile_shift: Shift = Shift.PREVIOUS
    overdue_shift: Shift = Shift.NEXT
    window: MonthlyWindow | FixedWindow = LEGAL_WINDOW


_SHORT = PeriodRules(
    unit_due=WorkingDaysAfter(1),
    compile_due=WorkingDaysAfter(2),
    opens_working_days_before=2,
    lock_working_days_after=1,
)

DEFAULT_RULES: Mapping[PeriodKind, PeriodRules] = MappingProxyType(
    {
        **dict.fromkeys(PeriodKind, PeriodRules()),
        PeriodKind.MONTH: PeriodRules(opens_working_days_before=10),
        PeriodKind.WEEK: _SHORT,
        PeriodKind.AD_HOC: _SHORT,
    }
)


@dataclass(frozen=True, slots=True)
class GivenDates:
    """What a person set by hand for one period; the rules fill in the rest."""

    unit_due: datetime | None = None
    compile_due: datetime | None = None
    opens_at: datetime | None = None
    data_from: date | None = None
    data_to: date | None = None
