"""`gia hạn`: more time for units, asked for or not, or for all of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Session, Turn
from domain.effects import DeclineExtension, FocalPointsOf, Tell
from domain.facts import Board, Facts, UnitLine
from domain.messages import Choice, Reply
from domain.submission import OWING
from handlers.contract import Handler
from handlers.coordinator import dues, period_extension
from handlers.coordinator.call import Call
from handlers.coordinator.granting import ask_until, grant
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import owing, request_choice, request_data, requests
from handlers.coordinator.refusals import RequestGone
from handlers.coordinator.units import near_units, pick

_DEEDS = ("ask", "answer", "grant", "decline")


def extend(call: Call) -> Turn:
    if call.everyone:
        return period_extension.propose(call)
    lines = _named(call)
    if not lines:
        return _which(call)
    until = _heard(call, lines)
    return ask_until(call, lines) if until is None else grant(call, lines, until)


def pressed(handler: Handler) -> Handler:
    """The buttons of requests name what is done before the period: "extend|grant|<period>|…"."""

    def rearranged(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        if isinstance(event, Chose):
            word, deed, *place = (*event.key.split("|"), "")
            if deed in _DEEDS:
                place = [*place, ""]
                key = "|".join([word, place[0], place[1], deed, *place[2:]])
                event = replace(event, key=key)
        return handler(session, event, facts, now)

    return rearranged


def from_button(call: Call) -> Turn:
    """ "extend|ask|…", "extend|answer|…", "extend|grant|…|<until>", "extend|decline|…"."""
    if not call.units:
        return _which(call)
    line = call.line(call.units[0])
    match call.argument(0):
        case "grant":
            return _grant_asked(call, line, call.argument(1))
        case "decline":
            return _decline(call, line)
        case "answer":
            return Turn(call.session, (_request(call, line),))
        case _:
            return ask_until(call, [line])


def _named(call: Call) -> list[UnitLine]:
    names = [line.name for line in call.open_board.lines]
    if not call.units and call.unit_here and not near_units(call.text, names):
        return [call.line(call.unit_here)]
    return [call.line(unit) for unit in call.units]


def _which(call: Call) -> Turn:
    """Without a unit: the requests that wait, otherwise whose time is to be extended."""
    waiting, key = requests(call.open_board), call.period.key
    if waiting and not call.said("unit") and not near_units(call.text, _names(call.board)):
        reply = offer(
            "coordinator/requests.j2",
            *(request_choice(key, line) for line in waiting[: call.facts.rules.page_size]),
            Choice(f"pick|{key}||extend", "order_other_unit"),
            Choice(f"overview|{key}", "order_overview"),
            requests=[request_data(line) for line in waiting],
        )
        return Turn(call.idle, (reply,))
    return pick(call, "extend", owing(call.board))


def _request(call: Call, line: UnitLine) -> Reply:
    """One request, with yes and no."""
    asked = _asked(line)
    place = f"{call.open_board.period.key}|{line.unit}"
    return offer(
        "coordinator/request.j2",
        Choice(f"extend|grant|{place}|{asked.isoformat()}", "order_grant"),
        Choice(f"extend|decline|{place}", "order_decline"),
        Choice(f"extend|ask|{place}", "order_other_due"),
        **request_data(line),
        due=in_vietnam(line.held_to).isoformat(),
    )


def _asked(line: UnitLine) -> datetime:
    if line.extension_asked is None or line.state not in OWING:
        raise RequestGone(unit=line.name)
    return line.extension_asked


def _grant_asked(call: Call, line: UnitLine, until: str) -> Turn:
    asked = _asked(line)
    return grant(call, [line], dues.parse(until, call.period) if until else asked)


def _decline(call: Call, line: UnitLine) -> Turn:
    _asked(line)
    key, compile_due = call.open_board.period.key, in_vietnam(call.period.compile_due)
    told = offer(
        "coordinator/told_declined.j2",
        Choice(f"report|{key}|{line.unit}", "order_start"),
        unit=line.name,
        compile_due=compile_due.isoformat(),
        due=in_vietnam(line.held_to).isoformat(),
    )
    reply = offer(
        "coordinator/declined.j2", Choice(f"overview|{key}", "order_overview"), unit=line.name
    )
    effects = (DeclineExtension(key, line.unit), Tell(FocalPointsOf(line.unit), told))
    return Turn(call.idle, (reply,), effects)


def _heard(call: Call, lines: Sequence[UnitLine]) -> datetime | None:
    latest = max(line.held_to for line in lines)
    return dues.heard_until(call.heard, call.facts, call.period, latest, call.now)


def _names(board: Board) -> list[str]:
    return [line.name for line in board.lines]
