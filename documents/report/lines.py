"""Lengths of lines that Word and PDF compute alike: rules, the place line, the height of a row."""

from collections.abc import Iterable

from documents.report.styles import LOOKS, RULES
from documents.report.widths import Face, balanced_width, last_line_width, text_width

_SHARES = {"Rule Agency": 0.4, "Rule Motto": 1.0, "Rule Title": 0.4}
"""NĐ 30/2020: as long as the motto; elsewhere from a third to a half of the line."""
AGENCY = "Letterhead Agency"
_SLACK = 4.0
"""Points: where a program sets letters a little wider, the lines still hold."""
_SMALLER = 13
_LETTER = 5.2
"""Points, on average, at the size of cells."""
_TALL = 20
"""Lines of a row; a landscape page holds some thirty."""


def rule_length(rule: str, above: str, room: float) -> float:
    """Of the rule with this style under the paragraph `above`, wrapped into `room`; in points."""
    inside = room - 2 * agency_indent(above, room) if RULES[rule] == AGENCY else room
    return last_line_width(above, LOOKS[RULES[rule]].size, inside) * _SHARES[rule]


def agency_indent(name: str, room: float) -> float:
    """On each side, in points, so that the lines of a long name are about equally long: not one
    word alone on the last. 0 where the name takes one line."""
    width = balanced_width(name, LOOKS[AGENCY].size, room - _SLACK) + _SLACK
    return round((room - width) / 2, 1) if width < room else 0.0


def place_size(text: str, room: float) -> float:
    """A long place and date goes down to 13 pt rather than on a second line."""
    size = LOOKS["Place Line"].size
    return size if text_width(text, size, Face.ITALIC) <= room else _SMALLER


def is_tall(paragraphs: Iterable[str], room: float) -> bool:
    """Whether a cell `room` points wide is too tall to be carried over to the next page whole: it
    would leave half a page blank before it."""
    return sum(1 + int(len(text) * _LETTER / room) for text in paragraphs) > _TALL
