"""The words of a report duty, read as rules of the period calendar."""

import re
from collections.abc import Iterator

from documents.plan.words import WORDS, any_of, same
from domain.due_dates import DayOfMonth, DueRule, FixedDate, WorkingDaysAfter
from domain.period_codes import PeriodKind
from domain.plan_duties import DutyRule

_WORDS = WORDS["duties"]
_DATES = WORDS["dates"]
_JOINT = rf"\s*(?:{any_of(WORDS['deadlines']['joints'])})\s*(?:{_DATES['day']}\s*)?"
_DAY = re.compile(
    rf"(?:(?P<by>{any_of(_WORDS['by'])})\s*)?(?:{_DATES['day']}\s*)?(?<![\d/])(?P<day>\d{{1,2}})"
    rf"(?:(?:/|\s*{_DATES['month']}\s*)(?P<month>\d{{1,2}}))?(?![\d/])"
    rf"(?!\s*{_WORDS['working_days']}|\s*{_DATES['month']})"
)
_WORKING_DAYS = re.compile(rf"(?P<days>\d{{1,2}})\s*{_WORDS['working_days']}")
_KINDS = {
    PeriodKind(kind): re.compile(rf"(?:(?<!\w)|(?=\W))(?:{any_of(words)})(?!\w)(?!\s*\d)")
    for kind, words in _WORDS["kinds"].items()
}
# What comes apart by so many months, on the same day, has a kind of its own.
_APART = {6: PeriodKind.HALF_YEAR, 3: PeriodKind.QUARTER}
_FIRST_BEHIND_LEGAL_DATA = 15


def rules_in(due: str, around: str) -> tuple[DutyRule, ...]:
    """The rules of `due` ("trước ngày 15 hằng tháng"); how often may be said `around` it.

    None where it is not said how often, or where the date has a year: that is once.
    """
    low = same(around).replace("(", "")
    kinds = [kind for kind, said in _KINDS.items() if said.search(low)]
    often = [kind for kind in kinds if kind is not PeriodKind.AD_HOC]
    days = list(_days(same(due)))
    yearly = [day for day in days if isinstance(day, FixedDate)]
    day = _day_of(days, _WORDS["last_month"] in same(due))
    rules = _by_dates(yearly) if yearly else [DutyRule(kind, day) for kind in often]
    asked = [DutyRule(PeriodKind.AD_HOC)] if PeriodKind.AD_HOC in kinds else []
    return (*rules, *asked)


def _day_of(days: list[DueRule], in_last_month: bool) -> DueRule | None:
    """A day of the last month before its data end is none that the calendar has."""
    if not days:
        return None
    day = days[0]
    if in_last_month and isinstance(day, DayOfMonth):
        behind = day.day - day.strictly_before >= _FIRST_BEHIND_LEGAL_DATA
        return day if behind else None
    return day


def _days(low: str) -> Iterator[DueRule]:
    """Every date behind "trước", "chậm nhất", and those joined to it."""
    by, end = "", 0
    for found in _DAY.finditer(low):
        joined = bool(re.fullmatch(_JOINT, low[end : found.start()]))
        by, end = found["by"] or (by if joined else ""), found.end()
        rule = _rule(found, strictly=by not in _WORDS["on_or_before"]) if by else None
        if rule:
            yield rule
    for found in _WORKING_DAYS.finditer(low):
        if int(found["days"]):
            yield WorkingDaysAfter(int(found["days"]))


def _rule(found: re.Match[str], strictly: bool) -> DueRule | None:
    try:
        if found["month"]:
            return FixedDate(int(found["day"]), int(found["month"]), strictly)
        return DayOfMonth(int(found["day"]), strictly)
    except ValueError:
        return None


def _by_dates(dates: list[FixedDate]) -> list[DutyRule]:
    """One kind where dates come evenly; else the last is the year's, the others are ad hoc."""
    dates = sorted(set(dates), key=lambda date: (date.month, date.day))
    apart = 12 // len(dates)
    if apart in _APART and _come_evenly(dates, apart):
        return [DutyRule(_APART[apart], DayOfMonth(dates[0].day, dates[0].strictly_before))]
    ad_hoc = [DutyRule(PeriodKind.AD_HOC, date) for date in dates[:-1]]
    return [*ad_hoc, DutyRule(PeriodKind.YEAR, dates[-1])]


def _come_evenly(dates: list[FixedDate], apart: int) -> bool:
    """On one day of each last month, behind the data of the 15th to the 14th."""
    months = [date.month for date in dates]
    alike = {(date.day, date.strictly_before) for date in dates}
    behind = dates[0].day - dates[0].strictly_before >= _FIRST_BEHIND_LEGAL_DATA
    return months == list(range(apart, 13, apart)) and len(alike) == 1 and behind
