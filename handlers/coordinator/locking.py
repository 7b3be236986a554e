"""`khóa kỳ`, and `mở lại`: a period or an approved submission, as named."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import (
    Effect,
    FocalPointsOf,
    LockPeriod,
    ReturnSubmission,
    Tell,
    UnlockPeriod,
)
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.period_state import PeriodState
from domain.submission import Remark, State
from handlers.contract import NotUnderstood
from handlers.coordinator import dues
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.confirming import confirm_step, yes_no
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import counted, few, owing, sent
from handlers.coordinator.refusals import PeriodCannot, UnitCannot
from handlers.coordinator.told import told_returned
from handlers.coordinator.units import near_units, pick
from handlers.coordinator.words import mentions

LOCK, WHY = "coordinator.lock", "coordinator.reopen_why"


def lock_period(call: Call) -> Turn:
    _require(call, "lock_period", PeriodState.OPEN)
    here = call.session.at(LOCK, period=call.period.key)
    return Turn(here, (_lock_question(here, call.facts, call.now),))


def _require(call: Call, order: str, state: PeriodState) -> None:
    period = call.period
    if period.state is not state:
        raise PeriodCannot(order=order, period=period.code, state=period.state)


def _lock_question(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    lines = board.lines if board else ()
    return offer(
        "coordinator/lock.j2",
        *yes_no("order_lock_now"),
        period=board.period.code if board else "",
        sent=counted(sent(board)) if board else 0,
        roster=counted(lines),
        **few(
            "missing",
            [line.name for line in (owing(board) if board else ())],
            facts.rules.page_size,
        ),
        unapproved=sum(line.state is State.SUBMITTED for line in lines),
    )


def _lock(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    _require(call, "lock_period", PeriodState.OPEN)
    key = call.period.key
    reply = offer(
        "coordinator/locked.j2",
        Choice(f"compile|{key}", "order_compile"),
        Choice(f"reopen|{key}", "order_reopen_period"),
        Choice(f"overview|{key}", "order_overview"),
        period=call.period.code,
    )
    return Turn(call.idle, (reply,), (LockPeriod(key),))


def reopen(call: Call) -> Turn:
    unit = _unit(call)
    if unit is not None:
        return _reopen_unit(call, unit)
    approved = [line for line in call.board.lines if line.state is State.APPROVED]
    named = mentions(call.text, "the_period") or call.said("period") != ""
    of_period = named or call.period.state is PeriodState.LOCKED
    if not of_period or call.units:
        return pick(call, "reopen", approved)
    _require(call, "reopen_period", PeriodState.LOCKED)
    if reason := call.said("reason"):
        return _reopen(call, None, reason)
    return _ask_why(call, None)


def _unit(call: Call) -> str | None:
    if len(call.units) == 1:
        return call.units[0]
    near = near_units(call.text, [line.name for line in call.board.lines])
    here = not (call.units or near or mentions(call.text, "the_period"))
    return call.unit_here if here else None


def _reopen_unit(call: Call, unit: str) -> Turn:
    line = call.line(unit)
    if call.open_board and line.state is not State.APPROVED:
        raise UnitCannot(order="reopen", unit=line.name, state=line.state)
    if reason := call.said("reason"):
        return _reopen(call, unit, reason)
    return _ask_why(call, unit)


def _ask_why(call: Call, unit: str | None) -> Turn:
    here = call.session.at(WHY, period=call.period.key, unit=unit)
    return Turn(here, (_why(here, call.facts, call.now),))


def _why(session: Session, facts: Facts, now: datetime) -> Reply:
    unit, board = session.data["unit"], seen_board(facts, session.text("period"))
    return offer(
        "coordinator/reopen_reason.j2",
        Choice("no", "order_not_now"),
        unit=facts.units.get(str(unit), str(unit)) if unit else None,
        period=board.period.code if board else "",
    )


def _why_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if text.strip():
            unit = session.data["unit"]
            call = call_here(session, facts, now)
            return _reopen(call, str(unit) if unit else None, text.strip())
        case _:
            raise NotUnderstood


def _reopen(call: Call, unit: str | None, reason: str) -> Turn:
    key = call.period.key
    effects: tuple[Effect, ...]
    if unit is None:
        _require(call, "reopen_period", PeriodState.LOCKED)
        effects, name = (UnlockPeriod(key, reason),), None
    else:
        effects, name = _returned(call, unit, reason), call.line(unit).name
    reply = offer(
        "coordinator/reopened.j2",
        Choice(f"overview|{key}", "order_overview"),
        unit=name,
        period=call.period.code,
        reason=reason,
    )
    return Turn(call.idle, (reply,), effects)


def _returned(call: Call, unit: str, reason: str) -> tuple[Effect, ...]:
    """How an approved submission is opened again: it is returned, with the reason."""
    line, period = call.line(unit), call.open_board.period
    if line.state is not State.APPROVED:
        raise UnitCannot(order="reopen", unit=line.name, state=line.state)
    until = dues.offered(call.facts, period, call.now)[0]
    remarks = (Remark(None, reason),)
    told = told_returned(call.paper(unit), remarks, until)
    return (
        ReturnSubmission(period.key, unit, remarks, until),
        Tell(FocalPointsOf(unit), told),
    )


STEPS = {
    LOCK: confirm_step(_lock_question, _lock),
    WHY: step(_why, _why_said, "result_text"),
}
