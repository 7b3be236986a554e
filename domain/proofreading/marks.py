"""Marks, numbers and days as NĐ 30/2020/NĐ-CP and Vietnamese print have them."""

import re
from collections.abc import Iterator
from datetime import date

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import BLANK, WORDS, Sheet, any_of
from domain.written import written_month

_DATES = WORDS["dates"]
_BLANK_BEFORE = re.compile(rf"(?<=[^\W_]){BLANK}+(?=[,;:.](?:[ \u00a0\n]|$)(?![,;:.\u2026]))")
_TWO_DOTS = re.compile(r"(?<![.\u2026/])(?:,\.\.|\.\.|,\.|,,|;;|;\.)(?![.\u2026/\w])")
_MENDED = {",..": ",\u2026", "..": ".", ",.": ".", ",,": ",", ";;": ";", ";.": "."}
_GROUPED = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+\.\d+(?![\w.,/-])")
_MANY_GROUPS = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3}){2,}(?![\w.,/-])")
_POINT = re.compile(
    rf"(?<![\w.,/-])\d+\.\d{{1,2}}(?={BLANK}?{any_of(WORDS['numbers']['measures'])}(?!\w))"
)
_SHORT_DAY = re.compile(
    rf"(?<!\w)(?:{any_of(_DATES['day'])}){BLANK}(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?(?![\d/])"
)
_LONG_DAY = re.compile(
    rf"(?<!\w)(?:{any_of(_DATES['day'])}){BLANK}(\d{{1,2}}){BLANK}(?:{any_of(_DATES['month'])})"
    rf"{BLANK}(\d{{1,2}})(?:{BLANK}(?:{any_of(_DATES['year'])}){BLANK}(\d{{4}}))?(?!\d)"
)
_LEAP = 2024


def marks(sheet: Sheet) -> Iterator[Finding]:
    """Blanks before marks, marks that stand twice."""
    for match in _BLANK_BEFORE.finditer(sheet.text):
        end = match.end() + 1
        yield sheet.finding(Flaw.PUNCTUATION, match.start(), end, sheet.text[end - 1])
    for match in _TWO_DOTS.finditer(sheet.text):
        yield sheet.finding(Flaw.PUNCTUATION, *match.span(), _MENDED[match[0]])


def numbers(sheet: Sheet) -> Iterator[Finding]:
    """A point between thousands, a comma before decimals; a lone "1,200" may be either."""
    swapped = str.maketrans(",.", ".,")
    for pattern in (_GROUPED, _MANY_GROUPS, _POINT):
        for match in pattern.finditer(sheet.low):
            found = sheet.text[slice(*match.span())]
            yield sheet.finding(Flaw.NUMBER, *match.span(), found.translate(swapped))


def days(sheet: Sheet) -> Iterator[Finding]:
    """Days below ten and months 1 and 2 carry a 0, in words no other month does (Phụ lục I,
    Mục II.4); and days that exist. "12/05" in figures is left alone: both are in use."""
    for match in _SHORT_DAY.finditer(sheet.low):
        month = match[2] if len(match[2]) > 1 else written_month(int(match[2]))
        yield from _day(sheet, match, match[1].zfill(2), month)
    for match in _LONG_DAY.finditer(sheet.low):
        yield from _day(sheet, match, match[1].zfill(2), written_month(int(match[2])))


def _day(sheet: Sheet, match: re.Match[str], day: str, month: str) -> Iterator[Finding]:
    if not _exists(int(match[1]), int(match[2]), int(match[3] or _LEAP)):
        yield sheet.finding(Flaw.BAD_DATE, *match.span())
    elif (day, month) != (match[1], match[2]):
        between = sheet.text[match.end(1) : match.start(2)]
        head = sheet.text[match.start() : match.start(1)]
        rest = sheet.text[match.end(2) : match.end()]
        written = f"{head}{day}{between}{month}{rest}"
        yield sheet.finding(Flaw.DATE_FORM, *match.span(), written)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
