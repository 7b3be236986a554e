"""Programmes, every version whole: a period keeps the one it was opened with."""

from collections.abc import Sequence
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
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT body FROM programme_versions
            WHERE programme = ? AND version = coalesce(?, version) ORDER BY version DESC LIMIT 1
            """,
            (code, version),
        )
    )
    return _read(rows[0]["body"]) if rows else None


async def every(connection: Connection) -> Sequence[Programme]:
    """Each as it stands now, by code."""
    rows = await connection.execute_fetchall(
        """
        SELECT body, max(version) FROM programme_versions GROUP BY programme ORDER BY programme
        """
    )
    return [_read(row["body"]) for row in rows]


async def of_period(connection: Connection, key: str) -> Programme:
    """As it stood when the period was opened."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT v.body FROM periods p JOIN programme_versions v
            ON v.programme = p.programme AND v.version = p.programme_version WHERE p.key = ?
            """,
            (key,),
        )
    )
    return _read(rows[0]["body"])


@lru_cache(maxsize=8)
def _read(body: str) -> Programme:
    """A version never changes, and every turn asks for one: read once."""
    return load(Programme, body)


async def codes(connection: Connection) -> list[str]:
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT programme FROM programme_versions ORDER BY programme"
    )
    return [row["programme"] for row in rows]
