"""From Telegram to the inbox: on disk first, confirmed after."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.received import Received, Unreadable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.intake import Intake, Offset
from bot.news import News
from domain.conversation import Chose, Said
from storage import inbox
from storage.database import Database, open_database
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TOKEN, USERNAME, TelegramServer

LAN = 1001
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer().running() as running:
        yield running


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3") as opened:
        yield opened


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(database, lambda: NOW, News())


@asynccontextmanager
async def receiving(server: TelegramServer, intake: Intake) -> AsyncIterator[None]:
    channel = TelegramChannel(TOKEN, server.api_base_url, server.file_base_url, poll_seconds=5)
    stop = asyncio.Event()
    async with channel.open(), asyncio.TaskGroup() as tasks:
        tasks.create_task(poll(channel, intake, stop, first_pause=0.01))
        try:
            yield
        finally:
            stop.set()


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not what():  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.002)


def confirmed(server: TelegramServer, count: int) -> Callable[[], bool]:
    return lambda: len(server.confirmed) >= count


async def waiting(database: Database) -> Sequence[Any]:
    return [row.event() for row in await inbox.waiting(database.reader, 1000)]


async def test_what_was_said_is_stored_in_order_and_confirmed(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    people = People(server)
    numbers = [await people.say(LAN, f"câu {i}") for i in range(250)]
    async with receiving(server, intake):
        await until(confirmed(server, 250))
    assert await waiting(database) == [
        Said(f"câu {i}", str(number)) for i, number in enumerate(numbers)
    ]
    assert intake.arrived.is_set()


async def test_nothing_is_confirmed_while_the_disk_refuses(
    server: TelegramServer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await People(server).say(LAN, "Đã cấp 250 thẻ")

    class Full(Intake):
        refusals = 0

        async def store(
            self, items: Sequence[Received | Unreadable], offset: Offset | None = None
        ) -> int:
            if self.refusals < 3:
                Full.refusals += 1
                assert server.confirmed == []
                raise sqlite3.OperationalError("database or disk is full: Đã cấp 250 thẻ")
            return await super().store(items, offset)

    async with receiving(server, Full(database, lambda: NOW, News())):
        await until(confirmed(server, 1))
    assert [said.text for said in await waiting(database)] == ["Đã cấp 250 thẻ"]
    assert "OperationalError" in caplog.text
    assert "250" not in caplog.text


async def test_a_batch_received_twice_is_stored_once(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    batch = list(server.waiting)
    async with receiving(server, intake):
        await until(confirmed(server, 1))
        server.waiting[:] = batch
        await server.push({"message": {"text": "nothing of ours"}})
        await until(confirmed(server, 3))
    assert len(await waiting(database)) == 1


@pytest.mark.parametrize(
    "kind", ["conflict", "unauthorized", "error", "garbage", "cut", "gateway"]
)
async def test_no_fault_of_telegram_ends_the_receiving(
    server: TelegramServer,
    database: Database,
    intake: Intake,
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    server.fail(kind, method="getUpdates", times=3)
    async with receiving(server, intake):
        await until(confirmed(server, 1))
    assert len(await waiting(database)) == 1
    assert "nothing received from Telegram" in caplog.text
    assert TOKEN not in caplog.text


async def test_a_start_without_telegram_goes_on_when_it_is_there(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    server.fail("error", method="getMe", times=3)
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    async with receiving(server, intake):
        await until(confirmed(server, 1))
    assert len(await waiting(database)) == 1


async def test_an_update_that_cannot_be_understood_is_kept_and_holds_up_nobody(
    server: TelegramServer,
    database: Database,
    intake: Intake,
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = await server.push({"message": {"text": "bí mật", "chat": {}}})
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    async with receiving(server, intake):
        await until(confirmed(server, 2))
    assert len(await waiting(database)) == 1
    rows = list(
        await database.reader.execute_fetchall(
            "SELECT event_id, payload FROM inbox WHERE state = 'set_aside'"
        )
    )
    assert [row["event_id"] for row in rows] == [str(number)]
    assert rows[0]["payload"] == '{"update_id": "int", "message": {"text": "str", "chat": {}}}'
    assert str(number) in caplog.text
    assert "mật" not in caplog.text


async def test_every_press_is_answered_also_a_stale_one(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    people = People(server)
    for data in ("17:2", "17:2", "rubbish"):
        await people.press(LAN, data)
    server.fail("bad_request", method="answerCallbackQuery")

    def answered() -> bool:
        return [c.method for c in server.calls].count("answerCallbackQuery") == 3

    async with receiving(server, intake):
        await until(answered)
    assert await waiting(database) == [
        Chose("#2", 17, "1"),
        Chose("#2", 17, "1"),
        Chose("#-1", None, "1"),
    ]


async def test_it_asks_only_for_what_it_handles(server: TelegramServer, intake: Intake) -> None:
    await People(server).say(LAN, "a")
    async with receiving(server, intake):
        await until(confirmed(server, 1))
    (call, *_) = [c for c in server.calls if c.method == "getUpdates"]
    wanted = '["message", "edited_message", "callback_query", "my_chat_member"]'
    assert call.parameters["allowed_updates"] == wanted


async def test_it_reads_on_where_it_stopped(database: Database, intake: Intake) -> None:
    assert await intake.next_offset("telegram", USERNAME) == 0
    async with TelegramServer(last_update=40).running() as server:
        await People(server).say(LAN, "a")
        async with receiving(server, intake):
            await until(confirmed(server, 1))
    assert await intake.next_offset("telegram", USERNAME) == 42


async def test_after_a_week_of_silence_it_reads_from_the_start(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    await People(server).say(LAN, "a")
    async with receiving(server, intake):
        await until(confirmed(server, 1))
    later = Intake(database, lambda: NOW + timedelta(days=8), News())
    assert await later.next_offset("telegram", USERNAME) == 0


async def test_stopping_does_not_wait_for_the_next_message(
    server: TelegramServer, intake: Intake
) -> None:
    async with asyncio.timeout(2), receiving(server, intake):
        await until(lambda: [c for c in server.calls if c.method == "deleteWebhook"])


async def test_neither_token_nor_words_reach_the_log(
    server: TelegramServer, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    # It logs every statement with its values: bot/logs.py keeps it quiet.
    caplog.set_level(logging.WARNING, logger="aiosqlite")
    caplog.set_level(logging.DEBUG)
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    async with receiving(server, intake):
        await until(confirmed(server, 1))
    assert TOKEN not in caplog.text
    assert "250" not in caplog.text
