"""Codes of reporting periods and the data windows behind them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import NothingSuch


class PeriodKind(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    AD_HOC = "ad_hoc"


_FORM = {
    PeriodKind.WEEK: "{year}-W{ordinal:02}",
    PeriodKind.MONTH: "{year}-{ordinal:02}",
    PeriodKind.QUARTER: "{year}-Q{ordinal}",
    PeriodKind.HALF_YEAR: "{year}-H{ordinal}",
    PeriodKind.NINE_MONTHS: "{year}-9M",
    PeriodKind.YEAR: "{year}",
    PeriodKind.AD_HOC: "{year}-X{ordinal:02}",
}
_BY_LETTER = {
    "W": PeriodKind.WEEK,
    "": PeriodKind.MONTH,
    "Q": PeriodKind.QUARTER,
    "H": PeriodKind.HALF_YEAR,
    "X": PeriodKind.AD_HOC,
}
_CODE = re.compile(r"([12]\d{3})(?:-(?:(9M)|([HQWX]?)(\d{1,2})))?", re.ASCII)
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_MOST_AD_HOC = 99


@dataclass(frozen=True, slots=True)
class PeriodLabel:
    """What a code says. `ordinal` counts from 1 within the year (the half, the quarter, the
    month, the ISO week, the request) and is 1 for a year and for nine months."""

    kind: PeriodKind
    year: int
    ordinal: int = 1

    @property
    def code(self) -> str:
        return _FORM[self.kind].format(year=self.year, ordinal=self.ordinal)


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period's data window; both days belong to it."""

    code: str
    kind: PeriodKind
    data_from: date
    data_to: date


@dataclass(frozen=True, slots=True)
class MonthlyWindow:
    """Every month's data begin on `first_day` (1-28): of the month before, unless it is 1."""

    first_day: int = 15

    def __post_init__(self) -> None:
        if not 1 <= self.first_day <= 28:
            raise ValueError(f"a month's data cannot begin on day {self.first_day}")

    def start(self, year: int, month: int) -> date:
        """The first day of the data of `month`; month 13 is January of the next year."""
        months = year * 12 + month - 1 - (self.first_day > 1)
        return date(months // 12, months % 12 + 1, self.first_day)


LEGAL_WINDOW = MonthlyWindow()
"""From the 15th of the month before to the 14th: NĐ 09/2019/NĐ-CP, Điều 12."""


def parse_code(text: str) -> PeriodLabel:
    """ "2022", "2026-H1", "2026-9M", "2026-Q4", "2026-11", "2026-W46", "2026-X01".

    Raises NothingSuch for anything else, so also for a month 13 and a week 53 that is not.
    """
    match = _CODE.fullmatch(text.strip().upper())
    label = _label(*match.groups()) if match else None
    if label is None or label.code != text.strip().upper():
        raise NothingSuch(what=text)
    return label


def period_span(code: str, window: MonthlyWindow = LEGAL_WINDOW) -> PeriodSpan:
    """The data window of `code`: NĐ 09/2019/NĐ-CP, Điều 12; nine months by the same rule; a week
    is Monday to Sunday. Raises NothingSuch, also for an ad hoc period: its asker sets it."""
    label = parse_code(code)
    year, kind, ordinal = label.year, label.kind, label.ordinal
    if kind is PeriodKind.AD_HOC:
        raise NothingSuch(what=code)
    if kind is PeriodKind.WEEK:
        monday = date.fromisocalendar(year, ordinal, 1)
        return PeriodSpan(label.code, kind, monday, monday + timedelta(days=6))
    length = _MONTHS[kind]
    start = window.start(year, (ordinal - 1) * length + 1)
    end = window.start(year, ordinal * length + 1) - timedelta(days=1)
    return PeriodSpan(label.code, kind, start, end)


def next_code(code: str) -> str | None:
    """The period of the same kind after this one; None for an ad hoc one."""
    label = parse_code(code)
    if label.kind is PeriodKind.AD_HOC:
        return None
    if label.ordinal < _most(label.kind, label.year):
        return PeriodLabel(label.kind, label.year, label.ordinal + 1).code
    return PeriodLabel(label.kind, label.year + 1).code


def year_before(code: str) -> str | None:
    """The same period of the year before; None for an ad hoc one, and for a week 53 that is not
    there."""
    label = parse_code(code)
    if label.kind is PeriodKind.AD_HOC or label.ordinal > _most(label.kind, label.year - 1):
        return None
    return PeriodLabel(label.kind, label.year - 1, label.ordinal).code


def period_containing(
    kind: PeriodKind, day: date, window: MonthlyWindow = LEGAL_WINDOW
) -> str | None:
    """The code of the period whose data window holds `day`; None for an ad hoc period and for a
    day after the nine months."""
    if kind is PeriodKind.AD_HOC:
        return None
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return PeriodLabel(kind, year, week).code
    year, month = _reporting_month(day, window)
    ordinal = (month - 1) // _MONTHS[kind] + 1
    return PeriodLabel(kind, year, ordinal).code if ordinal <= _most(kind, year) else None


def cumulative_from(data_to: date, window: MonthlyWindow = LEGAL_WINDOW) -> date:
    """The first day of "lũy kế từ đầu năm" for a period whose data end on `data_to`: 15/12 of the
    year before. What happens on 20/12/2026 belongs to 2027."""
    year, _ = _reporting_month(data_to, window)
    return window.start(year, 1)


def _label(
    year: str, nine: str | None, letter: str | None, ordinal: str | None
) -> PeriodLabel | None:
    if nine:
        return PeriodLabel(PeriodKind.NINE_MONTHS, int(year))
    if letter is None or ordinal is None:
        return PeriodLabel(PeriodKind.YEAR, int(year))
    kind = _BY_LETTER[letter]
    fits = 1 <= int(ordinal) <= _most(kind, int(year))
    return PeriodLabel(kind, int(year), int(ordinal)) if fits else None


def _most(kind: PeriodKind, year: int) -> int:
    """How many periods of a kind a year has."""
    if kind is PeriodKind.AD_HOC:
        return _MOST_AD_HOC
    if kind is PeriodKind.WEEK:
        # The 28th of December always lies in the last ISO week of its year.
        return date(year, 12, 28).isocalendar().week
    return 12 // _MONTHS[kind]


def _reporting_month(day: date, window: MonthlyWindow) -> tuple[int, int]:
    month = day.month + (day.day >= window.first_day > 1)
    return (day.year + 1, 1) if month > 12 else (day.year, month)
