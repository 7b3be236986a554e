"""Messages held back while a bot's month runs short: they wait for their reader to write, or for
the next month."""

from collections.abc import Collection, Sequence

from aiosqlite import Connection

from domain.bots import Unheard
from storage.inbox import PERSON
from storage.outbox import Message, to_message
from storage.sending import NO_END


async def hold(connection: Connection, message: int) -> None:
    await connection.execute(
        f"""
        UPDATE outbox SET state = 'held', tries = 0, refused_since = NULL, {NO_END} WHERE id = ?
        """,  # noqa: S608 (a constant of ours)
        (message,),
    )


async def of_owner(connection: Connection, owner: str) -> Sequence[Message]:
    """In their order."""
    rows = await connection.execute_fetchall(
        "SELECT * FROM outbox WHERE owner = ? AND state = 'held' ORDER BY id", (owner,)
    )
    return [to_message(row) for row in rows]


async def waiting(connection: Connection, channel: str, bot: str) -> Sequence[Unheard]:
    """From whom something is held back at a bot."""
    rows = await connection.execute_fetchall(
        """
        SELECT DISTINCT p.code, p.name, coalesce(g.unit, '') AS unit
        FROM outbox o JOIN people p ON p.code = substr(o.owner, length('person:') + 1)
        LEFT JOIN grants g ON g.person = p.code AND g.ended_at IS NULL
        WHERE o.state = 'held' AND o.channel = ? AND o.bot = ? ORDER BY unit, p.code
        """,
        (channel, bot),
    )
    return [Unheard(row["unit"], row["name"]) for row in rows]


async def release(connection: Connection, saving: Collection[tuple[str, str]]) -> int:
    """All but those of bots that save go on their way, by whatever bot they were to go; how many
    those are."""
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT channel, bot FROM outbox WHERE state = 'held'"
    )
    count = 0
    for bot in {(row["channel"], row["bot"]) for row in rows} - set(saving):
        cursor = await connection.execute(
            "UPDATE outbox SET state = 'queued' WHERE state = 'held' AND channel = ? AND bot = ?",
            bot,
        )
        count += cursor.rowcount
    return count


async def drop(connection: Connection, person: str) -> None:
    """Who has handed something over is told no more of it."""
    await connection.execute(
        """
        UPDATE outbox SET state = 'dropped', reply = '[]', error = 'a role has ended'
        WHERE owner = ? AND state = 'held'
        """,
        (f"{PERSON}{person}",),
    )
