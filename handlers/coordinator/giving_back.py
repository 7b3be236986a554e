"""A submission is returned for correction, or the return is taken back; the unit is told."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Turn
from domain.effects import FocalPointsOf, ReturnSubmission, Tell, WithdrawReturn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.submission import Remark, State
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.paper import item_data
from handlers.coordinator.refusals import UnitCannot
from handlers.coordinator.told import told_returned
from handlers.coordinator.units import pick


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
        ReturnSubmission(key, line.unit, remarks, until),
        Tell(FocalPointsOf(line.unit), told_returned(paper, remarks, until)),
    )
    return Turn(call.idle, (reply,), effects)


def withdraw(call: Call) -> Turn:
    line = call.line(call.units[0]) if call.units else None
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
