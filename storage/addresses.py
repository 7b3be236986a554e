"""Where people are reached."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.messages import PAGE, Address
from storage.codec import marks, stamp, unstamp

OPENED = """(a.channel <> 'web' OR EXISTS (
    SELECT 1 FROM browsers b WHERE b.chat = a.chat AND b.ended_at IS NULL))"""
"""Of pages, those that a browser still opens: elsewhere nobody looks."""

WORKING = f"AND disabled_at IS NULL AND {OPENED}"


@dataclass(frozen=True, slots=True)
class Place:
    """An address and how it fares."""

    address: Address
    heard_at: datetime
    works: bool
    failing: bool
    preferred: bool


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
            heard_at = excluded.heard_at, disabled_at = NULL, preferred_at = NULL,
            failing_since = NULL
        """,
        (address.channel, address.bot, address.chat, person, stamp(now), stamp(now)),
    )


async def heard(connection: Connection, address: Address, now: datetime) -> None:
    """A message from there proves that it works again."""
    await connection.execute(
        """
        UPDATE addresses SET heard_at = ?, disabled_at = NULL, failing_since = NULL
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
        f"""
        SELECT channel, bot, count(DISTINCT person) AS people FROM addresses a
        WHERE disabled_at IS NULL AND {OPENED} GROUP BY channel, bot
        """  # noqa: S608 (a condition of ours)
    )
    return {(row["channel"], row["bot"]): row["people"] for row in rows}


async def fail(connection: Connection, address: Address, now: datetime) -> None:
    """Its messenger has been out of reach for long: others come first until it works again."""
    await connection.execute(
        """
        UPDATE addresses SET failing_since = coalesce(failing_since, ?)
        WHERE channel = ? AND bot = ? AND chat = ?
        """,
        (stamp(now), address.channel, address.bot, address.chat),
    )


async def unserved(connection: Connection, served: Collection[str]) -> Sequence[Address]:
    """Of channels that are not among the `served`: those that are not known as failing yet, and
    those where something waits that may go elsewhere."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT channel, bot, chat FROM addresses AS a
        WHERE disabled_at IS NULL AND channel NOT IN ({marks(served)})
          AND (failing_since IS NULL
               OR EXISTS (SELECT 1 FROM outbox o
                          WHERE o.channel = a.channel AND o.bot = a.bot AND o.chat = a.chat
                            AND o.state IN ('queued', 'sending') AND o.kind <> 'answer'
                            AND o.moved_at IS NULL))
        ORDER BY channel, bot, chat
        """,  # noqa: S608 (marks only)
        list(served),
    )
    return [Address(row["channel"], row["bot"], row["chat"]) for row in rows]


async def reached(connection: Connection, address: Address) -> None:
    """Something was taken there: the bot is within reach again, for everybody."""
    await connection.execute(
        """
        UPDATE addresses SET failing_since = NULL
        WHERE channel = ? AND bot = ? AND failing_since IS NOT NULL
        """,
        (address.channel, address.bot),
    )


async def prefer(connection: Connection, person: str, address: Address, now: datetime) -> None:
    """The one where this person wants to be reminded."""
    await connection.execute(
        """
        UPDATE addresses SET preferred_at =
            CASE WHEN channel = ? AND bot = ? AND chat = ? THEN ? END
        WHERE person = ?
        """,
        (address.channel, address.bot, address.chat, stamp(now), person),
    )


async def unbind(connection: Connection, address: Address) -> None:
    """Nobody is reached there any more."""
    await connection.execute(
        "DELETE FROM addresses WHERE channel = ? AND bot = ? AND chat = ?",
        (address.channel, address.bot, address.chat),
    )


async def places(connection: Connection, person: str) -> Sequence[Place]:
    """In the order in which they were bound."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT * FROM addresses a WHERE person = ? AND {OPENED} ORDER BY bound_at, rowid
        """,  # noqa: S608 (a condition of ours)
        (person,),
    )
    return [
        Place(
            Address(row["channel"], row["bot"], row["chat"]),
            unstamp(row["heard_at"]),
            works=row["disabled_at"] is None,
            failing=row["failing_since"] is not None,
            preferred=row["preferred_at"] is not None,
        )
        for row in rows
    ]


async def every(connection: Connection, person: str) -> Sequence[Address]:
    """Also those where nothing reaches the person any more."""
    return await _those(connection, "", "bound_at", person)


async def working(connection: Connection, person: str) -> Sequence[Address]:
    """Those that work, the one last heard from first: for what the person waits for."""
    order = "failing_since IS NOT NULL, heard_at DESC, bound_at"
    return await _those(connection, WORKING, order, person)


async def for_reminders(connection: Connection, person: str) -> Sequence[Address]:
    """The same for what nobody waits for: those that ring, the preferred one before all that are
    within reach; each of these is tried before a page, where nothing is noticed."""
    order = """
        channel = :page, failing_since IS NOT NULL, preferred_at IS NULL, heard_at DESC, bound_at
    """
    return await _those(connection, WORKING, order, person)


async def failing(connection: Connection, person: str) -> Collection[Address]:
    return await _those(connection, "AND failing_since IS NOT NULL", "bound_at", person)


async def _those(connection: Connection, which: str, order: str, person: str) -> Sequence[Address]:
    rows = await connection.execute_fetchall(
        f"SELECT channel, bot, chat FROM addresses a "  # noqa: S608 (constants of ours)
        f"WHERE person = :person {which} ORDER BY {order}",
        {"person": person, "page": PAGE},
    )
    return [Address(row["channel"], row["bot"], row["chat"]) for row in rows]
