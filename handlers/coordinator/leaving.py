"""The ways out of every step here: given up, or overtaken by what happened meanwhile."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.errors import NotAllowed, WrongState
from domain.facts import Facts
from domain.messages import Choice
from domain.people import Power
from handlers.contract import Handler, Question, Step
from handlers.coordinator.call import require
from handlers.coordinator.offering import offer


def leave(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Nothing is done, and it is said."""
    return Turn(session.at("idle"), (offer("coordinator/not_done.j2", _overview(session)),))


def step(
    question: Question,
    answer: Handler,
    context: str = "menu",
    power: Power = Power.COORDINATE,
    *,
    exact: bool = False,
) -> Step:
    """A step that ends by itself when its answer no longer fits the state of things, or the
    person may no longer give it."""

    def answered(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        try:
            require(facts, power)
            return answer(session, event, facts, now)
        except (NotAllowed, WrongState) as error:
            reason = offer(error.template, _overview(session), **error.data)
            return Turn(session.at("idle"), (reason,))

    return Step(question, answered, leave, context, exact)


def _overview(session: Session) -> Choice:
    return Choice(f"overview|{session.data.get('period') or ''}", "order_overview")
