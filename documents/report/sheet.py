"""The report's annexes as a workbook: typed cells, ready to be printed, nothing that acts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import Any

import xlsxwriter

from documents.report.paper_words import paper_words
from documents.report.tables import Number, Table, Value, sheet_words, tables
from documents.report.view import View
from documents.report.wording import clean
from domain.report import CompiledReport

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""One date for all files, so that the same report gives the same bytes: the decree's."""
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = {**_FONT, "border": 1, "valign": "top", "text_wrap": True}
_HEAD = {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
_A4 = 9
_MOST_LINES = 24
"""A row is at most 409 points high; what is longer goes on in the row below."""
_FOOTER = '&C&"Times New Roman,Regular"&12&P/&N'


def write_xlsx(report: CompiledReport, seen: View) -> bytes:
    """A sheet an annex, and one of units and tasks: the same bytes for the same report.

    Numbers are numbers and days are days, shown as Vietnamese offices write them; a number too
    long to be held exactly is text. Officers' words are text whatever they begin with.
    """
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, _OPTIONS)
    book.set_properties({"title": seen.title[:255], "author": seen.issuer[:255], "created": _MADE})
    writing = _Writing(book, paper_words(seen)["annex_of"])
    for table in tables(report, seen):
        writing.write(table)
    book.close()
    return kept.getvalue()


@dataclass
class _Writing:
    book: Any
    annex_of: str
    _formats: dict[str, Any] = field(default_factory=dict)

    def write(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        head = self._title(sheet, table)
        for column, (name, width) in enumerate(zip(table.columns, table.widths, strict=True)):
            sheet.set_column(column, column, width, self._format(_FONT))
            sheet.write_string(head, column, str(clean(name)), self._format(_HEAD))
        last = self._rows(sheet, table, head + 1)
        for note in table.notes:
            last += 1
            sheet.write_string(last, 0, str(clean(note)), self._format(_FONT))
        _set_up(sheet, table, head)

    def _title(self, sheet: Any, table: Table) -> int:
        """The lines above the table, in the middle; the row of its head."""
        looks = ({**_FONT, "bold": True}, {**_FONT, "bold": True}, {**_FONT, "italic": True})
        lines = [table.label, table.title, self.annex_of]
        shown = [(line, look) for line, look in zip(lines, looks, strict=True) if line]
        for row, (line, look) in enumerate(shown):
            style = self._format({**look, "align": "center"})
            sheet.merge_range(row, 0, row, len(table.columns) - 1, "", style)
            sheet.write_string(row, 0, str(clean(line)), style)
        return len(shown) + 1

    def _rows(self, sheet: Any, table: Table, first: int) -> int:
        """Writes them; the last row that was written."""
        at = first
        for row in table.rows:
            for part in _parts(row, table.widths):
                for column, value in enumerate(part):
                    self._put(sheet, at, column, value)
                at += 1
        if at > first:
            sheet.autofilter(first - 1, 0, at - 1, len(table.columns) - 1)
        return max(at - 1, first - 1)

    def _put(self, sheet: Any, row: int, column: int, value: Value) -> None:
        match value:
            case Number():
                self._put_number(sheet, row, column, value)
            case int():
                sheet.write_number(row, column, value, self._format({**_CELL, "align": "center"}))
            case datetime():
                sheet.write_datetime(row, column, value, self._shown_as("dd/mm/yyyy hh:mm"))
            case date():
                sheet.write_datetime(row, column, value, self._shown_as("dd/mm/yyyy"))
            case str() if value:
                sheet.write_string(row, column, str(clean(value)), self._format(_CELL))
            case _:
                sheet.write_blank(row, column, None, self._format(_CELL))

    def _put_number(self, sheet: Any, row: int, column: int, number: Number) -> None:
        exact, held = Decimal(number.value), float(number.value)
        if Decimal(repr(held)) == exact and len(exact.normalize().as_tuple().digits) <= 15:
            sheet.write_number(row, column, held, self._shown_as(_number_format(number)))
        else:
            text = f"{number.before}{number.value.replace('.', ',')}{number.after}"
            sheet.write_string(row, column, text, self._format({**_CELL, "align": "right"}))

    def _shown_as(self, shown: str) -> Any:
        return self._format({**_CELL, "num_format": shown, "align": "right"})

    def _format(self, look: dict[str, Any]) -> Any:
        """One of each look: a workbook keeps no more than some thousands."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]


def _number_format(number: Number) -> str:
    """Separators are those of the reader's machine; a sign that is a word replaces the minus."""
    _, _, decimals = number.value.partition(".")
    digits = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "")
    before, after = _quoted(number.before), _quoted(number.after)
    shown = f"{before}{digits}{after}"
    return f"{shown};{shown}" if number.before else shown


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""


def _set_up(sheet: Any, table: Table, head: int) -> None:
    """Landscape A4, as wide as the page, the head on each page, pages numbered."""
    sheet.freeze_panes(head + 1, table.frozen)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer(_FOOTER)


def _parts(row: Sequence[Value], widths: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    """The row, and rows below it for what is too long for one."""
    columns = [
        _pieces(value, width) if isinstance(value, str) else [value]
        for value, width in zip(row, widths, strict=True)
    ]
    yield from zip_longest(*columns)


def _pieces(text: str, width: int) -> list[Value]:
    pieces: list[list[str]] = [[]]
    room = _MOST_LINES
    for line in _short_lines(text, width * _MOST_LINES):
        height = -(-len(line) // width) or 1
        if height > room and pieces[-1]:
            pieces.append([])
            room = _MOST_LINES
        pieces[-1].append(line)
        room -= height
    first, *more = ["\n".join(lines) for lines in pieces]
    return [first, *(f"{sheet_words()['continued']}{piece}" for piece in more)]


def _short_lines(text: str, most: int) -> Iterator[str]:
    """The lines, longer ones cut at a blank where there is one."""
    for line in text.split("\n"):
        rest = line
        while len(rest) > most:
            at = rest.rfind(" ", 0, most + 1)
            cut = at if at > 0 else most
            yield rest[:cut]
            rest = rest[cut:].removeprefix(" ")
        yield rest
