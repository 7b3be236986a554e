"""From Zalo to the inbox: what is given once only is on disk at once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.received import Received, Unreadable
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll, store
from bot.intake import Intake, Offset
from bot.news import News
from domain.conversation import Event, Said
from storage import inbox
from storage.database import Database, StorageBusy, open_database
from tests.bot.zalo_server import TOKEN, ZaloServer

LAN = "6ede9afa66b88fe6d6a9"
EVENT = {
    "event_name": "message.text.received",
    "message": {"message_id": "m1", "chat": {"id": LAN}, "text": "a"},
}
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3") as opened:
        yield opened


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(database, lambda: NOW, News())


@asynccontextmanager
async def receiving(server: ZaloServer, intake: Intake, rest: float = 0.01) -> AsyncIterator[None]:
    stop = asyncio.Event()
    channel = ZaloChannel({"mot": TOKEN}, [], server.api_base_url)
    async with channel.open(), asyncio.TaskGroup() as tasks:
        (bot,) = channel.bots
        tasks.create_task(poll(bot, intake, stop, 0.01, poll_seconds=5, rest=rest))
        try:
            yield
        finally:
            stop.set()


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not what():  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.002)


async def stored(database: Database, count: int) -> Sequence[Event]:
    async with asyncio.timeout(5):
        while len(rows := await inbox.waiting(database.reader, 1000)) < count:  # noqa: ASYNC110 (another task writes)
            await asyncio.sleep(0.002)
    return [row.event() for row in rows]


@pytest.mark.parametrize("shape", [{}, {"wrapped": True}, {"bare": True}])
async def test_what_was_said_is_stored_in_order(
    database: Database, intake: Intake, shape: dict[str, bool]
) -> None:
    async with ZaloServer(**shape).running() as server:  # type: ignore[arg-type]
        numbers = [await server.say(LAN, f"câu {i}") for i in range(20)]
        async with receiving(server, intake):
            assert await stored(database, 20) == [
                Said(f"câu {i}", number) for i, number in enumerate(numbers)
            ]


async def test_what_says_nothing_to_us_is_left_and_what_follows_is_read(
    database: Database, intake: Intake
) -> None:
    async with ZaloServer().running() as server:
        for event in (
            {"event_name": "message.unsupported.received"},
            {"event_name": "message.unsupported.received", "message": None},
            {"event_name": "something.new", "message": {"message_id": "m", "chat": {"id": LAN}}},
            {"event_name": "broken", "message": "text"},
            {},
        ):
            await server.push(event)
        await server.say(LAN, "câu sau")
        async with receiving(server, intake):
            (event_of_lan,) = await stored(database, 1)
            assert len(server.given) == 6
    assert isinstance(event_of_lan, Said) and event_of_lan.text == "câu sau"


async def test_numbers_where_letters_are_told_of_are_taken_for_what_they_are(
    database: Database, intake: Intake
) -> None:
    """Ids are strings and dates milliseconds; both are survived the other way."""
    async with ZaloServer().running() as server:
        for number in (7, "7", 8):
            message = {"message_id": number, "chat": {"id": 1}, "text": "a", "date": 1750316131}
            await server.push({"event_name": "message.text.received", "message": message})
        async with receiving(server, intake):
            await until(lambda: len(server.given) == 3)
            assert await stored(database, 2) == [Said("a", "7"), Said("a", "8")]


async def test_what_is_given_twice_is_stored_once(database: Database, intake: Intake) -> None:
    async with ZaloServer().running() as server:
        await server.say(LAN, "một lần")
        await server.push(server.waiting[0])
        await server.say(LAN, "câu sau")
        async with receiving(server, intake):
            await until(lambda: len(server.given) == 3)
            events = await stored(database, 2)
    assert [event.text for event in events if isinstance(event, Said)] == ["một lần", "câu sau"]


@pytest.mark.parametrize("status", [200, 408])
async def test_silence_is_the_usual_answer_and_no_fault(
    database: Database, intake: Intake, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    zalo = ZaloServer(idle_at_once=True, idle_status=status)
    async with zalo.running() as server, receiving(server, intake):
        await until(lambda: len([c for c in server.calls if c.method == "getUpdates"]) > 3)
        await server.say(LAN, "có người")
        await stored(database, 1)
    assert not caplog.records


async def test_zalo_that_answers_silence_at_once_is_not_asked_again_at_once(
    intake: Intake,
) -> None:
    async with ZaloServer(idle_at_once=True).running() as server:
        async with receiving(server, intake, rest=60):
            await until(lambda: any(call.method == "getUpdates" for call in server.calls))
            await asyncio.sleep(0.05)
        assert len([call for call in server.calls if call.method == "getUpdates"]) == 1


async def test_a_webhook_is_ended_before_polling(database: Database, intake: Intake) -> None:
    async with ZaloServer().running() as server:
        server.webhook.url = "https://elsewhere.example"
        server.waiting.append(EVENT)
        async with receiving(server, intake):
            await stored(database, 1)
        assert server.webhook.url == ""


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "garbage"},
        {"kind": "garbage", "status": 502},
        {"kind": "cut"},
        *({"kind": "refused", "code": code} for code in (400, 401, 403, 404, 429, 500, 777)),
        {"kind": "refused", "code": 503, "status": 503},
        {"kind": "refused", "code": 0, "status": 500},
    ],
)
async def test_faults_are_waited_out(
    database: Database, intake: Intake, fault: dict[str, Any]
) -> None:
    async with ZaloServer().running() as server:
        server.fail(**fault, method="getUpdates", times=3)
        await server.say(LAN, "sau sự cố")
        async with receiving(server, intake):
            assert len(await stored(database, 1)) == 1


class Stubborn(Intake):
    """A database that is locked for the first tries."""

    refusals = 2

    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        if self.refusals:
            self.refusals -= 1
            raise StorageBusy("locked")
        return await super().store(items, offset)


async def test_what_was_given_is_kept_until_the_database_takes_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo.polling.REST", 0.01)
    async with ZaloServer().running() as server:
        await server.say(LAN, "không mất")
        async with receiving(server, Stubborn(database, lambda: NOW, News())):
            assert len(await stored(database, 1)) == 1


class Faulty(Intake):
    """One event brings a fault of ours to light, each time."""

    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        if any(item.event_id == "bad" for item in items):
            raise RecursionError
        return await super().store(items, offset)


async def test_a_fault_that_one_event_brings_to_light_keeps_no_other_out(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloServer().running() as server:
        bad = {**EVENT, "message": {**EVENT["message"], "message_id": "bad"}}  # type: ignore[dict-item]
        await server.push(bad)
        await server.say(LAN, "câu sau")
        async with asyncio.timeout(5), receiving(server, Faulty(database, lambda: NOW, News())):
            assert len(await stored(database, 1)) == 1
    assert "event 'bad' cannot be kept: RecursionError" in caplog.text


async def test_an_event_that_can_be_read_but_not_written_again_is_set_aside(
    database: Database, intake: Intake
) -> None:
    nested: Any = "bí mật"
    for _ in range(5_000):
        nested = [nested]
    odd = {"event_name": "x", "message": {"message_id": "deep", "chat": nested}}
    async with asyncio.timeout(5):
        await store(intake, odd, "mot", asyncio.Lock())
    ((payload, state),) = await database.reader.execute_fetchall(
        "SELECT payload, state FROM inbox"
    )
    assert state == "set_aside"
    assert len(payload) < 1000 and "bí" not in payload


async def test_an_event_that_no_database_can_hold_keeps_no_other_out(
    database: Database, intake: Intake
) -> None:
    async with ZaloServer().running() as server:
        await server.write("half\ud800", "message.text.received", {"text": "không giữ được"})
        await server.say(LAN, "câu sau")
        async with receiving(server, intake):
            (event,) = await stored(database, 1)
    assert isinstance(event, Said) and event.text == "câu sau"
