"""`duyệt`: one submission at once, several or all after a confirmation."""

from collections.abc import Sequence
from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.effects import ApproveSubmission, Effect, FocalPointsOf, Tell
from domain.facts import Board, Facts, UnitLine
from domain.messages import Choice, Reply
from domain.submission import State
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.confirming import confirm_step, yes_no
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import NothingToDo, UnitCannot
from handlers.coordinator.seen import newer, version_seen
from handlers.coordinator.units import near_units, pick

STEP = "coordinator.approve"
_BARE_WORDS = 2
"""An order of no more words can mean the unit that is being looked at."""


def approve(call: Call) -> Turn:
    waiting = [line for line in call.open_board.lines if line.state is State.SUBMITTED]
    if not call.units and not call.everyone:
        return _one_or_which(call, waiting)
    named = [call.line(unit) for unit in call.units] or waiting
    ready = [line for line in named if line.state is State.SUBMITTED]
    if len(named) == 1:
        return _approve_one(call, named[0])
    if not ready:
        raise NothingToDo(order="approve", period=call.period.code)
    units = [line.unit for line in ready]
    here = call.session.at(STEP, period=call.period.key, units=units)
    return Turn(here, (_question(here, call.facts, call.now),))


def _one_or_which(call: Call, waiting: Sequence[UnitLine]) -> Turn:
    bare = len(call.text.split()) <= _BARE_WORDS
    if bare and call.text and call.unit_here:
        return _approve_one(call, call.line(call.unit_here))
    near = near_units(call.text, [line.name for line in waiting])
    if len(waiting) > 1 and not near:
        everyone = [line.unit for line in waiting]
        here = call.session.at(STEP, period=call.period.key, units=everyone)
        return Turn(here, (_question(here, call.facts, call.now),))
    return pick(call, "approve", waiting)


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    key = session.text("period")
    lines = _lines(session, seen_board(facts, key))
    yes, no = yes_no("order_approve_all", count=len(lines))
    one = [Choice(f"view|{key}|{line.unit}", "order_unit", {"name": line.name}) for line in lines]
    return offer(
        "coordinator/approve.j2",
        yes,
        *one[: facts.rules.page_size],
        no,
        units=[line.name for line in lines],
    )


def _confirmed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    ready = [line for line in _lines(session, call.open_board) if line.state is State.SUBMITTED]
    if not ready:
        raise NothingToDo(order="approve", period=call.period.code)
    return _approve(call, ready)


def _approve_one(call: Call, line: UnitLine) -> Turn:
    seen = version_seen(call, line.unit, call.argument(0))
    return newer(call, line, seen) or _approve(call, [line])


def _approve(call: Call, lines: Sequence[UnitLine]) -> Turn:
    key = call.period.key
    effects: list[Effect] = []
    for line in lines:
        if line.state is not State.SUBMITTED:
            raise UnitCannot(order="approve", unit=line.name, state=line.state)
        data = {"unit": line.name, "period": call.period.code}
        told = Reply("coordinator/told_approved.j2", data, can_wait=True)
        deed = ApproveSubmission(key, line.unit, line.version)
        effects += [deed, Tell(FocalPointsOf(line.unit), told)]
    approved = {line.unit for line in lines}
    left = [
        line
        for line in call.board.lines
        if line.state is State.SUBMITTED and line.unit not in approved
    ]
    choices = [
        Choice(f"view|{key}|{line.unit}", "order_next", {"name": line.name}) for line in left[:1]
    ]
    if len(lines) == 1:
        choices.append(Choice(f"reopen|{key}|{lines[0].unit}", "order_reopen"))
    choices.append(Choice(f"overview|{key}", "order_overview"))
    reply = offer(
        "coordinator/approved.j2",
        *choices,
        units=[line.name for line in lines],
        left=len(left),
    )
    return Turn(call.idle, (reply,), tuple(effects))


def _lines(session: Session, board: Board | None) -> list[UnitLine]:
    units = session.data["units"]
    chosen = units if isinstance(units, list) else []
    return [line for line in board.lines if line.unit in chosen] if board else []


STEPS = {STEP: confirm_step(_question, _confirmed)}
