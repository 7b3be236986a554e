"""What the layout `report.typ` is given: the report's words, its looks, and every measure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from documents.report.lines import agency_indent, place_size, rule_length
from documents.report.page import (
    BORDER,
    CELL_MARGIN,
    LETTERHEAD,
    MARGINS,
    NUMBER_DISTANCE,
    PAPER,
    RULE_HEIGHT,
    RULE_WEIGHT,
    SIGNATURE,
)
from documents.report.paper_annexes import Photo, drawn_annexes
from documents.report.paper_words import paper_words
from documents.report.styles import LOOKS, Look
from documents.report.view import View
from documents.report.wording import clean

_TWIPS = 20
_MM, _CM = 72 / 25.4, 72 / 2.54
_ASCENT, _DESCENT, _GAP = 0.891, 0.216, 0.042
"""Of Times New Roman and those like it, for a size of 1: together a line of single spacing."""
_FOREIGN = re.compile(
    "[^\\n -\u058f\u1e00-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u2bff]|[\u007f-\u009f\u00ad]"
)
_BOX = "\u25a1"
_TEXTS = {"superior", "agency", "title", "receivers", "opening", "closing"} | {
    "issuer", "recipients", "signing", "signer"
}  # fmt: skip


def paper(seen: View, family: str, photos: Mapping[str, Photo]) -> dict[str, Any]:
    """Plain data for JSON; lengths are points. `photos` go by the sha256 of the evidence."""
    words = paper_words(seen)
    drawn = {
        "family": family,
        "line": {"above": _ASCENT + _GAP, "below": _DESCENT},
        "looks": {name: _look(look) for name, look in LOOKS.items()},
        "page": _page(),
        "words": dict(words) | _properties(seen),
        "rules": _rules(seen, words),
        "agency_indents": [agency_indent(line, _points(LETTERHEAD)[0]) for line in seen.agency],
        "place_size": place_size(words["place_and_date"], _points(LETTERHEAD)[1]),
        "report": {f.name: getattr(seen, f.name) for f in fields(seen) if f.name in _TEXTS},
        "parts": [asdict(part) for part in seen.parts],
        "annexes": list(drawn_annexes(seen, words, photos)),
    }
    cleaned: dict[str, Any] = _each_text(drawn, clean)
    return cleaned


def _properties(seen: View) -> dict[str, str]:
    return {"file_title": seen.title, "file_author": seen.issuer}


def _page() -> dict[str, Any]:
    return {
        "width": PAPER[0] * _MM,
        "height": PAPER[1] * _MM,
        "margins": {side: mm * _MM for side, mm in MARGINS.items()},
        "number_distance": NUMBER_DISTANCE * _MM,
        "rule": {"height": RULE_HEIGHT, "weight": RULE_WEIGHT},
        "border": BORDER,
        "letterhead": _points(LETTERHEAD),
        "signature": _points(SIGNATURE),
        "cell_margin": CELL_MARGIN / _TWIPS,
    }


def _points(twips: Iterable[int]) -> list[float]:
    return [each / _TWIPS for each in twips]


def _look(look: Look) -> dict[str, Any]:
    lengths = {"first_line": look.first_line * _CM, "indent": look.indent * _CM}
    return asdict(look) | lengths | {"align": look.align.name.lower()}


def _rules(seen: View, words: Mapping[str, str]) -> dict[str, float]:
    """The length of each rule, by what stands above it."""
    text_width = (PAPER[0] - MARGINS["left"] - MARGINS["right"]) * _MM
    agency, nation = _points(LETTERHEAD)
    return {
        "agency": rule_length("Rule Agency", " ".join(seen.agency[-1:]), agency),
        "motto": rule_length("Rule Motto", words["motto"], nation),
        "title": rule_length("Rule Title", seen.title, text_width),
    }


def spelled_plainly(drawn: dict[str, Any]) -> dict[str, Any]:
    """The same with a box for every letter that no Vietnamese text has."""
    spelled: dict[str, Any] = _each_text(drawn, lambda text: _FOREIGN.sub(_BOX, str(text)))
    return spelled


def _each_text(value: Any, change: Callable[[object], object]) -> Any:
    """In all depths; texts are changed, names of fields are not."""
    if isinstance(value, dict):
        return {name: _each_text(inner, change) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value
