"""Until when one or several units are given more time."""

from collections.abc import Sequence
from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import Effect, FocalPointsOf, GrantExtension, Tell
from domain.facts import Board, Facts, UnitLine
from domain.messages import Choice, Reply
from domain.submission import OWING
from handlers.contract import NotUnderstood
from handlers.coordinator import dues
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import DueNotLater, UnitCannot

STEP = "coordinator.extend"


def ask_until(call: Call, lines: Sequence[UnitLine]) -> Turn:
    _check(call, lines)
    units = [line.unit for line in lines]
    here = call.session.at(STEP, period=call.period.key, units=units)
    return Turn(here, (_until_when(here, call.facts, call.now),))


def _until_when(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    lines = _lines(session, board)
    latest = max((line.held_to for line in lines), default=now)
    moments = dues.later(facts, board.period, latest, now) if board else ()
    fitting = [moment for moment in moments if board and moment <= board.period.compile_due]
    return offer(
        "coordinator/extend.j2",
        *dues.choices("until:", fitting),
        Choice("no", "order_not_now"),
        units=[{"name": line.name, "due": in_vietnam(line.held_to).isoformat()} for line in lines],
        compile_due=in_vietnam(board.period.compile_due).isoformat() if board else None,
    )


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    lines = _lines(session, call.board)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key) if key.startswith("until:"):
            return grant(call, lines, dues.parse(key.removeprefix("until:"), call.period))
        case Said(text=text):
            return grant(call, lines, dues.typed(text, facts, call.period, now))
        case _:
            raise NotUnderstood


def _check(call: Call, lines: Sequence[UnitLine]) -> None:
    for line in lines:
        if call.open_board and line.state not in OWING:
            raise UnitCannot(order="extend", unit=line.name, state=line.state)


def grant(call: Call, lines: Sequence[UnitLine], until: datetime) -> Turn:
    key = call.open_board.period.key
    _check(call, lines)
    dues.not_after_compile(dues.not_past(until, call.now), call.period)
    effects: list[Effect] = []
    for line in lines:
        if until <= line.held_to:
            raise DueNotLater(
                unit=line.name,
                until=in_vietnam(until).isoformat(),
                due=in_vietnam(line.held_to).isoformat(),
            )
        effects += [GrantExtension(key, line.unit, until), _tell_granted(call, line, until)]
    reply = offer(
        "coordinator/extended.j2",
        Choice(f"overview|{key}", "order_overview"),
        units=[line.name for line in lines],
        until=in_vietnam(until).isoformat(),
    )
    return Turn(call.idle, (reply,), tuple(effects))


def _tell_granted(call: Call, line: UnitLine, until: datetime) -> Tell:
    told = offer(
        "coordinator/told_extended.j2",
        Choice(f"report|{call.period.key}|{line.unit}", "order_start"),
        unit=line.name,
        period=call.period.code,
        until=in_vietnam(until).isoformat(),
    )
    return Tell(FocalPointsOf(line.unit), told)


def _lines(session: Session, board: Board | None) -> list[UnitLine]:
    units = session.data["units"]
    chosen = units if isinstance(units, list) else []
    return [line for line in board.lines if line.unit in chosen] if board else []


STEPS = {STEP: step(_until_when, _answer, "result_text")}
