"""What is being written: entries with all their versions, and the plan of the next period."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from aiosqlite import Connection

from domain.errors import StaleEdit
from domain.submission import Entry, PlanItem
from storage.codec import dump, load, stamp


async def save(
    connection: Connection,
    place: tuple[str, str],
    entry: Entry,
    person: str,
    now: datetime,
    *,
    on_behalf: bool = False,
) -> Entry:
    """Keep `entry` as the version after the one it was made from, or raise StaleEdit."""
    kept = replace(entry, version=entry.version + 1, saved_by=person, saved_at=now)
    try:
        await connection.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, kept.item, kept.version, dump(kept), person, stamp(now), int(on_behalf)),
        )
    except sqlite3.IntegrityError as error:
        newer = (await current(connection, *place))[entry.item]
        raise StaleEdit(item=entry.item, text=newer.text) from error
    return kept


async def current(connection: Connection, period: str, unit: str) -> Mapping[str, Entry]:
    """The newest version of each item."""
    rows = await connection.execute_fetchall(
        """
        SELECT item, body FROM entries JOIN (
            SELECT period, unit, item, max(version) AS version, min(at) AS begun
            FROM entries WHERE period = ? AND unit = ? GROUP BY period, unit, item
        ) USING (period, unit, item, version)
        ORDER BY begun, item
        """,
        (period, unit),
    )
    return {row["item"]: load(Entry, row["body"]) for row in rows}


async def count_by(connection: Connection, person: str) -> int:
    """On how many items a person wrote something."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT count(DISTINCT period || ' ' || unit || ' ' || item) FROM entries "
            "WHERE person = ?",
            (person,),
        )
    )
    return int(rows[0][0])


async def entered_for(connection: Connection, period: str) -> frozenset[tuple[str, str]]:
    """Units for which somebody else entered something, each with that person."""
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT unit, person FROM entries WHERE period = ? AND on_behalf = 1", (period,)
    )
    return frozenset((row["unit"], row["person"]) for row in rows)


async def save_plan_item(
    connection: Connection, place: tuple[str, str], item: PlanItem, person: str, now: datetime
) -> None:
    await connection.execute(
        """
        INSERT INTO plan_items VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (period, unit, key) DO UPDATE
        SET body = excluded.body, person = excluded.person, at = excluded.at
        """,
        (*place, item.key, dump(item), person, stamp(now)),
    )


async def drop_plan_item(connection: Connection, place: tuple[str, str], key: str) -> None:
    await connection.execute(
        "DELETE FROM plan_items WHERE period = ? AND unit = ? AND key = ?", (*place, key)
    )


async def plan(connection: Connection, period: str, unit: str) -> tuple[PlanItem, ...]:
    rows = await connection.execute_fetchall(
        "SELECT body FROM plan_items WHERE period = ? AND unit = ? ORDER BY rowid", (period, unit)
    )
    return tuple(load(PlanItem, row["body"]) for row in rows)
