"""Saying once what several units said alike, and finding what is nearly alike."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from domain.report import Source
from domain.spelling import one_tone_place
from domain.submission import Entry, Statement

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_FINAL = _DATA["final_marks"]
_LIST_MARKS = _DATA["list_marks"]
_NEGATIONS = frozenset(_DATA["negations"])
_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_Facts: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
NEAR = 0.82
"""From this likeness on (0 to 1, difflib) two statements are proposed for merging."""
RIVALS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was said, or several equal ones with all their sources."""

    text: str
    sources: tuple[Source, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.unit for source in self.sources))


def lines_of(entry: Entry, unit: str) -> tuple[Line, ...]:
    """What an entry says, a line a paragraph, in its own words."""
    return lines_said(entry.statements, unit, entry.item)


def lines_said(statements: Iterable[Statement], unit: str, item: str) -> tuple[Line, ...]:
    """The lines of what a unit said on an item, each with its source; `text` there is the line."""
    return tuple(
        Line(line, (replace(source(statement, unit, item), text=line),))
        for statement in statements
        for line in _split(statement.text)
    )


def source(statement: Statement, unit: str, item: str) -> Source:
    """Where a statement comes from, as reports keep it."""
    return Source(unit, statement.person, statement.at.isoformat(), statement.message, item)


@lru_cache(maxsize=4096)
def essence(text: str) -> str:
    """A statement without what does not tell two apart: case, blanks, tone places, final marks."""
    seen = "".join(
        c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf"
    )
    return one_tone_place(" ".join(seen.casefold().split())).rstrip(_FINAL + " ")


def merge(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Equal lines once, in the words of the first, with the sources of all."""
    words: dict[str, str] = {}
    sources: dict[str, dict[Source, None]] = {}
    for line in lines:
        key = essence(line.text)
        words.setdefault(key, line.text)
        sources.setdefault(key, {}).update(dict.fromkeys(line.sources))
    return tuple(Line(text, tuple(sources[key])) for key, text in words.items())


def beside_each_other(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """Merged lines in clusters of near-equal ones, a cluster where its first line stood.

    Only lines of different units come together: what one unit says twice, it means twice. A line
    is held against the newest `RIVALS` clusters, so that a province is compiled in seconds.
    """
    clusters: list[list[Line]] = []
    alike: dict[_Facts, list[list[Line]]] = {}
    for line in lines:
        rivals = alike.setdefault(_facts(essence(line.text)), [])
        near = next((cluster for cluster in rivals[-RIVALS:] if _joins(line, cluster)), None)
        if near is None:
            near = []
            clusters.append(near)
            rivals.append(near)
        near.append(line)
    return tuple(tuple(cluster) for cluster in clusters)


def are_near(one: str, other: str) -> bool:
    """Alike enough to be proposed: the same numbers and negations, nearly the same words."""
    a, b = essence(one), essence(other)
    if _facts(a) != _facts(b) or not _share_words(a, b):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    quick = matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR
    return quick and matcher.ratio() >= NEAR


def _share_words(a: str, b: str) -> bool:
    """Two words of three at least: counted in no time, where comparing letters takes long."""
    one, other = _words(a), _words(b)
    return 3 * (one & other).total() >= one.total() + other.total()


@lru_cache(maxsize=4096)
def _words(folded: str) -> Counter[str]:
    return Counter(folded.split())


def _joins(line: Line, cluster: Sequence[Line]) -> bool:
    strangers = not any(set(line.units) & set(other.units) for other in cluster)
    return strangers and are_near(line.text, cluster[0].text)


def _split(text: str) -> list[str]:
    """The lines of a message. Marks that make a list are layout, not words."""
    lines = (without_list_mark(line.strip()) for line in text.splitlines())
    return [unicodedata.normalize("NFC", line) for line in lines if line]


def without_list_mark(line: str) -> str:
    """A line without the mark that makes it one of a list; "-5" is a number."""
    mark, rest = line[:1], line[1:]
    return rest.strip() if mark and mark in _LIST_MARKS and not rest[:1].isdigit() else line


@lru_cache(maxsize=4096)
def _facts(folded: str) -> _Facts:
    """The numbers and negations of a statement, each as often as it occurs."""
    negations = (word for word in _WORD.findall(folded) if word in _NEGATIONS)
    return tuple(sorted(_NUMBER.findall(folded))), tuple(sorted(negations))
