"""Who can be reached for each unit, in one statement: a province has thousands of units."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiosqlite import Connection


@dataclass(frozen=True, slots=True)
class Reach:
    """Names of a unit's focal points, and the channels that reach at least one of them."""

    names: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


async def reach(connection: Connection) -> Mapping[str, Reach]:
    """By unit code."""
    rows = await connection.execute_fetchall(
        """
        SELECT g.unit, p.name, a.channel FROM grants g
        JOIN people p ON p.code = g.person AND p.forgotten_at IS NULL
        LEFT JOIN addresses a ON a.person = p.code AND a.disabled_at IS NULL
        WHERE g.role = 'focal_point' AND g.ended_at IS NULL AND g.unit IS NOT NULL
        ORDER BY g.unit, p.code, a.channel
        """
    )
    names: dict[str, dict[str, None]] = {}
    channels: dict[str, dict[str, None]] = {}
    for row in rows:
        names.setdefault(row["unit"], {})[row["name"]] = None
        if row["channel"]:
            channels.setdefault(row["unit"], {})[row["channel"]] = None
    return {
        unit: Reach(tuple(found), tuple(channels.get(unit, ()))) for unit, found in names.items()
    }


async def people_by_unit(
    connection: Connection,
) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """By unit code, and by channel and bot: how many of its focal points are reached there."""
    rows = await connection.execute_fetchall(
        """
        SELECT g.unit, a.channel, a.bot, count(DISTINCT a.person) AS people
        FROM grants g JOIN addresses a ON a.person = g.person AND a.disabled_at IS NULL
        WHERE g.role = 'focal_point' AND g.ended_at IS NULL AND g.unit IS NOT NULL
        GROUP BY g.unit, a.channel, a.bot
        """
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows:
        found.setdefault(row["unit"], {})[row["channel"], row["bot"]] = row["people"]
    return found
