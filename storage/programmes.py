"""Programmes, every version whole: a period keeps the one it was opened with."""

from datetime import datetime
from functools import lru_cache

from aiosqlite import Connection

from domain.programme import Programme
from storage.codec import dump, load, stamp


async def put(connection: Connection, programme: Programme, actor: str, now: datetime) -> int:
    """Keep a new version; returns its number."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT coalesce(max(version), 0) + 1 FROM programme_versions WHERE programme = ?",
            (programme.code,),
        )
    )
    await connection.execute(
        "INSERT INTO programme_versions VALUES (?, ?, ?, ?, ?)",
        (programme.code, rows[0][0], dump(programme), stamp(now), actor),
    )
    return int(rows[0][0])


async def newest_version(connection: Connection, code: str) -> int:
    """0 where the programme is not known."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT coalesce(max(version), 0) FROM programme_versions WHERE programme = ?", (code,)
        )
    )
    return int(rows[0][0])


async def get(connection: Connection, code: str, version: int | None = None) -> Programme | None:
    """A version of a programme, the newest where none is named."""
    number = version or await newest_version(connection, code)
    rows = list(
        await connection.execute_fetchall(
            "SELECT body FROM programme_versions WHERE programme = ? AND version = ?",
            (code, number),
        )
    )
    return _read(rows[0]["body"]) if rows else None


@lru_cache(maxsize=8)
def _read(body: str) -> Programme:
    """A version never changes, and every turn asks for one: read once."""
    return load(Programme, body)


async def codes(connection: Connection) -> list[str]:
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT programme FROM programme_versions ORDER BY programme"
    )
    return [row["programme"] for row in rows]
