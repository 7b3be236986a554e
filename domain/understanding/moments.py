"""Days, months and ranges named in a text, resolved against today."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said about time, at `start:end` of the folded text.

    `kind`: day, month, range (first to last, both included), bad (no such day), vague (a lunar
    day, or two readings). `loose`: the end of a span, where "cuối tháng" was said.
    """

    kind: str
    first: date
    last: date
    start: int = 0
    end: int = 0
    has_year: bool = False
    weekday: int | None = None
    loose: bool = False

    @property
    def iso(self) -> str:
        if self.kind == "month":
            return self.first.isoformat()[:7]
        if self.kind == "range":
            return f"{self.first.isoformat()}..{self.last.isoformat()}"
        return self.first.isoformat()


@dataclass(frozen=True, slots=True)
class Almanac:
    """How days without a year or a month are resolved.

    `prefer`: past (the latest not after today), future (the earliest not before today), said
    (this year's, or last year's where this year's is more than half a year off), None (this
    year's, where no other is nearer).
    """

    today: date | None
    prefer: str | None
    is_working_day: Callable[[date], bool]


_SOME_DAY = date(1, 1, 1)
BAD = Moment("bad", _SOME_DAY, _SOME_DAY)
VAGUE = Moment("vague", _SOME_DAY, _SOME_DAY)
_HALF_YEAR = timedelta(days=183)


def day(when: date, *, has_year: bool = False) -> Moment:
    return Moment("day", when, when, has_year=has_year)


def make_date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def full_year(text: str) -> int:
    """A year of two or four digits."""
    return int(text) + 2000 if len(text) == 2 else int(text)


def last_of_month(when: date) -> date:
    following = when.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def add_months(when: date, months: int) -> date:
    """The same day `months` later, or the month's last day where there is no such day."""
    index = when.year * 12 + when.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(when.day, last_of_month(first).day))


def choose(candidates: list[date], almanac: Almanac, this_one: date | None) -> Moment:
    """The candidate that is meant by someone who left the year (or month) out."""
    today = almanac.today
    if today is None:
        return VAGUE
    if almanac.prefer == "past":
        past = [when for when in candidates if when <= today]
        return day(max(past)) if past else BAD
    if almanac.prefer == "future":
        future = [when for when in candidates if when >= today]
        return day(min(future)) if future else BAD
    if this_one is None:
        return BAD
    nearest = min(candidates, key=lambda when: abs(when - today))
    if almanac.prefer == "said":
        return day(nearest if this_one - today > _HALF_YEAR else this_one)
    return day(this_one) if nearest == this_one else VAGUE


def day_of_year(number: int, month: int, year: str | None, almanac: Almanac) -> Moment:
    if year:
        when = make_date(full_year(year), month, number)
        return day(when, has_year=True) if when and 2000 <= when.year < 2100 else BAD
    if almanac.today is None:
        return VAGUE if make_date(2000, month, number) else BAD
    this_year = almanac.today.year
    years = (this_year - 1, this_year, this_year + 1)
    found = [when for y in years if (when := make_date(y, month, number))]
    if not found:
        return BAD
    return choose(found, almanac, make_date(this_year, month, number))


def day_of_month(number: int, almanac: Almanac) -> Moment:
    if almanac.today is None or almanac.prefer is None:
        return VAGUE if 1 <= number <= 31 else BAD
    months = [add_months(almanac.today.replace(day=1), step) for step in range(-2, 3)]
    found = [when for m in months if (when := make_date(m.year, m.month, number))]
    this_one = make_date(almanac.today.year, almanac.today.month, number)
    return choose(found, almanac, this_one) if found else BAD


def month_of_year(month: int, year: str | None, almanac: Almanac) -> Moment:
    if not 1 <= month <= 12:
        return BAD
    if year:
        chosen = make_date(full_year(year), month, 1)
        valid = chosen and 2000 <= chosen.year < 2100
        return month_from(chosen, has_year=True) if chosen and valid else BAD
    today = almanac.today
    if today is None:
        return VAGUE
    this_month = today.replace(day=1)
    near = Almanac(this_month, almanac.prefer or "said", almanac.is_working_day)
    found = day_of_year(1, month, None, near)
    return month_from(found.first) if found.kind == "day" else found


def month_from(first: date, *, has_year: bool = False) -> Moment:
    return Moment("month", first, last_of_month(first), has_year=has_year)


def days_between(first: date, last: date, *, has_year: bool = False) -> Moment:
    return Moment("range", first, last, has_year=has_year) if first <= last else BAD


def week_of(when: date, weeks: int = 0) -> Moment:
    monday = when - timedelta(days=when.weekday()) + timedelta(weeks=weeks)
    return days_between(monday, monday + timedelta(days=6))


def quarter_of(year: int, quarter: int, *, has_year: bool = False) -> Moment:
    if not 1 <= quarter <= 4:
        return BAD
    first = date(year, quarter * 3 - 2, 1)
    return days_between(first, last_of_month(add_months(first, 2)), has_year=has_year)


def last_day(span: Moment, almanac: Almanac) -> Moment:
    """The last day of a span; where something past is asked, nobody knows which day it was."""
    if span.kind not in {"month", "range"}:
        return span
    if almanac.prefer == "past":
        return VAGUE
    return replace(day(span.last, has_year=span.has_year), loose=True)


def working_days_on(start: date, count: int, almanac: Almanac) -> date:
    """The `count`-th working day after `start` (before it, for a negative count)."""
    step = timedelta(days=1 if count > 0 else -1)
    when, left = start, min(abs(count), 400)
    for _ in range(1000):
        if left == 0:
            break
        when += step
        left -= almanac.is_working_day(when)
    return when
