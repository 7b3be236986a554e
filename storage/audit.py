"""Who did what, when: a chain of hashes over ids and digests. Texts never enter it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from aiosqlite import Connection

from storage.codec import stamp

START = "0" * 64


async def record(
    connection: Connection,
    actor: str,
    what: str,
    ids: Mapping[str, str],
    content: str,
    now: datetime,
) -> None:
    """Append a line. `content` is digested, not kept."""
    rows = list(
        await connection.execute_fetchall("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    )
    previous = rows[0][0] if rows else START
    digest = hashlib.sha256(content.encode()).hexdigest()
    line = (stamp(now), actor, what, json.dumps(ids, sort_keys=True), digest, previous)
    await connection.execute(
        """
        INSERT INTO audit (at, actor, what, ids, digest, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (*line, _hash(line)),
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
