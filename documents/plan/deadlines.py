"""Deadlines as plans write them, to ISO dates."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from documents.plan.words import WORDS, any_of, same

_WORDS = WORDS["deadlines"]
_DAY_WORD, _MONTH_WORD, _YEAR_WORD = (WORDS["dates"][name] for name in ("day", "month", "year"))
_OF_YEAR = rf"(?:(?:/|-|\s*{_YEAR_WORD}\s*)(?P<year>20\d\d))?"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_REACH = 25
_BEFORE = rf"(?P<before>(?:{any_of(_WORDS['before'])})\s+)?"
_JOINT = rf"\s*(?:{any_of(_WORDS['joints'])})\s*"
_DATES = (
    re.compile(
        rf"{_BEFORE}(?:{_DAY_WORD}\s*)?(?<!\d)(?P<day>\d{{1,2}})(?:/|\s*{_MONTH_WORD}\s*)"
        rf"(?P<month>\d{{1,2}})(?!\d){_OF_YEAR}"
    ),
    re.compile(
        rf"{_BEFORE}(?:{_DAY_WORD}\s*)?(?<!\d)(?P<day>\d{{1,2}})(?P<mark>[.-])"
        r"(?P<month>\d{1,2})(?P=mark)(?P<year>20\d\d)(?!\d)"
    ),
)
_Q = r"(?:iv|i{1,3}|[1-4])(?!\w)"
_QUARTER_WORD = rf"(?<!\w)(?:{any_of(_WORDS['quarter'])})\s*"
_QUARTER = re.compile(
    rf"{_BEFORE}{_QUARTER_WORD}(?:{_Q}{_JOINT}(?:{_QUARTER_WORD})?){{0,3}}(?P<quarter>{_Q})"
    rf"(?:(?:/|-|\s*{_YEAR_WORD}\s*|\s+)(?P<year>20\d\d))?"
)
_M = r"\d{1,2}(?!\d)"
_MONTH = re.compile(
    rf"{_BEFORE}{_MONTH_WORD}\s*(?:{_M}{_JOINT}(?:{_MONTH_WORD}\s*)?){{0,11}}(?P<month>{_M})"
    rf"{_OF_YEAR}"
)
_SHORT_MONTH = re.compile(r"(?<!\w)(?P<before>)t\.?\s?(?P<month>\d{1,2})/(?P<year>20\d\d)(?!\d)")
_PART = re.compile(rf"(?P<part>{any_of(list(_WORDS['parts']))})(?:\s*(?P<year>20\d\d))?")
_BEFORE_YEAR = re.compile(rf"(?:{any_of(_WORDS['before'])})\s+{_YEAR_WORD}\s+(?P<year>20\d\d)")
_WHOLE_YEAR = re.compile(rf"(?:{any_of(_WORDS['year_end'])})\s*(?P<year>20\d\d)")
_ANY_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)(?!\d)")
_TRIGGER = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['triggers'])})(?!\w)")
_SAID = (*_DATES, _QUARTER, _PART, _MONTH, _WHOLE_YEAR)


def deadline(phrase: str, year: int | None) -> str | None:
    """The last day that a phrase names, ISO; `year` is meant where the phrase has none.

    "trước ngày 15/11" is the day before, "quý I/2026" its last day, "2026-2030" the last of
    2030; None for "thường xuyên". What a phrase names as an outlook is no deadline.
    """
    low = re.split(rf"(?:{any_of(_WORDS['outlook'])})", same(phrase))[0]
    days = [*_days(low, year), *_quarters(low, year), *_parts(low, year)]
    days = days or [*_months(low, year), *_years(low)]
    days = days or [date(int(y["year"]), 12, 31) for y in _ANY_YEAR.finditer(low)]
    return max(days).isoformat() if days else None


def deadline_said(text: str, year: int | None) -> tuple[str, str] | None:
    """The deadline in a sentence that says something is to be finished by then, and its words."""
    low = same(text)
    for trigger in _TRIGGER.finditer(low):
        reach = re.split(r"[.;](?=\s|$)", low[trigger.end() : trigger.end() + 3 * _REACH])[0]
        for pattern in _SAID:
            found = pattern.search(reach)
            if found and found.start() <= _REACH:
                day = deadline(found[0], year)
                start = trigger.end() + found.start()
                return (day, text[start : start + len(found[0])].strip()) if day else None
    return None


def _days(low: str, year: int | None) -> Iterator[date]:
    for pattern in _DATES:
        before, end = False, 0
        for found in pattern.finditer(low):
            joined = re.fullmatch(_JOINT, low[end : found.start()])
            before, end = bool(found["before"] or (before and joined)), found.end()
            day = _day(found["year"] or year, found["month"], found["day"])
            if day:
                yield day - timedelta(days=before)


def _day(year: str | int | None, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None


def _quarters(low: str, year: int | None) -> Iterator[date]:
    for found in _QUARTER.finditer(low):
        if of := found["year"] or year:
            quarter = _QUARTERS[found["quarter"]] - bool(found["before"])
            yield _month_end(int(of), quarter * 3)


def _parts(low: str, year: int | None) -> Iterator[date]:
    for found in _PART.finditer(low):
        if of := found["year"] or year:
            yield _month_end(int(of), _WORDS["parts"][found["part"]])


def _months(low: str, year: int | None) -> Iterator[date]:
    for pattern in (_MONTH, _SHORT_MONTH):
        for found in pattern.finditer(low):
            first = _day(found["year"] or year, found["month"], 1)
            if first:
                yield _month_end(first.year, first.month - bool(found["before"]))


def _years(low: str) -> Iterator[date]:
    yield from (date(int(found["year"]) - 1, 12, 31) for found in _BEFORE_YEAR.finditer(low))
    yield from (date(int(found["year"]), 12, 31) for found in _WHOLE_YEAR.finditer(low))


def _month_end(year: int, month: int) -> date:
    """The last day of a month; month 0 is December of the year before."""
    year, month = (year, month) if month else (year - 1, 12)
    return date(year, month, monthrange(year, month)[1])
