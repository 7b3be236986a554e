"""What was decided about each stage of each reminder: a row each, for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.bots import Unheard
from domain.conversation import Due
from storage.codec import stamp, unstamp

QUEUED, SENT, SUPERSEDED, DROPPED, DOUBTFUL = "queued", "sent", "superseded", "dropped", "doubtful"
HELD = "held"
"""Not said, because the month's messages of a bot run short."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a stage for one person: it is said, or a newer one is said instead."""

    due: Due
    person: str
    schedule: str
    due_at: datetime
    state: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.due.unit, self.person, self.due.stage, self.schedule)


async def decided(connection: Connection, period: str) -> set[tuple[str, str, str, str]]:
    """The keys of everything decided in a period: (unit, person, stage, schedule)."""
    rows = await connection.execute_fetchall(
        "SELECT unit, person, stage, schedule FROM reminders WHERE period = ?", (period,)
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


async def decide(connection: Connection, decisions: Iterable[Decision]) -> None:
    """A row each; none of them was decided before."""
    await connection.executemany(
        """
        INSERT INTO reminders (period, unit, person, stage, schedule, due_at, state)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [(d.due.period, *d.key, stamp(d.due_at), d.state) for d in decisions],
    )


async def bind(connection: Connection, dues: Sequence[Due], person: str, outbox: int) -> None:
    """The message that carries these stages."""
    await connection.executemany(
        """
        UPDATE reminders SET outbox = ?
        WHERE period = ? AND unit = ? AND person = ? AND stage = ? AND state = 'queued'
        """,
        [(outbox, due.period, due.unit, person, due.stage) for due in dues],
    )


async def settle(connection: Connection, outbox: int, state: str) -> None:
    """How the message ended, for every stage it carried."""
    await connection.execute("UPDATE reminders SET state = ? WHERE outbox = ?", (state, outbox))


async def hold(connection: Connection, outbox: int, now: datetime) -> None:
    await connection.execute(
        "UPDATE reminders SET state = ?, held_at = ? WHERE outbox = ?", (HELD, stamp(now), outbox)
    )


async def held(
    connection: Connection, channel: str, bot: str, since: datetime
) -> Sequence[tuple[Unheard, datetime]]:
    """Whose reminders by a bot were held back after `since` and not said later, each with the last
    time."""
    rows = await connection.execute_fetchall(
        """
        SELECT r.unit, p.name, max(r.held_at) AS at
        FROM reminders r JOIN outbox o ON o.id = r.outbox JOIN people p ON p.code = r.person
        WHERE r.state = 'held' AND o.channel = ? AND o.bot = ? AND r.held_at > ?
          AND NOT EXISTS (
              SELECT 1 FROM reminders s
              WHERE s.period = r.period AND s.unit = r.unit AND s.person = r.person
                AND s.state = 'sent' AND s.due_at > r.due_at)
        GROUP BY r.unit, r.person ORDER BY r.unit, r.person
        """,
        (channel, bot, stamp(since)),
    )
    return [(Unheard(row["unit"], row["name"]), unstamp(row["at"])) for row in rows]


async def undecide(connection: Connection, outbox: int) -> None:
    """The message was never sent and says too much or comes too late: a tick decides anew."""
    await connection.execute("DELETE FROM reminders WHERE outbox = ?", (outbox,))


async def settle_unsaid(connection: Connection, dues: Sequence[Due], person: str) -> None:
    """Nothing was owed any more when the reminder's turn came."""
    await connection.executemany(
        """
        UPDATE reminders SET state = 'dropped'
        WHERE period = ? AND unit = ? AND person = ? AND stage = ? AND state = 'queued'
        """,
        [(due.period, due.unit, person, due.stage) for due in dues],
    )


async def schedules(connection: Connection, outbox: int) -> Sequence[tuple[str, str, str]]:
    """(period, unit, schedule) of every stage that a message carries."""
    rows = await connection.execute_fetchall(
        "SELECT period, unit, schedule FROM reminders WHERE outbox = ?", (outbox,)
    )
    return [(row["period"], row["unit"], row["schedule"]) for row in rows]
