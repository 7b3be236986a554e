"""Conversations line by line, in the order in which they were said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from aiosqlite import Connection

from domain.conversation import Event
from domain.messages import Reply
from storage.codec import EVENTS, load_any, load_tagged, marks, unstamp


@dataclass(frozen=True, slots=True)
class Line:
    """Either something heard (`event`; None where it was not kept) or something told (`replies`,
    the outbox id is `message`)."""

    id: int
    at: datetime
    number: str = ""
    """What the messenger calls what was heard."""
    event: Event | None = None
    message: int | None = None
    replies: tuple[Reply, ...] = ()


async def heard(connection: Connection, inbox: int, owner: str) -> None:
    await connection.execute("INSERT INTO lines (owner, inbox) VALUES (?, ?)", (owner, inbox))


async def told(connection: Connection, outbox: int) -> None:
    await connection.execute(
        "INSERT INTO lines (owner, outbox) SELECT owner, id FROM outbox WHERE id = ?", (outbox,)
    )


async def after(
    connection: Connection, owners: Collection[str], line: int, limit: int
) -> Sequence[Line]:
    """The first lines after one, in order."""
    return await _read(connection, owners, "l.id > ? ORDER BY l.id", line, limit)


async def before(
    connection: Connection, owners: Collection[str], line: int | None, limit: int
) -> Sequence[Line]:
    """The last lines before one, in order; before None, the newest."""
    last = 2**62 if line is None else line
    found = await _read(connection, owners, "l.id < ? ORDER BY l.id DESC", last, limit)
    return found[::-1]


async def one(connection: Connection, owners: Collection[str], line: int) -> Line | None:
    found = await _read(connection, owners, "l.id = ? ORDER BY l.id", line, 1)
    return found[0] if found else None


async def channels(
    connection: Connection, people: Collection[str]
) -> Mapping[tuple[str, str], str]:
    """By which channel messages of these people came: by person and the messenger's number of it,
    as far as the messages are still kept."""
    rows = await connection.execute_fetchall(
        f"""
        WITH owners AS (
            SELECT person, channel || ':' || bot || ':' || chat AS owner FROM addresses
            UNION ALL SELECT code, 'person:' || code FROM people)
        SELECT o.person, i.payload ->> '$.body.message' AS message, i.channel
        FROM owners o
        JOIN lines l ON l.owner = o.owner
        JOIN inbox i ON i.id = l.inbox AND i.payload <> ''
        WHERE o.person IN ({marks(people)})
        """,  # noqa: S608 (marks)
        tuple(people),
    )
    return {(row["person"], row["message"]): row["channel"] for row in rows if row["message"]}


async def hand_over(connection: Connection, address: str, owner: str) -> None:
    """What a person said from an address that is left; what was told there before consent goes."""
    await connection.execute(
        "DELETE FROM lines WHERE owner = ? AND outbox IS NOT NULL", (address,)
    )
    await connection.execute("UPDATE lines SET owner = ? WHERE owner = ?", (owner, address))


async def forget_owner(connection: Connection, owner: str) -> None:
    await connection.execute("DELETE FROM lines WHERE owner = ?", (owner,))


async def forget_gone(connection: Connection) -> None:
    """The last line of a conversation with a person who asked to be forgotten."""
    await connection.execute(
        """
        DELETE FROM lines WHERE outbox IN (
            SELECT o.id FROM people p JOIN outbox o ON o.owner = 'person:' || p.code
            WHERE p.forgotten_at IS NOT NULL AND o.chat <> '' AND o.state = 'sent')
        """
    )


async def _read(
    connection: Connection, owners: Collection[str], which: str, line: int, limit: int
) -> Sequence[Line]:
    rows = await connection.execute_fetchall(
        f"""
        SELECT l.id, i.payload, i.event_id, i.received_at, o.id AS message, o.reply, o.sent_at
        FROM lines l LEFT JOIN inbox i ON i.id = l.inbox LEFT JOIN outbox o ON o.id = l.outbox
        WHERE l.owner IN ({marks(owners)}) AND {which} LIMIT ?
        """,  # noqa: S608 (marks, and an order of ours)
        (*owners, line, limit),
    )
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    if row["message"] is not None:
        replies = load_any(tuple[Reply, ...], row["reply"])
        return Line(row["id"], unstamp(row["sent_at"]), message=row["message"], replies=replies)
    event = load_tagged(EVENTS, row["payload"]) if row["payload"] else None
    return Line(row["id"], unstamp(row["received_at"]), row["event_id"], event)
