"""Word of overdue units to those above them: all units in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.conversation import Due
from domain.facts import Board, Facts
from domain.ladder import Tone
from domain.look_ups import BoardOf
from domain.messages import Choice, Reply
from domain.people import Power, may
from domain.period_state import PeriodState
from domain.submission import OWING, State
from handlers.contract import found, question
from handlers.owing import due_of, still_owes, time_left


@dataclass(frozen=True, slots=True)
class LateUnit:
    period: str
    name: str
    state: State
    due: datetime
    rings: bool = True
    page_only: bool = False


def escalation(dues: Sequence[Due], facts: Facts, now: datetime) -> tuple[Reply, ...]:
    """For the unit head and the coordinator; nothing where all have sent meanwhile."""
    late = [unit for due in dues if (unit := _late_unit(due, facts))]
    if not late:
        return ()
    oversees = may(facts.person, Power.OVERSEE)
    reply = question(
        "reminding/escalated.j2",
        Choice("menu|overview", "overview") if oversees else Choice("menu|help", "help"),
        count=len(late),
        groups=_grouped([_json(unit, facts, now) for unit in late]),
        oversees=oversees,
        reported=any(due.tone == Tone.PRESS_AND_REPORT for due in dues),
    )
    return (reply,)


def _late_unit(due: Due, facts: Facts) -> LateUnit | None:
    if paper := facts.paper(due.period, due.unit):
        unit = LateUnit(paper.period.code, paper.unit_name, paper.submission.state, due_of(paper))
        return unit if still_owes(paper) else None
    board = facts.board
    if board is None or board.period.key != due.period:
        board = found(facts, BoardOf(due.period), Board)
    return _on_board(board, due.unit)


def _on_board(board: Board, unit: str) -> LateUnit | None:
    line = board.line(unit)
    if line is None or line.state not in OWING or board.period.state is not PeriodState.OPEN:
        return None
    code, reach = board.period.code, (line.rings, line.page_only)
    return LateUnit(code, line.name, line.state, line.held_to, *reach)


def _grouped(units: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Units of which the same is to be said, on one line."""
    groups: dict[tuple[tuple[str, object], ...], list[object]] = {}
    for unit in units:
        same = tuple((key, value) for key, value in unit.items() if key != "name")
        groups.setdefault(same, []).append(unit["name"])
    return [{**dict(same), "names": names} for same, names in groups.items()]


def _json(unit: LateUnit, facts: Facts, now: datetime) -> dict[str, object]:
    return {
        "period": unit.period,
        "name": unit.name,
        "state": unit.state.value,
        "rings": unit.rings,
        "page_only": unit.page_only,
        "due": unit.due.isoformat(),
        **time_left(unit.due, now, facts.calendar),
    }
