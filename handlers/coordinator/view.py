"""`xem <đơn vị>`: what a unit has sent, and what the coordinator may do with it."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Event, Session, Turn
from domain.facts import Facts, UnitLine
from domain.messages import Choice, Reply
from domain.people import Power, may
from domain.period_state import PeriodState
from domain.submission import OWING, State
from handlers.contract import NotUnderstood
from handlers.coordinator.call import Call, seen_board
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.paper import paper_data
from handlers.coordinator.units import ask, pick

STEP = "coordinator.view"


def view(call: Call) -> Turn:
    board = call.board
    if not call.units:
        return pick(call, "view", board.lines)
    if len(call.units) > 1:
        return ask(call.session, call.facts, "view", board.period.key, call.units)
    line = call.line(call.units[0])
    here = call.session.at(STEP, period=board.period.key, unit=line.unit, version=line.version)
    reply = offer(
        "coordinator/view.j2",
        *unit_choices(call, line),
        **line_data(line),
        **paper_data(call.paper(line.unit), call.facts.rules.soon_days),
        period=board.period.code,
        period_state=board.period.state,
    )
    return Turn(here, (reply,))


def line_data(line: UnitLine) -> dict[str, object]:
    asked = line.extension_asked
    return {
        "unit": line.name,
        "state": line.state,
        "version": line.version,
        "due": in_vietnam(line.due).isoformat(),
        "sent_at": in_vietnam(line.sent_at).isoformat() if line.sent_at else None,
        "late": line.late,
        "added_late": line.added_late,
        "on_behalf": line.on_behalf,
        "focal_points": list(line.focal_points),
        "contacts": [
            {"name": one.name, "channels": list(one.channels), "page_only": one.page_only}
            for one in line.contacts
        ],
        "extension_asked": in_vietnam(asked).isoformat() if asked else None,
        "extension_reason": line.extension_reason,
    }


def unit_choices(call: Call, line: UnitLine) -> list[Choice]:
    return _choices(call.facts, call.period.key, call.period.state, line)


def _choices(facts: Facts, key: str, state: PeriodState, line: UnitLine) -> list[Choice]:
    choices: list[Choice] = []
    if may(facts.person, Power.COORDINATE) and state is PeriodState.OPEN:
        choices += deeds(key, line)
    return [*choices, Choice(f"overview|{key}", "order_overview")]


def deeds(key: str, line: UnitLine) -> list[Choice]:
    """What may be done with a unit's submission while the period is open."""
    choices = _deeds(f"{key}|{line.unit}", line)
    if line.extension_asked and line.state in OWING:
        request = Choice(f"extend|answer|{key}|{line.unit}", "order_request", {"name": ""})
        choices.insert(0, request)
    return choices


def _deeds(place: str, line: UnitLine) -> list[Choice]:
    match line.state:
        case State.SUBMITTED:
            deeds = ["approve", "return", "typo"]
        case State.APPROVED:
            deeds = ["reopen"]
        case State.RETURNED:
            deeds = ["withdraw", "chase", "extend"]
        case _:
            by_us = line.state is State.NOT_STARTED or line.on_behalf
            deeds = ["chase", "extend", *(["enter_for"] if by_us else [])]
    keys = {
        "extend": f"extend|ask|{place}",
        "approve": f"approve|{place}|{line.version}",
        "return": f"return|{place}||{line.version}",
    }
    return [Choice(keys.get(deed, f"{deed}|{place}"), f"order_{deed}") for deed in deeds]


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    """Put again: what may be done, without the whole paper."""
    key, unit = session.text("period"), session.text("unit")
    board = seen_board(facts, key)
    line = board.line(unit) if board else None
    if board is None or line is None:
        choices = [Choice("overview", "order_overview")]
    else:
        choices = _choices(facts, key, board.period.state, line)
    return offer("coordinator/viewing.j2", *choices, unit=facts.units.get(unit, unit))


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    raise NotUnderstood


STEPS = {STEP: step(_question, _answer, power=Power.OVERSEE)}
