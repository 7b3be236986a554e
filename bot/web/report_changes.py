"""What a version says that the one before did not, and what went."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from documents.report import AnnexRow, View, view
from domain.report import CompiledReport, Kind, Row

Place = tuple[str, str]
"""A heading or a task, and words that stand there."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Under one heading: the units that say something else now, the lines that went."""

    heading: str
    units: tuple[str, ...]
    gone: tuple[str, ...]


def annex_rows(report: CompiledReport, paper: View) -> Iterator[tuple[Row, AnnexRow]]:
    """The annex lists all tasks or none."""
    if paper.annex_tasks is not None:
        yield from zip(report.rows, paper.annex_tasks.rows, strict=True)


def lines_of(report: CompiledReport) -> frozenset[Place]:
    """Every line of a version with its place."""
    paper = view(report)
    places = {
        (section.outline, text)
        for section, part in zip(report.sections, paper.parts, strict=True)
        for text in part.lines
    }
    for row, drawn in annex_rows(report, paper):
        texts = (*drawn.progress, *drawn.results, *drawn.difficulties)
        places |= {(row.task, text) for text in texts}
    return frozenset(places)


def changes_since(
    report: CompiledReport, paper: View, before: CompiledReport | None
) -> Iterator[Changed]:
    titles = {
        section.number: f"{part.label} {part.title}"
        for section, part in zip(report.sections, paper.parts, strict=True)
    }
    units = {unit.unit: unit.name for unit in report.units}
    gone = _gone(report, before) if before else {}
    for heading, changes in groupby(report.changed, key=lambda change: change.heading):
        named = tuple(units.get(change.unit, change.unit) for change in changes)
        yield Changed(titles.get(heading, heading), named, gone.get(heading, ()))


def _gone(report: CompiledReport, before: CompiledReport) -> Mapping[str, tuple[str, ...]]:
    """By heading: what officers said in the version before and nobody says now."""
    stand = set(_said(report))
    gone: dict[str, list[str]] = {}
    for heading, text in _said(before):
        if (heading, text) not in stand:
            gone.setdefault(heading, []).append(text)
    return {heading: tuple(dict.fromkeys(texts)) for heading, texts in gone.items()}


def _said(report: CompiledReport) -> Iterator[Place]:
    for section in report.sections:
        for paragraph in section.own:
            if paragraph.kind in (Kind.SAID, Kind.PLANNED, Kind.NOT_STARTED):
                yield section.outline, paragraph.text
