"""Outbox -> Telegram over HTTP, in real time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.delivery import Delivery
from bot.drawing import Words
from bot.lanes import TELEGRAM, Lanes, Rate
from bot.news import News
from domain.messages import Address, Choice, Reply
from storage import outbox
from storage.database import Database, open_database
from storage.outbox import Kind
from tests.bot.delivery_office import DUE, PlainWords
from tests.bot.echo_bot import load_file, now, owed
from tests.bot.telegram_calls import buttons
from tests.bot.telegram_server import TOKEN, USERNAME, TelegramServer

LAN, MINH = 1, 2


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer().running() as running:
        running.chats.update(dict.fromkeys(range(1, 100), "private"))
        yield running


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3") as opened:
        yield opened


@asynccontextmanager
async def delivering(
    server: TelegramServer, database: Database, rate: Rate = TELEGRAM, read_seconds: float = 5
) -> AsyncIterator[Delivery]:
    channel = TelegramChannel(
        TOKEN, server.api_base_url, server.file_base_url, read_seconds=read_seconds
    )
    words: Words = PlainWords()
    stop, arrived = asyncio.Event(), asyncio.Event()
    async with channel.open(), asyncio.TaskGroup() as tasks:
        delivery = Delivery(
            database, {"telegram": channel}, words, Lanes({"telegram": rate}), now, load_file,
            owed, arrived, News(), jitter=lambda: 0.0,
        )  # fmt: skip
        tasks.create_task(delivery.run(stop))
        try:
            yield delivery
        finally:
            stop.set()


async def queue(
    database: Database, chat: int, text: str, kind: Kind = Kind.ANSWER, *choices: Choice
) -> int:
    async with database.transaction() as connection:
        return await outbox.add(
            connection,
            f"person:p-{chat}",
            Address("telegram", USERNAME, str(chat)),
            kind,
            (Reply(text, choices=choices),),
            datetime.now(UTC),  # noqa: TID251 (in real time)
            dues=(DUE,) if kind is Kind.REMINDER else (),
        )


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(8):
        while not what():  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.005)


async def states(database: Database) -> list[str]:
    rows = await database.reader.execute_fetchall("SELECT state FROM outbox ORDER BY id")
    return [row[0] for row in rows]


async def test_a_button_carries_the_number_of_its_question(
    server: TelegramServer, database: Database
) -> None:
    message = await queue(database, LAN, "Gửi?", Kind.ANSWER, Choice("yes", "Gửi"))
    async with delivering(server, database):
        await until(lambda: server.sent(LAN))
    assert buttons(server.sent(LAN)[0]) == [{"text": "Gửi", "callback_data": f"{message}:0"}]
    assert await states(database) == ["sent"]


async def test_a_chat_told_to_wait_holds_up_no_other(
    server: TelegramServer, database: Database
) -> None:
    server.fail("retry_after", chat=str(LAN), seconds=1)
    await queue(database, LAN, "a")
    for chat in range(2, 22):
        await queue(database, chat, "b")
    async with delivering(server, database):
        await until(lambda: len(server.sent()) == 21)
    others = [call.at for call in server.sent() if call.parameters["text"] == "b"]
    (asked,) = [call.at for call in server.calls if call.status == 429]
    (told,) = [call.at for call in server.sent(LAN)]
    assert told - asked >= 1
    assert max(others) < told


async def test_at_telegrams_rates_nothing_is_refused(
    server: TelegramServer, database: Database
) -> None:
    server.enforce_rates = True
    for chat in range(1, 61):
        await queue(database, chat, "nhắc", Kind.REMINDER)
    async with delivering(server, database):
        await until(lambda: len(server.sent()) == 60)
    assert {call.status for call in server.calls} == {200}


async def test_in_doubt_an_answer_is_repeated_and_a_reminder_is_not(
    server: TelegramServer, database: Database
) -> None:
    server.fail("late", chat=str(LAN))
    server.fail("late", chat=str(MINH))
    await queue(database, LAN, "trả lời")
    await queue(database, MINH, "nhắc", Kind.REMINDER)
    async with delivering(server, database, read_seconds=0.1):
        await until(lambda: len(server.sent(LAN)) == 2)
    assert server.texts(MINH) == ["nhắc"]
    assert await states(database) == ["sent", "doubtful"]


async def test_a_person_who_unblocks_the_bot_is_written_to_again(
    server: TelegramServer, database: Database
) -> None:
    server.fail("blocked", chat=str(LAN))
    await queue(database, LAN, "a")
    await queue(database, MINH, "b")
    async with delivering(server, database) as delivery:
        await until(lambda: server.sent(MINH))
        await until(delivery.arrived.is_set)
    assert await states(database) == ["failed", "sent"]
    await queue(database, LAN, "c")
    async with delivering(server, database):
        await until(lambda: server.sent(LAN))
    assert server.texts(LAN) == ["c"]


async def test_answers_of_many_chats_go_side_by_side(
    server: TelegramServer, database: Database
) -> None:
    server.fail("late", chat=str(LAN))
    await queue(database, LAN, "a")
    for chat in range(2, 12):
        await queue(database, chat, "b")
    async with delivering(server, database, read_seconds=0.5):
        await until(lambda: len(server.sent()) >= 11)
        taken = {int(call.parameters["chat_id"]) for call in server.sent()}
    assert taken == set(range(1, 12))
