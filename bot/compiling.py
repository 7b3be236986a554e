"""A period's report: read what was sent, compile it, write its document, keep the version."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aiosqlite import Connection

from bot.filing import keep
from bot.rulebook import Rulebook
from documents.report import own_lines, view, write_docx_anyway
from domain.compiling import compile_report
from domain.facts import ReportState, StoredReport
from domain.programme import Programme
from domain.report import CompiledReport, Section, SentPaper
from domain.rewriting import Rewriting
from domain.submission import Period, Submission
from storage import files, periods, programmes, reports, rewritings, submissions
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
    period, programme, papers, newest, previous, rewritten = await _read(database, key)
    report = await asyncio.to_thread(
        compile_report,
        programme,
        period,
        papers,
        previous,
        soon_days=book.rules.soon_days,
        rewritings=rewritten,
        drawn=own_lines,
    )
    docx, fault = await asyncio.to_thread(_written, report, book.template)
    digest, path = keep(book.folder, docx)
    if newest and previous and newest.docx == digest:
        renewed = await _renewed(database, newest, report, previous)
        return Compiled(renewed, report, docx, fault)
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


async def _renewed(
    database: Database, newest: StoredReport, report: CompiledReport, previous: CompiledReport
) -> StoredReport:
    """The same words; whether those below a rewritten heading are still up to date may differ."""
    changes = tuple(dict.fromkeys((*previous.changed, *report.changed)))
    kept = replace(report, changed=changes)
    renewed = replace(newest, **_to_be_told(kept))
    if renewed == newest or newest.state is ReportState.ISSUED:
        return newest
    async with database.transaction() as connection:
        await reports.change(connection, renewed)
        await reports.change_compiled(connection, newest.id, dump(kept))
    return renewed


def _to_be_told(report: CompiledReport) -> dict[str, Any]:
    """What the message says of the report."""
    names = {unit.unit: unit.name for unit in report.units}
    rewritten = [section for section in report.sections if section.rewritten]
    return {
        "changed": tuple(
            dict.fromkeys(names.get(change.unit, change.unit) for change in report.changed)
        ),
        "findings": len(report.findings),
        "rewritten": tuple(map(_title, rewritten)),
        "stale": tuple((section.place, _title(section)) for section in report.stale),
    }


def _title(section: Section) -> str:
    return f"{section.label} {section.title}"


async def _read(
    database: Database, key: str
) -> tuple[
    Period,
    Programme,
    list[SentPaper],
    StoredReport | None,
    CompiledReport | None,
    Sequence[Rewriting],
]:
    async with database.snapshot() as reader:
        period = await periods.get(reader, key)
        assert period is not None, "asked for by those who saw it"
        newest = await reports.newest(reader, key)
        previous = None
        if newest:
            previous = load(CompiledReport, await reports.compiled(reader, newest.id))
        programme = await programmes.of_period(reader, key)
        papers = await _papers(reader, programme, key)
        rewritten = await rewritings.standing(reader, key)
        return period, programme, papers, newest, previous, rewritten


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
    return StoredReport(
        0,
        period.key,
        await reports.next_version(connection, period.key),
        ReportState.COMPILED,
        digest,
        sum(1 for paper in papers if paper.version),
        tuple(paper.unit_name for paper in papers if not paper.version),
        compiled_by=actor,
        **_to_be_told(report),
    )
