"""Abbreviations: introduced before they are used, and not one in the place of another."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from domain.findings import Finding, Flaw
from domain.proofreading.references import spans_of_codes
from domain.proofreading.sheet import WORDS, Sheet, any_of

_OWN = WORDS["abbreviations"]
_COMMON = frozenset(_OWN["common"])
_MEANINGS = _OWN["meanings"]
_SHORT = re.compile(r"(?<![\w&/.-])[A-ZĐ]{2,8}(?![\w&]|[/.-]\w)")
_ROMAN = re.compile(r"[IVXLC]+")
_IN_BRACKETS = re.compile(r"\((?:[^()\n]{0,40}[ :\u201c\"])?([A-ZĐ][A-ZĐ&-]{1,9})[\u201d\"]?\)")
_CALLED = re.compile(rf"(?:{any_of(_OWN['introducing'])})[ :\u201c\"]{{1,3}}([a-zđ&-]{{2,9}})")
_CAPITALS = 0.5
_SIGNING = re.compile(rf"^[#* \t]*(?:{any_of(_OWN['signing'])})", re.MULTILINE)
_SIGNING_LENGTH = 800
_WINDOW = 40
"""Where more than half of the letters around are capitals, it is a heading: nothing is short."""
_REACH = 3
_ENOUGH = 4
"""So many words round two abbreviations must agree before one may stand for the other."""
_KEPT = 8


class _Use(NamedTuple):
    start: int
    end: int
    short: str
    left: tuple[str, ...]
    right: tuple[str, ...]


_Known = dict[tuple[str, str], list[_Use]]


def abbreviations(sheet: Sheet, plan: Sequence[str] = ()) -> Iterator[Finding]:
    """Each unknown abbreviation once, where it first stands; and each one that stands where the
    same words carry another, in `plan` or among those that the text introduces."""
    introduced = _introduced(sheet)
    uses = list(_uses(sheet))
    planned = [use for text in plan for use in _uses(Sheet(text))]
    known = _by_neighbours([*planned, *(use for use in uses if use.short in introduced)])
    told = introduced | _COMMON
    for use in uses:
        if use.short in introduced:
            continue
        if other := _twin(use, known):
            yield sheet.finding(Flaw.SWAPPED, use.start, use.end, other)
        elif use.short not in told:
            told.add(use.short)
            yield sheet.finding(Flaw.ABBREVIATION, use.start, use.end, _in_full(use.short))


def _in_full(short: str) -> str:
    meaning = _MEANINGS.get(short)
    return f"{meaning} ({short})" if meaning else ""


def _introduced(sheet: Sheet) -> set[str]:
    """ "trí tuệ nhân tạo (TTNT)", "sau đây gọi tắt là Đề án ĐMST": anywhere in the text."""
    called = (sheet.text[slice(*match.span(1))] for match in _CALLED.finditer(sheet.low))
    return {match[1] for match in _IN_BRACKETS.finditer(sheet.text)} | set(called)


def _uses(sheet: Sheet) -> Iterator[_Use]:
    codes = [*spans_of_codes(sheet), *_signing(sheet)]
    codes.sort()
    starts = [start for start, _ in codes]
    reaches = list(accumulate((end for _, end in codes), max))
    places = [word.start for word in sheet.words]
    for match in _SHORT.finditer(sheet.text):
        code = bisect_right(starts, match.start()) - 1
        in_code = code >= 0 and match.start() < reaches[code]
        if in_code or _ROMAN.fullmatch(match[0]) or _in_capitals(sheet.text, *match.span()):
            continue
        at = bisect_right(places, match.start()) - 1
        left = tuple(word.low for word in sheet.words[max(0, at - _REACH) : at])
        right = tuple(word.low for word in sheet.words[at + 1 : at + 1 + _REACH])
        yield _Use(*match.span(), match[0], left, right)


def _signing(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Recipients and signature: offices are shortened there as the office likes."""
    for match in _SIGNING.finditer(sheet.low):
        yield match.start(), match.start() + _SIGNING_LENGTH


def _in_capitals(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + _WINDOW].partition("\n")[0]
    letters = [c for c in before + after if c.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITALS * len(letters)


def _by_neighbours(uses: Iterable[_Use]) -> _Known:
    known: _Known = defaultdict(list)
    for use in uses:
        if use.left and use.right:
            some = known[use.left[-1], use.right[0]]
            if len(some) < _KEPT:
                some.append(use)
    return known


def _twin(use: _Use, known: _Known) -> str | None:
    """What stands elsewhere between the same words; None where the same one does too."""
    if not use.left or not use.right:
        return None
    alike = [
        other.short
        for other in known.get((use.left[-1], use.right[0]), ())
        if _agreeing(reversed(use.left), reversed(other.left)) + _agreeing(use.right, other.right)
        >= _ENOUGH
    ]
    return alike[0] if alike and use.short not in alike else None


def _agreeing(one: Iterable[str], other: Iterable[str]) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
