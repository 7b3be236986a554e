"""Browsers that were let in, known by the digest of their cookie."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row

from aiosqlite import Connection

from storage.codec import stamp, unstamp

GRACE = timedelta(minutes=5)
"""How long the cookie before the last change is still taken."""


@dataclass(frozen=True, slots=True)
class Browser:
    id: int
    chat: str
    opened_at: datetime
    changed_at: datetime


async def let_in(connection: Connection, chat: str, digest: str, now: datetime) -> int:
    cursor = await connection.execute(
        "INSERT INTO browsers (chat, digest, opened_at, changed_at) VALUES (?, ?, ?, ?)",
        (chat, digest, stamp(now), stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def behind(connection: Connection, digest: str, now: datetime) -> Browser | None:
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT * FROM browsers
            WHERE ended_at IS NULL AND (digest = ? OR (previous = ? AND changed_at > ?))
            """,
            (digest, digest, stamp(now - GRACE)),
        )
    )
    return _browser(rows[0]) if rows else None


async def get(connection: Connection, browser: int) -> Browser | None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT * FROM browsers WHERE id = ? AND ended_at IS NULL", (browser,)
        )
    )
    return _browser(rows[0]) if rows else None


async def change(connection: Connection, browser: int, digest: str, now: datetime) -> None:
    """Another cookie for the same browser."""
    await connection.execute(
        "UPDATE browsers SET previous = digest, digest = ?, changed_at = ? WHERE id = ?",
        (digest, stamp(now), browser),
    )


async def end(connection: Connection, browser: int, now: datetime) -> None:
    await connection.execute(
        "UPDATE browsers SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
        (stamp(now), browser),
    )


async def end_others(connection: Connection, person: str, but: int, now: datetime) -> int:
    """All other browsers of a person; how many they were."""
    cursor = await connection.execute(
        """
        UPDATE browsers SET ended_at = ?
        WHERE id <> ? AND ended_at IS NULL AND chat IN (
            SELECT chat FROM addresses WHERE channel = 'web' AND person = ?)
        """,
        (stamp(now), but, person),
    )
    return cursor.rowcount


def _browser(row: Row) -> Browser:
    return Browser(
        row["id"],
        row["chat"],
        unstamp(row["opened_at"]),
        unstamp(row["changed_at"]),
    )
