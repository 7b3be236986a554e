"""Paragraphs, each with the mark it begins with."""

import re
from dataclasses import dataclass
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
# "II." of a scan.
_ROMAN_ONES = re.compile(r"[Il]{2,3}(?=\s?[.)])")


def is_page_number(item: Item) -> bool:
    """A line with nothing but a number, as between the pages of a scan."""
    return bool(_PAGE_NUMBER.fullmatch(same(item.raw))) and not item.cells


def item_of(line: Line) -> Item:
    """One line with its mark."""
    if line.cells:
        return Item((line,), Rank.NONE, "", line.text, line.strong, line.cells)
    rank, label, text = _mark(line.text)
    return Item((line,), rank, label, text, line.strong)


def is_ended(text: str) -> bool:
    """A sentence, or what leads in to a list, is whole."""
    return text.endswith(_ENDED)


def stands_alone(text: str) -> bool:
    """A sentence of the frame is never the rest of a task; neither is what ends in a colon."""
    frame = WORDS["frame"]
    words = [*frame["closings"], *frame["signing"], frame["recipients"], frame["receiver"]]
    return text.endswith(":") or begins(text, [*words, *_HEADINGS["annex"]]) is not None


def _mark(text: str) -> tuple[Rank, str, str]:
    part = _PART.match(same(text))
    if part:
        return Rank.PART, _part_label(part), text[part.end() :]
    ones = _ROMAN_ONES.match(text)
    text = "I" * len(ones[0]) + text[ones.end() :] if ones else text
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


def looks_like_heading(item: Item) -> bool:
    """A numbered line that is short and no sentence."""
    if item.rank > Rank.DECIMAL or len(item.text) > _HEADING_LENGTH:
        return False
    return item.strong or item.text.endswith(":") or not item.text.endswith((".", ";", ","))
