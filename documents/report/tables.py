"""The report's annexes as tables of typed cells, for the workbook."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import zip_longest
from typing import Any, TypeAlias

from documents.report.paper_words import paper_words
from documents.report.view import View
from documents.report.wording import phrase, report_file, sentence, status_word
from domain.calendar import in_vietnam
from domain.report import CompiledReport, IndicatorRow

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with a point and no grouping, with what is shown before and behind it."""

    value: str
    before: str = ""
    after: str = ""


Value: TypeAlias = str | int | Number | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are in letters, one a column; the first `frozen` columns stay in sight."""

    name: str
    label: str
    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    frozen: int = 0


@cache
def sheet_words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = tomllib.loads(report_file("sheet.toml").read_text("utf-8"))
    return words


def tables(report: CompiledReport, seen: View) -> Iterator[Table]:
    """The annexes of `seen`, and behind them what they sum up; units and tasks always."""
    words = paper_words(seen)
    if seen.annex_tasks:
        yield _tasks(report, seen, words)
    if seen.annex_indicators:
        yield _indicators(report, seen.annex_indicators.label, seen, words)
        yield _figures(report)
    if seen.annex_evidence:
        yield _evidence(report, seen.annex_evidence.label, words)
    if seen.annex_units:
        yield _units(report, seen, words)
    yield _statuses(report)


def _own_columns(*names: str) -> tuple[str, ...]:
    return tuple(sheet_words()["columns"][name] for name in names)


def _shared_columns(words: Mapping[str, str], group: str, *names: str) -> tuple[str, ...]:
    return tuple(words[f"{group}_columns_{name}"] for name in names)


def _tasks(report: CompiledReport, seen: View, words: Mapping[str, str]) -> Table:
    assert seen.annex_tasks is not None
    names = ("number", "text", "product", "deadline", "lead")
    more = ("supporting", "progress", "results", "difficulties")
    pairs = zip(report.rows, seen.annex_tasks.rows, strict=True)
    return Table(
        sheet_words()["names"]["tasks"],
        seen.annex_tasks.label,
        words["annex_titles_tasks"],
        _shared_columns(words, "task", *names, *more),
        (5, 40, 22, 12, 24, 20, 26, 50, 30),
        tuple(
            (
                row.number,
                row.text,
                drawn.product,
                date.fromisoformat(row.deadline) if row.deadline else drawn.deadline,
                drawn.lead,
                drawn.supporting,
                "\n".join(drawn.progress),
                "\n".join(drawn.results),
                "\n".join(drawn.difficulties),
            )
            for row, drawn in pairs
        ),
        frozen=2,
    )


def _indicators(report: CompiledReport, label: str, seen: View, words: Mapping[str, str]) -> Table:
    names = ("number", "name", "measure", "plan", "value", "cumulative", "share", "change", "note")
    return Table(
        sheet_words()["names"]["indicators"],
        label,
        words["annex_titles_indicators"],
        _shared_columns(words, "indicator", *names),
        (5, 46, 10, 16, 14, 14, 12, 14, 28),
        tuple(_indicator(row) for row in report.indicators),
        frozen=2,
    )


def _indicator(row: IndicatorRow) -> tuple[Value, ...]:
    figure = row.figure
    of = f"/{phrase('plain_number', figure.of)}" if figure and figure.of else ""
    return (
        row.number,
        phrase("indicator_name", row),
        row.unit_of_measure,
        Number(row.target, _comparator(row)) if row.target else None,
        Number(figure.value, after=of) if figure else None,
        Number(figure.cumulative) if figure and figure.cumulative else None,
        Number(row.share, after=PERCENT) if row.share else None,
        _change(row),
        phrase("indicator_note", row),
    )


def _comparator(row: IndicatorRow) -> str:
    word = phrase("comparator", row.comparator)
    return f"{sentence(word)} " if word else ""


def _change(row: IndicatorRow) -> Value:
    if row.change is None:
        return None
    signs = sheet_words()["signs"]
    if row.change == "0":
        return str(signs["same"])
    after = signs["points"] if row.unit_of_measure == PERCENT else signs["percent"]
    return Number(row.change, signs["down" if row.change[0] == "-" else "up"], after)


def _figures(report: CompiledReport) -> Table:
    """What the sums are made of."""
    found = [
        (row.task, cell.name, figure)
        for row in report.rows
        for cell in row.cells
        for figure in cell.figures
    ]
    approximate = sheet_words()["columns"]["approximate"]
    return Table(
        sheet_words()["names"]["figures"],
        "",
        sheet_words()["titles"]["figures"],
        _own_columns(
            *("number", "task", "indicator", "unit", "measure"),
            *("value", "of", "cumulative", "note"),
        ),
        (5, 11, 46, 34, 10, 14, 14, 14, 14),
        tuple(
            (
                n,
                task,
                figure.indicator,
                unit,
                figure.unit_of_measure,
                Number(figure.value),
                Number(figure.of) if figure.of else None,
                Number(figure.cumulative) if figure.cumulative else None,
                approximate if figure.approximate else None,
            )
            for n, (task, unit, figure) in enumerate(found, start=1)
        ),
    )


def _evidence(report: CompiledReport, label: str, words: Mapping[str, str]) -> Table:
    found = [(group, item) for group in report.evidence for item in group.items]
    return Table(
        sheet_words()["names"]["evidence"],
        label,
        words["annex_titles_evidence"],
        _own_columns("number", "about", "caption", "file", "unit", "sent_at"),
        (5, 50, 46, 30, 34, 18),
        tuple(
            (
                n,
                phrase("evidence_group", group),
                item.caption or item.name,
                item.name,
                item.unit_name,
                _clock(item.at),
            )
            for n, (group, item) in enumerate(found, start=1)
        ),
    )


def _units(report: CompiledReport, seen: View, words: Mapping[str, str]) -> Table:
    assert seen.annex_units is not None
    return Table(
        sheet_words()["names"]["units"],
        seen.annex_units.label,
        words["annex_titles_units"],
        _shared_columns(words, "unit", "number", "name", "state", "sent_at", "note"),
        (5, 46, 16, 18, 50),
        tuple(
            (row.number, row.name, row.state, _clock(unit.sent_at), row.note)
            for unit, row in zip(report.units, seen.annex_units.rows, strict=True)
        ),
        notes=seen.annex_units.notes,
    )


def _statuses(report: CompiledReport) -> Table:
    """Every unit with every task: how far it is, blank where it was not asked."""
    cells = {(cell.unit, row.task): cell.status for row in report.rows for cell in row.cells}
    tasks = [row.task for row in report.rows]
    said: Sequence[tuple[Value, ...]] = [
        tuple(_status(cells.get((unit.unit, task))) for task in tasks) for unit in report.units
    ]
    return Table(
        sheet_words()["names"]["statuses"],
        "",
        sheet_words()["titles"]["statuses"],
        (*_own_columns("number", "unit"), *tasks),
        (5, 40, *(16 for _ in tasks)),
        tuple(
            (n, sentence(unit.name), *row)
            for n, (unit, row) in enumerate(zip_longest(report.units, said), start=1)
        ),
        frozen=2,
    )


def _status(code: str | None) -> str | None:
    return sentence(status_word(code)) if code else None


def _clock(iso: str | None) -> datetime | None:
    """As the clock on the wall shows it: a workbook knows no zones."""
    return in_vietnam(datetime.fromisoformat(iso)).replace(tzinfo=None) if iso else None
