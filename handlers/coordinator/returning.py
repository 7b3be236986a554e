"""`trả lại`: on which item, until when, why."""

import re
from collections.abc import Mapping
from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.facts import Facts, UnitLine
from domain.messages import Choice, Reply
from domain.submission import Remark, State
from handlers.contract import NotUnderstood
from handlers.coordinator import dues
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.giving_back import return_submission
from handlers.coordinator.items import find_item, titles
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import UnitCannot
from handlers.coordinator.seen import newer, version_seen
from handlers.coordinator.units import ask, near_units, pick
from handlers.coordinator.words import said

ITEM, DUE, REASON = "coordinator.return_item", "coordinator.return_due", "coordinator.return_why"
WHOLE = "whole"
_REMARK = re.compile(r"^\s*([0-9]+\.[0-9]+|[IVX]+(?:\.[0-9]+)?)\s*[:;,)–-]\s*(\S.*)$")


def give_back(call: Call) -> Turn:
    line = _line(call)
    if line is None:
        ready = [one for one in call.open_board.lines if one.state is State.SUBMITTED]
        if len(call.units) > 1:
            return ask(call.session, call.facts, "return", call.period.key, call.units)
        return pick(call, "return", ready, call.said("task"))
    if line.state is not State.SUBMITTED:
        raise UnitCannot(order="return", unit=line.name, state=line.state)
    seen = version_seen(call, line.unit, call.argument(1))
    return newer(call, line, seen) or _begin(call, line)


def _begin(call: Call, line: UnitLine) -> Turn:
    """What was said at once is not asked."""
    known = titles(call.board, line.unit)
    task = call.argument(0) or call.said("task")
    item = task if task in known else None
    until = dues.heard_until(call.heard, call.facts, call.period, call.now, call.now)
    reason = call.said("reason")
    if reason and task in (item, ""):
        return return_submission(call, line, (Remark(item, reason),), until or _default(call))
    place = call.session.at(ITEM, period=call.period.key, unit=line.unit, version=line.version)
    if item is None:
        return Turn(place, (_which_item(place, call.facts, call.now),))
    return _ask_due(place, item, until, call.facts, call.now)


def _line(call: Call) -> UnitLine | None:
    board = call.open_board
    if len(call.units) == 1:
        return call.line(call.units[0])
    near = near_units(call.text, [line.name for line in board.lines])
    if call.units or near or not call.unit_here:
        return None
    return call.line(call.unit_here)


def _default(call: Call) -> datetime:
    """Where no new due time is named: the first one that would be offered."""
    return dues.offered(call.facts, call.period, call.now)[0]


def _which_item(session: Session, facts: Facts, now: datetime) -> Reply:
    board, unit = seen_board(facts, session.text("period")), session.text("unit")
    known = titles(board, unit) if board else {}
    choices = [
        Choice(f"item:{item}", "order_item", {"item": item, "title": title})
        for item, title in known.items()
    ]
    return offer(
        "coordinator/return_item.j2",
        Choice(f"item:{WHOLE}", "order_whole"),
        *choices,
        Choice("no", "order_not_now"),
        unit=facts.units.get(unit, unit),
    )


def _item_chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    known = {**titles(call.board, session.text("unit")), WHOLE: ""}
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key) if key.removeprefix("item:") in known:
            item: str | None = key.removeprefix("item:")
        case Said(text=text):
            item = WHOLE if said(text, "whole") else find_item(text, known)
        case _:
            item = None
    if item is None:
        raise NotUnderstood
    return _ask_due(session, item, None, facts, now)


def _ask_due(
    session: Session, item: str, until: datetime | None, facts: Facts, now: datetime
) -> Turn:
    place = {**session.data, "item": item}
    if until is not None:
        here = session.at(REASON, **place, until=until.isoformat())
        return Turn(here, (_why(here, facts, now),))
    here = session.at(DUE, **place)
    return Turn(here, (_until_when(here, facts, now),))


def _until_when(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    moments = dues.offered(facts, board.period, now) if board else ()
    return offer(
        "coordinator/return_due.j2",
        *dues.choices("until:", moments),
        Choice("no", "order_not_now"),
        **_place(session, facts),
    )


def _due_chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    period = call_here(session, facts, now).period
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key) if key.startswith("until:"):
            until = dues.not_past(dues.parse(key.removeprefix("until:"), period), now)
        case Said(text=text):
            until = dues.typed(text, facts, period, now)
        case _:
            raise NotUnderstood
    here = session.at(REASON, **{**session.data, "until": until.isoformat()})
    return Turn(here, (_why(here, facts, now),))


def _why(session: Session, facts: Facts, now: datetime) -> Reply:
    return offer(
        "coordinator/return_reason.j2",
        Choice("no", "order_not_now"),
        **_place(session, facts),
        until=session.text("until"),
    )


def _reason_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if text.strip():
            line = call.line(session.text("unit"))
            if overtaken := newer(call, line, _version(session)):
                return overtaken
            remarks = _remarks(text, session.text("item"), titles(call.open_board, line.unit))
            until = datetime.fromisoformat(session.text("until"))
            return return_submission(call, line, remarks, until)
        case _:
            raise NotUnderstood


def _version(session: Session) -> int | None:
    seen = session.data.get("version")
    return seen if isinstance(seen, int) else None


def _remarks(text: str, item: str, known: Mapping[str, str]) -> tuple[Remark, ...]:
    """One remark; or one a line where every line names its item ("8.1: …")."""
    if item != WHOLE:
        return (Remark(item, text.strip()),)
    lines = [line for line in text.splitlines() if line.strip()]
    parts = [match for line in lines if (match := _REMARK.match(line)) and match[1] in known]
    if parts and len(parts) == len(lines):
        return tuple(Remark(part[1], part[2].strip()) for part in parts)
    return (Remark(None, text.strip()),)


def _place(session: Session, facts: Facts) -> dict[str, object]:
    unit, item = session.text("unit"), session.text("item")
    board = seen_board(facts, session.text("period"))
    known = titles(board, unit) if board else {}
    return {
        "unit": facts.units.get(unit, unit),
        "item": None if item == WHOLE else item,
        "title": known.get(item, ""),
    }


STEPS = {
    ITEM: step(_which_item, _item_chosen),
    DUE: step(_until_when, _due_chosen, "short"),
    REASON: step(_why, _reason_said, "result_text"),
}
