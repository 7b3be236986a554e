"""Every part of the running program, put together in one place.

The bot, the terminal, the demo and the tests use the same.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiosqlite import Connection

from bot.channels.base import Channel, File
from bot.clock import Clock
from bot.delivery import Delivery, no_file_link
from bot.filing import read
from bot.intake import Intake
from bot.jobs import Jobs
from bot.lanes import Lanes, Rate
from bot.links import Links
from bot.news import News
from bot.render import NO_LINKS, DeepLink, Renderer, no_upload_link
from bot.rulebook import Rulebook
from bot.thrift import held_back
from bot.ticking import still_owed, tick
from bot.turns import Turns
from storage import files
from storage.database import Database, open_database
from storage.outbox import Message

UNLIMITED = Rate(per_bot=1e9, per_chat=1e9, chat_burst=1_000_000)


@dataclass(frozen=True, slots=True)
class World:
    database: Database
    book: Rulebook
    clock: Clock
    renderer: Renderer
    intake: Intake
    turns: Turns
    jobs: Jobs
    delivery: Delivery
    news: News

    async def tick(self) -> None:
        """What is due by the clock goes into the inbox; what was emptied leaves the log, too."""
        await self.database.checkpoint()
        await self.delivery.leave_unserved()
        if await tick(self.database, self.book, self.clock()):
            self.intake.arrived.set()

    async def settle(self, *, work: bool = True) -> None:
        """Handle, do and send everything that waits now: for those who move time by hand. Without
        `work`, jobs are left to the bot that runs beside us."""
        while await self._round(work):
            pass

    async def _round(self, work: bool) -> int:
        done = await self.jobs.run_due() if work else 0
        return done + await self.turns.handle_waiting() + await self._send()

    async def _send(self) -> int:
        async with asyncio.TaskGroup() as tasks:
            await self.delivery.step(tasks)
        return await self.delivery.settle()


@asynccontextmanager
async def open_world(
    book: Rulebook,
    clock: Clock,
    channels: Mapping[str, Channel],
    rates: Mapping[str, Rate] | None = None,
    links: Mapping[str, DeepLink] = NO_LINKS,
    signed: Links | None = None,
    *,
    durable: bool = True,
) -> AsyncIterator[World]:
    """Open the data folder and wire the parts; nothing runs by itself yet.

    `signed` are the links to files, where there are pages. Not `durable`: for a folder that is
    thrown away, it need not survive a power cut.
    """
    async with open_database(book.database, durable=durable) as database:
        renderer = Renderer(links, signed.upload if signed else no_upload_link)
        news = News()
        intake = Intake(database, clock, news)
        lanes = Lanes({name: UNLIMITED for name in channels} | dict(rates or {}))

        async def owed(connection: Connection, message: Message) -> bool:
            return await still_owed(connection, book, message, clock())

        delivery = Delivery(
            database,
            channels,
            renderer,
            lanes,
            clock,
            partial(load_file, database, book),
            owed,
            intake.arrived,
            news,
            signed.download if signed else no_file_link,
            signed.picture if signed else no_file_link,
            held_back=partial(held_back, book=book),
        )
        yield World(
            database,
            book,
            clock,
            renderer,
            intake,
            Turns(database, book, renderer, clock, news),
            Jobs(database, book, channels, clock),
            delivery,
            news,
        )


async def load_file(database: Database, book: Rulebook, sha256: str) -> File:
    """A stored file under the name people know it by."""
    found = await files.path_and_mime(database.reader, sha256)
    if found is None:
        raise FileNotFoundError(sha256)
    path, mime = found
    content = await asyncio.to_thread(read, book.folder, path)
    return File(await files.name_of(database.reader, sha256), mime, content)
