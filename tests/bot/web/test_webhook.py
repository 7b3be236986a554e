"""Telegram by webhook: on disk before 200, and nothing for who is not Telegram."""

import asyncio
import gzip
import io
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.channels.hooking import keep_hooked
from bot.channels.received import Received, Unreadable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.intake import Intake, Offset
from bot.news import News
from bot.web.hooks import MAX_BODY
from bot.web.webhook import PATH, SECRET_HEADER, routes
from domain.conversation import Chose, Said
from storage import inbox
from storage.database import Database, StorageBusy, open_database
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TOKEN, USERNAME, TelegramServer

LAN = 1001
TAM = 1002
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SECRET = "a-secret_of-the-webhook"
FRONT = "https://tiendo.test"
SAID = {
    "update_id": 7,
    "message": {
        "message_id": 3,
        "date": 1700000000,
        "chat": {"id": LAN, "type": "private"},
        "text": "Đã cấp 250 thẻ",
    },
}


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


@pytest.fixture
async def channel(server: TelegramServer) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(TOKEN, server.api_base_url, server.file_base_url, poll_seconds=1)
    async with made.open() as opened:
        yield opened


@asynccontextmanager
async def serving(channel: TelegramChannel, intake: Intake) -> AsyncIterator[str]:
    """The address at which the webhook is served."""
    app = web.Application()
    app.add_routes(routes(channel, intake, SECRET))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def receiving(
    server: TelegramServer, channel: TelegramChannel, intake: Intake
) -> AsyncIterator[None]:
    """Registered at Telegram, as the running bot is."""
    stop = asyncio.Event()
    async with serving(channel, intake) as address, asyncio.TaskGroup() as tasks:
        server.webhook.fronts[FRONT] = address
        tasks.create_task(
            keep_hooked(partial(channel.hook, FRONT + PATH, SECRET), "Telegram", stop, 0.01)
        )
        try:
            yield
        finally:
            stop.set()


async def post(
    channel: TelegramChannel,
    intake: Intake,
    body: bytes | str,
    secret: str | None = SECRET,
    **headers: str,
) -> tuple[int, str]:
    more = {} if secret is None else {SECRET_HEADER: secret}
    data = io.BytesIO(body.encode() if isinstance(body, str) else body)
    async with (
        serving(channel, intake) as address,
        aiohttp.ClientSession() as session,
        session.post(address + PATH, data=data, headers={**more, **headers}) as answer,
    ):
        return answer.status, await answer.text()


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not what():  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.002)


async def waiting(database: Database) -> Sequence[Any]:
    return [row.event() for row in await inbox.waiting(database.reader, 1000)]


async def rows(database: Database) -> list[tuple[str, str]]:
    found = await database.reader.execute_fetchall("SELECT event_id, state FROM inbox ORDER BY id")
    return [(row["event_id"], row["state"]) for row in found]


class Refusing(Intake):
    """The disk refuses so many times."""

    refusals = 0
    error: Exception = StorageBusy("the database stayed locked for 5 s")

    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        if self.refusals:
            self.refusals -= 1
            raise self.error
        return await super().store(items, offset)


# From Telegram to the inbox.


async def test_what_was_said_is_brought_in_order_and_stored(
    server: TelegramServer, channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    people = People(server)
    numbers = [await people.say(LAN, f"câu {i}") for i in range(30)]
    async with receiving(server, channel, intake):
        await until(lambda: len(server.confirmed) == 30)
    assert await waiting(database) == [
        Said(f"câu {i}", str(number)) for i, number in enumerate(numbers)
    ]
    assert intake.arrived.is_set()
    assert not [call for call in server.calls if call.method == "getUpdates"]


async def test_the_webhook_is_set_with_its_secret_and_what_waits_is_kept(
    server: TelegramServer, channel: TelegramChannel, intake: Intake
) -> None:
    async with receiving(server, channel, intake):
        await until(lambda: server.webhook.url)
    (call,) = [c for c in server.calls if c.method == "setWebhook"]
    assert call.parameters["url"] == "https://tiendo.test/webhook/telegram"
    assert call.parameters["secret_token"] == SECRET
    wanted = '["message", "edited_message", "callback_query", "my_chat_member"]'
    assert call.parameters["allowed_updates"] == wanted
    assert call.parameters.get("drop_pending_updates", "false") == "false"
    assert not [c for c in server.calls if c.method == "deleteWebhook"]
    assert server.webhook.url, "it stays registered while the bot is away"


@pytest.mark.parametrize("kind", ["error", "garbage", "cut", "gateway", "bad_request"])
async def test_registering_goes_on_until_telegram_takes_it(
    server: TelegramServer,
    channel: TelegramChannel,
    database: Database,
    intake: Intake,
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.fail(kind, method="setWebhook", times=3)
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    async with receiving(server, channel, intake):
        await until(lambda: server.confirmed)
    assert len(await waiting(database)) == 1
    assert "the webhook of Telegram is not set" in caplog.text
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text


async def test_a_start_without_telegram_goes_on_when_it_is_there(
    server: TelegramServer, database: Database, intake: Intake
) -> None:
    server.fail("error", method="getMe", times=3)
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    made = TelegramChannel(TOKEN, server.api_base_url, server.file_base_url)
    async with made.open() as channel:
        assert not channel.username
        async with receiving(server, channel, intake):
            await until(lambda: server.confirmed)
    assert len(await waiting(database)) == 1


async def test_stopping_does_not_wait_for_telegram(
    server: TelegramServer, channel: TelegramChannel, intake: Intake
) -> None:
    server.fail("error", method="setWebhook", times=1000)
    async with asyncio.timeout(2), receiving(server, channel, intake):
        await until(lambda: [c for c in server.calls if c.method == "setWebhook"])


async def test_a_press_is_answered_in_the_answer_also_a_stale_one(
    server: TelegramServer, channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    people = People(server)
    for data in ("17:2", "17:2", "rubbish"):
        await people.press(LAN, data)

    def answered() -> bool:
        return [c.method for c in server.calls].count("answerCallbackQuery") == 3

    async with receiving(server, channel, intake):
        await until(answered)
    presses = [c.parameters for c in server.calls if c.method == "answerCallbackQuery"]
    assert [set(p) for p in presses] == [{"callback_query_id"}] * 3
    assert await waiting(database) == [
        Chose("#2", 17, "1"),
        Chose("#2", 17, "1"),
        Chose("#-1", None, "1"),
    ]


@pytest.mark.parametrize(
    "error",
    [
        StorageBusy("the database stayed locked for 5 s"),
        sqlite3.OperationalError("database or disk is full: Đã cấp 250 thẻ"),
    ],
)
async def test_while_the_disk_refuses_telegram_repeats(
    server: TelegramServer,
    channel: TelegramChannel,
    database: Database,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    intake = Refusing(database, lambda: NOW, News())
    intake.refusals, intake.error = 3, error
    await People(server).say(LAN, "Đã cấp 250 thẻ")
    async with receiving(server, channel, intake):
        await until(lambda: server.confirmed)
    assert server.webhook.statuses == [503, 503, 503, 200]
    assert [said.text for said in await waiting(database)] == ["Đã cấp 250 thẻ"]
    assert "not stored, Telegram repeats it" in caplog.text
    assert "250" not in caplog.text


async def test_from_the_webhook_back_to_polling_nothing_is_lost(
    server: TelegramServer, channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    """Also where the numbers have begun anew below the last place of polling."""
    people = People(server)
    async with database.transaction() as connection:
        await inbox.set_offset(connection, "telegram", USERNAME, 900_000)
    await people.say(LAN, "một")
    async with receiving(server, channel, intake):
        await until(lambda: len(server.confirmed) == 1)
    server.webhook.fronts[FRONT] = "http://127.0.0.1:9"
    await people.say(LAN, "hai")
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poll(channel, intake, stop, first_pause=0.01))
        await until(lambda: len(server.confirmed) == 2)
        stop.set()
    assert [said.text for said in await waiting(database)] == ["một", "hai"]
    assert not server.webhook.url


# What others send there.


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "bí mật"])
async def test_who_does_not_know_the_secret_leaves_nothing(
    channel: TelegramChannel, database: Database, intake: Intake, secret: str | None
) -> None:
    assert await post(channel, intake, json.dumps(SAID), secret) == (403, "")
    assert await rows(database) == []


async def test_without_a_secret_nobody_is_let_in(
    channel: TelegramChannel, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SECRET", "")
    assert await post(channel, intake, json.dumps(SAID), "") == (403, "")


async def test_the_same_update_twice_is_stored_once(
    channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    for _ in range(2):
        assert await post(channel, intake, json.dumps(SAID)) == (200, "")
    assert await rows(database) == [("7", "waiting")]


@pytest.mark.parametrize(
    "body",
    [
        "", "no JSON", "[]", "7", '"update"', "null", "{}", '{"update_id": "7"}',
        '{"update_id": true}', '{"update_id": -1}', '{"update_id": 1e300}', "[" * 100_000,
        b"\xff\xfe\x00", "1" * 5_000, '{"message": {"text": "a"}}',
    ],
    ids=lambda body: repr(body[:20]),
)  # fmt: skip
async def test_what_is_no_update_is_refused(
    channel: TelegramChannel, database: Database, intake: Intake, body: str | bytes
) -> None:
    assert await post(channel, intake, body) == (400, "")
    assert await rows(database) == []


async def test_an_update_that_cannot_be_understood_is_kept_and_taken(
    channel: TelegramChannel,
    database: Database,
    intake: Intake,
    caplog: pytest.LogCaptureFixture,
) -> None:
    update = {"update_id": 8, "message": {"text": "bí mật", "chat": {}}}
    assert await post(channel, intake, json.dumps(update)) == (200, "")
    assert await rows(database) == [("8", "set_aside")]
    assert "mật" not in caplog.text


async def test_an_update_that_says_nothing_to_us_is_taken(
    channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    assert await post(channel, intake, '{"update_id": 9, "poll": {}}') == (200, "")
    assert await rows(database) == []


async def test_the_largest_body_is_bounded_packed_or_not(
    channel: TelegramChannel, database: Database, intake: Intake
) -> None:
    letters = MAX_BODY - len(json.dumps({**SAID, "filler": ""}))
    fits = json.dumps({**SAID, "filler": "x" * letters})
    assert len(fits) == MAX_BODY
    assert await post(channel, intake, fits) == (200, "")
    assert await post(channel, intake, fits + " ") == (413, "")
    packed = gzip.compress(b" " * 50 * MAX_BODY)
    assert await post(channel, intake, packed, **{"Content-Encoding": "gzip"}) == (413, "")
    assert await rows(database) == [("7", "waiting")]


async def test_what_is_packed_badly_is_refused(channel: TelegramChannel, intake: Intake) -> None:
    body = json.dumps(SAID)
    assert (await post(channel, intake, body, **{"Content-Encoding": "gzip"}))[0] == 400


async def test_another_method_is_not_allowed(channel: TelegramChannel, intake: Intake) -> None:
    async with (
        serving(channel, intake) as address,
        aiohttp.ClientSession() as session,
        session.get(address + PATH, headers={SECRET_HEADER: SECRET}) as answer,
    ):
        assert answer.status == 405


async def test_neither_secret_nor_words_reach_the_log(
    server: TelegramServer,
    channel: TelegramChannel,
    intake: Intake,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # It logs every statement with its values: bot/logs.py keeps it quiet.
    caplog.set_level(logging.WARNING, logger="aiosqlite")
    caplog.set_level(logging.DEBUG)
    await People(server).say(TAM, "Đã cấp 250 thẻ")
    async with receiving(server, channel, intake):
        await until(lambda: server.confirmed)
    assert "the webhook of Telegram is set" in caplog.text
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text
    assert "250" not in caplog.text
