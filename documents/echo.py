"""How much of a document another one gives back: letters and digits, in order."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

_WORD = re.compile(r"[^\W_]+")
Span: TypeAlias = tuple[int, int]
Word: TypeAlias = tuple[int, int, str]
"""Where a word begins and ends among the letters, and the word."""
_Way: TypeAlias = tuple[int, int, tuple[tuple[int, Span], ...]]
"""Where it ends, how many letters it places, and each paragraph's place."""


@dataclass(frozen=True, slots=True)
class Given:
    """A paragraph of the original: how many letters and digits it has, how many came back."""

    text: str
    letters: int
    found: int

    @property
    def tenths(self) -> int:
        """The share in tenths of a percent, rounded down: 1000 means that nothing is lost."""
        return 1000 * self.found // self.letters


@dataclass(frozen=True, slots=True)
class Share:
    """`added`: what the report says besides, a paragraph each, only the words that are new."""

    paragraphs: tuple[Given, ...]
    added: tuple[str, ...]

    @property
    def tenths(self) -> int:
        """Of the whole, in tenths of a percent, rounded down; 1000 for an empty document."""
        letters = sum(given.letters for given in self.paragraphs)
        found = sum(given.found for given in self.paragraphs)
        return 1000 * found // letters if letters else 1000

    @property
    def lost(self) -> tuple[Given, ...]:
        return tuple(given for given in self.paragraphs if given.found < given.letters)


def share(original: Iterable[str], report: Iterable[str]) -> Share:
    """What of each paragraph of `original` stands in `report`, in the order of the original.

    Letters and digits are compared after NFC; blanks, marks and the cutting into paragraphs are
    layout. A paragraph counts as a whole where all of it stands at its place; of any other, the
    words count that stand, in order, between its neighbours. Paragraphs without a letter or digit
    are left out.
    """
    said, given = _words(original), _words(report)
    places = _in_order([_letters(words) for _, words in said], _joined(given))
    spans = list(_spans([words for _, words in said], places, _joined(given)))
    paragraphs = (
        Given(text, len(_letters(words)), sum(end - start for start, end in own))
        for (text, words), own in zip(said, spans, strict=True)
    )
    taken = sorted(span for own in spans for span in own)
    return Share(tuple(paragraphs), tuple(_besides(given, taken)))


def _words(paragraphs: Iterable[str]) -> list[tuple[str, list[Word]]]:
    """Each paragraph that has a letter or digit, with its words placed among all letters."""
    placed: list[tuple[str, list[Word]]] = []
    end = 0
    for text in paragraphs:
        words: list[Word] = []
        for word in _WORD.findall(unicodedata.normalize("NFC", text)):
            words.append((end, end + len(word), word))
            end += len(word)
        if words:
            placed.append((text, words))
    return placed


def _joined(paragraphs: Iterable[tuple[str, list[Word]]]) -> list[Word]:
    return [word for _, words in paragraphs for word in words]


def _letters(words: Iterable[Word]) -> str:
    return "".join(word for _, _, word in words)


def _in_order(paragraphs: Sequence[str], report: Sequence[Word]) -> dict[int, Span]:
    """By paragraph, where it stands as a whole; where the order differs, the most letters stay."""
    whole = _letters(report)
    starts, ends = {start for start, _, _ in report}, {end for _, end, _ in report}
    # Ways to place the paragraphs so far: what ends later has placed more letters.
    ways: list[_Way] = [(0, 0, ())]
    for number, letters in enumerate(paragraphs):
        stands = [(start, end) for start, end in _found(letters, whole) if start in starts]
        further = [_further(ways, number, span) for span in stands if span[1] in ends]
        ways = list(_best(sorted([*ways, *further], key=lambda way: (way[0], -way[1]))))
    return dict(ways[-1][2])


def _found(letters: str, whole: str) -> Iterator[Span]:
    start = whole.find(letters)
    while start >= 0:
        yield start, start + len(letters)
        start = whole.find(letters, start + 1)


def _further(ways: Sequence[_Way], number: int, span: Span) -> _Way:
    before = ways[bisect_right(ways, span[0], key=lambda way: way[0]) - 1]
    return span[1], before[1] + span[1] - span[0], (*before[2], (number, span))


def _best(ways: Iterable[_Way]) -> Iterator[_Way]:
    most = -1
    for way in ways:
        if way[1] > most:
            most = way[1]
            yield way


def _spans(
    paragraphs: Sequence[Sequence[Word]], places: dict[int, Span], report: Sequence[Word]
) -> Iterator[list[Span]]:
    """What of each paragraph stands: all of it, or words between what stands around it."""
    done = 0
    last = report[-1][1] if report else 0
    for number, words in enumerate(paragraphs):
        if number in places:
            own = [places[number]]
        else:
            until = min((places[n][0] for n in places if n > number), default=last)
            own = _common(words, [word for word in report if done <= word[0] < until])
        done = own[-1][1] if own else done
        yield own


def _common(words: Sequence[Word], others: Sequence[Word]) -> list[Span]:
    """The words that both have in the same order, where they stand among the others."""
    one, other = [word for _, _, word in words], [word for _, _, word in others]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [others[n][:2] for block in blocks for n in range(block.b, block.b + block.size)]


def _besides(report: Iterable[tuple[str, list[Word]]], taken: Sequence[Span]) -> Iterator[str]:
    starts = [start for start, _ in taken]
    for _, words in report:
        new = [word for at, _, word in words if not _covered(at, starts, taken)]
        if new:
            yield " ".join(new)


def _covered(at: int, starts: Sequence[int], taken: Sequence[Span]) -> bool:
    place = bisect_right(starts, at) - 1
    return place >= 0 and at < taken[place][1]
