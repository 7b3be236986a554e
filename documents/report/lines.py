"""Lengths of lines that Word and PDF compute alike: rules, the place line, the height of a row."""

from collections.abc import Iterable

from documents.report.styles import LOOKS, RULES
from documents.report.widths import Face, last_line_width, text_width

_SHARES = {"Rule Agency": 0.4, "Rule Motto": 1.0, "Rule Title": 0.4}
"""NĐ 30/2020: as long as the motto; elsewhere from a third to a half of the line."""
_SMALLER = 13
_LETTER = 5.2
"""Points, on average, at the size of cells."""
_TALL = 20
"""Lines of a row; a landscape page holds some thirty."""


def rule_length(rule: str, above: str, room: float) -> float:
    """Of the rule with this style under the paragraph `above`, wrapped into `room`; in points."""
    return last_line_width(above, LOOKS[RULES[rule]].size, room) * _SHARES[rule]


def place_size(text: str, room: float) -> float:
    """A long place and date goes down to 13 pt rather than on a second line."""
    size = LOOKS["Place Line"].size
    return size if text_width(text, size, Face.ITALIC) <= room else _SMALLER


def is_tall(paragraphs: Iterable[str], room: float) -> bool:
    """Whether a cell `room` points wide is too tall to be carried over to the next page whole: it
    would leave half a page blank before it."""
    return sum(1 + int(len(text) * _LETTER / room) for text in paragraphs) > _TALL
