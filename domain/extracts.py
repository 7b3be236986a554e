"""A part of the compiled report: what belongs to one unit, or under one heading."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from domain.annexes import EvidenceGroup, IndicatorRow, Row, count_statuses
from domain.errors import NothingSuch
from domain.paragraphs import FigureLine, Kind, Paragraph, Section
from domain.programme import AnnexKind, Asks
from domain.report import CompiledReport

_Figures: TypeAlias = Mapping[tuple[str, str], FigureLine]
"""By task and indicator."""
_OF_ALL = frozenset({Kind.COUNT, Kind.TOTALS, Kind.NOTHING, Kind.NOT_MENTIONED, Kind.NOT_REPORTED})


def extract_unit(report: CompiledReport, unit: str) -> CompiledReport:
    """What the unit of that code said, did and sent; nothing that was counted over others.

    A figure that the report sums is the unit's own here. Raises NothingSuch for a unit that is
    not in the report.
    """
    named = next((each for each in report.units if each.unit == unit), None)
    if named is None:
        raise NothingSuch(what=unit)
    rows = _numbered(row for row in map(_of_unit(unit), report.rows) if row.cells)
    own = _figures_of(rows)
    return replace(
        report,
        extract_of=named.name,
        sections=_filled(report.sections, unit, own),
        rows=rows,
        units=(named,),
        counts=_counts(rows),
        indicators=_own_indicators(report.indicators, unit, rows, own),
        evidence=tuple(_evidence(report, lambda group: True, {unit})),
        merge_proposals=(),
        changed=tuple(change for change in report.changed if change.unit == unit),
    )


def extract_heading(report: CompiledReport, number: str) -> CompiledReport:
    """What stands under the heading of that number ("I.3.a") and below it, with the rows of the
    tasks whose results it tells. Raises NothingSuch for a heading that is not in the report."""
    sections = tuple(s for s in report.sections if _is_below(s.number, number))
    if not sections or sections[0].number != number:
        raise NothingSuch(what=number)
    tasks = {p.item for s in sections if s.asks is Asks.TASKS for p in s.paragraphs}
    rows = _numbered(r for r in report.rows if r.task in tasks or _is_below(r.heading, number))
    kept = {row.task for row in rows}
    items = kept | {section.number for section in sections}
    return replace(
        report,
        extract_of=sections[0].title,
        sections=sections,
        rows=rows,
        counts=_counts(rows),
        indicators=_renumbered(row for row in report.indicators if row.task in kept),
        evidence=tuple(_evidence(report, lambda group: group.item in items, None)),
        annexes=tuple(kind for kind in report.annexes if kind is not AnnexKind.UNITS),
        merge_proposals=tuple(p for p in report.merge_proposals if _is_below(p.heading, number)),
        changed=tuple(c for c in report.changed if _is_below(c.heading, number)),
    )


def _is_below(number: str, top: str) -> bool:
    return number == top or number.startswith(f"{top}.")


def _says(paragraph: Paragraph, unit: str) -> bool:
    said = any(source.unit == unit for source in paragraph.sources)
    return said and paragraph.kind not in _OF_ALL


def _filled(sections: Sequence[Section], unit: str, own: _Figures) -> tuple[Section, ...]:
    """The sections with what the unit said; without the headings under which it said nothing."""
    filled = [
        replace(s, paragraphs=tuple(_own(p, unit, own) for p in s.paragraphs if _says(p, unit)))
        for s in sections
    ]
    numbers = [section.number for section in filled if section.paragraphs]
    return tuple(s for s in filled if any(_is_below(number, s.number) for number in numbers))


def _own(paragraph: Paragraph, unit: str, own: _Figures) -> Paragraph:
    """Nobody else speaks here, so that the speaker needs no name."""
    figure = paragraph.figure
    return replace(
        paragraph,
        voices=None,
        sources=tuple(source for source in paragraph.sources if source.unit == unit),
        figure=figure and own.get((paragraph.item or "", figure.indicator), figure),
    )


def _of_unit(unit: str) -> Callable[[Row], Row]:
    def own(row: Row) -> Row:
        cells = tuple(cell for cell in row.cells if cell.unit == unit)
        figures = _figures_of([replace(row, cells=cells)])
        return replace(
            row,
            group=False,
            cells=cells,
            results=tuple(_own(p, unit, figures) for p in row.results if _says(p, unit)),
            difficulties=tuple(_own(p, unit, figures) for p in row.difficulties if _says(p, unit)),
        )

    return own


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, number=n) for n, row in enumerate(rows, start=1))


def _renumbered(rows: Iterable[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    return tuple(replace(row, number=n) for n, row in enumerate(rows, start=1))


def _figures_of(rows: Sequence[Row]) -> _Figures:
    return {
        (row.task, figure.indicator): figure
        for row in rows
        for cell in row.cells
        for figure in cell.figures
    }


def _own_indicators(
    indicators: Sequence[IndicatorRow], unit: str, rows: Sequence[Row], own: _Figures
) -> tuple[IndicatorRow, ...]:
    """Of the unit's tasks, each indicator once; what compares sums goes with them."""
    tasks = {row.task for row in rows}
    found = {(i.task, i.name): i for i in indicators if i.task in tasks}
    found |= {(i.task, i.name): i for i in indicators if i.unit == unit}
    return _renumbered(_own_indicator(row, unit, own.get(key)) for key, row in found.items())


def _own_indicator(row: IndicatorRow, unit: str, figure: FigureLine | None) -> IndicatorRow:
    sources = tuple(source for source in row.sources if source.unit == unit)
    mine = replace(row, figure=figure, unit=None, unit_name=None, sources=sources)
    if figure and sources == row.sources:
        return mine
    return replace(mine, share=None, year_ago=None, change=None)


def _evidence(
    report: CompiledReport,
    is_kept: Callable[[EvidenceGroup], bool],
    units: Collection[str] | None,
) -> Iterator[EvidenceGroup]:
    """`units` None is all units."""
    for group in filter(is_kept, report.evidence):
        items = tuple(i for i in group.items if units is None or i.unit in units)
        if items:
            yield replace(group, items=items)


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    return count_statuses(tuple(cell for row in rows for cell in row.cells))
