"""Indicators in the report's annex: plan, period, cumulative, share of the plan, a year before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import ge, gt, le, lt

from domain.decimals import decimal, rounded, subtracted
from domain.material import Material
from domain.programme import Indicator, Task
from domain.report import CompiledReport, IndicatorRow, Kind, Paragraph
from domain.task_results import figures

_MEETS = {">": gt, ">=": ge, "<": lt, "<=": le}
_AT_MOST = frozenset({"<", "<="})
_Key = tuple[str, str | None]


def indicator_rows(
    material: Material, year_ago: CompiledReport | None = None
) -> tuple[IndicatorRow, ...]:
    """A row an indicator in the order of the tasks; one a unit where percentages stand apart.

    `year_ago` is the report of the same period of the year before: its figures are found by the
    indicator's name and the unit, since tasks are numbered anew each year. Shares and changes are
    percent, rounded to a tenth, half up.
    """
    before = _by_name(year_ago.indicators if year_ago else ())
    rows = [
        _row(material, task, indicator, said, before)
        for task in material.programme.tasks
        for indicator in task.indicators
        for said in _said(material, task, indicator)
    ]
    return tuple(replace(row, number=n) for n, row in enumerate(rows, start=1))


def misses_plan(row: IndicatorRow) -> bool:
    """Whether a figure was given and is short of its plan, or over it where less is better. A plan
    without a comparator is to be reached."""
    target = decimal(row.target)
    reached = decimal(row.figure.cumulative or row.figure.value) if row.figure else None
    if target is None or reached is None:
        return False
    return not _MEETS.get(row.comparator or "", ge)(reached, target)


def _by_name(rows: Sequence[IndicatorRow]) -> Mapping[_Key, IndicatorRow]:
    """Without names that stand twice: nobody can say which of them is meant."""
    found = Counter((row.name, row.unit) for row in rows)
    return {(r.name, r.unit): r for r in rows if found[r.name, r.unit] == 1}


def _said(material: Material, task: Task, indicator: Indicator) -> Sequence[Paragraph]:
    """The paragraphs that the prose has of it; one without a figure where nobody gave any."""
    given = [
        p for p in figures(material, task) if p.figure and p.figure.indicator == indicator.name
    ]
    return given or [Paragraph(Kind.FIGURE, item=task.code)]


def _row(
    material: Material,
    task: Task,
    indicator: Indicator,
    said: Paragraph,
    before: Mapping[_Key, IndicatorRow],
) -> IndicatorRow:
    figure = said.figure
    unit = said.sources[0].unit if said.voices and said.sources else None
    measure = (figure and figure.unit_of_measure) or indicator.unit_of_measure
    row = IndicatorRow(
        number=0,
        task=task.code,
        name=indicator.name,
        unit_of_measure=measure,
        comparator=indicator.comparator,
        target=indicator.target,
        figure=figure,
        unit=unit,
        unit_name=material.name(unit) if unit else None,
        sources=said.sources,
    )
    return _compared(replace(row, share=_share(row)), before.get((indicator.name, unit)))


def _share(row: IndicatorRow) -> str | None:
    """The percentage of the plan that is reached; None where less is better or a number lacks."""
    figure = row.figure
    target = decimal(row.target)
    if figure is None or not target or row.comparator in _AT_MOST:
        return None
    reached = decimal(figure.cumulative or figure.value)
    return rounded(reached, 100, target) if reached is not None else None


def _compared(row: IndicatorRow, earlier: IndicatorRow | None) -> IndicatorRow:
    """With the value of the year before and the change since, where both can be held together."""
    if row.figure is None or earlier is None or earlier.figure is None:
        return row
    if row.unit_of_measure != earlier.unit_of_measure:
        return row
    now, then = decimal(row.figure.value), decimal(earlier.figure.value)
    if now is None or then is None:
        return row
    change = _change(now, then, in_points=row.unit_of_measure == "%")
    return replace(row, year_ago=earlier.figure.value, change=change)


def _change(now: Decimal, then: Decimal, *, in_points: bool) -> str | None:
    if in_points:
        return rounded(subtracted(now, then))
    return rounded(subtracted(now, then), 100, then) if then else None
