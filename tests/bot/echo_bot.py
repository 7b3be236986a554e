"""A whole bot that only echoes, as a process that a test can kill.

`python -m tests.bot.echo_bot API_BASE_URL FILE_BASE_URL DATABASE`
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosqlite import Connection

from bot.channels.base import File
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.delivery import Delivery, wait_for
from bot.intake import Intake
from bot.lanes import Lanes, Rate
from domain.conversation import Said
from domain.messages import Reply
from storage import inbox, outbox
from storage.database import Database, open_database
from storage.outbox import Kind, Message
from tests.bot.delivery_office import PlainWords
from tests.bot.telegram_server import TOKEN

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


async def run(api: str, files: str, path: Path) -> None:
    channel = TelegramChannel(TOKEN, api, files, poll_seconds=5)
    async with open_database(path) as database, channel.open():
        intake = Intake(database, now)
        lanes = Lanes({"telegram": RATE})
        delivery = Delivery(
            database,
            {"telegram": channel},
            PlainWords(),
            lanes,
            now,
            load_file,
            owed,
            intake.arrived,
        )
        await delivery.recover()
        never = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(poll(channel, intake, never, first_pause=0.05))
            tasks.create_task(echo(database, intake, delivery))
            tasks.create_task(delivery.run(never))


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
