"""A database from before people could prefer a channel: everybody is reached as before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.messages import Address
from storage import addresses, sending
from storage.database import MIGRATIONS, open_database, schema_version

BEFORE = 5
TELEGRAM, ZALO = Address("telegram", "b", "7"), Address("zalo", "mot", "ab12")
EARLY, LATE = "2026-11-01T01:00:00.000000+00:00", "2026-11-02T01:00:00.000000+00:00"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Lan is reached by two messengers, and a reminder waits for her."""
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path)) as books, books:
        for script in sorted(MIGRATIONS.glob("[0-9]*.sql"))[:BEFORE]:
            books.executescript(script.read_text(encoding="utf-8"))
        books.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)")
        books.execute(f"PRAGMA user_version = {BEFORE}")
        books.execute("INSERT INTO people VALUES ('p-0001', 'Lan', '1', 'x', NULL, NULL)")
        for place, heard in ((TELEGRAM, EARLY), (ZALO, LATE)):
            books.execute(
                "INSERT INTO addresses VALUES (?, ?, ?, 'p-0001', ?, ?, NULL)",
                (place.channel, place.bot, place.chat, EARLY, heard),
            )
        books.execute(
            "INSERT INTO outbox (owner, channel, bot, chat, kind, reply, created_at, not_before)"
            " VALUES ('person:p-0001', 'zalo', 'mot', 'ab12', 'reminder', '[]', ?, ?)",
            (LATE, LATE),
        )
    return path


async def test_the_channel_heard_last_is_reminded_as_before(old: Path) -> None:
    async with open_database(old) as database:
        assert await schema_version(database.reader) > BEFORE
        assert await addresses.for_reminders(database.reader, "p-0001") == [ZALO, TELEGRAM]
        assert await addresses.failing(database.reader, "p-0001") == []


async def test_what_waited_has_been_refused_and_moved_by_nobody(old: Path) -> None:
    async with open_database(old) as database, database.transaction() as connection:
        (message,) = await sending.open_at(connection, ZALO)
        assert (message.refused_since, message.moved_at) == (None, None)
        await sending.readdress(connection, message.id, TELEGRAM)
        assert [m.id for m in await sending.open_at(connection, TELEGRAM)] == [message.id]
