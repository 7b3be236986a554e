"""Zalo by webhook: on disk before 200, any JSON taken, and nothing for who is not Zalo."""

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
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll
from bot.intake import Intake, Offset
from bot.news import News
from bot.web.hooks import MAX_BODY
from bot.web.zalo_webhook import SECRET_HEADER, address_of, routes
from domain.conversation import Said, SentFile
from storage import inbox
from storage.database import Database, StorageBusy, open_database
from tests.bot.zalo_server import TOKEN, ZaloServer

LAN = "6ede9afa66b88fe6d6a9"
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SECRET = "a-secret_of-the-webhook"
FRONT = "https://tiendo.test"
HOOK = f"{FRONT}/webhook/zalo/mot"
BOT_IN_LOG = "the Zalo bot mot"
SAID = {
    "event_name": "message.text.received",
    "message": {
        "message_id": "2d758cb5e222177a4e35",
        "date": 1750316131602,
        "chat": {"id": LAN, "chat_type": "PRIVATE"},
        "from": {"id": LAN, "display_name": "Lan", "is_bot": False},
        "text": "Đã cấp 250 thẻ",
    },
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3") as opened:
        yield opened


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(database, lambda: NOW, News())


@pytest.fixture
async def server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer().running() as running:
        yield running


@asynccontextmanager
async def serving(intake: Intake) -> AsyncIterator[str]:
    """The address at which the webhook is served."""
    app = web.Application()
    app.add_routes(routes(intake, {"mot": SECRET, "hai": "another-secret"}))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def receiving(server: ZaloServer, intake: Intake) -> AsyncIterator[None]:
    """Registered at Zalo, as the running bot is."""
    stop = asyncio.Event()
    channel = ZaloChannel({"mot": TOKEN}, [], server.api_base_url)
    async with serving(intake) as address, channel.open(), asyncio.TaskGroup() as tasks:
        server.webhook.fronts.setdefault(FRONT, address)
        (bot,) = channel.bots
        tasks.create_task(
            keep_hooked(
                partial(bot.hook, address_of(FRONT, "mot"), SECRET), BOT_IN_LOG, stop, 0.01
            )
        )
        try:
            yield
        finally:
            stop.set()


async def post(
    intake: Intake,
    body: bytes | str,
    secret: str | None = SECRET,
    bot: str = "mot",
    **headers: str,
) -> int:
    more = {} if secret is None else {SECRET_HEADER: secret}
    data = io.BytesIO(body.encode() if isinstance(body, str) else body)
    async with (
        serving(intake) as address,
        aiohttp.ClientSession() as session,
        session.post(address_of(address, bot), data=data, headers={**more, **headers}) as answer,
    ):
        return answer.status


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not what():  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.002)


async def waiting(database: Database) -> Sequence[Any]:
    return [row.event() for row in await inbox.waiting(database.reader, 1000)]


async def rows(database: Database) -> list[tuple[str, str, str]]:
    found = await database.reader.execute_fetchall(
        "SELECT bot, event_id, state FROM inbox ORDER BY id"
    )
    return [(row["bot"], row["event_id"], row["state"]) for row in found]


def full_disk(words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


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


# From Zalo to the inbox.


@pytest.mark.parametrize("wrapped", [False, True])
async def test_what_was_said_is_brought_in_order_and_stored(
    server: ZaloServer, database: Database, intake: Intake, wrapped: bool
) -> None:
    server.wrapped = wrapped
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
        numbers = [await server.say(LAN, f"câu {i}") for i in range(30)]
        await until(lambda: len(server.webhook.statuses) == 30)
    assert await waiting(database) == [
        Said(f"câu {i}", number) for i, number in enumerate(numbers)
    ]
    assert set(server.webhook.statuses) == {200}
    assert intake.arrived.is_set()
    assert not [call for call in server.calls if call.method == "getUpdates"]


@pytest.mark.parametrize("key", ["photo", "photo_url"])
async def test_a_photo_is_brought_by_either_name_of_its_address(
    server: ZaloServer, database: Database, intake: Intake, key: str
) -> None:
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
        await server.send_photo(LAN, b"picture", key)
        await until(lambda: server.webhook.statuses)
    (event,) = await waiting(database)
    assert isinstance(event, SentFile) and event.reference.endswith("/photo/p0.jpg")


async def test_the_webhook_is_set_with_its_secret_and_stays(
    server: ZaloServer, intake: Intake
) -> None:
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
    (call,) = [c for c in server.calls if c.method == "setWebhook"]
    assert call.body == {"url": HOOK, "secret_token": SECRET}
    assert server.webhook.url == HOOK, "it stays registered while the bot is away"


@pytest.mark.parametrize("trial", [None, {}, [], "thử", 7, {"ok": True, "result": {}}])
async def test_whatever_zalo_brings_to_try_the_address_is_answered(
    server: ZaloServer,
    intake: Intake,
    trial: Any,
    database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.webhook.trial = trial
    async with receiving(server, intake):
        await until(lambda: [c for c in server.calls if c.method == "setWebhook"])
    assert server.webhook.url == HOOK
    assert await rows(database) == []
    assert not [line for line in caplog.records if line.levelno > logging.INFO]


async def test_an_address_that_zalo_tried_in_vain_is_set_again_and_told_in_a_line(
    server: ZaloServer, intake: Intake, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    server.webhook.fronts[FRONT] = "http://127.0.0.1:9"
    async with receiving(server, intake):
        await until(lambda: len([c for c in server.calls if c.method == "setWebhook"]) == 3)
        del server.webhook.fronts[FRONT]
        async with serving(intake) as address:
            server.webhook.fronts[FRONT] = address
            tried = len([c for c in server.calls if c.method == "setWebhook"])
            await until(lambda: len([c for c in server.calls if c.method == "setWebhook"]) > tried)
            await server.say(LAN, "đã thông")
            await until(lambda: server.webhook.statuses)
    assert [event.text for event in await waiting(database)] == ["đã thông"]
    lines = [line for line in caplog.messages if "is not set, again in" in line]
    assert f"Zalo keeps {HOOK}, but its try of it failed (HTTP 0)" in lines[0]
    assert SECRET not in caplog.text


async def test_an_answer_that_tells_of_no_try_is_taken_for_a_webhook_that_is_set(
    server: ZaloServer, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    server.webhook.tells_of_the_trial = False
    caplog.set_level(logging.INFO)
    async with receiving(server, intake):
        await until(lambda: f"the webhook of {BOT_IN_LOG} is set" in caplog.text)
    assert len([c for c in server.calls if c.method == "setWebhook"]) == 1


@pytest.mark.parametrize("kind", ["garbage", "cut", "refused", "cut_after"])
async def test_registering_goes_on_until_zalo_takes_it(
    server: ZaloServer,
    database: Database,
    intake: Intake,
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    server.fail(kind, method="setWebhook", times=3)
    async with receiving(server, intake):
        await until(lambda: f"the webhook of {BOT_IN_LOG} is set" in caplog.text)
        await server.say(LAN, "Đã cấp 250 thẻ")
        await until(lambda: server.webhook.statuses)
    assert len(await waiting(database)) == 1
    assert f"the webhook of {BOT_IN_LOG} is not set" in caplog.text
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text


async def test_a_start_without_zalo_goes_on_when_it_is_there(
    server: ZaloServer, intake: Intake
) -> None:
    server.fail("refused", method="getMe", times=3)
    async with receiving(server, intake):
        await until(lambda: len([c for c in server.calls if c.taken]) == 2)
    assert [c.method for c in server.calls if c.taken] == ["getMe", "setWebhook"]


async def test_stopping_does_not_wait_for_zalo(server: ZaloServer, intake: Intake) -> None:
    server.fail("refused", method="setWebhook", times=1000)
    async with asyncio.timeout(2), receiving(server, intake):
        await until(lambda: [c for c in server.calls if c.method == "setWebhook"])


@pytest.mark.parametrize(
    "error",
    [
        StorageBusy("the database stayed locked for 5 s"),
        full_disk("database or disk is full: Đã cấp 250 thẻ"),
    ],
)
@pytest.mark.parametrize("repeats", [True, False])
async def test_what_the_disk_refuses_is_never_called_taken(
    server: ZaloServer,
    database: Database,
    error: Exception,
    repeats: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where Zalo repeats it, it is stored then; where it does not, Zalo knows that it is lost."""
    intake = Refusing(database, lambda: NOW, News())
    intake.refusals, intake.error = 2, error
    server.webhook.repeats = repeats
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
        await server.say(LAN, "Đã cấp 250 thẻ")
        await until(lambda: len(server.webhook.statuses) == (3 if repeats else 1))
    assert server.webhook.statuses == ([503, 503, 200] if repeats else [503])
    assert len(await waiting(database)) == len(server.webhook.statuses) // 3
    assert len(server.webhook.lost) == (not repeats)
    assert "an event of the Zalo bot mot not stored" in caplog.text
    assert "250" not in caplog.text


async def test_from_the_webhook_back_to_polling_nothing_is_stored_twice(
    server: ZaloServer, database: Database, intake: Intake
) -> None:
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
        number = await server.say(LAN, "một")
        await until(lambda: server.webhook.statuses)
    (said,) = await waiting(database)
    server.waiting.append({**SAID, "message": {**SAID["message"], "message_id": number}})  # type: ignore[dict-item]
    stop = asyncio.Event()
    channel = ZaloChannel({"mot": TOKEN}, [], server.api_base_url)
    async with channel.open(), asyncio.TaskGroup() as tasks:
        tasks.create_task(poll(channel.bots[0], intake, stop, 0.01, poll_seconds=5))
        await until(lambda: server.given)
        await server.say(LAN, "hai")
        await until(lambda: len(server.given) == 2)
        stop.set()
    assert said == Said("một", number)
    assert [event.text for event in await waiting(database)] == ["một", "hai"]
    assert not server.webhook.url


# What others send there.


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "another-secret", "bí mật"]
)
async def test_who_does_not_know_the_secret_leaves_nothing(
    database: Database, intake: Intake, secret: str | None
) -> None:
    assert await post(intake, json.dumps(SAID), secret) == 403
    assert await rows(database) == []


async def test_without_a_secret_nobody_is_let_in(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SECRET", "")
    assert await post(intake, json.dumps(SAID), "") == 403


@pytest.mark.parametrize("bot", ["ba", "MOT", "mot/hai", ""])
async def test_a_bot_that_is_not_ours_has_no_address(
    database: Database, intake: Intake, bot: str
) -> None:
    assert await post(intake, json.dumps(SAID), bot=bot) == 404
    assert await rows(database) == []


async def test_each_bot_has_its_own_people_and_its_own_secret(
    database: Database, intake: Intake
) -> None:
    assert await post(intake, json.dumps(SAID), "another-secret", "hai") == 200
    assert await post(intake, json.dumps(SAID)) == 200
    number = "2d758cb5e222177a4e35"
    assert await rows(database) == [("hai", number, "waiting"), ("mot", number, "waiting")]


@pytest.mark.parametrize("second", [SAID, {"ok": True, "result": SAID}])
async def test_the_same_event_twice_is_stored_once(
    database: Database, intake: Intake, second: Any
) -> None:
    for body in (SAID, second):
        assert await post(intake, json.dumps(body)) == 200
    assert len(await rows(database)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "7", '"thử"', "null", "true", "{}", '{"ok": true}',
        '{"ok": true, "result": null}',
        '{"event_name": "message.unsupported.received"}', '{"event_name": 3, "message": []}',
        '{"event_name": "new", "message": {"message_id": "a", "chat": {"id": "b"}}}',
        '{"message": {"text": "a"}}',
    ],
)  # fmt: skip
async def test_any_json_with_the_secret_is_taken(
    database: Database, intake: Intake, body: str
) -> None:
    assert await post(intake, body) == 200
    assert await rows(database) == []


@pytest.mark.parametrize(
    "body", [" ", "no JSON", "[" * 100_000, b"\xff\xfe\x00", '{"a":'], ids=lambda b: repr(b[:9])
)
async def test_what_is_no_json_is_refused(intake: Intake, body: str | bytes) -> None:
    assert await post(intake, body) == 400


async def test_an_event_that_cannot_be_understood_is_kept_and_taken(
    database: Database, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    event = {"event_name": "message.text.received", "message": {"message_id": "m8", "text": "mật"}}
    assert await post(intake, json.dumps(event)) == 200
    assert await rows(database) == [("mot", "m8", "set_aside")]
    assert "mật" not in caplog.text


@pytest.mark.parametrize("depth", [900, 950, 960, 970, 975, 980, 985, 990, 5000])
async def test_an_event_of_great_depth_is_not_asked_for_again(
    database: Database, intake: Intake, depth: int
) -> None:
    """Some can just be read, and writing them again is too deep."""
    nested = "[" * depth + '"bí mật"' + "]" * depth
    body = f'{{"event_name": "x", "message": {{"message_id": "deep", "chat": {nested}}}}}'
    status = await post(intake, body)
    assert (status, len(await rows(database))) in [(200, 1), (400, 0)]
    found = await database.reader.execute_fetchall("SELECT payload FROM inbox")
    assert not any("bí" in row["payload"] for row in found)


async def test_a_fault_of_ours_is_not_asked_for_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Refusing(database, lambda: NOW, News())
    intake.refusals, intake.error = 1, RecursionError("Đã cấp 250 thẻ")
    assert await post(intake, json.dumps(SAID)) == 200
    assert "event '2d758cb5e222177a4e35' cannot be kept: RecursionError" in caplog.text
    assert "250" not in caplog.text


async def test_an_event_that_no_database_can_hold_is_not_asked_for_again(
    database: Database, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    event = {**SAID, "message": {**SAID["message"], "chat": {"id": "half\ud800"}}}  # type: ignore[dict-item]
    assert await post(intake, json.dumps(event)) == 200
    assert await rows(database) == []
    assert "cannot be kept" in caplog.text


async def test_the_largest_body_is_bounded_packed_or_not(
    database: Database, intake: Intake
) -> None:
    letters = MAX_BODY - len(json.dumps({**SAID, "filler": ""}))
    fits = json.dumps({**SAID, "filler": "x" * letters})
    assert await post(intake, fits) == 200
    assert await post(intake, fits + " ") == 413
    packed = gzip.compress(b" " * 50 * MAX_BODY)
    assert await post(intake, packed, **{"Content-Encoding": "gzip"}) == 413
    assert len(await rows(database)) == 1


async def test_what_is_packed_badly_is_refused(intake: Intake) -> None:
    assert await post(intake, json.dumps(SAID), **{"Content-Encoding": "gzip"}) == 400


async def test_neither_secret_nor_words_reach_the_log(
    server: ZaloServer, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    # It logs every statement with its values: bot/logs.py keeps it quiet.
    caplog.set_level(logging.WARNING, logger="aiosqlite")
    caplog.set_level(logging.DEBUG)
    async with receiving(server, intake):
        await until(lambda: server.webhook.url)
        await server.say(LAN, "Đã cấp 250 thẻ")
        await until(lambda: server.webhook.statuses)
    assert f"the webhook of {BOT_IN_LOG} is set" in caplog.text
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text
    assert "250" not in caplog.text
