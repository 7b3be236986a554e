"""What is to be said, and how far it got."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from sqlite3 import Row

from aiosqlite import Connection

from domain.conversation import Due
from domain.messages import Address, Question, Reply
from storage import lines
from storage.codec import dump, load_any, stamp

_SHOWN = ("sent", "sending", "doubtful")
_FORGOTTEN = "reply = '[]', dues = NULL, chat = '', error = NULL"


class Kind(StrEnum):
    """Answers and notices are sent at least once, reminders at most once."""

    ANSWER = "answer"
    NOTICE = "notice"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person: all replies of a turn, drawn when it is sent."""

    id: int
    owner: str
    address: Address
    kind: Kind
    replies: tuple[Reply, ...]
    dues: tuple[Due, ...]
    state: str
    parts_sent: int
    tries: int
    expires_at: str | None
    refused_since: str | None
    """Since when the messenger has been out of reach where it is to go now."""
    moved_at: str | None


async def add(
    connection: Connection,
    owner: str,
    address: Address,
    kind: Kind,
    replies: Sequence[Reply],
    now: datetime,
    *,
    dues: Sequence[Due] = (),
    expires_at: datetime | None = None,
) -> int:
    """Queue one message and return its id, which is also the question's id."""
    cursor = await connection.execute(
        """
        INSERT INTO outbox
            (owner, channel, bot, chat, kind, reply, dues, created_at, not_before, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            owner,
            address.channel,
            address.bot,
            address.chat,
            kind,
            dump(tuple(replies), tuple[Reply, ...]),
            dump(tuple(dues), tuple[Due, ...]) if dues else None,
            stamp(now),
            stamp(now),
            stamp(expires_at) if expires_at else None,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def empty_until(connection: Connection, moment: datetime) -> None:
    """Answers up to `moment` are not kept any longer, nor said that late."""
    await connection.execute(
        """
        UPDATE outbox
        SET reply = '[]',
            state = CASE WHEN state IN ('queued', 'held') THEN 'dropped' ELSE state END
        WHERE created_at <= ? AND state <> 'sending' AND reply <> '[]'
        """,
        (stamp(moment),),
    )


async def forget_owner(connection: Connection, owner: str) -> None:
    """What somebody was told, and where; what was not sent yet is not sent any more."""
    await connection.execute(
        f"""
        UPDATE outbox
        SET {_FORGOTTEN},
            state = CASE WHEN state IN ('queued', 'held') THEN 'dropped' ELSE state END,
            owner = CASE WHEN owner LIKE 'person:%' THEN owner ELSE 'nobody' END
        WHERE owner = ? AND state <> 'sending'
        """,  # noqa: S608 (a constant of ours)
        (owner,),
    )


async def forget_place(connection: Connection, owner: str, address: Address) -> None:
    """Where somebody was told something, once the address is theirs no more."""
    await connection.execute(
        """
        UPDATE outbox SET chat = ''
        WHERE owner = ? AND channel = ? AND bot = ? AND chat = ?
          AND state NOT IN ('queued', 'sending')
        """,
        (owner, address.channel, address.bot, address.chat),
    )


async def forget_farewells(connection: Connection) -> None:
    """The last word to a person who asked to be forgotten, once it is sent."""
    await lines.forget_gone(connection)
    await connection.execute(
        f"""
        UPDATE outbox SET {_FORGOTTEN}
        WHERE chat <> '' AND state NOT IN ('queued', 'sending')
          AND owner IN (SELECT 'person:' || code FROM people WHERE forgotten_at IS NOT NULL)
        """  # noqa: S608 (a constant of ours)
    )


async def rewrite(connection: Connection, message: int, replies: Sequence[Reply]) -> None:
    """Other words: without what must not be kept, or with more before it is sent."""
    await connection.execute(
        "UPDATE outbox SET reply = ? WHERE id = ?",
        (dump(tuple(replies), tuple[Reply, ...]), message),
    )


async def unsent_to(
    connection: Connection, owner: str, address: Address, kind: Kind
) -> Message | None:
    """The newest message of a kind to a person's address, where nothing of it was tried yet."""
    rows = await connection.execute_fetchall(
        """
        SELECT * FROM outbox
        WHERE owner = ? AND channel = ? AND bot = ? AND chat = ? AND kind = ?
          AND state = 'queued' AND parts_sent = 0 AND tries = 0
        ORDER BY id DESC LIMIT 1
        """,
        (owner, address.channel, address.bot, address.chat, kind),
    )
    return next((to_message(row) for row in rows), None)


async def question_of(connection: Connection, owner: str, message: int) -> Question | None:
    """What a message to this person offered; None for one that is another's or offered nothing."""
    rows = await connection.execute_fetchall(
        """
        SELECT id, reply FROM outbox
        WHERE owner = ? AND id = ? AND state NOT IN ('dropped', 'failed')
        """,
        (owner, message),
    )
    return next((_question(row["id"], row["reply"]) for row in rows), None)


async def question_seen(
    connection: Connection, owner: str, address: Address | None, standing: int | None
) -> Question | None:
    """The last choices that this person was shown at an address; on a page, and where no address
    is named, those shown anywhere. `standing` is the message at which the conversation stands: it
    may be answered from any address.

    None while a newer answer may not have arrived: nobody chooses from what they have not seen,
    and nobody from what is above it. Notices and reminders that still wait are passed over.
    """
    rows = await connection.execute_fetchall(
        """
        SELECT id, reply, state FROM outbox
        WHERE owner = :owner AND state NOT IN ('dropped', 'failed', 'held')
          AND (:anywhere OR id = :standing
               OR (channel = :channel AND bot = :bot AND chat = :chat))
          AND (kind = 'answer' OR state <> 'queued' OR tries > 0)
        ORDER BY id DESC LIMIT 8
        """,
        {
            "owner": owner,
            "standing": standing,
            "anywhere": address is None or not address.rings,
            "channel": address and address.channel,
            "bot": address and address.bot,
            "chat": address and address.chat,
        },
    )
    for row in rows:
        if question := _question(row["id"], row["reply"]):
            return question if row["state"] in _SHOWN else None
    return None


def _question(message: int, replies: str) -> Question | None:
    for reply in reversed(load_any(tuple[Reply, ...], replies)):
        if reply.choices:
            return Question(message, reply.choices, reply.picks)
    return None


async def unsent(connection: Connection, kind: Kind) -> Sequence[Message]:
    """Messages of one kind of which nothing was sent, and none is on its way."""
    rows = await connection.execute_fetchall(
        "SELECT * FROM outbox WHERE state = 'queued' AND kind = ? AND parts_sent = 0 ORDER BY id",
        (kind,),
    )
    return [to_message(row) for row in rows]


async def fleeting_until(connection: Connection, moment: datetime) -> Sequence[Message]:
    """Messages for a page, sent up to `moment`, that hold what is to be read only once."""
    rows = await connection.execute_fetchall(
        """
        SELECT * FROM outbox
        WHERE channel = 'web' AND state = 'sent' AND sent_at <= ?
          AND instr(reply, '"fleeting":true') AND NOT instr(reply, '"data":{},')
        """,
        (stamp(moment),),
    )
    return [to_message(row) for row in rows]


def to_message(row: Row) -> Message:
    """From a row of `SELECT *`."""
    return Message(
        row["id"],
        row["owner"],
        Address(row["channel"], row["bot"], row["chat"]),
        Kind(row["kind"]),
        load_any(tuple[Reply, ...], row["reply"]),
        load_any(tuple[Due, ...], row["dues"]) if row["dues"] else (),
        row["state"],
        row["parts_sent"],
        row["tries"],
        row["expires_at"],
        row["refused_since"],
        row["moved_at"],
    )
