"""Compiled versions of a period's report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from aiosqlite import Connection

from domain.facts import ReportState, StoredReport
from domain.report_files import PICTURE, ReportFile
from storage.codec import dump, load, stamp, unstamp


async def next_version(connection: Connection, period: str) -> int:
    rows = list(
        await connection.execute_fetchall(
            "SELECT coalesce(max(version), 0) + 1 FROM reports WHERE period = ?", (period,)
        )
    )
    return int(rows[0][0])


async def add(
    connection: Connection, report: StoredReport, compiled: str, now: datetime
) -> StoredReport:
    """Keep a version with the compiled data it was written from; returns it with its id."""
    cursor = await connection.execute(
        "INSERT INTO reports (period, version, body, compiled, at) VALUES (?, ?, '', ?, ?)",
        (report.period, report.version, compiled, stamp(now)),
    )
    assert cursor.lastrowid is not None
    kept = replace(report, id=cursor.lastrowid)
    await change(connection, kept)
    return kept


async def change(connection: Connection, report: StoredReport) -> None:
    await connection.execute("UPDATE reports SET body = ? WHERE id = ?", (dump(report), report.id))


async def change_compiled(connection: Connection, number: int, compiled: str) -> None:
    await connection.execute("UPDATE reports SET compiled = ? WHERE id = ?", (compiled, number))


async def get(connection: Connection, number: int) -> StoredReport | None:
    rows = list(
        await connection.execute_fetchall("SELECT body FROM reports WHERE id = ?", (number,))
    )
    return load(StoredReport, rows[0]["body"]) if rows else None


async def newest(connection: Connection, period: str) -> StoredReport | None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT body FROM reports WHERE period = ? ORDER BY version DESC LIMIT 1", (period,)
        )
    )
    return load(StoredReport, rows[0]["body"]) if rows else None


async def newest_issued(connection: Connection, period: str) -> StoredReport | None:
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT body FROM reports WHERE period = ? AND body ->> '$.state' = ?
            ORDER BY version DESC LIMIT 1
            """,
            (period, ReportState.ISSUED),
        )
    )
    return load(StoredReport, rows[0]["body"]) if rows else None


async def of_version(connection: Connection, period: str, version: int) -> StoredReport | None:
    versions = await every(connection, period)
    return next((report for report in versions if report.version == version), None)


async def add_files(
    connection: Connection, number: int, files: Sequence[ReportFile]
) -> StoredReport:
    """Keep more forms of a version; one that is there already stays what it is."""
    report = await get(connection, number)
    assert report is not None, "versions are never deleted"
    have = {(file.part, file.form, file.issued) for file in report.files}
    new = tuple(file for file in files if (file.part, file.form, file.issued) not in have)
    await change(connection, replace(report, files=report.files + new))
    return replace(report, files=report.files + new)


async def every(connection: Connection, period: str) -> Sequence[StoredReport]:
    rows = await connection.execute_fetchall(
        "SELECT body FROM reports WHERE period = ? ORDER BY version", (period,)
    )
    return [load(StoredReport, row["body"]) for row in rows]


async def is_document(connection: Connection, sha256: str) -> bool:
    """Whether these are the bytes of a compiled report, or of a part of it."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT EXISTS (SELECT 1 FROM reports WHERE body ->> '$.docx' = :sha256)
                OR EXISTS (SELECT 1 FROM reports, json_each(body, '$.files') kept
                    WHERE kept.value ->> '$.sha256' = :sha256)
            """,
            {"sha256": sha256},
        )
    )
    return bool(rows[0][0])


async def is_picture(connection: Connection, sha256: str) -> bool:
    """Whether these are the bytes of a first page as a picture."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT EXISTS (SELECT 1 FROM reports, json_each(body, '$.files') kept
                WHERE kept.value ->> '$.sha256' = ? AND kept.value ->> '$.form' = ?)
            """,
            (sha256, PICTURE),
        )
    )
    return bool(rows[0][0])


async def compiled(connection: Connection, number: int) -> str:
    """The data a version was written from, as it was stored."""
    rows = list(
        await connection.execute_fetchall("SELECT compiled FROM reports WHERE id = ?", (number,))
    )
    return str(rows[0]["compiled"])


async def compiled_at(connection: Connection, period: str) -> Mapping[int, datetime]:
    """When each version was compiled, by id."""
    rows = await connection.execute_fetchall(
        "SELECT id, at FROM reports WHERE period = ?", (period,)
    )
    return {row["id"]: unstamp(row["at"]) for row in rows}
