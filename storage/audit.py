"""Who did what, when: a chain of hashes over ids and digests. Texts never enter it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from storage.codec import stamp

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to what. `content` is digested, not kept."""

    what: str
    ids: Mapping[str, str]
    content: str


async def record(connection: Connection, actor: str, deeds: Iterable[Deed], now: datetime) -> None:
    """Append a line for each deed, in order."""
    rows = list(
        await connection.execute_fetchall("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    )
    previous = rows[0][0] if rows else START
    lines = []
    for deed in deeds:
        digest = hashlib.sha256(deed.content.encode()).hexdigest()
        ids = json.dumps(deed.ids, sort_keys=True)
        line = (stamp(now), actor, deed.what, ids, digest, previous)
        previous = _hash(line)
        lines.append((*line, previous))
    await connection.executemany(
        """
        INSERT INTO audit (at, actor, what, ids, digest, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        lines,
    )


async def first_broken_line(connection: Connection) -> int | None:
    """The id of the first line that does not follow from the one before it; None if all do."""
    previous = START
    async with connection.execute(
        "SELECT id, at, actor, what, ids, digest, previous, hash FROM audit ORDER BY id"
    ) as rows:
        async for row in rows:
            if row["previous"] != previous or row["hash"] != _hash(tuple(row)[1:7]):
                return int(row["id"])
            previous = row["hash"]
    return None


def _hash(line: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(line).encode()).hexdigest()
