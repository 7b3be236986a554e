"""A served office, and those who knock at it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.channels.memory import MemoryChannel
from tests.bot.web.knocking import Knocker
from tests.cast import EVERYBODY, Persona, let_in
from tests.hand_clock import HandClock
from tests.play import Player
from tests.served import Served, serve_office

Knocks: TypeAlias = Callable[[Persona], Awaitable[Knocker]]
Plays: TypeAlias = Callable[[str], Awaitable[str]]


@pytest.fixture
async def office(
    tmp_path: Path, clock: HandClock, channel: MemoryChannel
) -> AsyncIterator[Served]:
    """Reached by the page and by a messenger in memory."""
    async with serve_office(tmp_path, clock, channels={channel.name: channel}) as served:
        yield served


@pytest.fixture
async def staffed(office: Served) -> Served:
    """The office, where everybody has joined by the messenger."""
    await let_in(office.world, *EVERYBODY)
    return office


@pytest.fixture
def stranger(office: Served) -> Knocker:
    return office.stranger()


@pytest.fixture
def knows(office: Served) -> Knocks:
    """Somebody who joined before, at the page."""
    return office.browser


@pytest.fixture
def plays(office: Served, channel: MemoryChannel) -> Plays:
    """A conversation over the messenger, while the pages are served."""
    player = Player(office.world, office.clock, channel)

    async def played(script: str) -> str:
        async with office.settling:
            return await player.play(script)

    return played


async def settled(office: Served) -> None:
    """Everything that came in is handled and answered."""
    async with office.settling:
        await office.world.settle()
