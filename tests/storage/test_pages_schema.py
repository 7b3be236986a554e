"""The pages' tables: numbers of lines, and a database from before they were there."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import lines
from storage.database import MIGRATIONS, open_database

BEFORE = "0001_initial.sql"


def from_before(path: Path) -> None:
    """A database of the version without pages, in which somebody was answered."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript((MIGRATIONS / BEFORE).read_text(encoding="utf-8"))
        connection.execute("PRAGMA user_version = 1")
        for number, text in enumerate(("báo cáo", "8.1"), start=1):
            at = f"2026-11-0{number}T01:00:00.000000+00:00"
            said = json.dumps({"kind": "Said", "body": {"text": text, "message": ""}})
            connection.execute(
                "INSERT INTO inbox (id, channel, bot, event_id, owner, payload, received_at,"
                " state) VALUES (?, 'telegram', 'b', ?, 'telegram:b:7', ?, ?, 'done')",
                (number, str(number), said, at),
            )
            told = '[{"template": "idle.j2", "data": {}}]'
            connection.execute(
                "INSERT INTO outbox (id, owner, channel, bot, chat, kind, reply, state,"
                " created_at, not_before, sent_at)"
                " VALUES (?, 'person:p-0001', 'telegram', 'b', '7', 'answer', ?, 'sent', ?, ?, ?)",
                (number, told, at, at, at),
            )


async def test_what_was_said_before_the_pages_were_there_is_in_its_order(tmp_path: Path) -> None:
    from_before(tmp_path / "old.sqlite3")
    owners = ("person:p-0001", "telegram:b:7")
    async with open_database(tmp_path / "old.sqlite3") as database:
        found = await lines.before(database.reader, owners, None, 10)
    assert [line.message for line in found] == [None, 1, None, 2]


async def test_the_number_of_a_forgotten_line_is_never_used_again(tmp_path: Path) -> None:
    from_before(tmp_path / "old.sqlite3")
    async with open_database(tmp_path / "old.sqlite3") as database:
        async with database.transaction() as connection:
            for owner in ("person:p-0001", "telegram:b:7"):
                await lines.forget_owner(connection, owner)
            await lines.told(connection, 2)
        (line,) = await lines.after(database.reader, ("person:p-0001",), 0, 10)
    assert line.id == 5


async def test_who_reads_a_moment_does_not_hold_up_other_readers(tmp_path: Path) -> None:
    async with open_database(tmp_path / "new.sqlite3") as database, database.snapshot() as still:
        await still.execute_fetchall("SELECT count(*) FROM wrong_codes")
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO wrong_codes VALUES ('x', 'y')")
        ((now,),) = await database.reader.execute_fetchall("SELECT count(*) FROM wrong_codes")
        ((then,),) = await still.execute_fetchall("SELECT count(*) FROM wrong_codes")
    assert (now, then) == (1, 0)
