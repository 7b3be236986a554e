"""Slow work: started by an effect, done outside the write transaction, back as an event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from aiosqlite import Connection

from domain.effects import (
    CompileReport,
    FetchFile,
    LeaveGroup,
    Press,
    ProposeNext,
    ReadPlan,
    TakeExtract,
    WriteIssued,
)
from storage.codec import WORK, dump_tagged, load_tagged, marks, stamp

Work: TypeAlias = (
    FetchFile
    | CompileReport
    | WriteIssued
    | TakeExtract
    | LeaveGroup
    | Press
    | ReadPlan
    | ProposeNext
)


@dataclass(frozen=True, slots=True)
class Job:
    """`owner` gets the event; `channel` and `bot` say where a file waits, "" for no channel's."""

    id: int
    owner: str
    channel: str
    bot: str
    payload: str
    tries: int

    def work(self) -> Work:
        """Raises ValueError or KeyError for work of another version of tiendo."""
        work: Work = load_tagged(WORK, self.payload)
        return work


async def add(
    connection: Connection,
    owner: str,
    work: Work,
    now: datetime,
    *,
    channel: str = "",
    bot: str = "",
) -> None:
    await connection.execute(
        """
        INSERT INTO jobs (owner, channel, bot, work, not_before, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (owner, channel, bot, dump_tagged(work), stamp(now), stamp(now)),
    )


async def next_due(connection: Connection, now: datetime, channels: Collection[str]) -> Job | None:
    """The oldest that is due and that a process with these channels can do."""
    own = ["", *channels]
    rows = list(
        await connection.execute_fetchall(
            f"""
            SELECT id, owner, channel, bot, work, tries FROM jobs
            WHERE state = 'waiting' AND not_before <= ? AND channel IN ({marks(own)})
            ORDER BY id LIMIT 1
            """,  # noqa: S608 (marks only)
            (stamp(now), *own),
        )
    )
    return Job(*rows[0]) if rows else None


async def waiting(connection: Connection, kind: str) -> Sequence[Job]:
    """Work of one kind that is not done yet."""
    rows = await connection.execute_fetchall(
        """
        SELECT id, owner, channel, bot, work, tries FROM jobs
        WHERE state = 'waiting' AND work ->> 'kind' = ? ORDER BY id
        """,
        (kind,),
    )
    return [Job(*row) for row in rows]


async def finish(connection: Connection, job: int, state: str, now: datetime) -> None:
    """`state`: done or failed."""
    await connection.execute(
        "UPDATE jobs SET state = ?, done_at = ? WHERE id = ?", (state, stamp(now), job)
    )


async def retry(connection: Connection, job: int, not_before: datetime) -> None:
    await connection.execute(
        "UPDATE jobs SET tries = tries + 1, not_before = ? WHERE id = ?", (stamp(not_before), job)
    )
