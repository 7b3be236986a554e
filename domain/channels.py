"""The places where one person is reached, as that person may be told of them."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import DomainError
from domain.messages import PAGE


class ChannelGone(DomainError):
    """What was chosen is no channel of this person any more."""

    template = "channels/gone.j2"


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """One address. Its `key` names it within the person's own; the messenger's id stays unsaid."""

    key: str
    channel: str
    bot: str
    heard_at: datetime
    works: bool = True
    """The messenger has not refused it for good."""
    failing: bool = False
    """The messenger has been out of reach for long."""
    preferred: bool = False
    reminded: bool = False
    """Reminders go here now."""
    here: bool = False
    """What is being answered was said here."""

    @property
    def rings(self) -> bool:
        return self.channel != PAGE
