"""The shape of a handler and of a step, and the few moves that all of them make."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from domain.conversation import Event, LookUp, Session, Turn, Wanted
from domain.effects import Effect
from domain.errors import DomainError
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply

Handler: TypeAlias = Callable[[Session, Event, Facts, datetime], Turn]
Question: TypeAlias = Callable[[Session, Facts, datetime], Reply]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a conversation: what is asked there, what is made of the answer, and where
    "quay lại" leads.

    `context` is what `understand("command", …)` is told of the step: in "result_text" a sentence
    that merely contains a command word is no command. Where `exact`, what is done cannot be
    undone: only a whole label or its number chooses, not the beginning of one.
    """

    question: Question
    answer: Handler
    back: Handler
    context: str = "menu"
    exact: bool = False


class NotUnderstood(DomainError):
    """The answer fits nothing that was asked; the question is put again below it."""

    template = "errors/not_understood.j2"


class NeedsLookUp(Exception):
    """The turn must be resumed with more facts."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(type(wanted).__name__)
        self.look_up = LookUp(wanted)


class AskAgain(Exception):
    """A side remark: it is said, `effects` are done, and the question that stands is put again."""

    def __init__(self, reply: Reply, *effects: Effect, session: Session | None = None) -> None:
        super().__init__(reply.template)
        self.reply = reply
        self.effects = effects
        self.session = session


def found(facts: Facts, wanted: Wanted, kind: type[T]) -> T:
    """What was looked up for `wanted`, asking the shell for it the first time."""
    if wanted not in facts.found:
        raise NeedsLookUp(wanted)
    value = facts.found[wanted]
    if not isinstance(value, kind):
        raise TypeError(f"{wanted} gave {type(value).__name__}")
    return value


def say(session: Session, template: str, *effects: Effect, **data: object) -> Turn:
    """One message without choices; the conversation stands at `session`."""
    return Turn(session, (Reply(template, data),), effects)


def question(
    template: str, *choices: Choice, picks: Picks = Picks.NUMBER, **data: object
) -> Reply:
    """A question. Where free text is asked, pass `picks=Picks.WORD`; where a figure or a day is,
    `picks=Picks.BESIDE_FIGURE`."""
    return Reply(template, data, choices, picks)
