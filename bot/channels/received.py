"""What a channel hands to `bot.intake`: events, each with the messenger's own id."""

from dataclasses import dataclass

from domain.conversation import Event
from domain.messages import Address


@dataclass(frozen=True, slots=True)
class Received:
    """`event_id` is unique for one bot on one channel: a repeated one is the same event."""

    event_id: str
    address: Address
    event: Event


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be translated: its shape is kept, without what was said."""

    event_id: str
    address: Address
    payload: str
