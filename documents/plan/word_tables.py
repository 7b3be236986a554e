"""The cells of a Word table, merged ones taken apart (ECMA-376 part 1, 17.4)."""

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

# Word has 63 columns at most; a span beyond that is a trap.
_MOST_COLUMNS = 63


def rows_of(table: Any, text_of: Callable[[Any], str]) -> Iterator[list[str]]:
    """The rows of `table` itself: one that spans columns stands in the first of them, one that
    spans rows in each of them."""
    above: dict[int, str] = {}
    for line in table.iter(qn("w:tr")):
        if _nearest(line, qn("w:tbl")) is table:
            yield _cells(line, above, text_of)


def _cells(line: Any, above: dict[int, str], text_of: Callable[[Any], str]) -> list[str]:
    """`above`: by column, the text of the cell that goes on downwards."""
    cells = [""] * _skipped(line)
    for cell in line.iter(qn("w:tc")):
        if _nearest(cell, qn("w:tr")) is not line:
            continue
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        begins = merged is None or merged.get(qn("w:val")) == "restart"
        text = text_of(cell)
        text = text if begins or text.strip() else above.get(len(cells), "")
        above[len(cells)] = text if merged is not None else ""
        cells += [text, *[""] * (_span(cell) - 1)]
        if len(cells) > _MOST_COLUMNS:
            break
    return cells


def _skipped(line: Any) -> int:
    before = line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _whole(before.get(qn("w:val")), 0) if before is not None else 0


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return max(_whole(span.get(qn("w:val")), 1), 1) if span is not None else 1


def _whole(text: str | None, otherwise: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() else otherwise
    return min(number, _MOST_COLUMNS)


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)
