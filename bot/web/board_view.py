"""The board as plain values: who stands where, block by block, some units at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.loading.boards import status_of
from domain.calendar import in_vietnam
from domain.facts import Board, UnitLine
from domain.messages import Choice
from domain.period_state import Period, PeriodState
from domain.programme import Block, Programme, Task
from domain.status import TaskStatus
from domain.submission import OWING, State
from handlers.coordinator.overview import (
    counts,
    open_choices,
    owing,
    period_data,
    report_choices,
    report_data,
    request_data,
    requests,
)
from handlers.coordinator.reaching import reached_by
from handlers.coordinator.view import deeds

UNITS_A_PAGE = 200
MOST_NAMED = 100
"""Of those who owe; all of them stand behind the filter."""
MOST_WORDED = 6
"""Tasks of a table whose statuses are written out; where there are more, signs stand alone."""
QUICK = ("approve", "return", "chase", "extend")
"""What can be done without looking at what the unit wrote."""


class Show(StrEnum):
    ALL = "all"
    OWING = "owing"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and how its submission stands. Times are ISO text of Việt Nam."""

    unit: str
    name: str
    state: State
    version: int
    due: str
    days_left: int | None
    """None where no days are counted any more: sent, or the period is not open."""
    overdue: bool
    late: bool
    added_late: bool
    on_behalf: bool
    focal_points: tuple[str, ...]
    channels: tuple[str, ...]
    to_call: tuple[str, ...]
    """Names of those focal points whom no message calls."""
    rings: bool


@dataclass(frozen=True, slots=True)
class Row:
    standing: Standing
    statuses: tuple[TaskStatus | None, ...]
    """In the order of the table's tasks; None for a task that is not this unit's."""
    orders: tuple[Choice, ...]

    @property
    def counted(self) -> tuple[tuple[TaskStatus, int], ...]:
        numbers = Counter(status for status in self.statuses if status)
        return tuple((status, numbers[status]) for status in TaskStatus if numbers[status])


@dataclass(frozen=True, slots=True)
class Table:
    """A block of the plan; "" is the title of those units that have no task in it."""

    title: str
    tasks: tuple[Task, ...]
    rows: tuple[Row, ...]

    @property
    def worded(self) -> bool:
        return len(self.tasks) <= MOST_WORDED


@dataclass(frozen=True, slots=True)
class Asked:
    """Which units are to be seen."""

    show: Show = Show.ALL
    page: int = 1


def board_data(
    board: Board, soon_days: int, now: datetime, asked: Asked, *, orders: bool
) -> dict[str, object]:
    """`orders`: whether who looks may give any."""
    period, lines = board.period, _shown(board, asked.show)
    pages = max(1, -(-len(lines) // UNITS_A_PAGE))
    page = min(asked.page, pages)
    here = lines[(page - 1) * UNITS_A_PAGE : page * UNITS_A_PAGE]
    missing = sorted(owing(board), key=lambda line: line.held_to)
    deeds_here = orders and period.state is PeriodState.OPEN
    return {
        "key": period.key,
        **period_data(board),
        **counts(board),
        **reached_by(board),
        "days_left": _days_left(period.unit_due, period, now),
        "orders": _orders(board) if orders else [],
        "has_deeds": deeds_here,
        "requests": [{"unit": line.unit, **request_data(line)} for line in requests(board)],
        "owing": [standing_of(line, period, now) for line in missing[:MOST_NAMED]],
        "owing_count": len(missing),
        "report": report_data(board),
        "statuses": [(s, board.statuses[s]) for s in TaskStatus if board.statuses.get(s)],
        "tables": list(_tables(board, here, soon_days, now, orders=deeds_here)),
        "show": asked.show,
        "shown": len(lines),
        "page": page,
        "pages": pages,
    }


def _orders(board: Board) -> list[Choice]:
    """What concerns the whole period; a planned one has nothing to be done about it."""
    choices: list[Choice] = []
    if board.period.state is PeriodState.OPEN:
        choices += open_choices(board)
        if owing(board):
            choices.append(Choice(f"extend|{board.period.key}", "order_extend"))
    return (
        choices if board.period.state is PeriodState.PLANNED else choices + report_choices(board)
    )


def _shown(board: Board, show: Show) -> Sequence[UnitLine]:
    match show:
        case Show.OWING:
            return owing(board)
        case Show.WAITING:
            return [line for line in board.lines if line.state is State.SUBMITTED]
        case Show.ALL:
            return board.lines


def standing_of(line: UnitLine, period: Period, now: datetime) -> Standing:
    counting = line.state in OWING and period.state is PeriodState.OPEN
    return Standing(
        line.unit,
        line.name,
        line.state,
        line.version,
        in_vietnam(line.held_to).isoformat(),
        _days_left(line.held_to, period, now) if counting else None,
        counting and line.held_to < now,
        line.late,
        line.added_late,
        line.on_behalf,
        line.focal_points,
        line.channels,
        tuple(contact.name for contact in line.to_call),
        line.rings,
    )


def _days_left(due: datetime, period: Period, now: datetime) -> int | None:
    if period.state is not PeriodState.OPEN:
        return None
    return (in_vietnam(due).date() - in_vietnam(now).date()).days


def _tables(
    board: Board, lines: Sequence[UnitLine], soon_days: int, now: datetime, *, orders: bool
) -> Iterator[Table]:
    own = board.programme.tasks_by_unit()
    by_code = {task.code: task for task in board.programme.tasks}
    for block in _blocks(board.programme):
        tasks = tuple(by_code[code] for code in block.tasks)
        rows = [
            _row(board, line, tasks, own.get(line.unit, ()), soon_days, now, orders=orders)
            for line in lines
            if any(task in tasks for task in own.get(line.unit, ()))
        ]
        if rows:
            yield Table(block.heading, tasks, tuple(rows))
    left = [line for line in lines if line.unit not in own]
    if left:
        rows = [_row(board, line, (), (), soon_days, now, orders=orders) for line in left]
        yield Table("", (), tuple(rows))


def _blocks(programme: Programme) -> Iterator[Block]:
    """Those of the plan, and one for the tasks that stand in none."""
    yield from programme.blocks
    placed = {code for block in programme.blocks for code in block.tasks}
    left = tuple(task.code for task in programme.tasks if task.code not in placed)
    if left:
        yield Block("", (), left)


def _row(
    board: Board,
    line: UnitLine,
    tasks: Sequence[Task],
    own: Sequence[Task],
    soon_days: int,
    now: datetime,
    *,
    orders: bool,
) -> Row:
    asked = {task.code for task in own}
    choices = deeds(board.period.key, line) if orders else []
    return Row(
        standing_of(line, board.period, now),
        tuple(
            status_of(task, line.spoken, board.period, soon_days) if task.code in asked else None
            for task in tasks
        ),
        tuple(choice for choice in choices if choice.key.partition("|")[0] in QUICK),
    )
