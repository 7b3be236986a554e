"""What no adapter could read: kept once as a shape, counted once, told once a day."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.received import Unreadable
from bot.channels.telegram.updates import translate
from bot.intake import Intake
from bot.news import News
from domain.bots import Usage, month_of
from domain.messages import Address
from domain.people import Role
from storage import inbox, ledger, people
from storage.database import Database, open_database
from tests.hand_clock import HandClock

CHAT = Address("zalo", "mot", "6ede9afa66b88fe6d6a9")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def odd(number: str) -> Unreadable:
    return Unreadable(number, CHAT, '{"message": "list"}')


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "tiendo.sqlite3", durable=False) as opened:
        async with opened.transaction() as connection:
            for role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.ADMINISTRATOR):
                person = await people.add(connection, "Trần Văn Quản", "1", NOW)
                await people.grant(connection, person, role, None, NOW)
        yield opened


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


async def told(database: Database) -> list[str]:
    rows = await inbox.waiting_from_inside(database.reader, "Told")
    return [row.owner for row in rows]


async def test_the_administrators_are_told_once_a_day(
    database: Database, clock: HandClock
) -> None:
    intake = Intake(database, clock, News())
    for number in "abc":
        await intake.store([odd(number)])
    assert await told(database) == ["person:p-0001", "person:p-0003"]
    clock.advance(days=1)
    await intake.store([odd("a")])
    assert len(await told(database)) == 2, "it came before"
    await intake.store([odd("d")])
    assert len(await told(database)) == 4
    word, *_ = await inbox.waiting_from_inside(database.reader, "Told")
    assert '"notices/set_aside.j2", "data": {"row": 1}' in word.payload


async def test_what_is_given_again_is_counted_once(database: Database, clock: HandClock) -> None:
    intake = Intake(database, clock, News())
    assert [await intake.store([odd("a")]) for _ in range(3)] == [1, 0, 0]
    used = await ledger.used(database.reader, "zalo", "mot", month_of(NOW))
    assert used == Usage(received=1)


async def test_it_is_forgotten_with_the_address(database: Database, clock: HandClock) -> None:
    await Intake(database, clock, News()).store([odd("a")])
    async with database.transaction() as connection:
        await inbox.forget_owner(connection, str(CHAT), None)
    rows = await database.reader.execute_fetchall(
        "SELECT payload, owner FROM inbox WHERE channel = 'zalo'"
    )
    assert [tuple(row) for row in rows] == [("", inbox.NOBODY)]


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 7}, "text": "Lan"}}, "7"),
        ({"callback_query": {"message": {"chat": {"id": 7}}, "data": {}}}, "7"),
        ({"message": {"chat": {"id": "7"}, "text": "Lan"}}, ""),
        ({"message": {"chat": [7]}}, ""),
        ({"message": "Lan"}, ""),
    ],
)
def test_of_telegram_the_chat_is_found_where_it_can_be(update: Any, chat: str) -> None:
    (kept,) = translate({"update_id": 5, **update}, "tiendo_bot")
    assert isinstance(kept, Unreadable)
    assert kept.address == Address("telegram", "tiendo_bot", chat)
    assert "Lan" not in kept.payload
