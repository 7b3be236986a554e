"""When something is due: by a day of the month, a date of the year, or working days."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from domain.calendar import WorkingCalendar

_ANY_COMMON_YEAR = 2001


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A date of every year: "trước ngày 15/11" (strictly before) or "chậm nhất ngày 15/11".

    Raises ValueError for a date that not every year has.
    """

    day: int
    month: int
    strictly_before: bool = False

    def __post_init__(self) -> None:
        date(_ANY_COMMON_YEAR, self.month, self.day)

    def in_year(self, year: int) -> date:
        """The last day that is still in time."""
        return date(year, self.month, self.day) - timedelta(days=self.strictly_before)

    def after(self, day: date) -> date:
        """The first last-day-in-time after `day`."""
        years = range(day.year, day.year + 3)
        return next(due for due in map(self.in_year, years) if due > day)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of every month (1-31; a short month's last day counts instead)."""

    day: int
    strictly_before: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"no month has a day {self.day}")

    def after(self, day: date) -> date:
        """The first last-day-in-time after `day`."""
        first = day.year * 12 + day.month - 1
        return next(due for due in map(self._in_month, range(first, first + 3)) if due > day)

    def _in_month(self, months: int) -> date:
        year, month = months // 12, months % 12 + 1
        last = gregorian.monthrange(year, month)[1]
        return date(year, month, min(self.day, last)) - timedelta(days=self.strictly_before)


@dataclass(frozen=True, slots=True)
class WorkingDaysAfter:
    """So many working days after the end of the data (Điều 12.5, 13.2 of NĐ 09/2019/NĐ-CP leave
    it to the issuing agency; Khánh Hòa's QĐ 01/2023 gives two).

    Raises ValueError for less than one, which Điều 8.5b forbids.
    """

    days: int

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("due before the first working day after the data end")


DueRule: TypeAlias = FixedDate | DayOfMonth | WorkingDaysAfter


def due_day(rule: DueRule, data_to: date, calendar: WorkingCalendar) -> date:
    """The last day in time by `rule` for data that end on `data_to`; always after it."""
    if isinstance(rule, WorkingDaysAfter):
        return calendar.add_working_days(data_to, rule.days)
    return rule.after(data_to)
