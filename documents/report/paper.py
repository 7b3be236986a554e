"""What the layout `report.typ` is given: the report's words, its looks, and every measure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from documents.report.annexes import AnnexEvidenceGroup
from documents.report.finishing import place_size, rule_length
from documents.report.page import (
    BORDER,
    CELL_MARGIN,
    INDICATOR_COLUMNS,
    LETTERHEAD,
    MARGINS,
    NUMBER_DISTANCE,
    PAPER,
    PICTURE,
    RULE_HEIGHT,
    RULE_WEIGHT,
    SIGNATURE,
    TASK_COLUMNS,
    UNIT_COLUMNS,
    cell_style,
)
from documents.report.paper_words import paper_words
from documents.report.styles import LOOKS, Look
from documents.report.view import View
from documents.report.wording import clean

_TWIPS = 20
_MM, _CM = 72 / 25.4, 72 / 2.54
_ASCENT, _DESCENT, _GAP = 0.891, 0.216, 0.042
"""Of Times New Roman and those like it, for a size of 1: together a line of single spacing."""
_TABLES: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "tasks": ("task_columns", TASK_COLUMNS),
    "indicators": ("indicator_columns", INDICATOR_COLUMNS),
    "units": ("unit_columns", UNIT_COLUMNS),
}
_LYING = {"tasks", "indicators"}
_TEXTS = {"superior", "agency", "title", "receivers", "opening", "closing"} | {
    "issuer", "recipients", "signing", "signer"
}  # fmt: skip
_ANNEXES = ("tasks", "indicators", "evidence", "units")


def paper(seen: View, family: str, photos: Mapping[str, str]) -> dict[str, Any]:
    """Plain data for JSON; lengths are points. `photos` are names of files by the sha256 of the
    evidence that they show."""
    words = paper_words(seen)
    drawn = {
        "family": family,
        "line": {"above": _ASCENT + _GAP, "below": _DESCENT},
        "looks": {name: _look(look) for name, look in LOOKS.items()},
        "page": _page(),
        "words": dict(words) | _properties(seen),
        "rules": _rules(seen, words),
        "place_size": place_size(words["place_and_date"], _points(LETTERHEAD)[1]),
        "report": {f.name: getattr(seen, f.name) for f in fields(seen) if f.name in _TEXTS},
        "parts": [asdict(part) for part in seen.parts],
        "annexes": list(_annexes(seen, words, photos)),
    }
    cleaned: dict[str, Any] = _cleaned(drawn)
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
        "picture": [mm * _MM for mm in PICTURE],
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


def _annexes(
    seen: View, words: Mapping[str, str], photos: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for name in _ANNEXES:
        annex = getattr(seen, f"annex_{name}")
        if annex is not None:
            yield {
                "label": annex.label,
                "title": words[f"annex_titles_{name}"],
                "lying": name in _LYING,
                "columns": _columns(name, words),
                "rows": _rows(name, annex),
                "groups": [_group(group, photos) for group in getattr(annex, "groups", ())],
                "notes": getattr(annex, "notes", ()),
            }


def _columns(annex: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    titles, widths = _TABLES.get(annex, ("", {}))
    return [
        {"title": words[f"{titles}_{name}"], "width": width / _TWIPS, "look": cell_style(name)}
        for name, width in widths.items()
    ]


def _rows(annex: str, given: Any) -> list[list[list[str]]]:
    """Rows of cells of paragraphs."""
    _, columns = _TABLES.get(annex, ("", {}))
    rows = getattr(given, "rows", ())
    return [[_paragraphs(getattr(row, name)) for name in columns] for row in rows]


def _paragraphs(said: object) -> list[str]:
    return list(said) if isinstance(said, tuple) else [str(said)]


def _group(group: AnnexEvidenceGroup, photos: Mapping[str, str]) -> dict[str, Any]:
    items = [
        {
            "line": f"{item.number}. {item.caption} ({item.source})",
            "photo": photos.get(item.sha256) if item.is_photo else None,
        }
        for item in group.items
    ]
    return {"title": group.title, "items": items}


def _cleaned(value: Any) -> Any:
    """In all depths without what paper cannot hold."""
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return clean(value)
