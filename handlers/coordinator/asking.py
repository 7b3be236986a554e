"""`hỏi …`: answered from what the books hold; anything else is said to be out of reach."""

from collections.abc import Sequence

from domain.conversation import Turn
from domain.facts import UnitLine
from domain.messages import Choice
from domain.programme import Task
from domain.status import Said
from handlers.coordinator import figures
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import MOST_NAMED, few, owing
from handlers.coordinator.view import view


def ask(call: Call) -> Turn:
    task = _task(call)
    match call.said("kind"):
        case "figure" if asked := figures.asked(call, task):
            return figures.answer(call, *asked, choices=_orders(call))
        case _ if task:
            return _unfinished(call, task)
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


def _task(call: Call) -> Task | None:
    code = call.said("task")
    return next((task for task in call.board.programme.tasks if task.code == code), None)


def _unfinished(call: Call, task: Task) -> Turn:
    """Who has not said, in what was sent, that the task is done."""
    answering = call.board.programme.answering(task)
    lines = [line for line in call.board.lines if line.unit in answering]
    sent = [line for line in lines if line.version > 0]
    done = {line.unit for line in sent if _is_done(line, task)}
    reply = offer(
        "coordinator/unfinished.j2",
        *_orders(call),
        code=task.code,
        title=task.short_title,
        asked=len(lines),
        done=len(done),
        **few("unsent", [line.name for line in lines if line.version == 0], MOST_NAMED),
        **few("unfinished", [line.name for line in sent if line.unit not in done], MOST_NAMED),
    )
    return Turn(call.idle, (reply,))


def _is_done(line: UnitLine, task: Task) -> bool:
    entry = line.spoken.get(task.code)
    return entry is not None and entry.said in (Said.DONE, Said.NOTHING_TO_REPORT)


def _orders(call: Call) -> list[Choice]:
    key = call.looked_at.period.key if call.looked_at else ""
    return [
        Choice(f"overview|{key}", "order_overview"),
        Choice(f"view|{key}", "order_view_unit"),
    ]
