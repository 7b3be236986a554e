"""Tasks and figures that stand in a table, a row each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.plan.details import Details, column_of, detail, details_in, is_figure
from documents.plan.indicators import target_in
from documents.plan.items import Item, Rank
from documents.plan.leads import led_by
from documents.plan.ledger import Ledger
from documents.plan.lines import is_blank
from documents.plan.years import until_year
from domain.programme import Indicator

_DETAILS = ("lead", "supporting", "product", "deadline")
_HEADING_LENGTH = 200
_TITLE_LINES = 3
_YEAR = re.compile(r"(?:\w+\s+)?(20\d\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """`figure`: the indicator that the row itself is, where it has a target of its own."""

    item: Item
    text: str
    details: Details
    figure: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """`columns`: where each kind stands; `until`: by when figures are to be reached, ISO."""

    columns: dict[str, int]
    names: tuple[str, ...]
    until: str | None = None

    @property
    def has_leads(self) -> bool:
        return "lead" in self.columns


def tables_in(items: Iterable[Item]) -> Iterator[tuple[Header | None, Item]]:
    """Every item with the head of the table that it stands in; a head comes with itself."""
    header: Header | None = None
    above: list[str] = []
    for item in items:
        if not item.cells:
            above.append(item.text)
        elif found := _header(item, " ".join(above[-_TITLE_LINES:])):
            header = found
        else:
            above = []
        yield header, item


def rows_of(
    items: Iterable[Item], year: int | None, ledger: Ledger, with_leads: bool = True
) -> list[Row]:
    """The rows of tables of tasks, either those that name lead units or those that name none.

    What else a row says is refused; headings between rows are placed.
    """
    rows: list[Row] = []
    for header, item in tables_in(items):
        if header is None or header.has_leads is not with_leads:
            continue
        if item.cells == header.names:
            ledger.place([item], "table header")
        elif item.cells and (row := _row(header, item, year, ledger)):
            rows.append(row)
        elif _is_heading(item):
            ledger.place([item], "table heading")
    return rows


def _header(item: Item, said: str) -> Header | None:
    cells = [" ".join(cell.split()) for cell in item.cells]
    columns: dict[str, int] = {}
    for position, cell in enumerate(cells):
        kind = column_of(cell)
        if kind:
            columns.setdefault(kind, position)
    until = _by_years(cells, columns) if "target" not in columns else None
    beside = {*_DETAILS, "target", "unit_of_measure"} & set(columns)
    if "task" not in columns or not beside or len(item.text) > 2 * _HEADING_LENGTH:
        return None
    if any(c.isdigit() for c in item.text) and "target" not in columns:
        return None
    figures = is_figure(cells[columns["task"]])
    return Header(columns, item.cells, until or (until_year(said) if figures else None))


def _by_years(cells: list[str], columns: dict[str, int]) -> str | None:
    """Of columns for years, the last one holds the target; by when it is to be reached."""
    years = [(int(found[1]), at) for at, c in enumerate(cells) if (found := _YEAR.fullmatch(c))]
    if not years:
        return None
    year, columns["target"] = max(years)
    return f"{year}-12-31"


def _row(header: Header, item: Item, year: int | None, ledger: Ledger) -> Row | None:
    cells = _aligned(header, item.cells)
    values = {kind: cells[at].replace("\n", " ") for kind, at in header.columns.items()}
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) < 2 or is_blank(values["task"]) or is_blank(values.get("lead", "-x")):
        return None
    details = _details(header, cells, year)
    if not details.deadline_words and header.until:
        details = details.over(Details(deadline=header.until))
    details = details.over(details_in(values["task"], year))
    rest = led_by(cells[header.columns["lead"]]).rest if header.has_leads else ""
    figure = target_in(
        values.get("target", ""), values["task"], values.get("unit_of_measure", ""), ""
    )
    _refuse_others(header, item, cells, rest, figure is not None, ledger)
    return Row(item, values["task"], details, figure)


def _details(header: Header, cells: tuple[str, ...], year: int | None) -> Details:
    """Lines of a lead's cell are units of their own; other cells are read as one."""
    details = Details()
    for kind in _DETAILS:
        if kind in header.columns:
            cell = cells[header.columns[kind]]
            value = cell if kind == "lead" else cell.replace("\n", " ")
            details = details.over(detail(kind, value.strip(" .;"), year))
    return details


def _is_heading(item: Item) -> bool:
    """Between the rows: a numbered line, or a row with one cell or its number and one."""
    if item.cells:
        filled = [cell for cell in item.cells if not is_blank(cell)]
        return len(filled) <= 2 and len(filled[-1]) <= _HEADING_LENGTH
    short = len(item.text) <= _HEADING_LENGTH and not item.text.endswith((".", ";"))
    return short and item.rank in (Rank.PART, Rank.ROMAN, Rank.LETTER)


def _aligned(header: Header, cells: tuple[str, ...]) -> tuple[str, ...]:
    """As many cells as the header: an empty first one dropped, missing ones added."""
    count = len(header.names)
    if len(cells) > count and is_blank(cells[0]):
        cells = cells[1:]
    return (*cells, *[""] * count)[: max(count, len(cells))]


def _refuse_others(
    header: Header, item: Item, cells: tuple[str, ...], rest: str, figured: bool, ledger: Ledger
) -> None:
    """Cells of other columns, and what a lead's cell says beside names."""
    read = {kind: at for kind, at in header.columns.items() if kind != "other"}
    if not figured:
        read = {k: at for k, at in read.items() if k not in ("target", "unit_of_measure")}
    names = (*header.names, *[""] * len(cells))
    others = [
        f"{names[at]}: {cell}".strip(": ")
        for at, cell in enumerate(cells)
        if at not in read.values() and not is_blank(cell)
    ]
    if others or rest:
        ledger.refuse(item, " | ".join(filter(None, [rest, *others])).replace("\n", " / "))
