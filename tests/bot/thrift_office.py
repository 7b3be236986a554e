"""People on a Zalo of which one bot counts its messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.channels.memory import NUMBERS, MemoryChannel
from bot.channels.received import Received
from bot.codes import fresh_code, hash_code
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain.bots import MessengerBot, Quota, Usage, month_of
from domain.conversation import Event, Said, Told
from domain.messages import Address, Reply
from domain.people import Invite
from storage import addresses, inbox, invites, ledger, people
from tests.cast import CLOCK_START, Persona, make_book, take_over_sample
from tests.hand_clock import HandClock

ONE = MessengerBot("zalo", "mot", "Tiến độ 1")
QUOTA = 200
SPENT = {"easy": 0, "warned": 165, "saving": 195, "spent": 200}


@dataclass
class Office:
    """People on a Zalo of which one bot counts, some of them on Telegram, too."""

    world: World
    clock: HandClock
    zalo: MemoryChannel
    telegram: MemoryChannel

    async def let_in(self, persona: Persona, *channels: str) -> str:
        """The last channel named is the one heard last."""
        async with self.world.database.transaction() as connection:
            now = self.world.clock()
            code = await people.add(connection, persona.name, "1", now)
            await people.grant(connection, code, persona.role, persona.unit, now)
            for place, channel in enumerate(channels):
                bot = "mot" if channel == "zalo" else "tiendo"
                at = now + timedelta(seconds=place)
                await addresses.bind(connection, code, Address(channel, bot, persona.chat), at)
        return code

    async def bind(self, code: str, persona: Persona) -> Address:
        """To Telegram, too."""
        address = Address("telegram", "tiendo", persona.chat)
        async with self.world.database.transaction() as connection:
            await addresses.bind(connection, code, address, self.clock())
        return address

    async def spend(self, strain: str) -> None:
        async with self.world.database.transaction() as connection:
            month = month_of(self.clock())
            used = await ledger.used(connection, *ONE.key, month)
            more = SPENT[strain] - used.sent - used.received
            await ledger.count(connection, *ONE.key, month, Usage(sent=more))

    async def says(self, persona: Persona, text: str, number: str = "m1") -> None:
        await self.writes(Address("zalo", "mot", persona.chat), Said(text, number), number)

    async def writes(self, address: Address, event: Event, number: str = "m1") -> None:
        await self.world.intake.store([Received(number, address, event)])
        await self.world.settle()

    async def invite(self, invite: Invite) -> str:
        """The code."""
        code = fresh_code()
        async with self.world.database.transaction() as connection:
            hashed = hash_code(self.world.book.secret, code)
            await invites.add(connection, hashed, invite, "tests", self.clock())
        return code

    async def tell(self, code: str, *replies: Reply) -> None:
        await self.bring(code, *map(Told, replies))

    async def bring(self, code: str, *events: Event) -> None:
        """What comes from inside."""
        async with self.world.database.transaction() as connection:
            for event in events:
                await inbox.add_inside(connection, f"person:{code}", event, self.world.clock())

    async def tick(self) -> None:
        await self.world.tick()
        await self.world.settle()

    async def used(self) -> Usage:
        return await ledger.used(self.world.database.reader, *ONE.key, month_of(self.clock()))


def book_of(folder: Path, messages: int = QUOTA) -> Rulebook:
    book = make_book(folder)
    return replace(book, rules=replace(book.rules, bots=(ONE,), quota=Quota(messages=messages)))


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[Office]:
    clock = HandClock(CLOCK_START)
    zalo, telegram = MemoryChannel("zalo", NUMBERS), MemoryChannel("telegram")
    channels = {"zalo": zalo, "telegram": telegram}
    async with open_world(book_of(folder), clock, channels) as world:
        await take_over_sample(world, opened=True)
        yield Office(world, clock, zalo, telegram)


def texts(channel: MemoryChannel, chat: str = "") -> list[str]:
    return [sent.part.text for sent in channel.sent if chat in ("", sent.chat)]
