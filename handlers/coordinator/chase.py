"""`đôn đốc`: who owes is listed and counted first, then pressed."""

from collections.abc import Sequence
from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.effects import Press, StopPress
from domain.errors import WrongState
from domain.facts import Board, Facts, UnitLine
from domain.look_ups import PressWaiting
from domain.messages import Choice, Reply
from domain.people import Role
from domain.submission import OWING
from handlers.contract import found
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.confirming import confirm_step, yes_no
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few, owing
from handlers.coordinator.reaching import call_of, to_call, to_invite
from handlers.coordinator.refusals import NothingToDo, UnitCannot
from handlers.coordinator.units import near_units, pick

STEP = "coordinator.chase"


def chase(call: Call) -> Turn:
    board = call.open_board
    if not call.units and not call.everyone and near_units(call.text, _names(board.lines)):
        return pick(call, "chase", board.lines)
    named = [call.line(unit) for unit in call.units] or list(owing(board))
    if call.said("kind") == "late":
        named = [line for line in named if line.held_to < call.now]
    pressed = [line for line in named if line.state in OWING]
    if not pressed:
        raise _nothing(call, named)
    if not any(line.contacts for line in pressed):
        return _nobody_there(call, pressed)
    here = call.session.at(
        STEP,
        period=call.period.key,
        units=[line.unit for line in pressed],
        spared=[line.unit for line in named if line.state not in OWING],
    )
    return Turn(here, (_question(here, call.facts, call.now),))


def _nothing(call: Call, named: Sequence[UnitLine]) -> WrongState:
    if len(named) == 1:
        return UnitCannot(order="chase", unit=named[0].name, state=named[0].state)
    return NothingToDo(order="chase", period=call.period.code)


def _nobody_there(call: Call, lines: Sequence[UnitLine]) -> Turn:
    """No message would go to anybody: somebody is to be invited first."""
    only = f"|{lines[0].unit}|{Role.FOCAL_POINT}" if len(lines) == 1 else ""
    reply = offer(
        "coordinator/nobody_to_chase.j2",
        Choice(f"invite|{call.period.key}{only}", "order_invite_missing"),
        Choice(f"overview|{call.period.key}", "order_overview"),
        **few("units", to_invite(lines), call.facts.rules.page_size),
    )
    return Turn(call.idle, (reply,))


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    lines, spared = _lines(session, board, "units"), _lines(session, board, "spared")
    return offer(
        "coordinator/chase.j2",
        *yes_no("order_chase_now", count=len(_codes(session, "units"))),
        count=len(_codes(session, "units")),
        units=[
            {
                **call_of(line),
                "overdue": line.held_to < now,
                "has_people": bool(line.contacts),
            }
            for line in lines
        ],
        spared=[{"name": line.name, "state": line.state} for line in spared],
        rings=sum(line.rings for line in lines),
        page_only=sum(line.page_only for line in lines),
    )


def _press(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    asked = _lines(session, call.open_board, "units")
    still = [line for line in asked if line.state in OWING]
    if not still:
        raise NothingToDo(order="chase", period=call.period.code)
    reply = offer(
        "coordinator/chased.j2",
        Choice(f"stop_press|{call.period.key}", "order_stop_press"),
        Choice(f"overview|{call.period.key}", "order_overview"),
        count=len(still),
        sent_meanwhile=[line.name for line in asked if line not in still],
        to_call=to_call(still),
        to_invite=to_invite(still),
    )
    effect = Press(call.period.key, tuple(line.unit for line in still))
    return Turn(call.idle, (reply,), (effect,))


def stop_press(call: Call) -> Turn:
    """What is on its way is stopped; who has it already is not told of that."""
    key = call.period.key
    units = found(call.facts, PressWaiting(key), tuple)
    reply = offer(
        "coordinator/press_stopped.j2",
        Choice(f"overview|{key}", "order_overview"),
        **few("units", [_name(call, unit) for unit in units], call.facts.rules.page_size),
        count=len(units),
        period=call.period.code,
    )
    return Turn(call.idle, (reply,), (StopPress(key),) if units else ())


def _name(call: Call, unit: str) -> str:
    line = call.board.line(unit)
    return line.name if line else call.facts.units.get(unit, unit)


def _lines(session: Session, board: Board | None, which: str) -> list[UnitLine]:
    units = _codes(session, which)
    return [line for line in board.lines if line.unit in units] if board else []


def _codes(session: Session, which: str) -> list[str]:
    units = session.data[which]
    return [str(unit) for unit in units] if isinstance(units, list) else []


def _names(lines: Sequence[UnitLine]) -> list[str]:
    return [line.name for line in lines]


STEPS = {STEP: confirm_step(_question, _press)}
