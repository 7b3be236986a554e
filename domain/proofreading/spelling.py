"""Known slips of the pen, and words or letters that stand twice."""

import re
from collections.abc import Iterator

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import WORDS, Sheet, Word, like, lowered

_SLIPS = {tuple(lowered(wrong).split()): right for wrong, right in WORDS["slips"].items()}
_NEVER_TWICE = frozenset(map(lowered, WORDS["doubled"]["words"])) - frozenset(
    map(lowered, WORDS["doubled"]["free"])
)
_TWICE = re.compile(r"([^\W\d_])\1")
_MARKED = re.compile(r"[à-ỹ]")
_MAY_DOUBLE = "o"
"""As in "xoong"."""


def spelling(sheet: Sheet) -> Iterator[Finding]:
    """No speller: a list of slips that are wrong in every sentence, and what stands twice."""
    yield from _slips(sheet)
    yield from _doubled_words(sheet)
    yield from _doubled_letters(sheet)


def _slips(sheet: Sheet) -> Iterator[Finding]:
    for word in sheet.words:
        if right := _SLIPS.get((word.low,)):
            yield _replaced(sheet, word.start, word.end, right)
    for one, other in sheet.neighbours():
        if right := _SLIPS.get((one.low, other.low)):
            yield _replaced(sheet, one.start, other.end, right)


def _replaced(sheet: Sheet, start: int, end: int, right: str) -> Finding:
    return sheet.finding(Flaw.SLIP, start, end, like(sheet.text[start:end], right))


def _doubled_words(sheet: Sheet) -> Iterator[Finding]:
    """A word twice, or two words twice ("thực hiện thực hiện")."""
    last: tuple[Word, Word] | None = None
    before_last: tuple[Word, Word] | None = None
    for one, other in sheet.neighbours():
        if one.low == other.low and one.low in _NEVER_TWICE:
            kept = sheet.text[one.start : one.end]
            yield sheet.finding(Flaw.DOUBLED, one.start, other.end, kept)
        if before_last and _is_chain(before_last, last, (one, other)):
            first = before_last[0]
            if (first.low, before_last[1].low) == (one.low, other.low) and one.low != other.low:
                kept = sheet.text[first.start : before_last[1].end]
                yield sheet.finding(Flaw.DOUBLED, first.start, other.end, kept)
        before_last, last = last, (one, other)


def _is_chain(
    first: tuple[Word, Word], middle: tuple[Word, Word] | None, last: tuple[Word, Word]
) -> bool:
    return middle is not None and first[1] == middle[0] and middle[1] == last[0]


def _doubled_letters(sheet: Sheet) -> Iterator[Finding]:
    """A letter twice in a word with Vietnamese marks: no syllable has that, but "oo"."""
    for word in sheet.words:
        if not _MARKED.search(word.low):
            continue
        doubled = _TWICE.search(word.low)
        in_capitals = sheet.text[word.start : word.end].isupper()
        if doubled and doubled[1] != _MAY_DOUBLE and not in_capitals:
            at = word.start + doubled.start()
            mended = sheet.text[word.start : at] + sheet.text[at + 1 : word.end]
            yield sheet.finding(Flaw.DOUBLED, word.start, word.end, mended)
