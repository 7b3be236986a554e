"""Tasks in the report: their rows in the annex, their figures, their words under a heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.decimals import decimal, total
from domain.material import SAID, Asked, Material, Merged, said
from domain.merging import Line, merge, source
from domain.programme import Indicator, Task
from domain.report import Cell, FigureLine, GroupCount, Kind, Paragraph, Row, Source
from domain.status import Said, compute_status
from domain.submission import Entry, Figure

_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class _Given:
    """A figure as one unit gave it."""

    figure: Figure
    sources: tuple[Source, ...]
    unit: str


def row(material: Material, task: Task, number: int) -> Row:
    """The annex line of a task: who does it, its computed status, its words."""
    units = material.programme.answering(task)
    asked = Asked(units, material.group_noun(task))
    results = said(material, material.lines(units, task.code), asked, _of(task), task.heading)
    return Row(
        number=number,
        task=task.code,
        heading=task.heading,
        text=task.text,
        product=task.product,
        deadline=task.deadline,
        lead=tuple(material.name(code) for code in ((task.lead,) if task.lead else task.units)),
        supporting=tuple(map(material.name, task.supporting)),
        group=material.is_group(task),
        cells=tuple(_cell(material, task, unit) for unit in units),
        results=results.paragraphs + tuple(figures(material, task)),
        difficulties=_reasons(material, task, asked).paragraphs,
        title=task.short_title,
    )


def task_paragraphs(material: Material, task: Task) -> Merged:
    """What a heading of the report says of a task. Nothing where nobody has anything to say."""
    units = material.programme.answering(task)
    asked = Asked(units, material.group_noun(task))
    words = said(material, material.lines(units, task.code), asked, _of(task), task.heading)
    reasons = _reasons(material, task, asked)
    body = (*words.paragraphs, *figures(material, task), *reasons.paragraphs)
    counted = (_count(material, task),) if body and material.is_group(task) else ()
    return Merged(counted + body, words.proposals + reasons.proposals)


def figures(material: Material, task: Task) -> Iterator[Paragraph]:
    """A paragraph an indicator; percentages of several units stand one by one."""
    units = material.programme.answering(task)
    asked = Asked(units, material.group_noun(task))
    for indicator in task.indicators:
        given = [g for unit in units for g in _given(material, task, unit, indicator)]
        together = [given] if _can_be_summed(given) else [[one] for one in given]
        for some in together if given else []:
            line = _figure_line(indicator, some, len(units))
            named = Line("", tuple(s for g in some for s in g.sources))
            one_of_many = len(some) == 1 and len(units) > 1
            yield replace(
                _of(task),
                kind=Kind.FIGURE,
                figure=line,
                sources=named.sources,
                voices=material.voices(named, asked) if one_of_many else None,
            )


def _of(task: Task) -> Paragraph:
    return replace(SAID, item=task.code, about=task.short_title)


def _cell(material: Material, task: Task, unit: str) -> Cell:
    sent = material.entry(unit, task.code)
    entry = sent or Entry(task.code)
    figures_given = [
        (indicator, given)
        for indicator in task.indicators
        for given in _given(material, task, unit, indicator)
    ]
    due = date.fromisoformat(task.deadline) if task.deadline else None
    status = compute_status(
        entry.said, entry.completed_on, due, material.data_to, material.soon_days
    )
    return Cell(
        unit=unit,
        name=material.name(unit),
        status=status.value,
        percent=entry.percent,
        completed_on=entry.completed_on.isoformat() if entry.completed_on else None,
        planned_on=entry.planned_on.isoformat() if entry.planned_on else None,
        figures=tuple(_figure_line(indicator, [given], 1) for indicator, given in figures_given),
        sources=(
            *((_source_of(entry, unit),) if sent else ()),
            *(source for _, given in figures_given for source in given.sources),
        ),
    )


def _reasons(material: Material, task: Task, asked: Asked) -> Merged:
    """Why it was not done, equal reasons once."""
    entries = [(unit, material.entry(unit, task.code)) for unit in asked.units]
    lines = [
        Line(entry.reason, (replace(_reason_source(entry, unit), text=entry.reason),))
        for unit, entry in entries
        if entry and entry.reason
    ]
    return said(
        material, merge(lines), asked, replace(_of(task), kind=Kind.NOT_STARTED), task.heading
    )


def _source_of(entry: Entry, unit: str) -> Source:
    """A status came with the last message on the item; a button has no message."""
    if entry.statements:
        return source(entry.statements[-1], unit, entry.item)
    at = entry.saved_at.isoformat() if entry.saved_at else ""
    return Source(unit, entry.saved_by, at, "", entry.item)


def _reason_source(entry: Entry, unit: str) -> Source:
    said = entry.reason_said
    return source(said, unit, entry.item) if said else _source_of(entry, unit)


def _figure_source(figure: Figure, entry: Entry, unit: str) -> Source:
    if figure.said is None:
        return _source_of(entry, unit)
    return replace(source(figure.said, unit, entry.item), text=figure.said.text)


def _count(material: Material, task: Task) -> Paragraph:
    units = material.programme.answering(task)
    entries = [material.entry(unit, task.code) for unit in units]
    heard = [entry.said if entry else None for entry in entries]
    count = GroupCount(
        noun=material.group_noun(task),
        total=len(units),
        done=heard.count(Said.DONE),
        doing=heard.count(Said.DOING),
        not_started=heard.count(Said.NOT_STARTED),
        nothing=heard.count(Said.NOTHING_TO_REPORT),
        missing=heard.count(None),
    )
    return replace(_of(task), kind=Kind.COUNT, count=count)


def _given(material: Material, task: Task, unit: str, indicator: Indicator) -> Iterator[_Given]:
    entry = material.entry(unit, task.code)
    for figure in entry.figures if entry else ():
        if entry and figure.indicator == indicator.name and decimal(figure.value) is not None:
            yield _Given(figure, (_figure_source(figure, entry, unit),), unit)


def _can_be_summed(given: Sequence[_Given]) -> bool:
    measures = {g.figure.unit_of_measure for g in given}
    return len(given) == 1 or (len(measures) == 1 and _PERCENT not in measures)


def _figure_line(indicator: Indicator, given: Sequence[_Given], asked: int) -> FigureLine:
    given_figures = [g.figure for g in given]
    return FigureLine(
        indicator=indicator.name,
        value=total([f.value for f in given_figures]) or "",
        of=total([f.of for f in given_figures]),
        cumulative=total([f.cumulative for f in given_figures]),
        approximate=any(f.approximate for f in given_figures),
        unit_of_measure=given_figures[0].unit_of_measure or indicator.unit_of_measure,
        comparator=indicator.comparator,
        target=indicator.target,
        units_in=len(given),
        units_asked=asked,
    )
