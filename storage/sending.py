"""The outbox as delivery sees it: what may go next, and what became of it."""

import json
import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from sqlite3 import Row

from aiosqlite import Connection

from domain.messages import Address
from storage import lines
from storage.codec import marks, stamp, unstamp
from storage.outbox import Kind, Message, to_message

logger = logging.getLogger(__name__)

LANE = "CASE {row}.kind WHEN 'answer' THEN 0 WHEN 'notice' THEN 1 ELSE 2 END"
OPEN = "state IN ('queued', 'sending')"
NO_END = "expires_at = CASE kind WHEN 'reminder' THEN expires_at END"
"""A reminder's end is its own; another's was set by a refusal, and counts from the next one."""


async def recover(connection: Connection) -> Sequence[tuple[int, Kind]]:
    """After a crash: what was on its way may have arrived. Answers and notices go again from the
    next part, reminders do not; returns all of them."""
    rows = await connection.execute_fetchall(
        """
        UPDATE outbox
        SET state = CASE kind WHEN 'reminder' THEN 'doubtful' ELSE 'queued' END,
            tries = tries + 1, error = 'on its way when the bot stopped'
        WHERE state = 'sending' RETURNING id, kind
        """
    )
    return sorted((int(row["id"]), Kind(row["kind"])) for row in rows)


async def heads(
    connection: Connection,
    now: datetime,
    limit: int,
    *,
    channels: Collection[str],
    resting_bots: Collection[str],
    resting_chats: Collection[str],
) -> Sequence[Message]:
    """The next message of each chat, answers first. One that is tried again keeps its place
    before later ones of its chat; a bot rests as "channel:bot", a chat as its whole address."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT * FROM outbox AS o
        WHERE o.{OPEN} AND o.state = 'queued' AND (o.tries = 0 OR o.not_before <= :now)
          AND o.channel IN (SELECT value FROM json_each(:channels))
          AND o.channel || ':' || o.bot NOT IN (SELECT value FROM json_each(:bots))
          AND o.channel || ':' || o.bot || ':' || o.chat
              NOT IN (SELECT value FROM json_each(:chats))
          AND NOT EXISTS (
              SELECT 1 FROM outbox AS e
              WHERE e.channel = o.channel AND e.bot = o.bot AND e.chat = o.chat AND e.{OPEN}
                AND (e.state = 'sending'
                     OR ({LANE.format(row="e")}, e.id) < ({LANE.format(row="o")}, o.id)))
        ORDER BY {LANE.format(row="o")}, o.id LIMIT :limit
        """,  # noqa: S608 (constants of ours)
        {
            "now": stamp(now),
            "limit": limit,
            "channels": json.dumps(list(channels)),
            "bots": json.dumps(list(resting_bots)),
            "chats": json.dumps(list(resting_chats)),
        },
    )
    messages = [await _read(connection, row) for row in rows]
    return [message for message in messages if message is not None]


async def _read(connection: Connection, row: Row) -> Message | None:
    """One row that cannot be read must not keep back all others."""
    try:
        return to_message(row)
    except ValueError:
        logger.error("message %d cannot be read and is set aside", row["id"])
        await close(connection, row["id"], "failed", "cannot be read")
        return None


async def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next message that waits for its time may go."""
    rows = list(
        await connection.execute_fetchall(
            f"SELECT min(not_before) FROM outbox "  # noqa: S608 (a constant of ours)
            f"WHERE {OPEN} AND state = 'queued' AND not_before > ?",
            (stamp(now),),
        )
    )
    return unstamp(rows[0][0]) if rows[0][0] else None


async def readdress(connection: Connection, message: int, address: Address) -> None:
    """It goes to another address of the same person instead, from its beginning."""
    await connection.execute(
        f"""
        UPDATE outbox
        SET channel = ?, bot = ?, chat = ?, state = 'queued', parts_sent = 0, tries = 0,
            refused_since = NULL, {NO_END}
        WHERE id = ?
        """,  # noqa: S608 (a constant of ours)
        (address.channel, address.bot, address.chat, message),
    )


async def moved(connection: Connection, message: int, now: datetime) -> None:
    """Whoever moved it: it does not go on for a messenger's being out of reach a second time."""
    await connection.execute("UPDATE outbox SET moved_at = ? WHERE id = ?", (stamp(now), message))


async def refused(connection: Connection, message: int, now: datetime) -> None:
    """The messenger was out of reach, maybe not for the first time."""
    await connection.execute(
        "UPDATE outbox SET refused_since = coalesce(refused_since, ?) WHERE id = ?",
        (stamp(now), message),
    )


async def open_at(connection: Connection, address: Address) -> Sequence[Message]:
    """What is to go to an address, the one on its way and those held back among them, in the order
    of the chat."""
    here = "SELECT * FROM outbox WHERE channel = ? AND bot = ? AND chat = ?"
    place = (address.channel, address.bot, address.chat)
    # Two halves, each by its own index.
    rows = await connection.execute_fetchall(
        f"{here} AND {OPEN} UNION ALL {here} AND state = 'held' ORDER BY id",
        (*place, *place),
    )
    messages = [await _read(connection, row) for row in rows]
    return [message for message in messages if message is not None]


async def begin(connection: Connection, messages: Sequence[int]) -> None:
    """The intent to send, on disk before the call."""
    await connection.execute(
        f"""
        UPDATE outbox SET state = 'sending' WHERE id IN ({marks(messages)})
        """,  # noqa: S608 (marks only)
        list(messages),
    )


async def part_sent(connection: Connection, message: int, parts_sent: int) -> None:
    """The rest goes on as soon as its turn comes; refusals count anew."""
    await connection.execute(
        """
        UPDATE outbox SET state = 'queued', parts_sent = ?, tries = 0, refused_since = NULL
        WHERE id = ?
        """,
        (parts_sent, message),
    )


async def sent(
    connection: Connection, message: int, parts_sent: int, messenger_id: str, now: datetime
) -> None:
    await connection.execute(
        """
        UPDATE outbox SET state = 'sent', parts_sent = ?, message = ?, sent_at = ?, error = NULL
        WHERE id = ?
        """,
        (parts_sent, messenger_id, stamp(now), message),
    )
    await lines.told(connection, message)
    await _forget_place(connection, message)


async def try_again(
    connection: Connection, message: int, at: datetime, until: datetime, error: str
) -> None:
    """Back in the queue; `until` bounds it where the message itself names no end."""
    await connection.execute(
        """
        UPDATE outbox
        SET state = 'queued', tries = tries + 1, not_before = ?,
            expires_at = coalesce(expires_at, ?), error = ?
        WHERE id = ?
        """,
        (stamp(at), stamp(until), error, message),
    )


async def close(connection: Connection, message: int, state: str, error: str) -> None:
    """The end without success: failed, doubtful or dropped."""
    await connection.execute(
        "UPDATE outbox SET state = ?, error = ? WHERE id = ?", (state, error, message)
    )
    await _forget_place(connection, message)


async def _forget_place(connection: Connection, message: int) -> None:
    """The last word at an address that a person has left. A farewell is forgotten whole, later."""
    await connection.execute(
        """
        UPDATE outbox AS o SET chat = ''
        WHERE id = ?
          AND EXISTS (SELECT 1 FROM people WHERE o.owner LIKE 'person:%'
                      AND code = substr(o.owner, 8) AND forgotten_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM addresses a
                          WHERE a.channel = o.channel AND a.bot = o.bot AND a.chat = o.chat)
        """,
        (message,),
    )
