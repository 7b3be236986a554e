"""How the database fares, in numbers: of messages, jobs and submissions, never of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.period_state import PeriodState
from storage.codec import unstamp
from storage.database import Database, schema_version


@dataclass(frozen=True, slots=True)
class Pile:
    """So many messages of the outbox are alike in these."""

    channel: str
    kind: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    inbox_waiting: int
    inbox_set_aside: int
    oldest_waiting: datetime | None
    outbox: Sequence[Pile]
    jobs: Mapping[str, int]
    """Waiting ones, by the name of the work."""
    submissions: Mapping[str, Mapping[str, int]]
    """Of each open period, by state."""
    bytes: int
    schema: int


async def try_to_read(database: Database) -> None:
    await database.reader.execute_fetchall("SELECT count(*) FROM poll_offsets")


async def try_to_write(database: Database) -> None:
    """As far as the right to write: nothing is changed, so nothing is waited for on the disk."""
    async with database.transaction():
        return


async def numbers(connection: Connection) -> Numbers:
    """The outbox is counted row by row: about a fifth of a second for 200,000 messages."""
    waiting, oldest = await _waiting(connection)
    return Numbers(
        waiting,
        await _count(connection, "SELECT count(*) FROM inbox WHERE state = 'set_aside'"),
        oldest,
        await _outbox(connection),
        await _jobs(connection),
        await _submissions(connection),
        await _count(connection, "PRAGMA page_count")
        * await _count(connection, "PRAGMA page_size"),
        await schema_version(connection),
    )


async def _count(connection: Connection, sql: str) -> int:
    rows = list(await connection.execute_fetchall(sql))
    return int(rows[0][0])


async def _waiting(connection: Connection) -> tuple[int, datetime | None]:
    rows = list(
        await connection.execute_fetchall(
            "SELECT count(*), min(received_at) FROM inbox WHERE state = 'waiting'"
        )
    )
    count, oldest = rows[0]
    return int(count), unstamp(oldest) if oldest else None


async def _outbox(connection: Connection) -> Sequence[Pile]:
    rows = await connection.execute_fetchall(
        """
        SELECT channel, kind, state, count(*) FROM outbox
        GROUP BY channel, kind, state ORDER BY channel, kind, state
        """
    )
    return [Pile(*row) for row in rows]


async def _jobs(connection: Connection) -> Mapping[str, int]:
    rows = await connection.execute_fetchall(
        """
        SELECT work ->> 'kind' AS name, count(*) FROM jobs
        WHERE state = 'waiting' GROUP BY name ORDER BY name
        """
    )
    return {str(name): int(count) for name, count in rows}


async def _submissions(connection: Connection) -> Mapping[str, Mapping[str, int]]:
    rows = await connection.execute_fetchall(
        """
        SELECT p.key, s.state, count(s.state) FROM periods p
        LEFT JOIN submissions s ON s.period = p.key
        WHERE p.state = ? GROUP BY p.key, s.state ORDER BY p.key, s.state
        """,
        (PeriodState.OPEN,),
    )
    found: dict[str, dict[str, int]] = {}
    for key, state, count in rows:
        states = found.setdefault(key, {})
        if state is not None:
            states[state] = int(count)
    return found
