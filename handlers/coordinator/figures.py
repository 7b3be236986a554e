"""Questions about figures, answered from what was sent: sum, lowest, who missed the target."""

from collections.abc import Sequence
from decimal import Decimal

from domain.conversation import Turn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.programme import Indicator, Task
from domain.submission import Figure
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import MOST_NAMED, few
from handlers.reporting.figure import misses_target

_PERCENT = "%"


def asked(call: Call, task: Task | None) -> tuple[Task, Indicator] | None:
    """The task's only indicator; where no task is named, the programme's only one."""
    tasks = [task] if task else call.board.programme.tasks
    known = [(one, indicator) for one in tasks for indicator in one.indicators]
    return known[0] if len(known) == 1 else None


def answer(call: Call, task: Task, indicator: Indicator, *, choices: Sequence[Choice]) -> Turn:
    answering = call.units or call.board.programme.answering(task)
    lines = [line for line in call.board.lines if line.unit in answering]
    given = [
        (line, figure) for line in lines if (figure := _figure(line, task, indicator)) is not None
    ]
    missed = [line.name for line, figure in given if misses_target(indicator, figure)]
    names = {line.unit for line, _ in given}
    reply = offer(
        "coordinator/figures.j2",
        *choices,
        code=task.code,
        name=indicator.name,
        target=indicator.target,
        comparator=indicator.comparator,
        asked=len(lines),
        given=len(given),
        sum=_sum([figure for _, figure in given]),
        lowest=_lowest(given),
        unit_of_measure=indicator.unit_of_measure,
        missed_count=len(missed),
        **few("missed", missed, MOST_NAMED),
        **few("without", [line.name for line in lines if line.unit not in names], MOST_NAMED),
    )
    return Turn(call.idle, (reply,))


def _figure(line: UnitLine, task: Task, indicator: Indicator) -> Figure | None:
    entry = line.spoken.get(task.code)
    figures = entry.figures if entry else ()
    return next((figure for figure in figures if figure.indicator == indicator.name), None)


def _sum(figures: Sequence[Figure]) -> str | None:
    """Not of percentages, and not of different measures."""
    measures = {figure.unit_of_measure for figure in figures}
    if len(figures) < 2 or len(measures) > 1 or _PERCENT in measures:
        return None
    return format(sum((Decimal(figure.value) for figure in figures), Decimal()), "f")


def _lowest(given: Sequence[tuple[UnitLine, Figure]]) -> dict[str, object] | None:
    if not given or len({figure.unit_of_measure for _, figure in given}) > 1:
        return None
    lowest = min(Decimal(figure.value) for _, figure in given)
    units = [line.name for line, figure in given if Decimal(figure.value) == lowest]
    return {"value": format(lowest, "f"), "units": units}
