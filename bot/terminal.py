"""The conversation in a terminal: same core, same books, another messenger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from bot.channels.base import Channel
from bot.channels.memory import NUMBERS, MemoryChannel, Sent
from bot.clock import system_clock
from bot.config import Settings
from bot.loading.look_up import people_named
from bot.lock import is_held
from bot.private import Secrets
from bot.world import World, open_world
from domain.conversation import Said, Started
from domain.errors import NothingSuch
from domain.messages import Address
from storage import addresses, inbox, people

NAME = "terminal"
START = "/start"
PAUSE = 0.1
LONGEST_WAIT = 5.0


@dataclass
class Terminal:
    """`lines` is the conversation as a transcript."""

    world: World
    channel: MemoryChannel
    address: Address
    speaker: str
    lines: list[str] = field(default_factory=list)

    async def say(self, text: str) -> list[str]:
        """Send one message and return the lines of the answer."""
        event = Said(text, uuid4().hex)
        said = Started(text.removeprefix(START).strip()) if text.startswith(START) else event
        async with self.world.database.transaction() as connection:
            await inbox.add(connection, self.address, uuid4().hex, said, self.world.clock())
        self.lines.append(f"{self.speaker}> " + text.replace("\n", "\n  "))
        answer = await self._answer()
        self.lines += [f"bot> {line}".replace("\n", "\n  ") for line in answer]
        return answer

    async def _answer(self) -> list[str]:
        await self._settle()
        waited = 0.0
        while not self.channel.sent and waited < LONGEST_WAIT:
            # A bot that runs beside us may handle the message in our place.
            await asyncio.sleep(PAUSE)
            waited += PAUSE
            await self._settle()
        return [_shown(sent) for sent in self.channel.take()]

    async def _settle(self) -> None:
        await self.world.settle(work=not is_held(self.world.book.folder))


def _shown(sent: Sent) -> str:
    if sent.part.file:
        size = len(sent.part.file.content)
        return f"({sent.part.file.name}, {size} byte) {sent.part.text}".rstrip()
    return sent.part.text


@asynccontextmanager
async def open_terminal(
    settings: Settings, secrets: Secrets, person: str
) -> AsyncIterator[Terminal]:
    """`person` is a code or a unique name of somebody known; anybody else is a stranger there.
    Raises NothingSuch for a name that several people have."""
    channel = MemoryChannel(NAME, NUMBERS)
    channels: dict[str, Channel] = {NAME: channel}
    clock = system_clock(settings.zone)
    async with open_world(settings.rulebook(secrets.key), clock, channels) as world:
        address = Address(NAME, "tiendo", person)
        await _bind(world, address, person)
        try:
            yield Terminal(world, channel, address, person)
        finally:
            # Nobody reads here any more: reminders go where the person is.
            async with world.database.transaction() as connection:
                await addresses.disable(connection, address, world.clock())


async def _bind(world: World, address: Address, person: str) -> None:
    async with world.database.transaction() as connection:
        if await addresses.behind(connection, address):
            await addresses.heard(connection, address, world.clock())
            return
        known = await people_named(connection, person)
        if len(known) > 1:
            raise NothingSuch(what=person)
        if known and await people.get(connection, known[0].code):
            await addresses.bind(connection, known[0].code, address, world.clock())
