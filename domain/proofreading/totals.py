"""Totals that somebody typed: do they add up, and are they those that were counted?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import BLANK, WORDS, Sheet, any_of, lowered

_OWN = WORDS["totals"]
_STATUSES = {lowered(words): frozenset(codes) for words, codes in _OWN["statuses"].items()}
_COUNTED = re.compile(
    rf"(?<![\w.,/-])(\d{{1,5}}){BLANK}(?:{any_of(_OWN['tasks'])}){BLANK}"
    rf"({any_of(_STATUSES)})(?!\w)"
)
_TASKS = re.compile(
    rf"(?<!\w)(?:{any_of(_OWN['there_are'])}){BLANK}(\d{{1,5}}){BLANK}{any_of(_OWN['tasks'])}"
    rf"(?!{BLANK}(?:{any_of(_STATUSES)}))(?!\w)"
)
_SENT = re.compile(
    rf"(?<![\w.,/-])(\d{{1,5}})/(\d{{1,5}}){BLANK}{any_of(_OWN['units'])}{BLANK}"
    rf"{any_of(_OWN['sent'])}(?!\w)"
)
_AMONG = re.compile(rf"[^.\n]{{0,60}}?(?:{any_of(_OWN['among'])})[ :]{{1,3}}")
_PART = re.compile(
    rf"[;, ]*(\d{{1,5}}){BLANK}(?:{any_of(_OWN['tasks'])}{BLANK})?({any_of(_STATUSES)})(?!\w)"
    r"[^;.\n]{0,60}"
)
_SURELY_ALL = 3
"""From so many parts on a sentence means to name them all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was computed: tasks, statuses by code (of each unit; of each task), units."""

    tasks: int
    parts: Mapping[str, int]
    of_tasks: Mapping[str, int]
    sent: int
    roster: int


def sums(sheet: Sheet) -> Iterator[Finding]:
    """ "có 37 nhiệm vụ, trong đó 22 …; 13 …; 02 …": parts that do not add up to their total."""
    for match in _TASKS.finditer(sheet.low):
        among = _AMONG.match(sheet.low, match.end())
        numbers = _parts(sheet, among.end()) if among else []
        total = int(match[1])
        too_many = len(numbers) > 1 and sum(numbers) > total
        if too_many or (len(numbers) >= _SURELY_ALL and sum(numbers) != total):
            yield sheet.finding(Flaw.TOTAL, *match.span(1), f"{sum(numbers):02}")


def _parts(sheet: Sheet, at: int) -> list[int]:
    """The numbers of a list of disjoint statuses."""
    numbers: list[int] = []
    covered: set[str] = set()
    while part := _PART.match(sheet.low, at):
        codes = _STATUSES[part[2]]
        if codes & covered:
            return []
        covered |= codes
        numbers.append(int(part[1]))
        at = part.end()
    return numbers


def totals(sheet: Sheet, counted: Counted) -> Iterator[Finding]:
    """Numbers of tasks and of units that differ from what was counted. What is counted in both
    ways, by task and by unit, may be said in either."""
    for match in _COUNTED.finditer(sheet.low):
        codes = _STATUSES[match[2]]
        known = {_sum(counted.parts, codes), _sum(counted.of_tasks, codes)}
        if int(match[1]) not in known:
            right = _sum(counted.of_tasks, codes)
            yield sheet.finding(Flaw.TOTAL, *match.span(1), f"{right:02}")
    for match in _TASKS.finditer(sheet.low):
        if int(match[1]) not in {counted.tasks, sum(counted.parts.values())}:
            yield sheet.finding(Flaw.TOTAL, *match.span(1), f"{counted.tasks:02}")
    for match in _SENT.finditer(sheet.low):
        if (int(match[1]), int(match[2])) != (counted.sent, counted.roster):
            right_sent = f"{counted.sent:02}/{counted.roster:02}"
            yield sheet.finding(Flaw.TOTAL, match.start(1), match.end(2), right_sent)


def _sum(counts: Mapping[str, int], codes: frozenset[str]) -> int:
    return sum(counts.get(code, 0) for code in codes)
