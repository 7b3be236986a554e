"""Reporting periods."""

from collections.abc import Sequence

from aiosqlite import Connection

from domain.period_state import Period, PeriodState
from storage.codec import dump, load, stamp


async def put(connection: Connection, period: Period, programme_version: int) -> None:
    """Add a period, or change it. The programme version of an existing one stays."""
    await connection.execute(
        """
        INSERT INTO periods (key, programme, programme_version, body, state, opened_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE
        SET body = excluded.body, state = excluded.state, opened_at = excluded.opened_at
        """,
        (
            period.key,
            period.programme,
            programme_version,
            dump(period),
            period.state,
            stamp(period.opened_at) if period.opened_at else None,
        ),
    )


async def change(connection: Connection, period: Period) -> None:
    await put(connection, period, 0)


async def get(connection: Connection, key: str) -> Period | None:
    rows = list(
        await connection.execute_fetchall("SELECT body FROM periods WHERE key = ?", (key,))
    )
    return load(Period, rows[0]["body"]) if rows else None


async def every(connection: Connection) -> Sequence[Period]:
    """The one opened last first."""
    rows = await connection.execute_fetchall(
        "SELECT body FROM periods ORDER BY opened_at DESC, key DESC"
    )
    return [load(Period, row["body"]) for row in rows]


async def in_state(connection: Connection, state: PeriodState) -> Sequence[Period]:
    """The one opened last first."""
    rows = await connection.execute_fetchall(
        "SELECT body FROM periods WHERE state = ? ORDER BY opened_at DESC, key DESC", (state,)
    )
    return [load(Period, row["body"]) for row in rows]
