"""A submission is returned for correction, or the return is taken back; the unit is told."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Turn
from domain.effects import FocalPointsOf, ReturnSubmission, Tell, WithdrawReturn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.submission import Remark, State
from handlers.coordinator.call import Call, codes_of, read_words
from handlers.coordinator.offering import offer
from handlers.coordinator.paper import item_data
from handlers.coordinator.refusals import UnitCannot
from handlers.coordinator.told import told_returned
from handlers.coordinator.units import pick
from handlers.coordinator.words import without


def return_submission(
    call: Call, line: UnitLine, remarks: tuple[Remark, ...], until: datetime
) -> Turn:
    if line.state is not State.SUBMITTED:
        raise UnitCannot(order="return", unit=line.name, state=line.state)
    key, paper = call.open_board.period.key, call.paper(line.unit)
    reply = offer(
        "coordinator/returned.j2",
        Choice(f"withdraw|{key}|{line.unit}", "order_withdraw"),
        Choice(f"overview|{key}", "order_overview"),
        unit=line.name,
        until=in_vietnam(until).isoformat(),
        remarks=[{**item_data(paper, r.item), "reason": r.reason} for r in remarks],
    )
    effects = (
        ReturnSubmission(key, line.unit, remarks, until, line.version),
        Tell(FocalPointsOf(line.unit), told_returned(paper, remarks, until)),
    )
    return Turn(call.idle, (reply,), effects)


def withdraw(call: Call) -> Turn:
    units = call.units or _named(call)
    line = call.line(units[0]) if units else None
    if line is None:
        returned = [one for one in call.open_board.lines if one.state is State.RETURNED]
        return pick(call, "withdraw", returned)
    key = call.open_board.period.key
    if line.state is not State.RETURNED:
        raise UnitCannot(order="withdraw", unit=line.name, state=line.state)
    told = offer("coordinator/told_withdrawn.j2", unit=line.name, period=call.period.code)
    reply = offer(
        "coordinator/withdrawn.j2",
        Choice(f"view|{key}|{line.unit}", "order_view"),
        Choice(f"overview|{key}", "order_overview"),
        unit=line.name,
    )
    effects = (WithdrawReturn(key, line.unit), Tell(FocalPointsOf(line.unit), told))
    return Turn(call.idle, (reply,), effects)


def _named(call: Call) -> tuple[str, ...]:
    """The unit in typed words; else the one that is looked at, unless another is nearly named."""
    rest = without(call.text, "withdraw") if call.text else ""
    named = read_words("unit_name", rest, call.facts, call.now)["head"] if rest else ""
    if units := codes_of(str(named), call.facts):
        return units
    return (call.unit_here,) if call.unit_here and not rest else ()
