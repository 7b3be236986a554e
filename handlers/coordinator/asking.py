"""`hỏi …`: answered from what the books hold; anything else is said to be out of reach."""

from collections.abc import Sequence

from domain.conversation import PaperOf, Turn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.status import Said
from domain.submission import Paper
from handlers.contract import found
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import owing
from handlers.coordinator.view import view

_MOST_PAPERS = 6
"""A turn may look up only so much."""


def ask(call: Call) -> Turn:
    task = call.said("task")
    if task and any(known.code == task for known in call.board.programme.tasks):
        return _unfinished(call, task)
    match call.said("kind"):
        case "missing":
            return _list(call, "missing", owing(call.board))
        case "late":
            return _list(call, "late", [line for line in call.board.lines if _late(call, line)])
        case "content" if call.units:
            return view(call)
        case _:
            return cannot_answer(call)


def cannot_answer(call: Call) -> Turn:
    return Turn(call.idle, (offer("coordinator/cannot_answer.j2", *_orders(call)),))


def _late(call: Call, line: UnitLine) -> bool:
    return line.late or (line in owing(call.board) and line.held_to < call.now)


def _list(call: Call, what: str, lines: Sequence[UnitLine]) -> Turn:
    reply = offer(
        "coordinator/answer.j2",
        *_orders(call),
        what=what,
        period=call.period.code,
        units=[{"name": line.name, "state": line.state} for line in lines],
    )
    return Turn(call.idle, (reply,))


def _unfinished(call: Call, code: str) -> Turn:
    """Who has not said, in what was sent, that the task is done."""
    programme = call.board.programme
    task = programme.task(code)
    lines = [line for unit in programme.answering(task) if (line := call.board.line(unit))]
    sent = [line for line in lines if line.version > 0]
    if len(sent) > _MOST_PAPERS:
        return cannot_answer(call)
    done = {line.unit for line in sent if _is_done(call, line, code)}
    reply = offer(
        "coordinator/unfinished.j2",
        *_orders(call),
        code=code,
        title=task.short_title,
        asked=len(lines),
        done=len(done),
        unsent=[line.name for line in lines if line.version == 0],
        unfinished=[line.name for line in sent if line.unit not in done],
    )
    return Turn(call.idle, (reply,))


def _is_done(call: Call, line: UnitLine, code: str) -> bool:
    paper = found(call.facts, PaperOf(call.period.key, line.unit), Paper)
    entry = paper.sent_entries.get(code)
    return entry is not None and entry.said in (Said.DONE, Said.NOTHING_TO_REPORT)


def _orders(call: Call) -> list[Choice]:
    key = call.looked_at.period.key if call.looked_at else ""
    return [
        Choice(f"overview|{key}", "order_overview"),
        Choice(f"view|{key}", "order_view_unit"),
    ]
