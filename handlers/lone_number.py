"""A lone number where words are asked: a habit of choosing by number, or meant. Asked which."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply
from handlers.contract import Step

_LONE = re.compile(r"\s*[1-9]\d?\s*[.)]?\s*", re.ASCII)
_NUMBER = "number"
"""Under this key of the session's data it waits, with its message, until it is known."""
_WRITE = "write_number"


def careful(step: Step) -> Step:
    """The step with a question of its own before a lone number is taken for its answer."""
    return replace(
        step,
        question=partial(_question, step),
        answer=partial(_answer, step),
        back=partial(_back, step),
    )


def _question(step: Step, session: Session, facts: Facts, now: datetime) -> Reply:
    asked, number = step.question(_without(session), facts, now), _waiting(session)
    if number is None or not _offers_words(asked):
        return asked
    write = Choice(_WRITE, _WRITE, {"number": number.text})
    data, choices = {"number": number.text}, (write, *asked.choices)
    return replace(asked, template="choices/lone_number.j2", data=data, choices=choices)


def _answer(step: Step, session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    here, number = _without(session), _waiting(session)
    match event:
        case Chose(key=key) if key == _WRITE and number:
            return step.answer(here, number, facts, now)
        case Said(text) if _LONE.fullmatch(text):
            if _offers_words(step.question(here, facts, now)):
                return _asked(step, here, event, facts, now)
    return step.answer(here, event, facts, now)


def _asked(step: Step, session: Session, said: Said, facts: Facts, now: datetime) -> Turn:
    waits = {"text": said.text.strip(" .)"), "message": said.message}
    at = replace(session, data={**session.data, _NUMBER: waits})
    return Turn(at, (_question(step, at, facts, now),))


def _back(step: Step, session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """To the question itself."""
    if _waiting(session) is None:
        return step.back(session, event, facts, now)
    here = _without(session)
    return Turn(here, (step.question(here, facts, now),))


def _offers_words(asked: Reply) -> bool:
    return asked.picks is Picks.WORD and bool(asked.choices)


def _waiting(session: Session) -> Said | None:
    waits = session.data.get(_NUMBER)
    return Said(str(waits["text"]), str(waits["message"])) if isinstance(waits, Mapping) else None


def _without(session: Session) -> Session:
    data = {key: value for key, value in session.data.items() if key != _NUMBER}
    return replace(session, data=data)
