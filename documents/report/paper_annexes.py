"""The annexes as the layout `report.typ` is given them: columns, rows, photos."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from docx.shared import Emu

from documents.report.annexes import AnnexEvidence, AnnexEvidenceGroup
from documents.report.lines import is_tall
from documents.report.page import (
    INDICATOR_COLUMNS,
    TASK_COLUMNS,
    UNIT_COLUMNS,
    cell_style,
)
from documents.report.photos import size_on_paper
from documents.report.view import View

_TWIPS = 20
_TABLES: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "tasks": ("task_columns", TASK_COLUMNS),
    "indicators": ("indicator_columns", INDICATOR_COLUMNS),
    "units": ("unit_columns", UNIT_COLUMNS),
}
_LYING = {"tasks", "indicators"}
_ANNEXES = ("tasks", "indicators", "evidence", "units")


@dataclass(frozen=True, slots=True)
class Photo:
    """A file for `report.typ`, and how wide it is on paper, in points."""

    file: str
    width: float


def photo_width(content: bytes) -> float | None:
    """On paper, in points; None for what is no picture."""
    size = size_on_paper(content)
    return Emu(size[0]).pt if size else None


def drawn_annexes(
    seen: View, words: Mapping[str, str], photos: Mapping[str, Photo]
) -> Iterator[dict[str, Any]]:
    """Those that the report has, in their order. Lengths are points."""
    for name in _ANNEXES:
        annex = getattr(seen, f"annex_{name}")
        if annex is not None:
            yield {
                "label": annex.label,
                "title": words[f"annex_titles_{name}"],
                "lying": name in _LYING,
                "columns": _columns(name, words),
                "rows": list(_rows(name, annex)),
                "groups": [_group(group, photos) for group in getattr(annex, "groups", ())],
                "notes": getattr(annex, "notes", ()),
            }


def _columns(annex: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    titles, widths = _TABLES.get(annex, ("", {}))
    return [
        {"title": words[f"{titles}_{name}"], "width": width / _TWIPS, "look": cell_style(name)}
        for name, width in widths.items()
    ]


def _rows(annex: str, given: Any) -> Iterator[dict[str, Any]]:
    """Cells of paragraphs, and whether the row may be split between two pages."""
    _, columns = _TABLES.get(annex, ("", {}))
    for row in getattr(given, "rows", ()):
        cells = {name: _paragraphs(getattr(row, name)) for name in columns}
        rooms = (width / _TWIPS for width in columns.values())
        splits = any(map(is_tall, cells.values(), rooms))
        yield {"cells": list(cells.values()), "splits": splits}


def _paragraphs(said: object) -> list[str]:
    return list(said) if isinstance(said, tuple) else [str(said)]


def _group(group: AnnexEvidenceGroup, photos: Mapping[str, Photo]) -> dict[str, Any]:
    return {"title": group.title, "items": [_evidence(item, photos) for item in group.items]}


def _evidence(item: AnnexEvidence, photos: Mapping[str, Photo]) -> dict[str, Any]:
    photo = photos.get(item.sha256) if item.is_photo else None
    return {"line": item.line, "photo": asdict(photo) if photo else None}
