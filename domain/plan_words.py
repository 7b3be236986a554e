"""The plan's own words, read for a report: its years, its groups, its numbering."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from domain.period_codes import PeriodKind, PeriodLabel, parse_code
from domain.programme import Asks, Frame, Programme

_WORDS = tomllib.loads((Path(__file__).parent / "compiling.toml").read_text("utf-8"))
_YEAR = re.compile(_WORDS["year"])
_MONTH = re.compile(_WORDS["month"])
_DAY_BEFORE = re.compile(_WORDS["day_before_month"])
_GOAL = re.compile(_WORDS["goal_before_year"])
_BLOCK_NUMBER = re.compile(_WORDS["block_number"])
_LETTERS: str = _WORDS["letters"]
MovesTime: TypeAlias = Callable[[str], str]


def moves_time(programme: Programme, period: str) -> MovesTime:
    """A function that makes the plan's headings and fixed sentences speak of `period`.

    The plan comes from a document of an earlier period: where that reports on "năm 2021", "năm
    2021" and "năm 2022" become this period's year and the next; all other years stay. The same
    for months. A plan that names no such period stays as it is.
    """
    label = parse_code(period)
    if label.kind is PeriodKind.YEAR:
        return _moves_years(next(_years(programme), None), label)
    if label.kind is PeriodKind.MONTH:
        return _moves_months(next(_reported_months(programme), None), label)
    return lambda text: text


def own_period(programme: Programme) -> str | None:
    """The code of the month or year that the plan's document itself reports on, if it says so."""
    for months in _reported_months(programme):
        return PeriodLabel(PeriodKind.MONTH, months // 12, months % 12 + 1).code
    for year in _years(programme):
        return PeriodLabel(PeriodKind.YEAR, year).code
    return None


def move_frame(frame: Frame, move: MovesTime) -> Frame:
    """The frame's title, opening and closing sentence, moved; documents cited stay."""
    return replace(
        frame,
        title=move(frame.title) if frame.title else None,
        opening=move(frame.opening) if frame.opening else None,
        closing=move(frame.closing) if frame.closing else None,
    )


def group_noun(name: str) -> str | None:
    """ "Ủy ban nhân dân các xã, thị trấn" → "xã, thị trấn"; None where the name has no plural."""
    before, found, _ = f" {name.lower()}".rpartition(f" {_WORDS['plural']} ")
    rest = f" {name}"[len(before) + len(found) :]
    return rest.strip(" :") if found else None


def without_number(heading: str) -> str:
    """ "9. Ban Chỉ huy Quân sự" → "Ban Chỉ huy Quân sự"."""
    return _BLOCK_NUMBER.sub("", heading)


def point_letter(n: int) -> str:
    """The n-th point, from 0: a, b, c, d, đ, e, …; after y: aa, bb, …"""
    rounds, place = divmod(n, len(_LETTERS))
    return _LETTERS[place] * (rounds + 1)


def _titles(programme: Programme) -> Iterator[str]:
    """Where a document names the period it reports on, the surest first: its plan's heading names
    the one after it."""
    planned = [h.title for h in programme.headings() if h.asks is Asks.COMPUTED]
    reported = [h.title for h in programme.headings() if h.asks not in (Asks.COMPUTED, Asks.FRAME)]
    yield from reported
    if reported and programme.frame.title:
        yield programme.frame.title
    yield from planned


def _years(programme: Programme) -> Iterator[int]:
    for title in _titles(programme):
        for found in _YEAR.finditer(title):
            if not _GOAL.search(title[: found.start()]):
                yield int(found[2])


def _reported_months(programme: Programme) -> Iterator[int]:
    for title in _titles(programme):
        for found in _MONTH.finditer(title):
            if not _DAY_BEFORE.search(title[: found.start()]):
                yield _months(found)


def _moves_years(base: int | None, label: PeriodLabel) -> MovesTime:
    def moved(found: re.Match[str]) -> str:
        year = int(found[2])
        near = base is not None and year in (base, base + 1)
        return f"{found[1]} {year + label.year - (base or 0)}" if near else found[0]

    return lambda text: _YEAR.sub(moved, text)


def _moves_months(base: int | None, label: PeriodLabel) -> MovesTime:
    now = label.year * 12 + label.ordinal - 1

    def moved(found: re.Match[str]) -> str:
        of_a_date = _DAY_BEFORE.search(found.string[: found.start()])
        if base is None or of_a_date or _months(found) not in (base, base + 1):
            return found[0]
        year, month = divmod(_months(found) + now - base, 12)
        return f"{found[1]} {month + 1}{found[3]}{year}"

    return lambda text: _MONTH.sub(moved, text)


def _months(found: re.Match[str]) -> int:
    return int(found[4]) * 12 + int(found[2]) - 1
