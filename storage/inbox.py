"""What came in, each once: messages, and events for others."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.conversation import Event
from domain.messages import Address
from storage import lines
from storage.codec import EVENTS, dump_tagged, load_tagged, stamp, unstamp

INSIDE = "inside"
PERSON = "person:"
NOBODY = "nobody"
"""The owner of what was forgotten."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row not yet handled. `owner` is an address, or "person:CODE"."""

    id: int
    channel: str
    bot: str
    owner: str
    payload: str
    tries: int

    def event(self) -> Event:
        event: Event = load_tagged(EVENTS, self.payload)
        return event

    @property
    def address(self) -> Address | None:
        """Where the person is whom it concerns; None where only the person's code is known."""
        if self.owner.startswith(PERSON):
            return None
        return Address(*self.owner.split(":", 2))

    @property
    def is_from_inside(self) -> bool:
        return self.channel == INSIDE


async def add(
    connection: Connection, address: Address, event_id: str, event: Event, now: datetime
) -> bool:
    """Store a message; False if this event id was stored before."""
    cursor = await connection.execute(
        """
        INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (channel, bot, event_id) DO NOTHING
        """,
        (address.channel, address.bot, event_id, str(address), dump_tagged(event), stamp(now)),
    )
    if cursor.rowcount != 1:
        return False
    assert cursor.lastrowid is not None
    await lines.heard(connection, cursor.lastrowid, str(address))
    return True


async def add_for(
    connection: Connection,
    owner: str,
    came_by: tuple[str, str],
    event_id: str,
    event: Event,
    now: datetime,
) -> bool:
    """Something a person sent by another way than the conversation: `came_by` is the channel and
    the bot, from which its bytes are fetched. False if this event id was stored before."""
    values = (*came_by, event_id, owner, dump_tagged(event), stamp(now))
    cursor = await connection.execute(
        """
        INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (channel, bot, event_id) DO NOTHING
        """,
        values,
    )
    if cursor.rowcount != 1:
        return False
    assert cursor.lastrowid is not None
    await lines.heard(connection, cursor.lastrowid, owner)
    return True


async def add_inside(connection: Connection, owner: str, event: Event, now: datetime) -> None:
    """An event for a person (or an address) that comes from inside: word of others, a timer."""
    await add_all_inside(connection, [(owner, event)], now)


async def add_all_inside(
    connection: Connection, events: Iterable[tuple[str, Event]], now: datetime
) -> None:
    """An event for each owner."""
    await connection.executemany(
        """
        INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at)
        VALUES (?, '', ?, ?, ?, ?)
        """,
        [
            (INSIDE, uuid.uuid4().hex, owner, dump_tagged(event), stamp(now))
            for owner, event in events
        ],
    )


async def add_inside_once(
    connection: Connection, owner: str, number: str, event: Event, now: datetime
) -> None:
    """The same under a number of ours: what was put in under it before is not put in again."""
    await connection.execute(
        """
        INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at)
        VALUES (?, '', ?, ?, ?, ?) ON CONFLICT (channel, bot, event_id) DO NOTHING
        """,
        (INSIDE, number, owner, dump_tagged(event), stamp(now)),
    )


async def add_unreadable(
    connection: Connection, address: Address, event_id: str, payload: str, now: datetime
) -> int | None:
    """Something we could not translate, set aside; its row, or None if it came before."""
    cursor = await connection.execute(
        """
        INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at, state)
        VALUES (?, ?, ?, ?, ?, ?, 'set_aside')
        ON CONFLICT (channel, bot, event_id) DO NOTHING
        """,
        (address.channel, address.bot, event_id, str(address), payload, stamp(now)),
    )
    return cursor.lastrowid if cursor.rowcount == 1 else None


async def waiting(connection: Connection, limit: int) -> Sequence[Waiting]:
    rows = await connection.execute_fetchall(
        """
        SELECT id, channel, bot, owner, payload, tries FROM inbox
        WHERE state = 'waiting' ORDER BY id LIMIT ?
        """,
        (limit,),
    )
    return [Waiting(*row) for row in rows]


async def waiting_from_inside(connection: Connection, kind: str) -> Sequence[Waiting]:
    """The events of one kind that were put in for others and are not handled yet."""
    rows = await connection.execute_fetchall(
        """
        SELECT id, channel, bot, owner, payload, tries FROM inbox
        WHERE state = 'waiting' AND channel = ? AND payload ->> 'kind' = ? ORDER BY id
        """,
        (INSIDE, kind),
    )
    return [Waiting(*row) for row in rows]


async def event_of(connection: Connection, row: int) -> Event | None:
    """What stands in a row; None where it was emptied."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT payload FROM inbox WHERE id = ? AND payload <> ''", (row,)
        )
    )
    return load_tagged(EVENTS, rows[0]["payload"]) if rows else None


async def waits_for(connection: Connection, words: str) -> bool:
    """Whether a message that is not handled, or work that is not done, names something. What was
    set aside waits for whoever looks after it."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT EXISTS (SELECT 1 FROM inbox WHERE state <> 'done' AND instr(payload, :words))
                OR EXISTS (SELECT 1 FROM jobs WHERE state = 'waiting' AND instr(work, :words))
            """,
            {"words": words},
        )
    )
    return bool(rows[0][0])


async def done(connection: Connection, row: int, now: datetime) -> None:
    await connection.execute(
        "UPDATE inbox SET state = 'done', handled_at = ? WHERE id = ?", (stamp(now), row)
    )


async def count_try(connection: Connection, row: int) -> None:
    await connection.execute("UPDATE inbox SET tries = tries + 1 WHERE id = ?", (row,))


async def set_aside(connection: Connection, row: int, now: datetime) -> None:
    await connection.execute(
        "UPDATE inbox SET state = 'set_aside', handled_at = ? WHERE id = ?", (stamp(now), row)
    )


async def forget(connection: Connection, row: int) -> None:
    """Empty what must not be kept; the row stays, so that it is not handled again."""
    await connection.execute("UPDATE inbox SET payload = '' WHERE id = ?", (row,))


async def forget_owner(connection: Connection, owner: str, current: int | None) -> None:
    """What somebody said, and from where; `current` is the row being handled. Other messages that
    wait are a stranger's from here on; word for a person who is no more is not told. A page's own
    numbers name its chat; no page will repeat them."""
    await connection.execute(
        """
        UPDATE inbox
        SET payload = '', owner = :nobody,
            event_id = CASE channel WHEN 'web' THEN hex(randomblob(16)) ELSE event_id END
        WHERE owner = :owner AND (state <> 'waiting' OR id = :current)
        """,
        {"owner": owner, "current": current, "nobody": NOBODY},
    )
    if owner.startswith(PERSON):
        await connection.execute(
            "UPDATE inbox SET payload = '', state = 'done' WHERE owner = ? AND state = 'waiting'",
            (owner,),
        )


async def hand_over(connection: Connection, address: str, owner: str, current: int | None) -> None:
    """What a person said from an address that is left: kept as theirs, without from where;
    `current` is the row being handled. What waits is a stranger's from here on."""
    await connection.execute(
        """
        UPDATE inbox
        SET owner = :owner,
            event_id = CASE channel WHEN 'web' THEN hex(randomblob(16)) ELSE event_id END
        WHERE owner = :address AND (state <> 'waiting' OR id = :current)
        """,
        {"owner": owner, "address": address, "current": current},
    )


async def empty_until(connection: Connection, moment: datetime) -> None:
    """Messages up to `moment` are not kept any longer; their rows say that they were handled."""
    await connection.execute(
        """
        UPDATE inbox SET payload = ''
        WHERE received_at <= ? AND state <> 'waiting' AND payload <> ''
        """,
        (stamp(moment),),
    )


async def last_received(connection: Connection, channel: str, bot: str) -> datetime | None:
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT received_at FROM inbox WHERE channel = ? AND bot = ?
            ORDER BY id DESC LIMIT 1
            """,
            (channel, bot),
        )
    )
    return unstamp(rows[0][0]) if rows else None


async def next_offset(connection: Connection, channel: str, bot: str) -> int:
    rows = list(
        await connection.execute_fetchall(
            "SELECT next FROM poll_offsets WHERE channel = ? AND bot = ?", (channel, bot)
        )
    )
    return int(rows[0][0]) if rows else 0


async def set_offset(connection: Connection, channel: str, bot: str, offset: int) -> None:
    await connection.execute(
        """
        INSERT INTO poll_offsets (channel, bot, next) VALUES (?, ?, ?)
        ON CONFLICT (channel, bot) DO UPDATE SET next = excluded.next
        """,
        (channel, bot, offset),
    )
