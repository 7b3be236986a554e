"""Outbox -> Zalo over HTTP: what is said again and what is not, and how fast."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels.zalo.channel import ZaloChannel
from bot.delivery import Delivery
from bot.lanes import ZALO, Lanes, Rate
from bot.news import News
from domain.errors import SendError
from domain.messages import Address, Reply
from storage import addresses, outbox, people
from storage.database import Database, open_database
from storage.outbox import Kind
from tests.bot.delivery_office import DUE, Office, PlainWords
from tests.bot.echo_bot import load_file, owed
from tests.bot.zalo_server import TOKEN, ZaloServer

LAN, MINH = "6ede9afa66b88fe6d6a9", "another"
START = datetime(2026, 11, 23, 2, tzinfo=UTC)
FAST = Rate(per_bot=1e6, per_chat=1e6, chat_burst=1000)


class Clock:
    """A minute goes by at each look: no pause after a fault is waited for."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer(chats={LAN, MINH}).running() as running:
        yield running


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3") as opened:
        yield opened


@asynccontextmanager
async def delivering(server: ZaloServer, database: Database) -> AsyncIterator[Delivery]:
    stop, arrived = asyncio.Event(), asyncio.Event()

    async def at_once(event: asyncio.Event, _: float) -> None:
        await asyncio.sleep(0.002)

    channel = ZaloChannel({"mot": TOKEN}, [], server.api_base_url)
    async with channel.open(), asyncio.TaskGroup() as tasks:
        delivery = Delivery(
            database, {"zalo": channel}, PlainWords(), Lanes({"zalo": FAST}), Clock(), load_file,
            owed, arrived, News(), wait=at_once, jitter=lambda: 0.0,
        )  # fmt: skip
        tasks.create_task(delivery.run(stop))
        try:
            yield delivery
        finally:
            stop.set()


async def queue(database: Database, chat: str, text: str, kind: Kind = Kind.ANSWER) -> None:
    async with database.transaction() as connection:
        await outbox.add(
            connection,
            f"person:p-{chat}",
            Address("zalo", "mot", chat),
            kind,
            (Reply(text),),
            START,
            dues=(DUE,) if kind is Kind.REMINDER else (),
        )


async def heard_in_time(delivery: Delivery) -> None:
    async with asyncio.timeout(5):
        await delivery.arrived.wait()


async def states(database: Database) -> list[str]:
    rows = await database.reader.execute_fetchall("SELECT state FROM outbox ORDER BY id")
    return [row[0] for row in rows]


async def settled(database: Database) -> list[str]:
    async with asyncio.timeout(5):
        while {"queued", "sending"} & set(found := await states(database)):  # noqa: ASYNC110 (it happens in another task)
            await asyncio.sleep(0.002)
    return found


IN_DOUBT = [
    ("refused_after", 408, 408), ("refused_after", 408, 200), ("refused_after", 502, 502),
    ("refused_after", 504, 504), ("refused_after", 504, 200), ("refused_after", "408", 200),
    ("cut_after", 0, 0),
]  # fmt: skip
TRANSIENT = [
    (401, 200), (403, 200), (429, 200), (429, 429), ("429", 200), (500, 500), (503, 200),
    (777, 200), (0, 200),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "code", "status"), IN_DOUBT)
async def test_in_doubt_an_answer_is_repeated_and_a_reminder_is_not(
    server: ZaloServer, database: Database, fault: str, code: object, status: int
) -> None:
    for chat in (LAN, MINH):
        server.fail(fault, code=code, status=status, chat=chat)
    await queue(database, LAN, "trả lời")
    await queue(database, MINH, "nhắc", Kind.REMINDER)
    async with delivering(server, database):
        assert await settled(database) == ["sent", "doubtful"]
    assert server.texts(LAN) == ["trả lời", "trả lời"]
    assert server.texts(MINH) == ["nhắc"]


async def test_an_answer_that_is_none_of_zalos_leaves_the_same_doubt(
    server: ZaloServer, database: Database
) -> None:
    for chat in (LAN, MINH):
        server.fail("garbage", chat=chat)
    await queue(database, LAN, "trả lời")
    await queue(database, MINH, "nhắc", Kind.REMINDER)
    async with delivering(server, database):
        assert await settled(database) == ["sent", "doubtful"]
    assert (server.texts(LAN), server.texts(MINH)) == (["trả lời"], [])


@pytest.mark.parametrize(("code", "status"), TRANSIENT)
@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.REMINDER])
async def test_what_may_pass_is_tried_again_until_it_is_said_once(
    server: ZaloServer, database: Database, code: object, status: int, kind: Kind
) -> None:
    server.fail("refused", code=code, status=status, times=3)
    await queue(database, LAN, "a", kind)
    await queue(database, LAN, "b", kind)
    async with delivering(server, database):
        assert await settled(database) == ["sent", "sent"]
    assert server.texts(LAN) == ["a", "b"]
    assert len([call for call in server.calls if call.method == "sendMessage"]) == 5


async def test_without_a_time_to_wait_the_pauses_grow_by_themselves(database: Database) -> None:
    """Of a used up quota or rate, Zalo says no more than that it is."""
    office = Office(database, ZALO)
    office.messenger.refusals["1"] = [SendError("429 quota") for _ in range(5)]
    await office.queue(1, "a")
    await office.run_for(120)
    ((moment, _, _),) = office.messenger.taken
    assert moment >= 1 + 2 + 4 + 8 + 16


@pytest.mark.parametrize(("code", "heard"), [(404, True), (400, False)])
async def test_what_is_refused_for_good_ends_the_message_or_the_address(
    server: ZaloServer, database: Database, code: int, heard: bool
) -> None:
    server.fail("refused", code=code)
    await queue(database, LAN, "a")
    async with database.transaction() as connection:
        await connection.execute("UPDATE outbox SET owner = 'person:p-0001'")
        await people.add(connection, "Lan", "1", START)
        await addresses.bind(connection, "p-0001", Address("zalo", "mot", LAN), START)
    async with delivering(server, database) as delivery:
        assert await settled(database) == ["failed"]
        await heard_in_time(delivery)
    rows = await database.reader.execute_fetchall("SELECT owner FROM inbox")
    assert len(list(rows)) == heard, "only a chat that is gone concerns the turns"
    assert server.texts(LAN) == []


async def test_one_message_is_under_way_to_a_chat_and_others_beside_it(
    server: ZaloServer, database: Database
) -> None:
    server.sending_seconds = 0.02
    for number in range(5):
        await queue(database, LAN, f"a{number}")
        await queue(database, MINH, f"b{number}")
    async with delivering(server, database):
        assert await settled(database) == ["sent"] * 10
    assert server.texts(LAN) == [f"a{number}" for number in range(5)]
    assert server.most_in_flight == {LAN: 1, MINH: 1}
    assert server.most_in_flight_at_all == 2


async def test_a_bot_says_one_message_a_second_to_all_chats_together(database: Database) -> None:
    office = Office(database, ZALO)
    for number in range(6):
        await office.queue(number % 3, f"{number}")
    await office.run_for(10)
    moments = [at for at, _, _ in office.messenger.taken]
    assert len(moments) == 6
    assert all(later - sooner >= 0.99 for sooner, later in pairwise(moments))
    assert moments[-1] <= 5.1
