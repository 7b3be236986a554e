"""Submissions, and every version of them that was sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from aiosqlite import Connection

from domain.submission import Entry, Evidence, LateWord, PlanItem, Submission
from storage.codec import dump, load, stamp, unstamp


@dataclass(frozen=True, slots=True)
class Sent:
    """What stood in a submission when it was sent."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    plan: tuple[PlanItem, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One sending. `person` is the sender's name, empty where it was forgotten."""

    number: int
    sent: Sent
    person: str
    at: datetime


async def put(connection: Connection, submission: Submission) -> None:
    await connection.execute(
        """
        INSERT INTO submissions (period, unit, state, body) VALUES (?, ?, ?, ?)
        ON CONFLICT (period, unit) DO UPDATE SET state = excluded.state, body = excluded.body
        """,
        (submission.period, submission.unit, submission.state, dump(submission)),
    )


async def get(connection: Connection, period: str, unit: str) -> Submission | None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT body FROM submissions WHERE period = ? AND unit = ?", (period, unit)
        )
    )
    return load(Submission, rows[0]["body"]) if rows else None


async def roster(connection: Connection, period: str) -> Sequence[Submission]:
    rows = await connection.execute_fetchall(
        "SELECT body FROM submissions WHERE period = ? ORDER BY rowid", (period,)
    )
    return [load(Submission, row["body"]) for row in rows]


async def earlier(connection: Connection, submission: Submission, programme: str) -> str | None:
    """The key of the period before, of the same programme, in which this unit sent something."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT v.period FROM submission_versions v
            JOIN periods p ON p.key = v.period
            JOIN periods here ON here.key = ?
            WHERE v.unit = ? AND p.programme = ? AND v.period <> here.key
              AND p.opened_at < here.opened_at
            ORDER BY p.opened_at DESC LIMIT 1
            """,
            (submission.period, submission.unit, programme),
        )
    )
    return rows[0]["period"] if rows else None


async def keep_version(
    connection: Connection, submission: Submission, sent: Sent, person: str, now: datetime
) -> None:
    await connection.execute(
        "INSERT INTO submission_versions VALUES (?, ?, ?, ?, ?, ?)",
        (
            submission.period,
            submission.unit,
            submission.version,
            dump(sent),
            person,
            stamp(now),
        ),
    )


async def replace_version(connection: Connection, submission: Submission, sent: Sent) -> None:
    """For a corrected typing error: the old words are in the entries' versions."""
    await connection.execute(
        """
        UPDATE submission_versions SET body = ? WHERE period = ? AND unit = ? AND version = ?
        """,
        (dump(sent), submission.period, submission.unit, submission.version),
    )


async def take_files_out(
    connection: Connection, period: str, unit: str, hashes: Collection[str]
) -> None:
    """Of every version that was sent: they must not be kept."""
    rows = await connection.execute_fetchall(
        "SELECT version, body FROM submission_versions WHERE period = ? AND unit = ?",
        (period, unit),
    )
    for row in rows:
        sent = load(Sent, row["body"])
        left = tuple(file for file in sent.evidence if file.sha256 not in hashes)
        if left != sent.evidence:
            await connection.execute(
                """
                UPDATE submission_versions SET body = ?
                WHERE period = ? AND unit = ? AND version = ?
                """,
                (dump(replace(sent, evidence=left)), period, unit, row["version"]),
            )


async def last_sent(connection: Connection, period: str, unit: str) -> Sent:
    """The last sent version; empty where nothing was sent."""
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT body FROM submission_versions
            WHERE period = ? AND unit = ? ORDER BY version DESC LIMIT 1
            """,
            (period, unit),
        )
    )
    return load(Sent, rows[0]["body"]) if rows else Sent()


async def versions(connection: Connection, period: str, unit: str) -> Sequence[SentVersion]:
    """Every version that was sent, the first one first."""
    rows = await connection.execute_fetchall(
        """
        SELECT v.version, v.body, v.at, coalesce(p.name, '') AS name
        FROM submission_versions v LEFT JOIN people p ON p.code = v.person
        WHERE v.period = ? AND v.unit = ? ORDER BY v.version
        """,
        (period, unit),
    )
    return [
        SentVersion(row["version"], load(Sent, row["body"]), row["name"], unstamp(row["at"]))
        for row in rows
    ]


async def at_versions(
    connection: Connection, period: str, wanted: Mapping[str, int]
) -> Mapping[str, Sent]:
    """By unit, the version of each that is wanted."""
    rows = await connection.execute_fetchall(
        "SELECT unit, version, body FROM submission_versions WHERE period = ?", (period,)
    )
    return {
        row["unit"]: load(Sent, row["body"])
        for row in rows
        if wanted.get(row["unit"]) == row["version"]
    }


async def all_last_sent(connection: Connection, period: str) -> Mapping[str, Sent]:
    """By unit."""
    rows = await connection.execute_fetchall(
        """
        SELECT unit, body FROM submission_versions JOIN (
            SELECT period, unit, max(version) AS version FROM submission_versions
            WHERE period = ? GROUP BY period, unit
        ) USING (period, unit, version)
        """,
        (period,),
    )
    return {row["unit"]: load(Sent, row["body"]) for row in rows}


async def keep_late_word(
    connection: Connection,
    place: tuple[str, str],
    text: str,
    message: str,
    person: str,
    now: datetime,
) -> None:
    await connection.execute(
        """
        INSERT INTO late_words (period, unit, text, message, person, at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (*place, text, message, person, stamp(now)),
    )


async def late_words(connection: Connection, period: str, unit: str) -> Sequence[LateWord]:
    rows = await connection.execute_fetchall(
        "SELECT text, person, at FROM late_words WHERE period = ? AND unit = ? ORDER BY id",
        (period, unit),
    )
    return [LateWord(row["text"], row["person"], unstamp(row["at"])) for row in rows]
