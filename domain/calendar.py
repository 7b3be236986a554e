"""Which days are working days in a Vietnamese public office, and counting by them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def in_vietnam(moment: datetime) -> datetime:
    """The same moment on a clock of Hà Nội. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment.isoformat()}")
    return moment.astimezone(VIETNAM)


def at_time(day: date, clock: time) -> datetime:
    """`clock` on `day` as a moment in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, clock, VIETNAM)


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A holiday on the same date every year from `since` on."""

    month: int
    day: int
    name: str
    since: int = 1


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off with their names, and days worked in spite of a weekend or a holiday.

    `confirmed` are the years whose plan is known; in any other year only weekends and the
    `fixed` holidays count. Sources stand in `working_days.toml`.
    """

    days_off: Mapping[date, str]
    working_days: frozenset[date]
    confirmed: frozenset[int]
    fixed: tuple[FixedHoliday, ...] = ()

    @classmethod
    def shipped(cls) -> "WorkingCalendar":
        """The calendar that comes with the program: 2022 and 2025-2027."""
        return _SHIPPED

    def with_overrides(
        self, days_off: Mapping[date, str], working_days: Iterable[date]
    ) -> "WorkingCalendar":
        """This calendar with an office's own days: a flood, a make-up day. They win over what
        was there before. Raises ValueError for a day given as both."""
        working = frozenset(working_days)
        if both := sorted(working & days_off.keys()):
            raise ValueError(f"both a day off and a working day: {both[0].isoformat()}")
        kept = {day: name for day, name in self.days_off.items() if day not in working}
        return replace(
            self,
            days_off={**kept, **days_off},
            working_days=(self.working_days - days_off.keys()) | working,
        )

    def is_confirmed(self, year: int) -> bool:
        return year in self.confirmed

    def is_working(self, day: date) -> bool:
        if day in self.working_days:
            return True
        return day.weekday() < _SATURDAY and self.name_of(day) is None

    def name_of(self, day: date) -> str | None:
        """The holiday's name; None for a working day and for a plain weekend."""
        if day in self.working_days:
            return None
        return self.days_off.get(day) or self._fixed_name(day)

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, otherwise the first one after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """`day` itself if it is a working day, otherwise the last one before it."""
        while not self.is_working(day):
            day -= _ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it for a negative n; `day` itself for 0."""
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lead from `a` to `b`: `b` counts, `a` does not; negative when
        `b` is the earlier. `working_days_between(d, add_working_days(d, n)) == n`."""
        step = 1 if b >= a else -1
        days = (a + timedelta(days=step * i) for i in range(1, abs((b - a).days) + 1))
        return step * sum(self.is_working(day) for day in days)

    def _fixed_name(self, day: date) -> str | None:
        if day.year in self.confirmed:
            return None
        matches = (
            holiday.name
            for holiday in self.fixed
            if (holiday.month, holiday.day) == (day.month, day.day) and day.year >= holiday.since
        )
        return next(matches, None)


def _read(text: str) -> WorkingCalendar:
    data: dict[str, Any] = tomllib.loads(text)
    years: dict[str, Any] = data["years"]
    return WorkingCalendar(
        days_off={
            date.fromisoformat(day): name
            for year in years.values()
            for day, name in year["days_off"].items()
        },
        working_days=frozenset(day for year in years.values() for day in year["make_up"]),
        confirmed=frozenset(int(year) for year in years),
        fixed=tuple(FixedHoliday(**holiday) for holiday in data["fixed"]),
    )


_SHIPPED = _read(Path(__file__).with_name("working_days.toml").read_text("utf-8"))
