"""What people and the bot say to each other, whatever the channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PAGE = "web"
"""The channel that cannot ring: what is said there is seen at the next visit."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached: a channel, the bot's name on it, and the chat."""

    channel: str
    bot: str
    chat: str

    @property
    def rings(self) -> bool:
        return self.channel != PAGE

    def __str__(self) -> str:
        return f"{self.channel}:{self.bot}:{self.chat}"


@dataclass(frozen=True, slots=True)
class Choice:
    """`label` names an entry of templates/messages/labels.toml, filled with `data`."""

    key: str
    label: str
    data: Mapping[str, object] = field(default_factory=dict)


class Picks(StrEnum):
    """How a choice may be typed: by a number only where neither words nor a figure are asked."""

    NUMBER = "number"
    WORD = "word"
    BESIDE_FIGURE = "beside_figure"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person. `data` holds JSON values only: it is stored before it is drawn."""

    template: str
    data: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    picks: Picks = Picks.NUMBER
    attachments: tuple[str, ...] = ()
    """sha256 of stored files that go with it."""
    picture: str = ""
    """sha256 of a picture of what goes with it, for channels that carry no files; "" for none."""
    fleeting: bool = False
    """Its data must not be kept once it was sent: a one-time code, say."""
    can_wait: bool = False
    """It asks nothing of its reader and names no date: it may be held back to save messages."""


@dataclass(frozen=True, slots=True)
class Question:
    """The choices a person was last offered, as the outbox remembers them."""

    id: int
    choices: tuple[Choice, ...]
    picks: Picks = Picks.NUMBER
