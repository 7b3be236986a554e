import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import aiosqlite
import pytest

from domain.errors import StartError
from storage.database import Database, migrate, open_database, savepoint, schema_version


async def names(database: Database) -> list[str]:
    rows = await database.reader.execute_fetchall("SELECT name FROM note ORDER BY name")
    return [row[0] for row in rows]


@pytest.fixture
async def notes(database: Database) -> Database:
    async with database.transaction() as connection:
        await connection.execute("CREATE TABLE note (name TEXT) STRICT")
    return database


async def test_what_a_transaction_writes_is_there_after_it(notes: Database) -> None:
    async with notes.transaction() as connection:
        await connection.execute("INSERT INTO note VALUES ('a')")
    assert await names(notes) == ["a"]


async def test_a_fault_takes_back_the_whole_transaction(notes: Database) -> None:
    with pytest.raises(RuntimeError):
        async with notes.transaction() as connection:
            await connection.execute("INSERT INTO note VALUES ('a')")
            raise RuntimeError
    assert await names(notes) == []


async def test_a_fault_in_a_savepoint_leaves_what_came_before_it(notes: Database) -> None:
    async with notes.transaction() as connection:
        await connection.execute("INSERT INTO note VALUES ('before')")
        with pytest.raises(RuntimeError):
            async with savepoint(connection):
                await connection.execute("INSERT INTO note VALUES ('inside')")
                raise RuntimeError
        await connection.execute("INSERT INTO note VALUES ('after')")
    assert await names(notes) == ["after", "before"]


async def test_a_cancelled_transaction_leaves_nothing_and_lets_the_next_one_in(
    notes: Database,
) -> None:
    inside = asyncio.Event()

    async def stays() -> None:
        async with notes.transaction() as connection:
            await connection.execute("INSERT INTO note VALUES ('a')")
            inside.set()
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(stays())
        await inside.wait()
        task.cancel()
    async with notes.transaction() as connection:
        await connection.execute("INSERT INTO note VALUES ('b')")
    assert await names(notes) == ["b"]


async def test_two_transactions_never_mix(notes: Database) -> None:
    async def writes(name: str, fails: bool) -> None:
        async with notes.transaction() as connection:
            await connection.execute("INSERT INTO note VALUES (?)", (name,))
            await asyncio.sleep(0)
            if fails:
                raise RuntimeError

    await asyncio.gather(
        writes("kept", False), writes("lost", True), writes("too", False), return_exceptions=True
    )
    assert await names(notes) == ["kept", "too"]


async def test_the_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.reader.execute("CREATE TABLE note (name TEXT)")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
async def test_the_file_is_opened_safely(
    database: Database, setting: str, value: str | int
) -> None:
    async with database.transaction() as connection:
        rows = list(await connection.execute_fetchall(f"PRAGMA {setting}"))
    assert rows[0][0] == value


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite3"
    async with aiosqlite.connect(path) as connection:
        await connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(StartError, match="schema 9999"):
        async with open_database(path):
            pass


async def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_database(tmp_path / "twice.sqlite3") as database:
            assert await schema_version(database.reader) >= 1


async def test_a_failed_migration_leaves_version_and_schema(tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    scripts.mkdir()
    (scripts / "0001_good.sql").write_text("CREATE TABLE good (a TEXT) STRICT;")
    (scripts / "0002_bad.sql").write_text("CREATE TABLE half (a TEXT) STRICT;\nNOT SQL;")
    async with aiosqlite.connect(tmp_path / "half.sqlite3", isolation_level=None) as connection:
        with pytest.raises(sqlite3.OperationalError):
            await migrate(connection, scripts)
        assert await schema_version(connection) == 1
        tables = await connection.execute_fetchall("SELECT name FROM sqlite_schema")
    assert {row[0] for row in tables} >= {"good"}
    assert "half" not in {row[0] for row in tables}


async def test_a_trigger_survives_being_split_into_statements(tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    scripts.mkdir()
    (scripts / "0001_trigger.sql").write_text(
        "CREATE TABLE a (n INTEGER);\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  SELECT 1;\nEND;\n"
    )
    async with aiosqlite.connect(tmp_path / "trigger.sqlite3", isolation_level=None) as connection:
        await migrate(connection, scripts)
        assert await schema_version(connection) == 1


READ = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    print([row[0] for row in connection.execute("SELECT name FROM note ORDER BY name")])
connection.close()
"""


async def test_another_process_that_comes_and_goes_takes_no_commit_with_it(
    notes: Database, tmp_path: Path
) -> None:
    """If our locks were lost, its closing would remove the log that we still write to."""

    async def seen() -> str:
        command = [sys.executable, "-c", READ, str(tmp_path / "test.sqlite3")]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True)
        return done.stdout.decode().strip()

    for names in ("a", "b", "c"):
        async with notes.transaction() as connection:
            await connection.execute("INSERT INTO note VALUES (?)", (names,))
        assert names in await seen()
    assert await seen() == "['a', 'b', 'c']"
