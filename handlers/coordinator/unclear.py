"""An order whose meaning is not certain: nothing is done; what may have been meant is offered."""

from collections.abc import Mapping
from dataclasses import replace

from domain.conversation import Turn
from domain.messages import Choice
from domain.people import Role
from domain.understanding.folding import fold, plain
from handlers.coordinator.call import Call, codes_by_name, read_words
from handlers.coordinator.inviting import invite
from handlers.coordinator.offering import offer
from handlers.coordinator.units import near_units, pick
from handlers.coordinator.words import mentions, without

_OF_UNITS = ("view", "chase", "approve", "return", "extend", "enter_for", "reopen", "extract")
_ROLES = (Role.UNIT_HEAD, Role.COORDINATOR, Role.LEADER)
_LONGEST_VERB = 3


def unclear(call: Call) -> Turn:
    if invited := _invited(call):
        return invite(invited)
    codes = codes_by_name(call.facts)
    near = near_units(call.text, codes)
    order = _order(call)
    if near and order and call.looked_at and not _named_in_full(call.text, codes):
        lines = [line for line in call.board.lines if line.name in near]
        return pick(call, order, lines or call.board.lines)
    key = call.looked_at.period.key if call.looked_at else ""
    reply = offer(
        "coordinator/unclear.j2",
        *(Choice(f"view|{key}|{codes[name]}", "order_unit", {"name": name}) for name in near),
        Choice(f"overview|{key}", "order_overview"),
        Choice(f"view|{key}", "order_view_unit"),
    )
    return Turn(call.session, (reply,))


def _invited(call: Call) -> Call | None:
    """An invite of somebody who is no focal point: the order is clear without the role."""
    for role in _ROLES:
        if mentions(call.text, role):
            rest = without(call.text, role)
            heard = read_words("coordinator", rest, call.facts, call.now)
            if heard["head"] == "invite":
                # "Mời chủ tịch xã …": a leader with a unit is that unit's head.
                role = Role.UNIT_HEAD if heard.get("unit") else role
                return replace(call.hearing(heard), rest=(role,))
            return None
    return None


def _order(call: Call) -> str | None:
    """The order that the first words are by themselves."""
    words = call.text.split()
    for length in range(min(_LONGEST_VERB, len(words)), 0, -1):
        verb = " ".join(words[:length])
        head = read_words("coordinator", verb, call.facts, call.now)["head"]
        if head in _OF_UNITS:
            return str(head)
    return None


def _named_in_full(text: str, names: Mapping[str, str]) -> bool:
    """Then it is not the name that is uncertain."""
    folded = plain(fold(text).text)
    return any(plain(fold(name).text) in folded for name in names)
