"""Who answers for a unit and who heads it, and by which channels they are reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiosqlite import Connection

from domain.people import Role
from storage.addresses import OPENED


@dataclass(frozen=True, slots=True)
class Member:
    role: Role
    name: str
    channels: tuple[str, ...]
    """Empty where nothing reaches them."""


async def by_unit(connection: Connection) -> Mapping[str, Sequence[Member]]:
    """In one statement: a province has thousands of units."""
    rows = await connection.execute_fetchall(
        f"""
        SELECT g.unit, g.role, p.name, group_concat(DISTINCT a.channel) AS channels
        FROM grants g
        JOIN people p ON p.code = g.person AND p.forgotten_at IS NULL
        LEFT JOIN addresses a ON a.person = p.code AND a.disabled_at IS NULL AND {OPENED}
        WHERE g.ended_at IS NULL AND g.unit IS NOT NULL
        GROUP BY g.unit, g.role, p.code ORDER BY g.unit, p.code
        """  # noqa: S608 (a condition of ours)
    )
    staff: dict[str, list[Member]] = {}
    for row in rows:
        channels = tuple(sorted(filter(None, (row["channels"] or "").split(","))))
        staff.setdefault(row["unit"], []).append(Member(Role(row["role"]), row["name"], channels))
    return staff
