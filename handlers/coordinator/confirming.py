"""Yes or no, where what is to be done concerns many or cannot be undone."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Choice
from handlers.contract import Handler, NotUnderstood, Question, Step
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.words import agrees, declines


def yes_no(label: str, **data: object) -> tuple[Choice, Choice]:
    return Choice("yes", label, data), Choice("no", "order_not_now")


def confirm_step(question: Question, deed: Handler) -> Step:
    """A step that waits for "yes", in a button or in words; "no" and "quay lại" leave it."""

    def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        match event:
            case Chose(key="yes"):
                return deed(session, event, facts, now)
            case Chose(key="no"):
                return leave(session, event, facts, now)
            case Said(text=text) if agrees(text):
                return deed(session, event, facts, now)
            case Said(text=text) if declines(text):
                return leave(session, event, facts, now)
            case _:
                raise NotUnderstood

    return step(question, answer, exact=True)
