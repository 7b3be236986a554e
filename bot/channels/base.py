"""What every channel must do: say what it can carry, send one part, and translate refusals.

Receiving is each channel's own loop: it stores events through `bot.intake` before it confirms them
to the messenger.
"""

from dataclasses import dataclass
from typing import Protocol

from domain.messages import Picks


@dataclass(frozen=True, slots=True)
class Carries:
    """What a channel can do. `units` measures a text the way the messenger counts it."""

    buttons: bool
    files_out: bool
    max_text: int
    units: str
    """How a text is measured: "characters" or "utf-16"."""
    read_later: bool = False
    """What was sent is read from the outbox whenever the page is open, again and again."""
    pictures: bool = False
    """Shows a picture by its public address, where it carries no files."""


@dataclass(frozen=True, slots=True)
class Button:
    """A drawn choice: `data` is `<outbox id>:<index>`, at most 64 bytes."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class File:
    """A stored file to be handed over."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One message on the wire: a text, buttons on the last one, or one file or picture with a
    caption."""

    text: str
    buttons: tuple[Button, ...] = ()
    picks: Picks = Picks.NUMBER
    file: File | None = None
    picture: str = ""
    """The public address of one."""


class Channel(Protocol):
    """The contract of a messenger. Every refusal is a `domain.errors.SendError`."""

    name: str
    carries: Carries

    async def send(self, bot: str, chat: str, part: Part) -> str:
        """Deliver one part and return the messenger's id of it, or raise SendError:
        permanent (never again), doubtful (may have arrived), retry_after (seconds)."""

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        """The bytes of a file somebody sent, at most `limit`, or raise SendError."""

    async def leave(self, bot: str, chat: str) -> None:
        """Leave a group chat."""
