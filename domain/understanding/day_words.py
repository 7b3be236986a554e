"""Finds the days, months and ranges named in a folded text."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from domain.understanding import moments as at
from domain.understanding.folding import fold, is_marked, plain
from domain.understanding.lexicon import fill, table
from domain.understanding.moments import BAD, VAGUE, Almanac, Moment
from domain.understanding.numbers import SMALL, small_number

Maker = Callable[[re.Match[str], Almanac, date], Moment]

_PIECES = {
    "n": SMALL,
    "open": r"(?<![\d/])(?<!\d[.,\-])",
    "close": r"(?![\d/])(?![.,\-]\d)(?!\w)",
    "sep": r" ?[/.\-] ?",
    "y": r"(?:\d{4}|\d{2})",
}


def _grammar(text: str) -> re.Pattern[str]:
    return fill(text, "dates", **_PIECES)


def _values(name: str) -> dict[str, int]:
    return {plain(fold(key).text): value for key, value in table("dates", name).items()}


_NAMED = _values("named")
NAMED_ALONE = _values("named_alone")
_PART_NAMED = _values("part_of_day_named")
_THIS = _grammar("{this}")
_NEXT = _grammar("{next}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _vague(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return VAGUE


def _iso(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    when = at.make_date(int(match[1]), int(match[2]), int(match[3]))
    return at.day(when, has_year=True) if when else BAD


def _day_month(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    year = match["year"] if "year" in match.re.groupindex else None
    return at.day_of_year(small_number(match[1]), small_number(match[2]), year, almanac)


def _day_range(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    last = at.day_of_year(int(match[2]), int(match[3]), match["year"], almanac)
    if last.kind != "day":
        return last
    first = at.make_date(last.first.year, last.first.month, int(match[1]))
    return at.days_between(first, last.first, has_year=last.has_year) if first else BAD


def _two_days(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    """ "17/11-20/11", with or without years."""
    last = at.day_of_year(int(match["day"]), int(match["month"]), match["year"], almanac)
    if last.kind != "day":
        return last
    first = at.make_date(int(match["begin"] or last.first.year), int(match[2]), int(match[1]))
    return at.days_between(first, last.first, has_year=last.has_year) if first else BAD


def _day_only(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return at.day_of_month(small_number(match[1]), almanac)


def _day_of_near_month(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    month = at.add_months(today.replace(day=1), _steps(match["which"]))
    when = at.make_date(month.year, month.month, small_number(match[1]))
    return at.day(when, has_year=True) if when else BAD


def _month(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    year = match["year"] if "year" in match.re.groupindex else None
    return at.month_of_year(small_number(match[1]), year, almanac)


def _month_of_near_year(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    year = today.year + _steps(match["which"])
    return at.month_of_year(small_number(match[1]), str(year), almanac)


def _quarter(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    number = _ROMAN.get(match[1]) or small_number(match[1])
    if not 1 <= number <= 4:
        return BAD
    if match["year"]:
        return at.quarter_of(at.full_year(match["year"]), number, has_year=True)
    begun = at.quarter_of(today.year, (today.month + 2) // 3).first
    month = at.month_of_year(number * 3 - 2, None, replace(almanac, today=begun))
    return at.quarter_of(month.first.year, number) if month.kind == "month" else month


def _year(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return _whole_year(int(match[1]))


def _whole_year(year: int) -> Moment:
    if not 2000 <= year < 2100:
        return BAD
    return at.days_between(date(year, 1, 1), date(year, 12, 31), has_year=True)


def _steps(word: str | None) -> int:
    if word is None or _THIS.fullmatch(word):
        return 0
    return 1 if _NEXT.fullmatch(word) else -1


def _near_span(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    """This, the last or the next week, month, quarter or year."""
    if match["month"] and not is_marked(match[0]) and match["which"] == "sau":
        return VAGUE  # "thang sau": next month, or June
    return replace(_span(match, today, _steps(match["which"])), has_year=True)


def _span(match: re.Match[str], today: date, steps: int) -> Moment:
    first = today.replace(day=1)
    if match["week"]:
        return at.week_of(today, steps)
    if match["month"]:
        return at.month_from(at.add_months(first, steps))
    if match["quarter"]:
        there = at.add_months(first, steps * 3)
        return at.quarter_of(there.year, (there.month + 2) // 3)
    return _whole_year(today.year + steps)


def _end_of_span(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    span = _span(match, today, _steps(match["which"]))
    return at.last_day(replace(span, has_year=True), almanac)


def _end_of_month(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return at.last_day(_month(match, almanac, today), almanac)


def _end_of_quarter(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return at.last_day(_quarter(match, almanac, today), almanac)


def _weekday(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    number = match["number"] or match["short"]
    weekday = small_number(number) - 2 if number else 6
    if number and not 0 <= weekday <= 5:
        return BAD
    return replace(_which_weekday(weekday, match, almanac, today), weekday=weekday)


def _which_weekday(weekday: int, match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    if match["which"]:
        monday = at.week_of(today, _steps(match["which"])).first
        return at.day(monday + timedelta(days=weekday), has_year=True)
    if match["near"] is None and match["short"]:
        return VAGUE  # "t6": Friday, or June
    return _near_weekday(weekday, match, almanac, today)


def _near_weekday(weekday: int, match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    back = (today.weekday() - weekday) % 7
    if match["this"]:
        return at.day(at.week_of(today).first + timedelta(days=weekday), has_year=True)
    if match["recent"] or (almanac.prefer == "past" and back and not match["near"]):
        return at.day(today - timedelta(days=back or 7), has_year=True)
    if match["coming"] or (almanac.prefer == "future" and back and not match["near"]):
        return at.day(today + timedelta(days=7 - back), has_year=True)
    return VAGUE


def _counted(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    groups = match.groupdict()
    count = small_number(match["count"]) * (-1 if groups.get("ago") else 1)
    if match["working"]:
        return at.day(at.working_days_on(today, count, almanac), has_year=True)
    if match["month"]:
        return at.day(at.add_months(today, count), has_year=True)
    return at.day(today + timedelta(days=count * (7 if match["week"] else 1)), has_year=True)


def _named(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return at.day(today + timedelta(days=_NAMED[plain(match[0])]), has_year=True)


def _part_named(match: re.Match[str], almanac: Almanac, today: date) -> Moment:
    return at.day(today + timedelta(days=_PART_NAMED[plain(match["which"])]), has_year=True)


_SPAN = r"(?:(?P<week>{week})|(?P<month>{month})|(?P<quarter>{quarter})|(?P<year>{year}))"
_WHICH = r"(?P<which>{this}|{previous}|{next})"
_COUNT = (
    r"(?P<count>{n}) ?(?:(?P<working>{working_day})|{day}|(?P<week>{week})|(?P<month>{month}))"
)

_FIXED: tuple[tuple[re.Pattern[str], Maker], ...] = (
    (
        _grammar(r"{lunar_day} (?:{n})(?:{sep}\d{1,2})*(?:,? {month} (?:{n}|\w+))?(?: {lunar})?"),
        _vague,
    ),
    (_grammar(r"(?:{day} )?(?:\d[\d/.\-]*|{n})(?: {month} (?:{n}))? ?{lunar}"), _vague),
    (_grammar(r"(?:{day} )?(?:(?:\d[\d/.\-]*|{n}) )?{lunar}(?: {month}(?: (?:{n}))?)?"), _vague),
    (
        _grammar(r"{quarter} ?({n}|iv|i{1,3})(?:,? (?:{year} )?|{sep})(?P<year>\d{4}){close}"),
        _quarter,
    ),
    (_grammar(r"{open}(\d{4})-(\d{1,2})-(\d{1,2}){close}"), _iso),
    (
        _grammar(
            r"{open}(?:{range_from} )?(?:{day} )?(\d{1,2})(?: ?- ?| {range_to} )(\d{1,2}) ?/ ?"
            r"(\d{1,2})(?: ?/ ?(?P<year>{y}))?{close}"
        ),
        _day_range,
    ),
    (
        _grammar(
            r"{open}(\d{1,2})/(\d{1,2})(?:/(?P<begin>\d{4}))? ?- ?"
            r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?{close}"
        ),
        _two_days,
    ),
    (_grammar(r"{open}(\d{1,2}){sep}(\d{1,2}){sep}(?P<year>{y}){close}"), _day_month),
    (
        _grammar(r"(?:{day} )?({n}) {month} ({n})(?:,? {year} | ?[/\-.] ?)(?P<year>\d{4}){close}"),
        _day_month,
    ),
    (_grammar(r"{open}(\d{1,2}) ?[/\-.] ?(\d{1,2}),? {year} (?P<year>\d{4}){close}"), _day_month),
    (_grammar(r"{open}(?:{month} ?|t)?(\d{1,2}) ?[/\-.] ?(?P<year>\d{4}){close}"), _month),
    (_grammar(r"{end_of} {month} ({n})(?:,? {year} | ?/ ?)(?P<year>\d{4}){close}"), _end_of_month),
    (_grammar(r"{month} ({n}),? {year} (?P<year>\d{4}){close}"), _month),
    (_grammar(r"{year} (\d{4}){close}"), _year),
)

_RELATIVE: tuple[tuple[re.Pattern[str], Maker], ...] = (
    (
        _grammar(
            r"(?:{weekday} ?(?P<number>{n})(?! ?/)|t(?P<short>[2-7])(?!\w)|{sunday})"
            r"(?: {week} (?P<which>{this}|{previous}|{next})"
            r"|(?P<near> (?:(?P<this>{this})|(?P<recent>{recent})|(?P<coming>{coming})"
            r"|{previous}|{next})))?"
        ),
        _weekday,
    ),
    (_grammar(r"{day} ({n}) {month} (?P<which>{this}|{previous}|{next})"), _day_of_near_month),
    (_grammar(r"{from_now_before} " + _COUNT + "(?: {from_now})?"), _counted),
    (_grammar(r"(?P<ago>{ago_before}) " + _COUNT), _counted),
    (_grammar(_COUNT + " {from_now}"), _counted),
    (_grammar(_COUNT + " (?P<ago>{ago})"), _counted),
    (_grammar(r"({n}) {month} (?P<which>{this}|{previous}|{next})"), _day_of_near_month),
    (_grammar(r"(?:{day} )?({n}) {month} ({n}){close}"), _day_month),
    (_grammar(r"{end_of} {quarter} ?({n}|iv|i{1,3})(?P<year>){close}"), _end_of_quarter),
    (_grammar(r"{month} ({n}) {year} (?P<which>{this}|{previous}|{next})"), _month_of_near_year),
    (_grammar(r"{open}(\d{1,2}) ?/ ?(\d{1,2}){close}"), _day_month),
    (_grammar(r"{open}(\d{1,2})[.\-](\d{1,2}){close}(?! ?%)"), _day_month),
    (_grammar(r"{end_of} {month} ({n}){close}"), _end_of_month),
    (_grammar(r"{end_of} " + _SPAN + f"(?: {_WHICH})?(?! \\d)"), _end_of_span),
    (_grammar(r"{part_of_day} (?P<which>{part_of_day_named})"), _part_named),
    (_grammar(r"{named}"), _named),
    (_grammar(_SPAN + " " + _WHICH), _near_span),
    (_grammar(r"{quarter} ?({n}|iv|i{1,3})(?P<year>){close}"), _quarter),
    (_grammar(r"(?:{month} ?|(?<!\w)t(?=8|9|1))({n}){close}"), _month),
    (_grammar(r"{day} ({n})(?! {month}){close}"), _day_only),
)


_ANYTHING = _grammar(
    r"\d|{day}|{month}|{year}|{week}|{quarter}|{weekday}|{sunday}|{part_of_day}|{named}|{lunar}"
    r"|{lunar_day}"
)


def find_moments(text: str, almanac: Almanac) -> list[Moment]:
    """The days, months and ranges of folded `text`, from left to right."""
    found: list[Moment] = []
    if not _ANYTHING.search(text):
        return found
    today = almanac.today
    for pattern, make in _FIXED + _RELATIVE:
        for match in pattern.finditer(text):
            known = today is not None or make in _WITHOUT_TODAY
            moment = make(match, almanac, today or date.min) if known else VAGUE
            found.append(replace(moment, start=match.start(), end=match.end()))
            text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    return sorted(found, key=lambda moment: moment.start)


_WITHOUT_TODAY = {make for _, make in _FIXED} | {_day_month, _day_only}
