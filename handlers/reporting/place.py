"""From the reporting conversation's places to steps: opening the paper before an answer, putting
the next question after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.errors import DomainError, StaleEdit
from domain.facts import Facts
from domain.messages import Reply
from handlers.contract import NotUnderstood, Step
from handlers.idle import main_menu
from handlers.lone_number import careful
from handlers.reporting import fast, late, reading
from handlers.reporting.desk import Desk, open_desk

# Their questions show what stands: a stale edit need not repeat it.
_SHOWING_TEXT = ("report.status", "report.result", "report.heading")

Answer: TypeAlias = Callable[[Desk, Event], Desk]


@dataclass(frozen=True, slots=True)
class Place:
    """One step of the conversation about a paper."""

    ask: Callable[[Desk], Reply]
    answer: Answer
    back: Callable[[Desk], Desk]
    context: str = "menu"
    takes_text: bool = False
    """What is typed here is an officer's own words, which are kept even after the lock."""
    after_lock: bool = False
    hears_lists: bool = False
    """A list of several tasks cannot be what was asked: it fills the paper."""
    knows_orders: bool = False
    """"Gửi", "sửa" and the like are answered here; elsewhere they are the menu's."""


Places: TypeAlias = Mapping[str, Place]
Way: TypeAlias = Callable[[Desk], Desk]


def steps_of(places: Places) -> dict[str, Step]:
    return {name: _step(place, places) for name, place in places.items()}


def finish(desk: Desk, places: Places) -> Turn:
    """The turn of a desk: what was said, then the question of the step it stands at."""
    place = places.get(desk.step)
    if desk.asked is not None:
        asked = desk.asked
    elif place is not None:
        asked = place.ask(desk)
    else:
        asked = main_menu(desk.session, desk.facts_then, desk.now)
    return Turn(desk.session, (*desk.words, asked), desk.effects)


def no_paper(session: Session, facts: Facts, now: datetime) -> Turn:
    idle = session.at("idle")
    return Turn(idle, (Reply("reporting/no_paper.j2"), main_menu(idle, facts, now)))


def _step(place: Place, places: Places) -> Step:
    def at(desk: Desk) -> Place:
        return places.get(desk.step, place)

    def question(session: Session, facts: Facts, now: datetime) -> Reply:
        desk = open_desk(facts, now, session)
        return at(desk).ask(desk) if desk else main_menu(session, facts, now)

    def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        desk = open_desk(facts, now, session)
        if desk is None:
            return no_paper(session, facts, now)
        return finish(_answered(at(desk), desk, event), places)

    def back(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        desk = open_desk(facts, now, session)
        if desk is None:
            return no_paper(session, facts, now)
        closed = _is_closed(at(desk), desk)
        return finish(reading.show(desk) if closed else at(desk).back(desk), places)

    step = Step(question, answer, back, place.context)
    return careful(step) if place.takes_text else step


def _answered(place: Place, desk: Desk, event: Event) -> Desk:
    if not isinstance(event, Said | Chose):
        raise NotUnderstood
    if _is_closed(place, desk):
        return _closed(place, desk, event)
    if newer := _changed_meanwhile(desk):
        return newer
    if place.hears_lists and isinstance(event, Said):
        return _answered_or_listed(place, desk, event)
    return place.answer(desk, event)


def _answered_or_listed(place: Place, desk: Desk, said: Said) -> Desk:
    """One code alone ("1.2 tỷ") may be a figure or a day: only where it is no answer."""
    tasks = desk.paper.tasks
    if several := fast.listed(tasks, said.text):
        return fast.fill(desk, several, said)
    try:
        return place.answer(desk, said)
    except DomainError:
        if coded := fast.by_codes(tasks, said.text):
            return fast.fill(desk, coded, said)
        raise


def _is_closed(place: Place, desk: Desk) -> bool:
    return reading.is_closed(desk) and not place.after_lock


def _closed(place: Place, desk: Desk, event: Event) -> Desk:
    """Nothing can be changed any more; what an officer types is kept as a late word."""
    if isinstance(event, Said) and place.takes_text and not desk.paper.is_open:
        return late.keep(desk, event)
    return reading.show(desk)


def _changed_meanwhile(desk: Desk) -> Desk | None:
    """Another focal point saved this item since the question was asked."""
    data = desk.session.data
    if "item" not in data or data.get("seen") == desk.paper.entry(desk.item).version:
        return None
    entry = desk.entry
    seen = {**data, "seen": entry.version}
    shown = desk.step in _SHOWING_TEXT
    told = desk.say(StaleEdit.template, item=entry.item, text=entry.text, shown=shown)
    return replace(told, session=replace(desk.session, data=seen))
