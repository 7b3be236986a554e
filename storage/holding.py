"""Messages held back while a bot's month runs short: they wait for their reader to write, or for
the next month."""

from collections.abc import Sequence

from aiosqlite import Connection

from storage.outbox import Message, to_message


async def hold(connection: Connection, message: int) -> None:
    await connection.execute("UPDATE outbox SET state = 'held' WHERE id = ?", (message,))


async def of_owner(connection: Connection, owner: str) -> Sequence[Message]:
    """In their order."""
    rows = await connection.execute_fetchall(
        "SELECT * FROM outbox WHERE owner = ? AND state = 'held' ORDER BY id", (owner,)
    )
    return [to_message(row) for row in rows]


async def waiting(connection: Connection, channel: str, bot: str) -> int:
    """How many are held back from a bot."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT count(*) FROM outbox WHERE state = 'held' AND channel = ? AND bot = ?",
            (channel, bot),
        )
    )
    return int(rows[0][0])


async def release(connection: Connection, channel: str, bot: str) -> int:
    """They go on their way; how many."""
    cursor = await connection.execute(
        "UPDATE outbox SET state = 'queued' WHERE state = 'held' AND channel = ? AND bot = ?",
        (channel, bot),
    )
    return cursor.rowcount
