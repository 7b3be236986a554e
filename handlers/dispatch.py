"""The ordered way through a turn: secrets, strangers, what the machine brings, choices, commands,
and last the step the person stands at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import (
    AddedToGroup,
    Apologised,
    Blocked,
    Chose,
    Event,
    LookUp,
    ReminderDue,
    Said,
    SentUnreadable,
    Session,
    Told,
    Turn,
)
from domain.errors import DomainError
from domain.facts import Facts
from domain.messages import Reply
from domain.people import Power, may
from domain.understanding import understand
from handlers import consent, coordinator, idle, joining, reporting, secrecy, starting
from handlers.contract import AskAgain, Handler, NeedsLookUp, NotUnderstood
from handlers.invite_check import is_surely_code
from handlers.strangers import spared
from handlers.tables import CHOICES, COMMANDS, EVENTS, NEVER_BEGUN, ORDERS, STEPS, WHOLE_MESSAGES
from handlers.words import said

_OF_ANY_CHAT = (AddedToGroup, Apologised, Blocked, SentUnreadable)
"""What is answered alike whether or not the person is known."""

# Where a figure or a text is asked, it may look like an order; a name or a day ("short") looks at
# most like an unclear one.
_ORDERS_HEARD = ("menu", "preview", "short")


def handle(session: Session, event: Event, facts: Facts, now: datetime) -> Turn | LookUp:
    """Decide one turn. Never raises for anything a person does."""
    session = session if session.step in STEPS else Session(greeted=session.greeted)
    try:
        turn = spared(session, _decide(session, event, facts, now), facts)
    except NeedsLookUp as need:
        return need.look_up
    return _greet(turn, event, facts, now)


def _decide(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    try:
        return _answered(session, event, facts, now)
    except DomainError as error:
        aside = AskAgain(Reply(error.template, error.data))
    except AskAgain as raised:
        aside = raised
    standing, asked = _standing(aside.session or session, facts, now)
    return Turn(standing, (aside.reply, asked), aside.effects)


def _answered(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """What is no answer to the question that stands may begin one of its choices, or be a report
    that nobody asked for."""
    handler = _route(session, event, facts, now)
    try:
        return handler(session, event, facts, now)
    except DomainError as error:
        if not isinstance(event, Said) or handler is not STEPS[session.step].answer:
            raise
        if isinstance(error, NotUnderstood) and (chosen := _begun(session, event, facts)):
            return _answered(session, chosen, facts, now)
        try:
            return reporting.UNASKED(session, event, facts, now)
        except NotUnderstood:
            raise error from None


def _begun(session: Session, said: Said, facts: Facts) -> Chose | None:
    """The choice of which only the beginning was typed."""
    if not said.begins or facts.question is None or STEPS[session.step].exact:
        return None
    head, *rest = said.begins.split("|")
    if {head, f"{head}|{rest[0] if rest else ''}"} & NEVER_BEGUN:
        return None
    return Chose(said.begins, facts.question.id, said.message)


def again(session: Session, facts: Facts, now: datetime) -> Reply:
    """The question of the step, put once more."""
    return _standing(session, facts, now)[1]


def _standing(session: Session, facts: Facts, now: datetime) -> tuple[Session, Reply]:
    """The question that stands. What it was about may have gone meanwhile: then the main menu."""
    if facts.person is None:
        return session, joining.question(session, facts, now)
    try:
        return session, STEPS[session.step].question(session, facts, now)
    except DomainError:
        done = session.at("idle")
        return done, idle.main_menu(done, facts, now)


def _route(session: Session, event: Event, facts: Facts, now: datetime) -> Handler:
    if secrecy.is_marked(event) or secrecy.is_part_of_refused(session, event):
        return secrecy.refuse
    if facts.person is None and not isinstance(event, _OF_ANY_CHAT):
        return joining.stranger
    if consent.is_outdated(facts) and isinstance(event, consent.OF_PEOPLE):
        return consent.renew
    if handler := EVENTS.get(type(event)):
        return handler
    match event:
        case Chose():
            return _chosen(session, event)
        case Said() if session.step in reporting.STEPS and is_surely_code(event):
            return starting.start
        case Said():
            whole = next((name for name in WHOLE_MESSAGES if said(event.text, name)), None)
            order = WHOLE_MESSAGES[whole] if whole else _commanded(session, event, facts, now)
            return order or STEPS[session.step].answer
        case _:
            return STEPS[session.step].answer


def _chosen(session: Session, event: Chose) -> Handler:
    if handler := CHOICES.get(event.key.split("|")[0]):
        return handler
    if session.question is not None and event.question not in (None, session.question):
        return _stale
    return STEPS[session.step].answer


def _stale(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    raise AskAgain(Reply("stale_choice.j2"))


def _commanded(session: Session, event: Said, facts: Facts, now: datetime) -> Handler | None:
    """The order or command a text is, if it is one: coordinators' orders before everybody's."""
    step = STEPS[session.step]
    if session.step in reporting.PLACES and (order := reporting.order_in(event.text)):
        return COMMANDS[order]
    local = in_vietnam(now)
    context = {"step": step.context, "now": local.isoformat(), "today": local.date().isoformat()}
    if _hears_orders(session, event) and may(facts.person, Power.OVERSEE):
        naming = {**context, "units": list(facts.units.values())}
        order = coordinator.spoken(event.text, naming)
        if (handler := ORDERS.get(order)) and (step.context, order) != ("short", "unclear"):
            return handler
    head = understand("command", event.text, context).head
    if head == "back":
        return step.back
    if head == "snooze" and session.step != "idle" and _is_day(event.text, context):
        return None
    if session.step == "idle" and facts.papers and head == "none":
        head = reporting.order_in(event.text) or head
    return COMMANDS.get(head)


def _hears_orders(session: Session, event: Said) -> bool:
    """Where a coordinator's reason is asked, only an order that stands alone."""
    if STEPS[session.step].context in _ORDERS_HEARD:
        return True
    return session.step.startswith(coordinator.HERE) and coordinator.is_lone_order(event.text)


def _is_day(text: str, context: Mapping[str, object]) -> bool:
    """ "Ngày mai" alone puts a reminder off, but where a day may be asked it is the answer."""
    head = understand("date", text, {**context, "ask": "extend_to"}).head
    return head not in ("unclear", "reject")


def _greet(turn: Turn, event: Event, facts: Facts, now: datetime) -> Turn:
    """The full salutation, at most once a day, and only where the bot speaks first."""
    today = now.date().isoformat()
    first = isinstance(event, ReminderDue | Told) and turn.session.greeted != today
    if not (first and facts.person and turn.replies):
        return turn
    opening, *rest = turn.replies
    greeted = replace(opening, data={**opening.data, "salute": facts.person.name})
    return replace(turn, session=replace(turn.session, greeted=today), replies=(greeted, *rest))
