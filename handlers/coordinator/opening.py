"""`mở kỳ`: the dates are shown first; what is shown is what is opened."""

from datetime import date, datetime, time

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import OpenPeriod
from domain.errors import NothingSuch
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.period_state import Period, PeriodState
from domain.periods import (
    DueMissing,
    GivenDates,
    PeriodDates,
    PeriodKind,
    next_code,
    parse_code,
    period_containing,
    plan_dates,
)
from handlers.contract import NotUnderstood
from handlers.coordinator import dues
from handlers.coordinator.call import Call, read_words
from handlers.coordinator.confirming import yes_no
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import DueNotUnderstood, PeriodCannot
from handlers.coordinator.words import agrees, declines

WHICH, CONFIRM, DUE = (
    "coordinator.open_which",
    "coordinator.open",
    "coordinator.open_due",
)
_USUAL = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


def open_period(call: Call) -> Turn:
    code = call.argument(0) or call.said("period")
    if code:
        return _propose(call.session, code, None, call.facts, call.now)
    here = call.session.at(WHICH)
    return Turn(here, (_which(here, call.facts, call.now),))


def _which(session: Session, facts: Facts, now: datetime) -> Reply:
    choices = [
        Choice(f"open_period|||{code}", "order_period", {"period": code})
        for code in _suggested(facts, in_vietnam(now).date())
    ]
    return offer("coordinator/open_which.j2", *choices, Choice("no", "order_not_now"))


def _suggested(facts: Facts, today: date) -> list[str]:
    """The period after the newest one, and those that today's data belong to."""
    known = _known(facts)
    newest = max(known.values(), key=lambda period: period.data_to, default=None)
    codes = [next_code(newest.code)] if newest else []
    codes += [period_containing(kind, today) for kind in _USUAL]
    return list(dict.fromkeys(code for code in codes if code and code not in known))


def _known(facts: Facts) -> dict[str, Period]:
    """The periods of the programme at hand, by code."""
    programme = facts.board.programme.code if facts.board else None
    return {
        period.code: period
        for period in facts.periods
        if programme is None or period.programme == programme
    }


def _which_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text):
            heard = read_words("coordinator", text, facts, now)
            code = str(heard.get("period") or text.strip().upper())
            try:
                return _propose(session, parse_code(code).code, None, facts, now)
            except NothingSuch:
                raise NotUnderstood from None
        case _:
            raise NotUnderstood


def _propose(
    session: Session, code: str, due: datetime | None, facts: Facts, now: datetime
) -> Turn:
    known = _known(facts).get(parse_code(code).code)
    if known is not None and known.state is not PeriodState.PLANNED:
        raise PeriodCannot(order="open_period", period=known.code, state=known.state)
    if due is None and parse_code(code).kind is PeriodKind.AD_HOC:
        here = session.at(DUE, code=code)
        return Turn(here, (_ask_due(here, facts, now),))
    _dates(code, due, facts)
    here = session.at(CONFIRM, code=code, due=due.isoformat() if due else None)
    return Turn(here, (_question(here, facts, now),))


def _dates(code: str, due: datetime | None, facts: Facts) -> PeriodDates:
    rules = facts.rules.periods[parse_code(code).kind]
    try:
        return plan_dates(code, rules, facts.calendar, GivenDates(unit_due=due))
    except DueMissing:
        raise DueNotUnderstood from None


def _ask_due(session: Session, facts: Facts, now: datetime) -> Reply:
    return offer(
        "coordinator/open_due.j2",
        Choice("no", "order_not_now"),
        period=session.text("code"),
    )


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    dates = _asked_dates(session, facts)
    years = {dates.unit_due.year, dates.compile_due.year}
    yes, no = yes_no("order_open_now")
    return offer(
        "coordinator/open.j2",
        yes,
        Choice("due", "order_other_due"),
        no,
        period=session.text("code"),
        programme=facts.board.programme.title if facts.board else None,
        data_from=dates.data_from.isoformat(),
        data_to=dates.data_to.isoformat(),
        unit_due=dates.unit_due.isoformat(),
        compile_due=dates.compile_due.isoformat(),
        past=dates.unit_due <= now,
        unconfirmed=sorted(year for year in years if not facts.calendar.is_confirmed(year)),
    )


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="yes"):
            return _open(session, facts, now)
        case Chose(key="due"):
            here = session.at(DUE, code=session.text("code"))
            return Turn(here, (_ask_due(here, facts, now),))
        case Said(text=text) if agrees(text):
            return _open(session, facts, now)
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if declines(text):
            return leave(session, event, facts, now)
        case _:
            return _due_said(session, event, facts, now)


def _due_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text):
            until = dues.typed_at(text, facts, _clock(session, facts), now)
            return _propose(session, session.text("code"), until, facts, now)
        case _:
            raise NotUnderstood


def _clock(session: Session, facts: Facts) -> time:
    return facts.rules.periods[parse_code(session.text("code")).kind].unit_due_time


def _asked_dates(session: Session, facts: Facts) -> PeriodDates:
    due = session.data["due"]
    moment = datetime.fromisoformat(str(due)) if due else None
    return _dates(session.text("code"), moment, facts)


def _open(session: Session, facts: Facts, now: datetime) -> Turn:
    code = session.text("code")
    if (known := _known(facts).get(code)) and known.state is not PeriodState.PLANNED:
        raise PeriodCannot(order="open_period", period=code, state=known.state)
    dates = _asked_dates(session, facts)
    key = f"{facts.board.programme.code}:{code}" if facts.board else code
    reply = offer(
        "coordinator/opened.j2",
        Choice("overview", "order_overview"),
        period=code,
        unit_due=dates.unit_due.isoformat(),
    )
    effect = OpenPeriod(key, dates.unit_due, dates.compile_due)
    return Turn(session.at("idle"), (reply,), (effect,))


STEPS = {
    WHICH: step(_which, _which_said),
    CONFIRM: step(_question, _answer, "result_text"),
    DUE: step(_ask_due, _due_said, "short"),
}
