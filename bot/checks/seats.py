"""Whether the Zalo bots have room for those who report: each takes so many people and no more."""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiosqlite import Connection

from bot.checks.findings import Finding, ok, warning
from domain.bots import ZALO
from domain.facts import Rules
from storage import invites, people, programmes, seats, staff
from storage.database import schema_version
from storage.inspection import looking, newest_schema

_SCARCE = 0.1
"""The share of the places below which it is time for another bot."""


@dataclass(frozen=True, slots=True)
class _Books:
    taken: Mapping[str, int]
    expected: int
    """Who has a role or was invited to one, and somebody for each unit that has nobody yet."""


def check_seats(rules: Rules, database: Path, now: datetime) -> Iterator[Finding]:
    if not rules.bots:
        return
    try:
        books = _read(database, now) if database.exists() else _Books({}, 0)
    except sqlite3.DatabaseError:
        # Said by the check of the database.
        return
    if books:
        yield from _judge(rules, books)


def _read(database: Path, now: datetime) -> _Books | None:
    return asyncio.run(_books(database.absolute().as_uri(), now))


async def _books(address: str, now: datetime) -> _Books | None:
    """None where they are older or newer than this version."""
    async with looking(address) as connection:
        if await schema_version(connection) != newest_schema():
            return None
        taken = await seats.taken(connection, ZALO, now)
        return _Books(taken, await _expected(connection, now))


async def _expected(connection: Connection, now: datetime) -> int:
    waiting = [one for one in await invites.unused(connection, now) if one.person is None]
    units = {unit.code for plan in await programmes.every(connection) for unit in plan.units}
    alone = units - set(await staff.by_unit(connection)) - {one.unit for one in waiting}
    new = sum(1 for one in waiting if one.replaces is None)
    return await people.count_with_role(connection) + new + len(alone)


def _judge(rules: Rules, books: _Books) -> Iterator[Finding]:
    most = rules.quota.people
    left = 0
    for bot in rules.bots:
        taken = books.taken.get(bot.name, 0)
        left += max(0, most - taken)
        words = f"{bot.name}: {taken} of {most} places taken"
        beyond = f"{words}: Zalo may turn people away there"
        yield warning("seats", beyond) if taken > most else ok("seats", words)
    yield _altogether(rules, books.expected, left)


def _altogether(rules: Rules, expected: int, left: int) -> Finding:
    most = rules.quota.people
    places = most * len(rules.bots)
    if expected > places:
        more = -(-(expected - places) // most)
        text = f"{expected} people have or await a role, the bots take {places}: name {more} more"
        return warning("seats", f"{text} under [zalo], or let some use another channel")
    if left < places * _SCARCE:
        return warning("seats", f"{left} of {places} places left: name another bot under [zalo]")
    return ok("seats", f"{left} of {places} places left, {expected} people have or await a role")
