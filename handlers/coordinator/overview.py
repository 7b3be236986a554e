"""`tình hình`: the period at a glance, and what may be done about it."""

from collections import Counter
from collections.abc import Sequence

from domain.calendar import in_vietnam
from domain.conversation import Turn
from domain.facts import Board, Facts, ReportState, StoredReport, UnitLine
from domain.messages import Choice, Reply
from domain.people import Power, may
from domain.period_state import PeriodState
from domain.submission import OWING, State
from handlers.coordinator.bot_months import bot_lists
from handlers.coordinator.call import Call
from handlers.coordinator.offering import offer
from handlers.coordinator.reaching import to_call, to_invite

MOST_NAMED = 60
"""Where a list of units is what was asked for; more are counted."""
_MOST_REQUESTS = 3
_MOST_TOLD = 3
"""Of the bots that run short, so many are told of in a sentence each."""


def overview(call: Call) -> Turn:
    return Turn(call.idle, (situation(call),))


def situation(call: Call) -> Reply:
    board, page = call.board, _page(call.argument(0))
    return offer(
        "coordinator/overview.j2",
        *_choices(call.facts, board, page),
        **period_data(board),
        **counts(board),
        **_missing(board, page, call.facts.rules.page_size),
        days_left=(in_vietnam(board.period.unit_due).date() - in_vietnam(call.now).date()).days,
        requests=[request_data(line) for line in requests(board)],
        **_reaching(call.facts, board),
        unconfirmed=_unconfirmed_years(call.facts, board),
        report=report_data(board),
        **_bots(call.facts, board),
    )


def owing(board: Board) -> tuple[UnitLine, ...]:
    return tuple(line for line in board.lines if line.state in OWING)


def sent(board: Board) -> tuple[UnitLine, ...]:
    """Those with something that enters the report: a sent version, whatever became of it."""
    return tuple(line for line in board.lines if line.version > 0)


def counted(lines: Sequence[UnitLine]) -> int:
    """How many of `lines` stand in the denominator: not those added after the opening."""
    return sum(not line.added_late for line in lines)


def requests(board: Board) -> tuple[UnitLine, ...]:
    return tuple(line for line in owing(board) if line.extension_asked is not None)


def period_data(board: Board) -> dict[str, object]:
    period = board.period
    return {
        "period": period.code,
        "programme": board.programme.title,
        "period_state": period.state,
        "data_from": period.data_from.isoformat(),
        "data_to": period.data_to.isoformat(),
        "unit_due": in_vietnam(period.unit_due).isoformat(),
        "compile_due": in_vietnam(period.compile_due).isoformat(),
    }


def request_data(line: UnitLine) -> dict[str, object]:
    asked = line.extension_asked
    return {
        "name": line.name,
        "until": in_vietnam(asked).isoformat() if asked else None,
        "reason": line.extension_reason,
    }


def report_data(board: Board) -> dict[str, object] | None:
    if (report := board.report) is None:
        return None
    return {"version": report.version, "state": report.state, "number": report.number}


def counts(board: Board) -> dict[str, object]:
    states = Counter(line.state for line in board.lines)
    return {
        "roster": counted(board.lines),
        "sent": counted(sent(board)),
        "states": {state.value: states[state] for state in State},
        "late": sum(line.late for line in board.lines),
        "added": sum(line.added_late for line in board.lines),
    }


def _missing(board: Board, page: int, size: int) -> dict[str, object]:
    lines = owing(board)
    start = page * size if page * size < len(lines) else 0
    here = lines[start : start + size]
    return {
        "missing": [
            {"name": line.name, "returned": line.state is State.RETURNED} for line in here
        ],
        "missing_from": start,
        "missing_count": len(lines),
        "missing_more": max(0, len(lines) - start - len(here)),
    }


def _reaching(facts: Facts, board: Board) -> dict[str, object]:
    """Whom a coordinator has to call or to invite; a leader phones nobody."""
    lines = owing(board) if may(facts.person, Power.COORDINATE) else ()
    size = facts.rules.page_size
    return {
        **few("calls", to_call(lines), size),
        **few("invites", to_invite(lines), size),
        "reached": sum(line.rings for line in lines),
    }


def few(what: str, named: Sequence[object], size: int) -> dict[str, object]:
    """The first of them, and how many more there are, as `what` and `what`_more."""
    return {what: list(named[:size]), f"{what}_more": max(0, len(named) - size)}


def _bots(facts: Facts, board: Board) -> dict[str, object]:
    data: dict[str, object] = {}
    for what, named in bot_lists(facts, owing(board)).items():
        data |= few(what, named, _MOST_TOLD if what == "strained" else facts.rules.page_size)
    return data


def _unconfirmed_years(facts: Facts, board: Board) -> list[int]:
    moments = (board.period.unit_due, board.period.compile_due)
    years = {in_vietnam(moment).year for moment in moments}
    return sorted(year for year in years if not facts.calendar.is_confirmed(year))


def _choices(facts: Facts, board: Board, page: int) -> list[Choice]:
    key = board.period.key
    choices: list[Choice] = []
    if may(facts.person, Power.COORDINATE) and board.period.state is PeriodState.OPEN:
        choices += open_choices(board)
    if (page + 1) * facts.rules.page_size < len(owing(board)):
        choices.append(Choice(f"overview|{key}||{page + 1}", "order_more_missing"))
    choices.append(Choice(f"view|{key}", "order_view_unit"))
    if may(facts.person, Power.COORDINATE):
        choices += report_choices(board)
    elif board.report is not None:
        choices = [*awaited_answers(facts, board), *choices, Choice(f"brief|{key}", "order_brief")]
    return choices


def awaited_answers(facts: Facts, board: Board) -> tuple[Choice, ...]:
    """What the leader has been asked and has not said yet comes first."""
    report = board.report
    if report is None or report.state is not ReportState.SHOWN:
        return ()
    return answers(report) if may(facts.person, Power.SIGN_OFF) else ()


def answers(report: StoredReport) -> tuple[Choice, Choice]:
    return (
        Choice(f"sign|agree|{report.id}", "order_agree"),
        Choice(f"sign|back|{report.id}", "order_send_back"),
    )


def report_choices(board: Board) -> list[Choice]:
    key = board.period.key
    choices = [Choice(f"compile|{key}", "order_compile")]
    if board.report is not None and board.report.number is None:
        choices.append(Choice(f"sign_off|{key}", "order_sign_off"))
    return choices


def open_choices(board: Board) -> list[Choice]:
    key = board.period.key
    choices = [request_choice(key, line) for line in requests(board)[:_MOST_REQUESTS]]
    if owing(board):
        choices.append(Choice(f"chase|{key}", "order_chase", {"count": len(owing(board))}))
    if waiting := [line for line in board.lines if line.state is State.SUBMITTED]:
        choices.append(Choice(f"approve|{key}", "order_approve_some", {"count": len(waiting)}))
    return choices


def request_choice(period: str, line: UnitLine) -> Choice:
    return Choice(f"extend|answer|{period}|{line.unit}", "order_request", {"name": line.name})


def _page(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else 0
