"""Browsers that were let in, known by the digest of their cookie."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from aiosqlite import Connection

from storage.codec import stamp, unstamp


@dataclass(frozen=True, slots=True)
class Browser:
    id: int
    chat: str
    digest: str
    opened_at: datetime
    changed_at: datetime
    shown_at: datetime | None
    """When the newest cookie first came back; None while the browser may not have got it."""


async def let_in(connection: Connection, chat: str, digest: str, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO browsers (chat, digest, opened_at, changed_at) VALUES (?, ?, ?, ?)",
        (chat, digest, stamp(now), stamp(now)),
    )


async def behind(connection: Connection, digest: str) -> Browser | None:
    """Whose newest cookie this is, or the one before."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT * FROM browsers WHERE ended_at IS NULL AND (digest = :it OR previous = :it)",
            {"it": digest},
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


async def show(connection: Connection, browser: int, digest: str, now: datetime) -> None:
    """The newest cookie came back."""
    await connection.execute(
        "UPDATE browsers SET shown_at = ? WHERE id = ? AND digest = ? AND shown_at IS NULL",
        (stamp(now), browser, digest),
    )


async def change(
    connection: Connection, browser: Browser, came_with: str, digest: str, now: datetime
) -> bool:
    """Another cookie for a browser that came with one of its two; False if somebody was faster."""
    cursor = await connection.execute(
        """
        UPDATE browsers SET previous = ?, digest = ?, changed_at = ?, shown_at = NULL
        WHERE id = ? AND digest = ?
        """,
        (came_with, digest, stamp(now), browser.id, browser.digest),
    )
    return cursor.rowcount == 1


async def end(connection: Connection, browser: int, now: datetime) -> None:
    await connection.execute(
        "UPDATE browsers SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
        (stamp(now), browser),
    )


async def end_others(connection: Connection, person: str, but: int, now: datetime) -> None:
    """All other browsers of a person."""
    await connection.execute(
        """
        UPDATE browsers SET ended_at = ?
        WHERE id <> ? AND ended_at IS NULL AND chat IN (
            SELECT chat FROM addresses WHERE channel = 'web' AND person = ?)
        """,
        (stamp(now), but, person),
    )


async def forget_chats(connection: Connection, chats: Iterable[str]) -> None:
    await connection.executemany("DELETE FROM browsers WHERE chat = ?", [(c,) for c in chats])


def _browser(row: Row) -> Browser:
    return Browser(
        row["id"],
        row["chat"],
        row["digest"],
        unstamp(row["opened_at"]),
        unstamp(row["changed_at"]),
        unstamp(row["shown_at"]) if row["shown_at"] else None,
    )
