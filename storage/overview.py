"""Who can be reached for each unit, in one statement: a province has thousands of units."""

from collections.abc import Mapping

from aiosqlite import Connection

from domain.people import Contact
from storage.addresses import OPENED


async def reach(connection: Connection) -> Mapping[str, tuple[Contact, ...]]:
    """The focal points by unit code, each with the channels whose messenger is within reach."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT DISTINCT g.unit, p.code, p.name, a.channel FROM grants g
        JOIN people p ON p.code = g.person AND p.forgotten_at IS NULL
        LEFT JOIN addresses a
            ON a.person = p.code AND a.disabled_at IS NULL AND a.failing_since IS NULL
                AND {OPENED}
        WHERE g.role = 'focal_point' AND g.ended_at IS NULL AND g.unit IS NOT NULL
        ORDER BY g.unit, p.code, a.channel
        """  # noqa: S608 (a condition of ours)
    )
    channels: dict[str, dict[tuple[str, str], list[str]]] = {}
    for row in rows:
        people = channels.setdefault(row["unit"], {})
        own = people.setdefault((row["code"], row["name"]), [])
        if row["channel"]:
            own.append(row["channel"])
    return {
        unit: tuple(Contact(name, tuple(own)) for (_, name), own in people.items())
        for unit, people in channels.items()
    }


async def people_by_unit(
    connection: Connection,
) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """By unit code, and by channel and bot: how many of its focal points are reached there."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT g.unit, a.channel, a.bot, count(DISTINCT a.person) AS people
        FROM grants g JOIN addresses a ON a.person = g.person AND a.disabled_at IS NULL
            AND {OPENED}
        WHERE g.role = 'focal_point' AND g.ended_at IS NULL AND g.unit IS NOT NULL
        GROUP BY g.unit, a.channel, a.bot
        """  # noqa: S608 (a condition of ours)
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows:
        found.setdefault(row["unit"], {})[row["channel"], row["bot"]] = row["people"]
    return found
