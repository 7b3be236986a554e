"""Where people are reached."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiosqlite import Connection

from domain.messages import Address
from storage.codec import stamp


async def behind(connection: Connection, address: Address) -> str | None:
    """The code of the person at an address."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT person FROM addresses WHERE channel = ? AND bot = ? AND chat = ?",
            (address.channel, address.bot, address.chat),
        )
    )
    return rows[0]["person"] if rows else None


async def bind(connection: Connection, person: str, address: Address, now: datetime) -> None:
    await connection.execute(
        """
        INSERT INTO addresses (channel, bot, chat, person, bound_at, heard_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (channel, bot, chat) DO UPDATE
        SET person = excluded.person, bound_at = excluded.bound_at,
            heard_at = excluded.heard_at, disabled_at = NULL
        """,
        (address.channel, address.bot, address.chat, person, stamp(now), stamp(now)),
    )


async def heard(connection: Connection, address: Address, now: datetime) -> None:
    """A message from there proves that it works again."""
    await connection.execute(
        """
        UPDATE addresses SET heard_at = ?, disabled_at = NULL
        WHERE channel = ? AND bot = ? AND chat = ?
        """,
        (stamp(now), address.channel, address.bot, address.chat),
    )


async def disable(connection: Connection, address: Address, now: datetime) -> None:
    await connection.execute(
        "UPDATE addresses SET disabled_at = ? WHERE channel = ? AND bot = ? AND chat = ?",
        (stamp(now), address.channel, address.bot, address.chat),
    )


async def people_by_bot(connection: Connection) -> Mapping[tuple[str, str], int]:
    """How many people are reached by each bot, by channel and bot."""
    rows = await connection.execute_fetchall(
        """
        SELECT channel, bot, count(DISTINCT person) AS people FROM addresses
        WHERE disabled_at IS NULL GROUP BY channel, bot
        """
    )
    return {(row["channel"], row["bot"]): row["people"] for row in rows}


async def every(connection: Connection, person: str) -> Sequence[Address]:
    rows = await connection.execute_fetchall(
        "SELECT channel, bot, chat FROM addresses WHERE person = ?", (person,)
    )
    return [Address(row["channel"], row["bot"], row["chat"]) for row in rows]


async def working(connection: Connection, person: str) -> Sequence[Address]:
    """Those that work, the one last heard from first."""
    rows = await connection.execute_fetchall(
        """
        SELECT channel, bot, chat FROM addresses
        WHERE person = ? AND disabled_at IS NULL ORDER BY heard_at DESC, bound_at
        """,
        (person,),
    )
    return [Address(row["channel"], row["bot"], row["chat"]) for row in rows]
