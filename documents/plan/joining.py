"""Lines joined to paragraphs: what a page, a scan or a fixed width has cut is whole again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.plan.details import label_of
from documents.plan.items import (
    Item,
    Rank,
    is_ended,
    is_page_number,
    item_of,
    looks_like_heading,
    stands_alone,
)
from documents.plan.lines import Line
from documents.plan.units import units_in
from documents.plan.words import WORDS, begins

_HEADING_REST = 60
_HEADING_LINES = 3
# A text that was cut at a fixed width has no line longer than this; a full line nearly has it.
_WIDEST = 130
_FULL = 0.8
_SMALL = 0.4
_NEARLY_ALL = 0.97
_SENTENCE = 120


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Paragraphs, without page numbers and what is printed beside them on every page."""
    items = [item_of(line) for line in lines]
    furniture = _furniture(items)
    page = _page(items)
    groups: list[list[Item]] = []
    for position, item in enumerate(items):
        if position in furniture:
            continue
        if groups and _continues(groups[-1], item, page):
            groups[-1].append(item)
        else:
            groups.append([item])
    return _mended([_joined(group) for group in groups])


def _furniture(items: list[Item]) -> set[int]:
    """Page numbers, and the lines next to them that stand next to several."""
    numbers = {i for i, item in enumerate(items) if is_page_number(item)}
    beside = [
        i
        for number in sorted(numbers)
        for i in (number - 1, number + 1)
        if 0 <= i < len(items) and i not in numbers and not items[i].cells
    ]
    counts = Counter(items[i].raw for i in beside)
    return numbers | {i for i in beside if counts[items[i].raw] > 1 and items[i].rank is Rank.NONE}


@dataclass(frozen=True, slots=True)
class _Page:
    """How a text was cut: from how many letters on a line is full, and whether blank lines stand
    between its paragraphs."""

    least: float
    spaced: bool

    def is_full(self, item: Item) -> bool:
        return len(item.lines[-1].text) >= self.least and not item.cells


def _page(items: list[Item]) -> _Page | None:
    """None for whole paragraphs. In a text that was cut, what follows a full line goes on in the
    middle of a sentence."""
    widths = sorted(len(item.lines[0].text) for item in items if not item.cells)
    widest = widths[int((len(widths) - 1) * _NEARLY_ALL)] if widths else 0
    page = _Page(widest * _FULL, _is_spaced(items))
    behind = [
        item
        for before, item in pairwise(items)
        if item.rank is Rank.NONE and not item.cells
        if page.is_full(before) and not is_ended(before.text)
    ]
    small = sum(item.text[0].islower() for item in behind)
    cut = _HEADING_REST < widest <= _WIDEST and small >= _SMALL * len(behind) > 0
    return page if cut else None


def _is_spaced(items: list[Item]) -> bool:
    marked = [(before, item) for before, item in pairwise(items) if item.rank is not Rank.NONE]
    apart = sum(not _are_adjacent(before, item) for before, item in marked)
    return apart > len(marked) / 2


def _are_adjacent(before: Item, item: Item) -> bool:
    return item.line - before.lines[-1].number <= 1


def _joined(group: list[Item]) -> Item:
    if len(group) == 1:
        return group[0]
    lines = tuple(line for item in group for line in item.lines)
    return replace(group[0], lines=lines, text=" ".join(item.text for item in group))


def _continues(group: list[Item], item: Item, page: _Page | None) -> bool:
    before = _joined(group) if len(group) <= _HEADING_LINES else group[0]
    if before.cells or item.cells or item.rank is not Rank.NONE or label_of(item.text):
        return False
    if page and page.is_full(group[-1]) and _is_cut(group[-1], item, page):
        return True
    if looks_like_heading(before):
        return len(group) < _HEADING_LINES and _continues_heading(before, item)
    if item.text[0].islower():
        return begins(item.text, [WORDS["frame"]["recipients"]]) is None
    cut = before.rank in (Rank.DASH, Rank.PLUS, Rank.LETTER) and not is_ended(group[-1].text)
    return cut and not item.strong and not item.text.isupper() and not stands_alone(item.text)


def _is_cut(last: Item, item: Item, page: _Page) -> bool:
    """At its width, between two words; between two sentences only where paragraphs stand apart,
    and never behind the names of units."""
    alike = last.strong == item.strong and last.text.isupper() == item.text.isupper()
    if units_in(last.text) and not units_in(f"{last.text} {item.text}"):
        return False
    within = page.spaced and _are_adjacent(last, item) and not last.text.endswith(":")
    return alike and not _begins_other(item.text) and (within or not is_ended(last.text))


def _begins_other(text: str) -> bool:
    """The rest of a sentence may end in a colon, unlike a heading."""
    return stands_alone(text.rstrip(":"))


def _continues_heading(before: Item, item: Item) -> bool:
    if not item.text[0].islower() or is_ended(before.text) or before.strong != item.strong:
        return False
    return len(item.text) <= _HEADING_REST and not item.text.endswith((".", ";"))


def _mended(items: list[Item]) -> list[Item]:
    """A dash inside a sentence that began a line, and a point 1 that was read as l."""
    mended: list[Item] = []
    letter = ""
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        if item.rank is Rank.LETTER:
            item = _one(item) if item.label == "l" and letter != "k" else item
            letter = item.label
        if mended and _is_inner_dash(mended[-1], item, following):
            mended[-1] = _dashed(mended[-1], item)
        else:
            mended.append(item)
    return mended


def _one(item: Item) -> Item:
    if item.text.isupper():
        return replace(item, rank=Rank.ROMAN, label="I")
    begins_heading = item.text[:1].isupper()
    return replace(item, rank=Rank.NUMBER, label="1") if begins_heading else item


def _is_inner_dash(before: Item, item: Item, following: Item | None) -> bool:
    """A list has two points at least, and a lead-in; a long sentence without an end has none."""
    if item.rank is not Rank.DASH or before.cells or before.rank in (Rank.DASH, Rank.PLUS):
        return False
    if following is not None and following.rank in (Rank.DASH, Rank.PLUS):
        return False
    return len(before.text) > _SENTENCE and not is_ended(before.text)


def _dashed(before: Item, item: Item) -> Item:
    return replace(before, lines=before.lines + item.lines, text=f"{before.text} {item.raw}")
