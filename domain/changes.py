"""What differs between two compilations of a period."""

from collections.abc import Iterator
from dataclasses import replace

from domain.report import Change, CompiledReport, Row


def changed_since(previous: CompiledReport, new: CompiledReport) -> tuple[Change, ...]:
    """The headings, in the new report's order, under which a unit's words, figures, plan or
    statuses are others than in `previous`. A unit that is new or gone counts."""
    before, after = _parts(previous), _parts(new)
    places = {section.outline: place for place, section in enumerate(new.sections)}
    units = {unit.unit: place for place, unit in enumerate(new.units)}
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    ordered = sorted(
        differing,
        key=lambda k: (places.get(k[0], len(places)), units.get(k[1], len(units)), *k),
    )
    return tuple(Change(heading, unit) for heading, unit in ordered)


_Key = tuple[str, str]


def _parts(report: CompiledReport) -> dict[_Key, frozenset[object]]:
    """By heading and unit, all that came from the unit there."""
    parts: dict[_Key, set[object]] = {}
    for key, what in _contributions(report):
        parts.setdefault(key, set()).add(what)
    return {key: frozenset(what) for key, what in parts.items()}


def _contributions(report: CompiledReport) -> Iterator[tuple[_Key, object]]:
    """Each unit's own words, also below a heading that was rewritten; its figures and statuses,
    which the report sums and counts."""
    for section in report.sections:
        for paragraph in section.own:
            for source in paragraph.sources:
                yield (section.outline, source.unit), (paragraph.kind, source.item, source.text)
    for row in report.rows:
        yield from _cells(row)


def _cells(row: Row) -> Iterator[tuple[_Key, object]]:
    for cell in row.cells:
        yield (row.heading, cell.unit), (row.task, replace(cell, name="", sources=()))
