"""The sections of a document under its top headings, and what each is about."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from documents.plan.items import Item, Rank, looks_like_heading
from documents.plan.words import WORDS, any_of, same

_LONGEST_TITLE = 250


class About(StrEnum):
    DIFFICULTIES = "difficulties"
    PROPOSALS = "proposals"
    FRAME = "frame"
    PLAN = "plan"
    RESULTS = "results"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """`number` is unique in the document; `items` are what stands under the heading."""

    number: str
    title: str
    about: About
    heading: Item
    items: tuple[Item, ...]


def first_heading(items: list[Item]) -> int:
    """Where the body begins; the number of items where there is no heading."""
    top = _top(items)
    return next((i for i, item in enumerate(items) if _is_top(item, top)), len(items))


def sections_of(items: list[Item]) -> list[Section]:
    """The sections of the body, which begins with a top heading."""
    top = _top(items)
    starts = [i for i, item in enumerate(items) if _is_top(item, top)]
    sections: list[Section] = []
    seen: Counter[str] = Counter()
    if not starts:
        return sections
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        label = items[start].label
        seen[label] += 1
        number = label if seen[label] == 1 else f"{label}-{seen[label]}"
        sections.append(_section(number, items[start], items[start + 1 : end]))
    return sections


def title_of(item: Item) -> str:
    return item.text.rstrip(" :.;")


def about(title: str) -> About:
    """By the word that stands first in the title."""
    found = [
        (match.start(), kind)
        for kind in About
        if kind is not About.OTHER
        and (
            match := re.search(rf"(?<!\w)(?:{any_of(WORDS['headings'][kind])})(?!\w)", same(title))
        )
    ]
    return min(found)[1] if found else About.OTHER


def _top(items: list[Item]) -> frozenset[Rank]:
    upper = frozenset({Rank.PART, Rank.ROMAN})
    return upper if any(_is_top(item, upper) for item in items) else frozenset({Rank.NUMBER})


def _is_top(item: Item, top: frozenset[Rank]) -> bool:
    if item.rank not in top or item.cells:
        return False
    if item.rank is Rank.NUMBER:
        return looks_like_heading(item)
    return len(item.text) <= _LONGEST_TITLE and (item.strong or not item.text.endswith((".", ";")))


def _section(number: str, heading: Item, items: list[Item]) -> Section:
    """A part's title may stand on the next line."""
    title = title_of(heading)
    if not title and items and items[0].rank is Rank.NONE and not items[0].cells:
        joined = Item(
            heading.lines + items[0].lines, heading.rank, heading.label, items[0].text, True
        )
        return _section(number, joined, items[1:])
    return Section(number, title, about(title), heading, tuple(items))
