"""How many messages each bot exchanged in a month."""

from collections.abc import Mapping
from datetime import UTC, datetime

from aiosqlite import Connection

from domain.bots import Strain, Usage
from storage.codec import stamp, unstamp

_TOLD = {
    Strain.WARNED: "warned_at",
    Strain.SAVING: "saving_at",
    Strain.SPENT: "spent_at",
}


async def count(connection: Connection, channel: str, bot: str, month: str, more: Usage) -> None:
    await connection.execute(
        """
        INSERT INTO ledger (channel, bot, month, sent, received) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (channel, bot, month) DO UPDATE
        SET sent = sent + excluded.sent, received = received + excluded.received
        """,
        (channel, bot, month, more.sent, more.received),
    )


async def used(connection: Connection, channel: str, bot: str, month: str) -> Usage:
    rows = list(
        await connection.execute_fetchall(
            "SELECT sent, received FROM ledger WHERE channel = ? AND bot = ? AND month = ?",
            (channel, bot, month),
        )
    )
    return Usage(*rows[0]) if rows else Usage()


async def used_by_all(connection: Connection, month: str) -> Mapping[tuple[str, str], Usage]:
    """By channel and bot, those that exchanged anything."""
    rows = await connection.execute_fetchall(
        "SELECT channel, bot, sent, received FROM ledger WHERE month = ? ORDER BY channel, bot",
        (month,),
    )
    return {(row["channel"], row["bot"]): Usage(row["sent"], row["received"]) for row in rows}


async def held_told_at(connection: Connection, channel: str, bot: str) -> datetime:
    """Up to when it was told whose reminders were held back; the beginning of time for never."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT max(held_told_at) FROM ledger WHERE channel = ? AND bot = ?", (channel, bot)
        )
    )
    return unstamp(rows[0][0]) if rows[0][0] else datetime.min.replace(tzinfo=UTC)


async def held_told(
    connection: Connection, channel: str, bot: str, month: str, now: datetime
) -> None:
    """Also in a month in which the bot has not exchanged anything yet."""
    await connection.execute(
        """
        INSERT INTO ledger (channel, bot, month, held_told_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (channel, bot, month) DO UPDATE SET held_told_at = excluded.held_told_at
        """,
        (channel, bot, month, stamp(now)),
    )


async def tell_once(
    connection: Connection, channel: str, bot: str, month: str, strain: Strain, now: datetime
) -> bool:
    """Whether it is to be told now; at the first asking of a month only."""
    column = _TOLD[strain]
    cursor = await connection.execute(
        f"""
        UPDATE ledger SET {column} = ?
        WHERE channel = ? AND bot = ? AND month = ? AND {column} IS NULL
        """,  # noqa: S608 (a column of ours)
        (stamp(now), channel, bot, month),
    )
    return cursor.rowcount == 1
