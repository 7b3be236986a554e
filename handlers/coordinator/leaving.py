"""The way out of every step here: nothing is done, and it is said."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice
from handlers.coordinator.offering import offer


def leave(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    period = str(session.data.get("period") or "")
    overview = Choice(f"overview|{period}", "order_overview")
    return Turn(session.at("idle"), (offer("coordinator/not_done.j2", overview),))
