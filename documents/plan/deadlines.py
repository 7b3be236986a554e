"""Deadlines as plans write them, to ISO dates."""

import re
from calendar import monthrange
from datetime import date, timedelta

from documents.plan.words import WORDS, any_of, same

_WORDS = WORDS["deadlines"]
_DAY_WORD, _MONTH_WORD, _YEAR_WORD = (WORDS["dates"][name] for name in ("day", "month", "year"))
_OF_YEAR = rf"(?:(?:/|-|\s*{_YEAR_WORD}\s*)(?P<year>20\d\d))?"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_REACH = 25
_BEFORE = rf"(?P<before>{any_of(_WORDS['before'])}\s+)?"
_DATE = re.compile(
    rf"{_BEFORE}(?:{_DAY_WORD}\s*)?(?P<day>\d{{1,2}})(?:/|\s*{_MONTH_WORD}\s*)(?P<month>\d{{1,2}})"
    rf"(?!\d){_OF_YEAR}"
)
_QUARTER = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['quarter'])})\s*(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w)"
    rf"(?:(?:/|-|\s*{_YEAR_WORD}\s*|\s+)(?P<year>20\d\d))?"
)
_MONTH = re.compile(rf"{_BEFORE}{_MONTH_WORD}\s*(?P<month>\d{{1,2}})(?!\d){_OF_YEAR}")
_HALF = re.compile(rf"{_WORDS['half']}(?:\s*(?P<year>20\d\d))?")
_WHOLE_YEAR = re.compile(rf"(?:{any_of(_WORDS['year_end'])})\s*(?P<year>20\d\d)")
_ANY_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)(?!\d)")
_TRIGGER = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['triggers'])})(?!\w)")


def deadline(phrase: str, year: int | None) -> str | None:
    """The last day that a phrase names, ISO; `year` is meant where the phrase has none.

    "trước ngày 15/11" is the day before, "quý I/2026" its last day; None for "thường xuyên".
    """
    low = same(phrase)
    days = [*_days(low, year), *_quarters(low, year), *_halves(low, year)]
    days = days or [*_months(low, year), *_years(low)]
    days = days or [date(int(y["year"]), 12, 31) for y in _ANY_YEAR.finditer(low)]
    return max(days).isoformat() if days else None


def deadline_said(text: str, year: int | None) -> str | None:
    """The deadline in a sentence, where it says that something is to be finished by then."""
    low = same(text)
    for trigger in _TRIGGER.finditer(low):
        reach = re.split(r"[.;](?=\s|$)", low[trigger.end() : trigger.end() + 3 * _REACH])[0]
        for pattern in (_DATE, _QUARTER, _HALF, _MONTH, _WHOLE_YEAR):
            found = pattern.search(reach)
            if found and found.start() <= _REACH:
                return deadline(found[0], year)
    return None


def _days(low: str, year: int | None) -> list[date]:
    days = []
    for found in _DATE.finditer(low):
        day = _day(found["year"] or year, found["month"], found["day"])
        if day:
            days.append(day - timedelta(days=1) if found["before"] else day)
    return days


def _day(year: str | int | None, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None


def _quarters(low: str, year: int | None) -> list[date]:
    given = [
        (found["year"] or year, _QUARTERS[found["quarter"]]) for found in _QUARTER.finditer(low)
    ]
    return [_month_end(int(y), quarter * 3) for y, quarter in given if y]


def _halves(low: str, year: int | None) -> list[date]:
    given = [found["year"] or year for found in _HALF.finditer(low)]
    return [date(int(y), 6, 30) for y in given if y]


def _months(low: str, year: int | None) -> list[date]:
    days = []
    for found in _MONTH.finditer(low):
        first = _day(found["year"] or year, found["month"], 1)
        if first:
            last = _month_end(first.year, first.month)
            days.append(first - timedelta(days=1) if found["before"] else last)
    return days


def _years(low: str) -> list[date]:
    return [date(int(found["year"]), 12, 31) for found in _WHOLE_YEAR.finditer(low)]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
