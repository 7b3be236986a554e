"""What somebody known says when no conversation is under way."""

from datetime import datetime

from domain.conversation import Event, Said, Session, Turn
from domain.facts import Facts
from handlers import absence, channels, coordinator, idle, joining, reporting, rights
from handlers.contract import NotUnderstood, Step
from handlers.invite_check import is_lone_code
from handlers.words import said


def start(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """`/start`: with a code one role more, without one the main menu."""
    if is_lone_code(event):
        return joining.known(session, event, facts, now)
    return idle.stay(session, event, facts, now)


def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Said() if is_lone_code(event):
            return joining.known(session, event, facts, now)
        case Said(text) if said(text, "one_more_channel_in_short"):
            return rights.more_channels(session, event, facts, now)
        case Said(text) if said(text, "my_channels_in_short"):
            return channels.my_channels(session, event, facts, now)
        case Said(text) if said(text, "back_at_work"):
            return absence.end(session, event, facts, now)
        case Said(text) if said(text, "away"):
            return absence.leave(session, event, facts, now)
        case Said(text) if chosen := coordinator.verdict(text, facts):
            return coordinator.CHOICES["sign"](session, chosen, facts, now)
        case Said(text) if chosen := reporting.verdict(text, facts):
            return reporting.CHOICES[chosen.key.split("|")[0]](session, chosen, facts, now)
        case _:
            raise NotUnderstood


STEPS = {"idle": Step(idle.main_menu, answer, idle.stay)}
