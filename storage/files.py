"""Files by the sha256 of their bytes, and what they are evidence of."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from aiosqlite import Connection

from domain.effects import AttachEvidence
from domain.submission import Evidence
from storage.codec import stamp, unstamp


async def put(
    connection: Connection, sha256: str, path: str, mime: str, size: int, now: datetime
) -> None:
    await connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (sha256, path, mime, size, stamp(now)),
    )


async def path_and_mime(connection: Connection, sha256: str) -> tuple[str, str] | None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT path, mime FROM files WHERE sha256 = ?", (sha256,)
        )
    )
    return (rows[0]["path"], rows[0]["mime"]) if rows else None


async def name_of(connection: Connection, sha256: str) -> str:
    """The name people know a file by: a report's, or the one it was sent under."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT name FROM (
                SELECT kept.value ->> '$.name' AS name, reports.id AS place
                FROM reports, json_each(body, '$.files') kept
                WHERE kept.value ->> '$.sha256' = :sha256
                UNION ALL SELECT 'bao-cao-' || substr(period, instr(period, ':') + 1)
                    || '-lan-' || version || '.docx', id
                FROM reports WHERE body ->> '$.docx' = :sha256
                UNION ALL SELECT name, -id FROM evidence WHERE sha256 = :sha256
            ) ORDER BY place DESC LIMIT 1
            """,
            {"sha256": sha256},
        )
    )
    return str(rows[0][0]) if rows else sha256


async def attach(
    connection: Connection, effect: AttachEvidence, person: str, now: datetime
) -> None:
    """Once an item: the same bytes sent again change nothing."""
    await connection.execute(
        """
        INSERT INTO evidence
            (period, unit, item, sha256, name, caption, album, message, person, at)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (
            SELECT 1 FROM evidence WHERE period = ? AND unit = ? AND item IS ? AND sha256 = ?
            AND detached_at IS NULL)
        """,
        (
            effect.period,
            effect.unit,
            effect.item,
            effect.sha256,
            effect.name,
            effect.caption,
            effect.album,
            effect.message,
            person,
            stamp(now),
            effect.period,
            effect.unit,
            effect.item,
            effect.sha256,
        ),
    )


async def detach(
    connection: Connection, period: str, unit: str, sha256: str, now: datetime
) -> None:
    await connection.execute(
        """
        UPDATE evidence SET detached_at = ?
        WHERE period = ? AND unit = ? AND sha256 = ? AND detached_at IS NULL
        """,
        (stamp(now), period, unit, sha256),
    )


async def take_off(
    connection: Connection, person: str, message: str, album: str
) -> Sequence[tuple[str, str, str]]:
    """Without a trace, what a person sent with a message, or in an album or the message's one:
    (period, unit, sha256) of each."""
    rows = await connection.execute_fetchall(
        """
        DELETE FROM evidence
        WHERE person = :person AND (
            (message <> '' AND message = :message) OR (album <> '' AND album = :album)
            OR (album <> '' AND album IN (
                SELECT album FROM evidence
                WHERE person = :person AND message <> '' AND message = :message)))
        RETURNING period, unit, sha256
        """,
        {"person": person, "message": message, "album": album},
    )
    return [(row["period"], row["unit"], row["sha256"]) for row in rows]


async def drop_unreferenced(
    connection: Connection, hashes: Iterable[str], owner: str
) -> Sequence[str]:
    """Forget those that nothing refers to, but the session of `owner`; their paths."""
    paths: list[str] = []
    for sha256 in hashes:
        rows = await connection.execute_fetchall(
            """
            DELETE FROM files WHERE sha256 = :sha256
                AND NOT EXISTS (SELECT 1 FROM evidence WHERE sha256 = :sha256)
                AND NOT EXISTS (SELECT 1 FROM reports WHERE body ->> '$.docx' = :sha256)
                AND NOT EXISTS (SELECT 1 FROM reports, json_each(body, '$.files') kept
                    WHERE kept.value ->> '$.sha256' = :sha256)
                AND NOT EXISTS (SELECT 1 FROM sessions
                    WHERE owner <> :owner AND instr(body, :sha256))
                AND NOT EXISTS (SELECT 1 FROM inbox
                    WHERE state = 'waiting' AND instr(payload, :sha256))
            RETURNING path
            """,
            {"sha256": sha256, "owner": owner},
        )
        paths += [row["path"] for row in rows]
    return paths


async def count_by(connection: Connection, person: str) -> int:
    """How many files of a person are attached."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT count(*) FROM evidence WHERE person = ? AND detached_at IS NULL", (person,)
        )
    )
    return int(rows[0][0])


async def was_sent(connection: Connection, sha256: str) -> bool:
    """Whether a file is evidence in some version that a unit sent: drafts are nobody's to see."""
    rows = await connection.execute_fetchall(
        """
        SELECT 1 FROM evidence e
        JOIN submission_versions v ON v.period = e.period AND v.unit = e.unit
        JOIN json_each(v.body, '$.evidence') sent
        WHERE e.sha256 = ? AND sent.value ->> '$.sha256' = e.sha256 LIMIT 1
        """,
        (sha256,),
    )
    return bool(list(rows))


async def evidence(connection: Connection, period: str, unit: str) -> tuple[Evidence, ...]:
    rows = await connection.execute_fetchall(
        """
        SELECT e.*, f.mime, f.size FROM evidence e JOIN files f USING (sha256)
        WHERE e.period = ? AND e.unit = ? AND e.detached_at IS NULL ORDER BY e.id
        """,
        (period, unit),
    )
    return tuple(
        Evidence(
            row["sha256"],
            row["name"],
            row["mime"],
            row["size"],
            row["item"],
            row["caption"],
            row["person"],
            unstamp(row["at"]),
            row["album"],
            row["message"],
        )
        for row in rows
    )
