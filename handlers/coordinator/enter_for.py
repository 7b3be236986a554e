"""`nhập thay`: the coordinator reports for a unit that phones or sends paper."""

from domain.conversation import Turn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.submission import State
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import UnitCannot
from handlers.coordinator.units import ask, near_units, pick


def enter_for(call: Call) -> Turn:
    board = call.open_board
    open_lines = [line for line in board.lines if _may_enter(line)]
    near = near_units(call.text, [line.name for line in board.lines])
    unit = call.units[0] if call.units else (None if near else call.unit_here)
    if len(call.units) > 1:
        return ask(call.session, call.facts, "enter_for", board.period.key, call.units)
    if unit is None:
        return pick(call, "enter_for", open_lines)
    line, key = call.line(unit), board.period.key
    if not _may_enter(line):
        raise UnitCannot(order="enter_for", unit=line.name, state=line.state)
    here = call.session.at("report.menu", period=key, unit=unit)
    reply = offer(
        "coordinator/enter_for.j2",
        Choice(f"report|{key}|{unit}", "order_begin"),
        Choice(f"overview|{key}", "order_overview"),
        unit=line.name,
        period=board.period.code,
    )
    return Turn(here, (reply,))


def _may_enter(line: UnitLine) -> bool:
    """Nothing of the unit's own is written over: only what nobody began, or we did."""
    return line.state is State.NOT_STARTED or (line.state is State.DRAFT and line.on_behalf)
