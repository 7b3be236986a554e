"""Lines joined to paragraphs, each with the mark it begins with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from documents.plan.lines import Line
from documents.plan.words import WORDS, any_of, begins, same


class Rank(IntEnum):
    """How deep a mark stands: the smaller, the nearer to the top."""

    PART = 0
    ROMAN = 1
    NUMBER = 2
    DECIMAL = 3
    LETTER = 4
    DASH = 5
    PLUS = 6
    NONE = 9


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph. `text` is without its mark; `raw` with it; `lines` are those it stood on."""

    lines: tuple[Line, ...]
    rank: Rank
    label: str
    text: str
    strong: bool = False
    cells: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        return self.lines[0].number

    @property
    def raw(self) -> str:
        return _SHOWN[self.rank].format(self.label, self.text).strip()


_SHOWN = {
    Rank.PART: "{0}. {1}",
    Rank.ROMAN: "{0}. {1}",
    Rank.NUMBER: "{0}. {1}",
    Rank.DECIMAL: "{0}. {1}",
    Rank.LETTER: "{0}) {1}",
    Rank.DASH: "- {1}",
    Rank.PLUS: "+ {1}",
    Rank.NONE: "{1}",
}
_HEADINGS = WORDS["headings"]
_PART = re.compile(
    rf"(?:{any_of(_HEADINGS['part'])})\s+(?:(?:{_HEADINGS['ordinal_mark']}\s+)?"
    rf"({any_of(_HEADINGS['ordinals'])})|([ivx]{{1,5}}))(?!\w)[\s.:–-]*"
)
_MARKS = (
    (Rank.ROMAN, re.compile(r"([IVX]{1,6})\s?[.):/-]\s*(?=\S)")),
    (Rank.PART, re.compile(r"([A-H])\.\s+(?=[^a-z])")),
    (Rank.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[^\W\d_])")),
    (Rank.NUMBER, re.compile(r"(\d{1,3})\s?[.)/]\s*(?=[^\W\d_]|[\"“(\[])")),
    (Rank.LETTER, re.compile(r"([a-zđ])\s?[).]\s+(?=\S)")),
    (Rank.DASH, re.compile(r"([-–—−])\s*(?=[^\s\d-])|([-–—−])\s+(?=\S)")),
    (Rank.PLUS, re.compile(r"(\+)\s*(?=\S)")),
)
_PAGE_NUMBER = re.compile(
    rf"[-–\s]*\d{{1,3}}[-–\s]*|(?:{any_of(_HEADINGS['page'])})\s+\d{{1,3}}(?:/\d{{1,3}})?"
)
_ENDED = tuple(".;:!?…/")
_HEADING_LENGTH = 120
_HEADING_REST = 60
_HEADING_LINES = 3


def is_page_number(item: Item) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(same(item.raw))) and not item.cells


def item_of(line: Line) -> Item:
    """One line with its mark."""
    if line.cells:
        return Item((line,), Rank.NONE, "", line.text, line.strong, line.cells)
    rank, label, text = _mark(line.text)
    return Item((line,), rank, label, text, line.strong)


def items_of(lines: Iterable[Line]) -> list[Item]:
    """Paragraphs; one that was cut (by a page break, or wrapped) is whole again."""
    groups: list[list[Item]] = []
    last: list[Item] = []
    for line in lines:
        item = item_of(line)
        if is_page_number(item):
            groups.append([item])
        elif last and _continues(last, item):
            last.append(item)
        else:
            last = [item]
            groups.append(last)
    return [_joined(group) for group in groups]


def _joined(group: list[Item]) -> Item:
    if len(group) == 1:
        return group[0]
    lines = tuple(line for item in group for line in item.lines)
    return replace(group[0], lines=lines, text=" ".join(item.text for item in group))


def _mark(text: str) -> tuple[Rank, str, str]:
    part = _PART.match(same(text))
    if part:
        return Rank.PART, _part_label(part), text[part.end() :]
    for rank, pattern in _MARKS:
        found = pattern.match(text)
        if found:
            return rank, found[1] or "-", text[found.end() :]
    return Rank.NONE, "", text


def _part_label(part: re.Match[str]) -> str:
    if part[2]:
        return part[2].upper()
    romans = ("I", "II", "III", "IV", "V", "VI", "VII")
    return romans[_HEADINGS["ordinals"].index(part[1])]


def _continues(group: list[Item], item: Item) -> bool:
    before = _joined(group) if len(group) <= _HEADING_LINES else group[0]
    if before.cells or item.cells or item.rank is not Rank.NONE:
        return False
    if looks_like_heading(before):
        return len(group) < _HEADING_LINES and _continues_heading(before, item)
    if item.text[0].islower():
        return begins(item.text, [WORDS["frame"]["recipients"]]) is None
    cut = before.rank in (Rank.DASH, Rank.PLUS, Rank.LETTER) and not _is_ended(group[-1])
    return cut and not item.strong and not item.text.isupper() and not _stands_alone(item.text)


def _is_ended(item: Item) -> bool:
    return item.text.endswith(_ENDED)


def _continues_heading(before: Item, item: Item) -> bool:
    if not item.text[0].islower() or before.text.endswith(_ENDED) or before.strong != item.strong:
        return False
    return len(item.text) <= _HEADING_REST and not item.text.endswith((".", ";"))


def _stands_alone(text: str) -> bool:
    """A sentence of the frame is never the rest of a task; neither is what ends in a colon."""
    frame = WORDS["frame"]
    words = [*frame["closings"], *frame["signing"], frame["recipients"], frame["receiver"]]
    return text.endswith(":") or begins(text, [*words, *_HEADINGS["annex"]]) is not None


def looks_like_heading(item: Item) -> bool:
    """A numbered line that is short and no sentence."""
    if item.rank > Rank.DECIMAL or len(item.text) > _HEADING_LENGTH:
        return False
    return item.strong or item.text.endswith(":") or not item.text.endswith((".", ";", ","))
