"""A served office, and those who knock at it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import aiohttp
import pytest

from tests.bot.web.knocking import Knocker
from tests.cast import Persona
from tests.hand_clock import HandClock
from tests.served import Served, serve_office

Knocks: TypeAlias = Callable[[Persona], Awaitable[Knocker]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(10)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=jar) as session:
        yield session


@pytest.fixture
async def office(tmp_path: Path, clock: HandClock) -> AsyncIterator[Served]:
    async with serve_office(tmp_path, clock) as served:
        yield served


@pytest.fixture
def stranger(office: Served, session: aiohttp.ClientSession) -> Knocker:
    return Knocker(session, office)


@pytest.fixture
def knows(office: Served, session: aiohttp.ClientSession) -> Knocks:
    """Somebody who joined before, at the page."""

    async def known(persona: Persona) -> Knocker:
        knocker = Knocker(session, office, await office.knows(persona))
        await knocker.read_token()
        return knocker

    return known


async def settled(office: Served) -> None:
    """Everything that came in is handled and answered."""
    waiting = """
        SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
             + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))
             + (SELECT count(*) FROM jobs WHERE state = 'waiting')
    """
    async with asyncio.timeout(10):
        while (await office.rows(waiting))[0][0]:
            office.world.intake.arrived.set()
            await asyncio.sleep(0)
