"""Text below headings of a period's report in a person's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.rewriting import Rewriting
from storage.codec import dump, load, stamp


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest rewriting of a heading."""

    rewriting: Rewriting
    dropped: bool


async def add(connection: Connection, period: str, rewriting: Rewriting) -> None:
    await connection.execute(
        "INSERT INTO rewritings (period, heading, body, person, at) VALUES (?, ?, ?, ?, ?)",
        (period, rewriting.heading, dump(rewriting), rewriting.person, stamp(rewriting.at)),
    )


async def drop(
    connection: Connection, period: str, heading: str, person: str, now: datetime
) -> bool:
    """Whether there was one that stood."""
    cursor = await connection.execute(
        """
        UPDATE rewritings SET dropped_by = ?, dropped_at = ?
        WHERE dropped_at IS NULL AND id = (
            SELECT max(id) FROM rewritings WHERE period = ? AND heading = ?
        )
        """,
        (person, stamp(now), period, heading),
    )
    return cursor.rowcount > 0


async def newest(connection: Connection, period: str) -> Mapping[str, Kept]:
    """By heading; those that were dropped too, since they may be wanted again."""
    rows = await connection.execute_fetchall(
        """
        SELECT heading, body, dropped_at FROM rewritings WHERE id IN (
            SELECT max(id) FROM rewritings WHERE period = ? GROUP BY heading
        )
        ORDER BY id
        """,
        (period,),
    )
    return {
        row["heading"]: Kept(load(Rewriting, row["body"]), row["dropped_at"] is not None)
        for row in rows
    }


async def standing(connection: Connection, period: str) -> Sequence[Rewriting]:
    """What the next compilation takes in, one a heading."""
    kept = (await newest(connection, period)).values()
    return [one.rewriting for one in kept if not one.dropped]
