"""The file: open it, change it in transactions, bring its schema up to date."""

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite
from aiosqlite import Connection

from domain.errors import StartError, TiendoError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 5_000


class StorageBusy(TiendoError):
    """Another process held the file for longer than we wait."""


_TROUBLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}


def is_trouble_of_the_machine(error: BaseException) -> bool:
    """A full disk and the like: nothing is wrong with what was being done, only with where."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code is not None and code & 0xFF in _TROUBLE


class Database:
    """One connection that writes, one transaction at a time; another that reads; and one for
    those who want to read everything as of one moment."""

    def __init__(self, writer: Connection, reader: Connection, still: Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._still = still
        self._turn = asyncio.Lock()

    @property
    def reader(self) -> Connection:
        """Sees what was last committed; never write through it."""
        return self._reader

    async def commits_seen(self) -> int:
        """Another number whenever somebody, of another process even, has committed something."""
        rows = list(await self._reader.execute_fetchall("PRAGMA data_version"))
        return int(rows[0][0])

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._turn:
            try:
                await _begin(self._writer)
                yield self._writer
                await self._writer.commit()
            except BaseException:
                # A cancelled statement still runs in the database's thread: roll back behind it.
                await asyncio.shield(self._writer.rollback())
                raise

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Connection]:
        """What is read inside is of one moment, whatever is written meanwhile. One at a time."""
        await self._still.execute("BEGIN")
        try:
            yield self._still
        finally:
            await self._still.execute("COMMIT")

    async def checkpoint(self) -> None:
        """Empty the write-ahead log into the file: what was overwritten there is gone for good."""
        async with self._turn:
            # Beside a long reader it is done at a later call instead of keeping everybody waiting.
            await self._writer.execute("PRAGMA busy_timeout = 0")
            try:
                await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                await self._writer.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


async def _begin(connection: Connection) -> None:
    try:
        await connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise StorageBusy(f"the database stayed locked for {BUSY_MS // 1000} s") from error


@asynccontextmanager
async def savepoint(connection: Connection) -> AsyncIterator[None]:
    """Within a transaction: what is done inside stands or falls together."""
    await connection.execute("SAVEPOINT step")
    try:
        yield
    except BaseException:
        await asyncio.shield(connection.execute("ROLLBACK TO step"))
        await asyncio.shield(connection.execute("RELEASE step"))
        raise
    await connection.execute("RELEASE step")


@asynccontextmanager
async def open_database(path: Path, *, durable: bool = True) -> AsyncIterator[Database]:
    """Open, migrate, and close whatever happens: an open connection would keep the process.

    What is committed survives a power cut, unless the file is not `durable` but thrown away.
    """
    _keep_to_ourselves(path)
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(_connect(path))
        if not durable:
            await writer.execute("PRAGMA synchronous = OFF")
        await migrate(writer)
        reader, still = [await stack.enter_async_context(_connect(path)) for _ in range(2)]
        for connection in (reader, still):
            await connection.execute("PRAGMA query_only = ON")
        yield Database(writer, reader, still)


def _keep_to_ourselves(path: Path) -> None:
    """Read by nobody else, whoever made the folder; the log beside it takes the same rights.

    Never opened here once it exists: closing a file drops all locks that this process holds on
    it, SQLite's own among them.
    """
    if path.exists():
        path.chmod(0o600)
    else:
        path.touch(0o600)


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[Connection]:
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        for setting in (
            f"busy_timeout = {BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            await connection.execute(f"PRAGMA {setting}")
        yield connection


@dataclass(frozen=True, slots=True)
class _Script:
    number: int
    name: str
    sql: str


def _scripts(folder: Path) -> list[_Script]:
    paths = sorted(folder.glob("[0-9]*.sql"))
    return [_Script(int(p.name[:4]), p.name, p.read_text(encoding="utf-8")) for p in paths]


async def migrate(connection: Connection, folder: Path = MIGRATIONS) -> None:
    """Apply the numbered scripts that the file has not seen, each in its transaction."""
    scripts = _scripts(folder)
    seen = await schema_version(connection)
    newest = scripts[-1].number
    if seen > newest:
        raise StartError(
            f"the database has schema {seen}, this version of tiendo knows {newest}: "
            "install the newer tiendo again, or restore a backup made before it"
        )
    for script in scripts:
        if script.number > seen:
            await _apply(connection, script)


async def schema_version(connection: Connection) -> int:
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    return int(rows[0][0])


async def _apply(connection: Connection, script: _Script) -> None:
    digest = hashlib.sha256(script.sql.encode()).hexdigest()
    await _begin(connection)
    try:
        # Another process may have been faster between our look and our turn.
        if await schema_version(connection) >= script.number:
            await connection.rollback()
            return
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)"
        )
        for statement in _statements(script.sql):
            await connection.execute(statement)
        await connection.execute("INSERT INTO migrations VALUES (?, ?)", (script.name, digest))
        await connection.execute(f"PRAGMA user_version = {script.number}")
        if list(await connection.execute_fetchall("PRAGMA foreign_key_check")):
            raise StartError(f"{script.name} would leave rows that point nowhere")
        await connection.commit()
    except BaseException:
        await asyncio.shield(connection.rollback())
        raise


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
