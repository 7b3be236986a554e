"""A text laid out for the proofreader: as it is, in small letters, and word by word."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from domain.findings import Finding, Flaw
from domain.spelling import one_tone_place

WORDS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
"""The words to be recognised, from words.toml."""

_WORD = re.compile(r"[^\W_]+")
BLANK = r"[ \u00a0\t]"
"""Blanks within a line: no pattern of the proofreader goes beyond a line."""


class Word(NamedTuple):
    """A word of the sheet in small letters, by its place in the text."""

    start: int
    end: int
    low: str


@dataclass(frozen=True)
class Sheet:
    """`text` in NFC. `low` is as long as it: a place in one is the same place in the other."""

    text: str

    @cached_property
    def low(self) -> str:
        return lowered(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(self.low))

    def neighbours(self) -> Iterator[tuple[Word, Word]]:
        """Words with nothing but one blank between them."""
        for one, other in pairwise(self.words):
            if other.start == one.end + 1 and self.text[one.end] in " \u00a0":
                yield one, other

    def finding(self, kind: Flaw, start: int, end: int, suggestion: str = "") -> Finding:
        return Finding(kind, start, end, self.text[start:end], suggestion)


def lowered(text: str) -> str:
    """Small letters with every tone in one place; as long as `text`."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return one_tone_place(low)


def any_of(phrases: Iterable[str]) -> str:
    """A group of a regular expression for low text, the longest phrase first."""
    longest = sorted(map(lowered, phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(re.escape, longest)) + ")"


def like(found: str, suggestion: str) -> str:
    """`suggestion` with a capital where `found` begins with one, in capitals where it is."""
    if len(found) > 1 and found.isupper():
        return suggestion.upper()
    return suggestion[:1].upper() + suggestion[1:] if found[:1].isupper() else suggestion
