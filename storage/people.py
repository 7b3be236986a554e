"""People and what they may do."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from aiosqlite import Connection

from domain.people import Grant, Person, Role
from storage.codec import stamp, unstamp


async def add(connection: Connection, name: str, wording: str, now: datetime) -> str:
    """A person who has consented; returns the new code, "p-0007"."""
    rows = list(await connection.execute_fetchall("SELECT count(*) + 1 FROM people"))
    code = f"p-{rows[0][0]:04d}"
    await connection.execute(
        "INSERT INTO people (code, name, wording, consented_at) VALUES (?, ?, ?, ?)",
        (code, name, wording, stamp(now)),
    )
    return code


async def get(connection: Connection, code: str) -> Person | None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT code, name FROM people WHERE code = ? AND forgotten_at IS NULL", (code,)
        )
    )
    return Person(code, rows[0]["name"], await grants(connection, code)) if rows else None


async def grants(connection: Connection, code: str) -> tuple[Grant, ...]:
    rows = await connection.execute_fetchall(
        "SELECT role, unit FROM grants WHERE person = ? AND ended_at IS NULL ORDER BY id", (code,)
    )
    return tuple(Grant(Role(row["role"]), row["unit"]) for row in rows)


async def everybody(connection: Connection) -> Sequence[Person]:
    rows = await connection.execute_fetchall(
        "SELECT code, name FROM people WHERE forgotten_at IS NULL ORDER BY code"
    )
    return [Person(r["code"], r["name"], await grants(connection, r["code"])) for r in rows]


async def count_with_role(connection: Connection) -> int:
    rows = await connection.execute_fetchall(
        """
        SELECT count(DISTINCT person) FROM grants JOIN people ON code = person
        WHERE ended_at IS NULL AND forgotten_at IS NULL
        """
    )
    return int(next(iter(rows))[0])


async def names(connection: Connection) -> Mapping[str, str]:
    """Of everybody who is not forgotten, by code."""
    rows = await connection.execute_fetchall(
        "SELECT code, name FROM people WHERE forgotten_at IS NULL"
    )
    return {row["code"]: row["name"] for row in rows}


async def holding(connection: Connection, role: Role, unit: str | None = None) -> Sequence[str]:
    """Codes of the people who hold a role, for a unit where one is named."""
    of_unit, values = ("AND unit = ?", (role, unit)) if unit else ("", (role,))
    rows = await connection.execute_fetchall(
        f"""
        SELECT DISTINCT person FROM grants
        WHERE role = ? AND ended_at IS NULL {of_unit} ORDER BY person
        """,  # noqa: S608 (a condition of ours)
        values,
    )
    return [row["person"] for row in rows]


async def holding_by_unit(connection: Connection, role: Role) -> Mapping[str, Sequence[str]]:
    """Codes of the people who hold a role, by unit."""
    rows = await connection.execute_fetchall(
        """
        SELECT DISTINCT unit, person FROM grants
        WHERE role = ? AND ended_at IS NULL AND unit IS NOT NULL ORDER BY person
        """,
        (role,),
    )
    holders: dict[str, list[str]] = {}
    for row in rows:
        holders.setdefault(row["unit"], []).append(row["person"])
    return holders


async def grant(
    connection: Connection, person: str, role: Role, unit: str | None, now: datetime
) -> None:
    if Grant(role, unit) in await grants(connection, person):
        return
    await connection.execute(
        "INSERT INTO grants (person, role, unit, granted_at) VALUES (?, ?, ?, ?)",
        (person, role, unit, stamp(now)),
    )


async def end_grant(
    connection: Connection, person: str, role: Role, unit: str | None, now: datetime
) -> None:
    await connection.execute(
        """
        UPDATE grants SET ended_at = ?
        WHERE person = ? AND role = ? AND unit IS ? AND ended_at IS NULL
        """,
        (stamp(now), person, role, unit),
    )


async def rename(connection: Connection, code: str, name: str) -> None:
    await connection.execute("UPDATE people SET name = ? WHERE code = ?", (name, code))


async def links_from(connection: Connection, code: str) -> datetime:
    """Signed links that were made earlier are void."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT links_from FROM people WHERE code = ? AND links_from IS NOT NULL", (code,)
        )
    )
    return unstamp(rows[0]["links_from"]) if rows else datetime.min.replace(tzinfo=UTC)


async def void_links(connection: Connection, code: str, now: datetime) -> None:
    await connection.execute("UPDATE people SET links_from = ? WHERE code = ?", (stamp(now), code))


async def forget(connection: Connection, code: str, now: datetime) -> None:
    """Identity goes; the code in the record of work stays."""
    await connection.execute(
        "UPDATE people SET name = '', forgotten_at = ? WHERE code = ?", (stamp(now), code)
    )
    await connection.execute(
        "UPDATE grants SET ended_at = ? WHERE person = ? AND ended_at IS NULL", (stamp(now), code)
    )
    for table in ("addresses", "snoozes", "leaves"):
        await connection.execute(
            f"DELETE FROM {table} WHERE person = ?",  # noqa: S608 (a table of ours)
            (code,),
        )


async def agree(connection: Connection, code: str, wording: str, now: datetime) -> None:
    """Consent once more, to another wording."""
    await connection.execute(
        "UPDATE people SET wording = ?, consented_at = ? WHERE code = ?",
        (wording, stamp(now), code),
    )


async def consent(connection: Connection, code: str) -> tuple[str, datetime]:
    """The wording that was agreed to, and when."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT wording, consented_at FROM people WHERE code = ?", (code,)
        )
    )
    return rows[0]["wording"], unstamp(rows[0]["consented_at"])
