"""A whole bot that only echoes, as a process that a test can kill.

`python -m tests.bot.echo_bot API_BASE_URL FILE_BASE_URL DATABASE` asks for updates;
with `URL PORT` behind it, they are brought to URL, which leads to that port of this machine.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiohttp import web
from aiosqlite import Connection

from bot.channels.base import Channel, File
from bot.channels.hooking import keep_hooked
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.delivery import Delivery, wait_for
from bot.intake import Intake
from bot.lanes import Lanes, Rate
from bot.news import News
from bot.web.webhook import routes
from domain.conversation import Said
from domain.messages import Reply
from storage import inbox, outbox
from storage.database import Database, open_database
from storage.outbox import Kind, Message
from tests.bot.delivery_office import PlainWords
from tests.bot.telegram_server import TOKEN

SECRET = "secret-of-the-echo"
RATE = Rate(per_bot=400.0, per_chat=1000.0, chat_burst=1000)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (a process of its own)


async def echo(database: Database, intake: Intake, delivery: Delivery) -> None:
    """Turns in small: each message is done in the transaction that queues its echo."""
    while True:
        intake.arrived.clear()
        async with database.transaction() as connection:
            rows = await inbox.waiting(connection, 10)
            for row in rows:
                event, address = row.event(), row.address
                assert isinstance(event, Said)
                assert address is not None
                reply = (Reply(f"echo {event.text}"),)
                await outbox.add(connection, row.owner, address, Kind.ANSWER, reply, now())
                await inbox.done(connection, row.id, now())
        if rows:
            delivery.wake()
        else:
            await wait_for(intake.arrived, 0.5)


async def load_file(sha256: str) -> File:
    raise FileNotFoundError(sha256)


async def owed(connection: Connection, message: Message) -> bool:
    return True


Receive = Callable[[TelegramChannel, Intake], Awaitable[None]]


async def asking(channel: TelegramChannel, intake: Intake) -> None:
    await poll(channel, intake, asyncio.Event(), first_pause=0.05)


def brought_to(url: str, port: int) -> Receive:
    async def hooked(channel: TelegramChannel, intake: Intake) -> None:
        async with serving(channel, intake, port):
            await keep_hooked(
                partial(channel.hook, url, SECRET), "Telegram", asyncio.Event(), first_pause=0.05
            )

    return hooked


@asynccontextmanager
async def serving(channel: TelegramChannel, intake: Intake, port: int) -> AsyncIterator[None]:
    app = web.Application()
    app.add_routes(routes(channel, intake, SECRET))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


async def run(path: Path, channel: Channel, receive: Callable[[Intake], Awaitable[None]]) -> None:
    """Until it is killed."""
    async with open_database(path) as database:
        intake = Intake(database, now, News())
        delivery = Delivery(
            database,
            {channel.name: channel},
            PlainWords(),
            Lanes({channel.name: RATE}),
            now,
            load_file,
            owed,
            intake.arrived,
            News(),
        )
        await delivery.recover()
        never = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(receive(intake))
            tasks.create_task(echo(database, intake, delivery))
            tasks.create_task(delivery.run(never))


async def main(api: str, files: str, path: str, *hook: str) -> None:
    receive = brought_to(hook[0], int(hook[1])) if hook else asking
    async with TelegramChannel(TOKEN, api, files, poll_seconds=5).open() as channel:
        await run(Path(path), channel, partial(receive, channel))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
