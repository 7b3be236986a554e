"""`gia hạn tất cả`: the units' due time of the whole period moves, after a confirmation."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import ExtendPeriod
from domain.facts import Facts
from domain.messages import Choice, Reply
from handlers.contract import NotUnderstood
from handlers.coordinator import dues
from handlers.coordinator.call import Call, call_here, seen_board
from handlers.coordinator.confirming import confirm_step, yes_no
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import DueNotLater

WHEN, CONFIRM = "coordinator.extend_period", "coordinator.extend_period_confirm"


def propose(call: Call) -> Turn:
    period = call.open_board.period
    until = dues.heard_until(call.heard, call.facts, period, period.unit_due, call.now)
    here = call.session.at(WHEN, period=period.key)
    if until is None:
        return Turn(here, (_until_when(here, call.facts, call.now),))
    return _confirm(call, until)


def _until_when(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    moments = dues.later(facts, board.period, board.period.unit_due, now) if board else ()
    return offer(
        "coordinator/extend_period.j2",
        *dues.choices("until:", moments),
        Choice("no", "order_not_now"),
        due=in_vietnam(board.period.unit_due).isoformat() if board else None,
        compile_due=in_vietnam(board.period.compile_due).isoformat() if board else None,
    )


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key) if key.startswith("until:"):
            until = dues.parse(key.removeprefix("until:"), call.period)
            return _confirm(call, dues.not_past(until, now))
        case Said(text=text):
            return _confirm(call, dues.typed(text, facts, call.period, now))
        case _:
            raise NotUnderstood


def _confirm(call: Call, until: datetime) -> Turn:
    _check(call, until)
    here = call.session.at(CONFIRM, period=call.period.key, until=until.isoformat())
    return Turn(here, (_question(here, call.facts, call.now),))


def _check(call: Call, until: datetime) -> None:
    period = call.open_board.period
    dues.not_past(until, call.now)
    if until <= period.unit_due:
        raise DueNotLater(
            unit=None,
            until=in_vietnam(until).isoformat(),
            due=in_vietnam(period.unit_due).isoformat(),
        )


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    board = seen_board(facts, session.text("period"))
    return offer(
        "coordinator/extend_period_confirm.j2",
        *yes_no("order_extend_all"),
        until=session.text("until"),
        due=in_vietnam(board.period.unit_due).isoformat() if board else None,
        compile_moves=board is not None
        and datetime.fromisoformat(session.text("until")) >= board.period.compile_due,
    )


def _extend(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    until = datetime.fromisoformat(session.text("until"))
    _check(call, until)
    reply = offer(
        "coordinator/extended_period.j2",
        Choice(f"overview|{call.period.key}", "order_overview"),
        until=session.text("until"),
    )
    return Turn(call.idle, (reply,), (ExtendPeriod(call.period.key, until),))


STEPS = {
    WHEN: step(_until_when, _answer, "result_text"),
    CONFIRM: confirm_step(_question, _extend),
}
