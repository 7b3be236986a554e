"""A question to the coordinator, passed on with who asks, and the answer passed back."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import EveryoneWith, PersonIs, Tell
from domain.errors import NotAllowed
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Person, Power, Role, may
from handlers import idle
from handlers.contract import NotUnderstood, Step, question

_CANCEL = Choice("no", "cancel")
_SHORTEST = 2


def ask_coordinator(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    asking = session.at("ask.text")
    return Turn(asking, (_ask_text(asking, facts, now),))


def _ask_text(session: Session, facts: Facts, now: datetime) -> Reply:
    return question("help/ask_text.j2", _CANCEL)


def _answer_text(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Said(text) if len(text.strip()) >= _SHORTEST:
            return _pass_on(session, text.strip(), facts, now)
        case _:
            raise NotUnderstood


def _pass_on(session: Session, text: str, facts: Facts, now: datetime) -> Turn:
    person = _person(facts)
    word = Reply(
        "help/question.j2",
        {"text": text, **_who(person, facts)},
        (Choice(f"answer|{person.code}", "answer_question"),),
    )
    done = session.at("idle")
    passed_on = Reply("help/passed_on.j2")
    replies = (passed_on, idle.main_menu(done, facts, now))
    return Turn(done, replies, (Tell(EveryoneWith(Role.COORDINATOR), word),))


def _who(person: Person, facts: Facts) -> dict[str, object]:
    units = [facts.units.get(unit, unit) for unit in person.units()]
    return {"name": person.name, "units": units}


# The coordinator's answer.


def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The choice "answer|<person>" below a question."""
    _require_coordinator(facts)
    assert isinstance(event, Chose)
    asking = session.at("ask.answer", person=event.key.partition("|")[2])
    return Turn(asking, (_ask_answer(asking, facts, now),))


def _ask_answer(session: Session, facts: Facts, now: datetime) -> Reply:
    return question("help/ask_answer.j2", _CANCEL)


def _answer_answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Said(text) if text.strip():
            return _pass_back(session, text.strip(), facts, now)
        case _:
            raise NotUnderstood


def _pass_back(session: Session, text: str, facts: Facts, now: datetime) -> Turn:
    _require_coordinator(facts)
    word = Reply(
        "help/answered.j2",
        {"text": text, "name": _person(facts).name},
        (Choice("menu|ask_coordinator", "ask_again"), Choice("menu|help", "help")),
    )
    done = session.at("idle")
    replies = (Reply("help/answer_passed_on.j2"), idle.main_menu(done, facts, now))
    return Turn(done, replies, (Tell(PersonIs(session.text("person")), word),))


def cancel(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    done = session.at("idle")
    return Turn(done, (Reply("help/not_passed_on.j2"), idle.main_menu(done, facts, now)))


def _require_coordinator(facts: Facts) -> None:
    if not may(facts.person, Power.COORDINATE):
        raise NotAllowed


def _person(facts: Facts) -> Person:
    assert facts.person is not None
    return facts.person


STEPS = {
    "ask.text": Step(_ask_text, _answer_text, cancel, context="result_text"),
    "ask.answer": Step(_ask_answer, _answer_answer, cancel, context="result_text"),
}
