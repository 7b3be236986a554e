"""The shape of a handler, and the few moves that all of them make."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias, TypeVar

from domain.conversation import Event, LookUp, Session, Turn, Wanted
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply

Handler: TypeAlias = Callable[[Session, Event, Facts, datetime], Turn | LookUp]
T = TypeVar("T")


class NeedsLookUp(Exception):
    """Raised by `found` where the turn must be resumed with more facts; `handle` turns it into
    a `LookUp`."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(type(wanted).__name__)
        self.wanted = wanted


def found(facts: Facts, wanted: Wanted, kind: type[T]) -> T:
    """What was looked up for `wanted`, asking the shell for it the first time."""
    if wanted in facts.found:
        value = facts.found[wanted]
        if not isinstance(value, kind):
            raise TypeError(f"{wanted} gave {type(value).__name__}")
        return value
    raise NeedsLookUp(wanted)


def say(session: Session, template: str, *choices: Choice, **data: object) -> Turn:
    """One message; the conversation stays at `session`."""
    return Turn(session, (Reply(template, data, choices),))


def ask(session: Session, template: str, *choices: Choice, **data: object) -> Turn:
    """A question whose answer is free text or a number: choices are picked by their words."""
    return Turn(session, (Reply(template, data, choices, Picks.WORD),))
