"""What concerns a person without their having asked: word from others, and mishaps."""

from datetime import datetime

from domain.bots import ZALO
from domain.conversation import Event, SentUnreadable, Session, Told, Turn
from domain.effects import DisableAddress
from domain.facts import Facts
from domain.messages import Reply
from handlers.contract import AskAgain


def told(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Delivered as it was composed; the conversation under way is not disturbed."""
    assert isinstance(event, Told)
    return Turn(session, (event.reply,))


def blocked(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    return Turn(session, (), (DisableAddress(),))


def unreadable(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, SentUnreadable)
    person = facts.person.code if facts.person else None
    data = {"kind": event.kind, "documents": event.documents, "person": person}
    raise AskAgain(Reply("notices/unreadable.j2", data))


def upload(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Where files go that cannot be sent here."""
    assert facts.person is not None
    documents = facts.address is None or facts.address.channel != ZALO
    data = {"person": facts.person.code, "documents": documents}
    raise AskAgain(Reply("files/upload.j2", data))


def apologised(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    raise AskAgain(Reply("notices/apology.j2"))
