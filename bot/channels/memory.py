"""A messenger within the process: the terminal and the demo speak through it, tests read it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.channels.base import Carries, Part
from domain.errors import SendError
from domain.messages import Address

BUTTONS = Carries(buttons=True, files_out=True, max_text=4096, units="characters")
NUMBERS = replace(BUTTONS, buttons=False)


@dataclass(frozen=True, slots=True)
class Sent:
    address: Address
    part: Part

    @property
    def chat(self) -> str:
        return self.address.chat


@dataclass(slots=True)
class MemoryChannel:
    """Keeps what was sent; `files` are those that people "send", by reference. While it is not
    `reachable`, nothing arrives and nobody can doubt that, as behind a block."""

    name: str = "memory"
    carries: Carries = BUTTONS
    sent: list[Sent] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    refused: list[Sent] = field(default_factory=list)
    reachable: bool = True
    on_send: Callable[[Sent], None] | None = None

    async def send(self, bot: str, chat: str, part: Part) -> str:
        sent = Sent(Address(self.name, bot, chat), part)
        if not self.reachable:
            self.refused.append(sent)
            raise SendError(f"{self.name} is out of reach")
        self.sent.append(sent)
        if self.on_send:
            self.on_send(sent)
        return str(len(self.sent))

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        if reference not in self.files or len(self.files[reference]) > limit:
            raise SendError("no such file, or too large", permanent=True)
        return self.files[reference]

    async def leave(self, bot: str, chat: str) -> None:
        self.left.append(chat)

    def take(self) -> list[Sent]:
        """What was sent since the last time."""
        taken = list(self.sent)
        self.sent.clear()
        return taken
