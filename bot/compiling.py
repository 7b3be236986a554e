"""A period's report: read what was sent, compile it, write its document, keep the version."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiosqlite import Connection

from bot.filing import keep
from bot.rulebook import Rulebook
from documents.report import view, write_docx_anyway
from domain.compiling import compile_report
from domain.facts import ReportState, StoredReport
from domain.programme import Programme
from domain.report import CompiledReport, SentPaper
from domain.submission import Period, Submission
from storage import files, periods, programmes, reports, submissions
from storage.codec import dump, load
from storage.database import Database
from storage.submissions import Sent

logger = logging.getLogger(__name__)

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A version on the shelf: what is kept of it, the data it was written from, its bytes."""

    stored: StoredReport
    report: CompiledReport
    docx: bytes
    template_fault: str = ""
    """Why it is in the built-in layout and not in the office's own, in words."""


async def compile_period(
    database: Database, book: Rulebook, key: str, actor: str | None, now: datetime
) -> Compiled:
    """Read from one snapshot, written outside the transaction that keeps the result.

    The same data gives the same bytes, and no new version: the one on the shelf is given again.
    Where the office's own template cannot be used the report comes in the built-in layout.
    """
    period, programme, papers, newest, previous = await _read(database, key)
    report = await asyncio.to_thread(
        compile_report, programme, period, papers, previous, book.rules.soon_days
    )
    docx, fault = await asyncio.to_thread(_written, report, book.template)
    digest, path = keep(book.folder, docx)
    if newest and newest.docx == digest:
        return Compiled(newest, report, docx, fault)
    async with database.transaction() as connection:
        await files.put(connection, digest, str(path), DOCX_TYPE, len(docx), now)
        stored = await reports.add(
            connection,
            await _stored(connection, report, period, papers, digest, actor),
            dump(report),
            now,
        )
    return Compiled(stored, report, docx, fault)


def _written(report: CompiledReport, template: Path | None) -> tuple[bytes, str]:
    """The document, and why it is not in the office's own layout."""
    docx, faulty = write_docx_anyway(view(report), template)
    if faulty is None:
        return docx, ""
    logger.warning("%s cannot be used (%s); built-in layout", template, faulty.data["fault"])
    return docx, str(faulty.data["words"])


async def _read(
    database: Database, key: str
) -> tuple[Period, Programme, list[SentPaper], StoredReport | None, CompiledReport | None]:
    async with database.snapshot() as reader:
        period = await periods.get(reader, key)
        assert period is not None, "asked for by those who saw it"
        newest = await reports.newest(reader, key)
        previous = None
        if newest:
            previous = load(CompiledReport, await reports.compiled(reader, newest.id))
        programme = await programmes.of_period(reader, key)
        papers = await _papers(reader, programme, key)
        return period, programme, papers, newest, previous


async def _papers(reader: Connection, programme: Programme, key: str) -> list[SentPaper]:
    sent = await submissions.all_last_sent(reader, key)
    roster = await submissions.roster(reader, key)
    names = {unit.code: unit.name for unit in programme.units}
    return [_paper(names[s.unit], s, sent.get(s.unit, Sent())) for s in roster]


def _paper(name: str, submission: Submission, sent: Sent) -> SentPaper:
    return SentPaper(
        submission.unit,
        name,
        submission.state,
        submission.version,
        submission.sent_at,
        sent.entries,
        sent.plan,
        sent.evidence,
        submission.added_late,
        submission.on_behalf,
        submission.late,
    )


async def _stored(
    connection: Connection,
    report: CompiledReport,
    period: Period,
    papers: list[SentPaper],
    digest: str,
    actor: str | None,
) -> StoredReport:
    names = {paper.unit: paper.unit_name for paper in papers}
    return StoredReport(
        0,
        period.key,
        await reports.next_version(connection, period.key),
        ReportState.COMPILED,
        digest,
        sum(1 for paper in papers if paper.version),
        tuple(paper.unit_name for paper in papers if not paper.version),
        tuple(dict.fromkeys(names[change.unit] for change in report.changed)),
        actor,
    )
