"""A look at the file without changing it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiosqlite
from aiosqlite import Connection

from storage.audit import first_broken_line
from storage.database import MIGRATIONS, schema_version


@dataclass(frozen=True, slots=True)
class Inspection:
    """`schema` as the file has it, `newest` as this version knows it; `damage` in SQLite's words;
    `broken_audit` the first line of the audit log that does not follow from the one before."""

    schema: int
    newest: int
    damage: str | None = None
    broken_audit: int | None = None


@asynccontextmanager
async def looking(address: str) -> AsyncIterator[Connection]:
    """At the database at a file: address."""
    async with aiosqlite.connect(f"{address}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def newest_schema() -> int:
    """As this version knows it."""
    return max(int(script.name[:4]) for script in MIGRATIONS.glob("[0-9]*.sql"))


async def inspect(address: str) -> Inspection:
    """Of the database at a file: address. Raises sqlite3.DatabaseError for what is none."""
    newest = newest_schema()
    async with looking(address) as connection:
        schema = await schema_version(connection)
        if not 0 < schema <= newest:
            return Inspection(schema, newest)
        rows = list(await connection.execute_fetchall("PRAGMA quick_check(1)"))
        damage = None if rows[0][0] == "ok" else str(rows[0][0])
        broken = None if damage else await first_broken_line(connection)
        return Inspection(schema, newest, damage, broken)
