"""What was decided about each stage of each reminder: a row each, for good."""

from collections.abc import Collection, Sequence
from datetime import datetime

from aiosqlite import Connection

from domain.conversation import Due
from storage.codec import stamp

QUEUED, SENT, SUPERSEDED, DROPPED, DOUBTFUL = "queued", "sent", "superseded", "dropped", "doubtful"


async def decided(connection: Connection, period: str) -> Collection[tuple[str, str, str, str]]:
    """Everything decided in a period: (unit, person, stage, schedule)."""
    rows = await connection.execute_fetchall(
        "SELECT unit, person, stage, schedule FROM reminders WHERE period = ?", (period,)
    )
    return {tuple(row) for row in rows}


async def decide(
    connection: Connection, due: Due, person: str, schedule: str, due_at: datetime, state: str
) -> bool:
    """Write the row; False if it was there."""
    cursor = await connection.execute(
        """
        INSERT INTO reminders (period, unit, person, stage, schedule, due_at, state)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        (due.period, due.unit, person, due.stage, schedule, stamp(due_at), state),
    )
    return cursor.rowcount == 1


async def bind(connection: Connection, dues: Sequence[Due], person: str, outbox: int) -> None:
    """The message that carries these stages."""
    for due in dues:
        await connection.execute(
            """
            UPDATE reminders SET outbox = ?
            WHERE period = ? AND unit = ? AND person = ? AND stage = ? AND state = 'queued'
            """,
            (outbox, due.period, due.unit, person, due.stage),
        )


async def settle(connection: Connection, outbox: int, state: str) -> None:
    """How the message ended, for every stage it carried."""
    await connection.execute("UPDATE reminders SET state = ? WHERE outbox = ?", (state, outbox))


async def undecide(connection: Connection, outbox: int) -> None:
    """The message was never sent and says too much or comes too late: a tick decides anew."""
    await connection.execute("DELETE FROM reminders WHERE outbox = ?", (outbox,))


async def settle_unsaid(connection: Connection, dues: Sequence[Due], person: str) -> None:
    """Nothing was owed any more when the reminder's turn came."""
    for due in dues:
        await connection.execute(
            """
            UPDATE reminders SET state = 'dropped'
            WHERE period = ? AND unit = ? AND person = ? AND stage = ? AND state = 'queued'
            """,
            (due.period, due.unit, person, due.stage),
        )


async def schedules(connection: Connection, outbox: int) -> Sequence[tuple[str, str, str]]:
    """(period, unit, schedule) of every stage that a message carries."""
    rows = await connection.execute_fetchall(
        "SELECT period, unit, schedule FROM reminders WHERE outbox = ?", (outbox,)
    )
    return [(row["period"], row["unit"], row["schedule"]) for row in rows]
