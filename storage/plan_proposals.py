"""Proposed plans, and what was decided on their blocks."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from aiosqlite import Connection

from domain.proposals import Proposal, ProposalState, ProposedPlan
from domain.verdicts import Verdict
from storage.codec import dump, load, load_any, stamp

_VERDICTS = tuple[Verdict, ...]


async def add(
    connection: Connection,
    plan: ProposedPlan,
    verdicts: Sequence[Verdict],
    actor: str,
    now: datetime,
) -> int:
    """Returns the id of the proposal; there is a verdict a block."""
    cursor = await connection.execute(
        """
        INSERT INTO plan_proposals
            (source, body, verdicts, made_by, made_at, changed_by, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (plan.source, dump(plan), dump(tuple(verdicts), _VERDICTS), *(actor, stamp(now)) * 2),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def get(connection: Connection, number: int) -> Proposal | None:
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT id, body, verdicts, version, state, changed_by FROM plan_proposals
            WHERE id = ?
            """,
            (number,),
        )
    )
    if not rows:
        return None
    row = rows[0]
    return Proposal(
        row["id"],
        _read(row["body"]),
        load_any(_VERDICTS, row["verdicts"]),
        row["version"],
        ProposalState(row["state"]),
        row["changed_by"],
    )


async def open_of(connection: Connection, source: str) -> Proposal | None:
    """The open proposal of a source."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT id FROM plan_proposals WHERE source = ? AND state = 'open'", (source,)
        )
    )
    return await get(connection, rows[0]["id"]) if rows else None


async def every_open(connection: Connection) -> Sequence[tuple[int, str, bool]]:
    """Id, name and whether it comes from a report, of those that wait for decisions, the newest
    first."""
    rows = await connection.execute_fetchall(
        """
        SELECT id, body ->> '$.name' AS name, source LIKE 'report:%' AS reported
        FROM plan_proposals WHERE state = 'open' ORDER BY id DESC
        """
    )
    return [(row["id"], row["name"], bool(row["reported"])) for row in rows]


async def change(
    connection: Connection, proposal: Proposal, seen: int, actor: str, now: datetime
) -> bool:
    """Keep verdicts and state, made on the version `seen`; False where it is another by now, or
    nothing is to be decided any more."""
    cursor = await connection.execute(
        """
        UPDATE plan_proposals
        SET verdicts = ?, state = ?, version = version + 1, changed_by = ?, changed_at = ?
        WHERE id = ? AND version = ? AND state = 'open'
        """,
        (
            dump(proposal.verdicts, _VERDICTS),
            proposal.state,
            actor,
            stamp(now),
            proposal.id,
            seen,
        ),
    )
    return cursor.rowcount == 1


@lru_cache(maxsize=8)
def _read(body: str) -> ProposedPlan:
    """It never changes, and every question about it asks for it: read once."""
    return load(ProposedPlan, body)
