"""The plan's own words, read for a report: its years, its groups, its numbering."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from domain.period_codes import PeriodKind, PeriodLabel, parse_code
from domain.programme import Frame, Programme

_WORDS = tomllib.loads((Path(__file__).parent / "compiling.toml").read_text("utf-8"))
_YEAR = re.compile(_WORDS["year"])
_MONTH = re.compile(_WORDS["month"])
_DAY_BEFORE = re.compile(_WORDS["day_before_month"])
_BLOCK_NUMBER = re.compile(_WORDS["block_number"])
_LETTERS: str = _WORDS["letters"]
MovesTime: TypeAlias = Callable[[str], str]


def moves_time(programme: Programme, period: str) -> MovesTime:
    """A function that makes the plan's headings and fixed sentences speak of `period`.

    The plan comes from a document of an earlier period: where its first heading that names one
    says "năm 2021", "năm 2021" and "năm 2022" become this period's year and the next; all other
    years stay. The same for months. A plan that names no such period stays as it is.
    """
    label = parse_code(period)
    titles = [heading.title for heading in programme.headings()]
    if label.kind is PeriodKind.YEAR:
        return _moves_years(titles, label)
    if label.kind is PeriodKind.MONTH:
        return _moves_months(titles, label)
    return lambda text: text


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


def _moves_years(titles: list[str], label: PeriodLabel) -> MovesTime:
    base = next((int(found[2]) for title in titles for found in _YEAR.finditer(title)), None)

    def moved(found: re.Match[str]) -> str:
        year = int(found[2])
        near = base is not None and year in (base, base + 1)
        return f"{found[1]} {year + label.year - (base or 0)}" if near else found[0]

    return lambda text: _YEAR.sub(moved, text)


def _moves_months(titles: list[str], label: PeriodLabel) -> MovesTime:
    named = (_months(found) for title in titles for found in _MONTH.finditer(title))
    base = next(named, None)
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
