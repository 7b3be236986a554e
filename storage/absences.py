"""When people are away, and when they asked to be reminded later."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from aiosqlite import Connection

from domain.people import Leave
from storage.codec import stamp, unstamp


async def declare(connection: Connection, leave: Leave, note: str, now: datetime) -> None:
    await connection.execute(
        """
        INSERT INTO leaves (person, since, until, substitute, note, at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        (
            leave.person,
            leave.since.isoformat(),
            leave.until.isoformat(),
            leave.substitute,
            note,
            stamp(now),
        ),
    )


async def on_day(connection: Connection, person: str, day: date) -> Leave | None:
    """The leave last declared, if it covers the day: a later word of the person wins."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT since, until, substitute FROM leaves WHERE person = ? ORDER BY id DESC LIMIT 1
            """,
            (person,),
        )
    )
    if not rows:
        return None
    since, until = date.fromisoformat(rows[0]["since"]), date.fromisoformat(rows[0]["until"])
    if not since <= day <= until:
        return None
    return Leave(person, since, until, rows[0]["substitute"])


async def substitutes(connection: Connection, day: date) -> Mapping[str, str]:
    """Who stands in on a day, by the person on leave."""
    rows = await connection.execute_fetchall(
        """
        SELECT person, substitute FROM leaves
        WHERE id IN (SELECT max(id) FROM leaves GROUP BY person)
          AND since <= ? AND until >= ? AND substitute IS NOT NULL
        """,
        (day.isoformat(), day.isoformat()),
    )
    return {row["person"]: row["substitute"] for row in rows}


async def substituting(connection: Connection, person: str, day: date) -> Sequence[str]:
    """Codes of the people whose place this person takes on a day."""
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT person FROM leaves WHERE substitute = ?", (person,)
    )
    absent = [await on_day(connection, row["person"], day) for row in rows]
    return [leave.person for leave in absent if leave and leave.substitute == person]


async def snooze(connection: Connection, person: str, until: datetime) -> None:
    await connection.execute(
        """
        INSERT INTO snoozes (person, until) VALUES (?, ?)
        ON CONFLICT (person) DO UPDATE SET until = excluded.until
        """,
        (person, stamp(until)),
    )


async def snoozed(connection: Connection) -> Mapping[str, datetime]:
    """Until when, by person."""
    rows = await connection.execute_fetchall("SELECT person, until FROM snoozes")
    return {row["person"]: unstamp(row["until"]) for row in rows}


async def end_snooze(connection: Connection, person: str) -> None:
    await connection.execute("DELETE FROM snoozes WHERE person = ?", (person,))
