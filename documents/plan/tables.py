"""Tasks that stand in a table, a row each."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.plan.details import Details, column_of, detail, is_standing
from documents.plan.items import Item
from documents.plan.ledger import Ledger
from documents.plan.lines import is_blank


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    text: str
    details: Details


@dataclass(frozen=True, slots=True)
class _Header:
    columns: dict[str, int]
    names: tuple[str, ...]


def rows_of(items: Iterable[Item], year: int | None, ledger: Ledger) -> list[Row]:
    """The rows of tables of tasks that name a lead unit; columns of other kinds are refused."""
    header: _Header | None = None
    rows: list[Row] = []
    for item in items:
        if not item.cells:
            continue
        found = _header(item)
        if found:
            header = found
            ledger.place([item], "table header")
        elif header:
            rows += _row(header, item, year, ledger)
    return rows


def _header(item: Item) -> _Header | None:
    columns: dict[str, int] = {}
    for position, cell in enumerate(item.cells):
        kind = column_of(cell)
        if kind:
            columns.setdefault(kind, position)
    whole = {"task", "lead"} <= set(columns) and not any(c.isdigit() for c in item.text)
    return _Header(columns, item.cells) if whole else None


def _row(header: _Header, item: Item, year: int | None, ledger: Ledger) -> list[Row]:
    cells = _aligned(header, item.cells)
    values = {kind: cells[at].replace("\n", " ") for kind, at in header.columns.items()}
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) < 2 or is_blank(values["task"]) or is_blank(values["lead"]):
        return []
    details = Details()
    for kind in ("lead", "supporting", "product", "deadline"):
        value = values.get(kind, "").strip(" .;")
        details = details.over(detail(kind, value, year))
        if kind == "deadline" and value and not details.deadline and not is_standing(kind, value):
            ledger.refuse(item, value)
    _refuse_others(header, item, cells, ledger)
    return [Row(item, values["task"], details)]


def _aligned(header: _Header, cells: tuple[str, ...]) -> tuple[str, ...]:
    """As many cells as the header: an empty first one dropped, missing ones added."""
    count = len(header.names)
    if len(cells) > count and is_blank(cells[0]):
        cells = cells[1:]
    return (*cells, *[""] * count)[: max(count, len(cells))]


def _refuse_others(header: _Header, item: Item, cells: tuple[str, ...], ledger: Ledger) -> None:
    names = (*header.names, *[""] * len(cells))
    others = [
        f"{names[at]}: {cell}".strip(": ")
        for at, cell in enumerate(cells)
        if at not in header.columns.values() and not is_blank(cell)
    ]
    if others:
        ledger.refuse(item, " | ".join(others).replace("\n", " / "))
