"""Where the bot speaks first: what is to be noticed rings, what is waited for does not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from domain.conversation import Apologised, Event, JobFailed, Told
from domain.messages import PAGE, Address, Reply
from storage import addresses, browsers, inbox
from storage.inbox import PERSON
from tests.cast import LAN, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.recorders import code_of, receive, rows

ON_PAGE = Address(PAGE, "tiendo", "lan-page")
TABLET = Address("memory", "tiendo", "lan-tablet")
WORD = Told(Reply("help/answer_passed_on.j2"))
WAITED_FOR = (Apologised(), JobFailed("FetchFile", "tries"))


@pytest.fixture
async def office(tmp_path: Path, clock: HandClock, channel: MemoryChannel) -> AsyncIterator[World]:
    page = MemoryChannel(PAGE)
    channels = {channel.name: channel, page.name: page}
    async with open_world(make_book(tmp_path), clock, channels) as world:
        await take_over_sample(world)
        await let_in(world, LAN)
        yield world


async def bind(world: World, address: Address, after: timedelta) -> None:
    async with world.database.transaction() as connection:
        lan = await code_of(connection, LAN)
        await addresses.bind(connection, lan, address, world.clock() + after)
        await browsers.let_in(connection, address.chat, address.chat, world.clock())


async def reached_by(world: World, event: Event) -> str:
    """The chat that a message from inside went to."""
    async with world.database.transaction() as connection:
        owner = f"{PERSON}{await code_of(connection, LAN)}"
        await inbox.add_inside(connection, owner, event, world.clock())
    await world.settle()
    ((chat,),) = await rows(world, "SELECT chat FROM outbox ORDER BY id DESC LIMIT 1")
    return str(chat)


async def test_word_of_others_rings_although_the_page_was_heard_last(office: World) -> None:
    await bind(office, ON_PAGE, timedelta(hours=1))
    assert await reached_by(office, WORD) == LAN.chat


async def test_a_reminder_rings_too(office: World) -> None:
    await bind(office, ON_PAGE, timedelta(hours=1))
    await office.tick()
    await office.settle()
    assert await rows(office, "SELECT chat FROM outbox WHERE kind = 'reminder'") == [(LAN.chat,)]


async def test_of_those_that_ring_the_one_heard_last_does(office: World) -> None:
    await bind(office, TABLET, timedelta(hours=1))
    await bind(office, ON_PAGE, timedelta(hours=2))
    assert await reached_by(office, WORD) == TABLET.chat


@pytest.mark.parametrize("event", WAITED_FOR)
async def test_what_is_waited_for_comes_where_the_person_was_heard_last(
    office: World, event: Event
) -> None:
    await bind(office, ON_PAGE, timedelta(hours=1))
    assert await reached_by(office, event) == ON_PAGE.chat


async def test_who_has_nothing_but_the_page_is_reminded_there(office: World) -> None:
    await bind(office, ON_PAGE, timedelta(hours=1))
    async with office.database.transaction() as connection:
        await addresses.disable(connection, LAN.address, office.clock())
    assert await reached_by(office, WORD) == ON_PAGE.chat
    await office.tick()
    await office.settle()
    reminded = "SELECT chat, state FROM outbox WHERE kind = 'reminder'"
    assert await rows(office, reminded) == [(ON_PAGE.chat, "sent")]


async def test_who_writes_on_the_page_is_answered_there(office: World) -> None:
    await bind(office, ON_PAGE, timedelta(0))
    await receive(office, ON_PAGE, "giúp")
    await office.settle()
    assert await rows(office, "SELECT chat FROM outbox") == [(ON_PAGE.chat,)]
