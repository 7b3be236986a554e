"""Reporting periods named in an order: `YYYY-MM`, `YYYY-Qn`, `YYYY` and the other codes."""

import re
from dataclasses import dataclass

from domain.understanding.answers import Context
from domain.understanding.lexicon import fill
from domain.understanding.moments import Almanac, add_months, month_of_year
from domain.understanding.numbers import SMALL, small_number


@dataclass(frozen=True, slots=True)
class PeriodSaid:
    """A period at `start:end`; `code` is None where there is no such period."""

    code: str | None
    start: int
    end: int


def _words(grammar: str) -> re.Pattern[str]:
    return fill(r"(?:{period} )?" + grammar, "coordinator", n=SMALL)


_YEAR = r"(?:(?:,? ?{dates.year} | ?/ ?|-| )(?P<year>\d{4}))?(?![\d/])"
_CODE = _words(r"(?P<code>20\d\d-(?:0[1-9]|1[0-2]|q[1-4]|h[12]|9m|w\d\d|x\d\d))(?![\w-])")
_THIS = fill(r"{this_period}|^{dates.this}$", "coordinator")
_NINE = _words(r"{nine_months}" + _YEAR)
_HALF = _words(r"{half}" + _YEAR)
_QUARTER = _words(r"{dates.quarter} ?(?P<number>iv|i{1,3}|{n})" + _YEAR)
_MONTH = _words(r"(?:{dates.month} ?|(?<!\w)t(?=\d))(?P<number>{n})" + _YEAR)
_BARE_MONTH = fill(
    r"(?:{period} |^)(?P<number>\d{1,2}) ?/ ?(?P<year>\d{4})(?![\d/])", "coordinator"
)
_WEEK = _words(r"{dates.week} ?(?:thưˊ |thu |sôˊ |so )?(?P<number>\d{1,2})" + _YEAR)
_NEAR = _words(
    r"(?:(?P<month>{dates.month})|(?P<quarter>{dates.quarter})|{dates.year}) "
    r"(?:(?P<this>{dates.this})|(?P<previous>{dates.previous})|(?P<next>{dates.next}))"
)
_WHOLE_YEAR = _words(r"(?:{dates.year} )?(?P<year>20\d\d)(?![\d/.-])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def find_period(text: str, context: Context) -> PeriodSaid | None:
    """The first period that folded `text` names."""
    for pattern, read in _READERS:
        match = pattern.search(text)
        if match and not _in_a_date(text, match):
            return PeriodSaid(read(match, context), match.start(), match.end())
    return None


def _in_a_date(text: str, match: re.Match[str]) -> bool:
    """ "5 tháng 11 năm 2026", "20/12/2026" are days."""
    return bool(re.search(r"(?:\d|ngayˋ?|muôngˋ?) ?[/\-]? ?$", text[: match.start()]))


def _coded(match: re.Match[str], context: Context) -> str | None:
    return match["code"].upper()


def _this(match: re.Match[str], context: Context) -> str | None:
    return context.period


def _year(match: re.Match[str], context: Context) -> str:
    year = match["year"] or (str(context.today.year) if context.today else "")
    return year


def _half(match: re.Match[str], context: Context) -> str | None:
    year = _year(match, context)
    return f"{year}-H1" if year else None


def _nine(match: re.Match[str], context: Context) -> str | None:
    year = _year(match, context)
    return f"{year}-9M" if year else None


def _quarter(match: re.Match[str], context: Context) -> str | None:
    number = _ROMAN.get(match["number"]) or small_number(match["number"])
    year = _year(match, context)
    return f"{year}-Q{number}" if year and 1 <= number <= 4 else None


def _month(match: re.Match[str], context: Context) -> str | None:
    almanac = Almanac(context.today, "said", context.is_working_day)
    number = small_number(match["number"])
    near = _nearest_year(number, context) if not match["year"] else match["year"]
    month = month_of_year(number, near, almanac)
    return month.iso if month.kind == "month" else None


def _nearest_year(number: int, context: Context) -> str | None:
    """The year whose month `number` is nearest: in December "tháng 1" is next year's."""
    if context.today is None:
        return None
    away = number - context.today.month
    return str(context.today.year + (away <= -7) - (away >= 7))


def _week(match: re.Match[str], context: Context) -> str | None:
    year, number = _year(match, context), int(match["number"])
    return f"{year}-W{number:02d}" if year and 1 <= number <= 53 else None


def _near(match: re.Match[str], context: Context) -> str | None:
    """This, the last or the next month, quarter or year."""
    if context.today is None:
        return None
    steps = 0 if match["this"] else -1 if match["previous"] else 1
    first = context.today.replace(day=1)
    if match["month"]:
        return add_months(first, steps).isoformat()[:7]
    if match["quarter"]:
        there = add_months(first, steps * 3)
        return f"{there.year}-Q{(there.month + 2) // 3}"
    return str(first.year + steps)


def _whole(match: re.Match[str], context: Context) -> str | None:
    return match["year"]


_READERS = (
    (_CODE, _coded),
    (_THIS, _this),
    (_NEAR, _near),
    (_WEEK, _week),
    (_NINE, _nine),
    (_HALF, _half),
    (_QUARTER, _quarter),
    (_MONTH, _month),
    (_BARE_MONTH, _month),
    (_WHOLE_YEAR, _whole),
)
