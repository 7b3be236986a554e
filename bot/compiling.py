"""A period's report: read what was sent, compile it, write its documents, keep the version."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aiosqlite import Connection

from bot.filing import keep
from bot.report_forms import (
    FULL,
    WORD,
    keep_form,
    load_compiled,
    photos_for,
    record,
    with_forms,
    write_all,
)
from bot.rulebook import Rulebook
from documents.report import own_lines, summary, view, write_docx_anyway
from domain.compiling import compile_report
from domain.facts import ReportState, StoredReport
from domain.period_codes import year_before
from domain.period_state import Period
from domain.programme import Programme
from domain.report import CompiledReport, Section, SentPaper
from domain.rewriting import Rewriting
from domain.submission import Submission
from storage import periods, programmes, reports, rewritings, submissions
from storage.codec import dump
from storage.database import Database
from storage.submissions import Sent

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A version on the shelf: what is kept of it, the data it was written from, the bytes of its
    Word file as a draft."""

    stored: StoredReport
    report: CompiledReport
    docx: bytes
    template_fault: str = ""
    """Why it is in the built-in layout and not in the office's own, in words."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one snapshot of the books says. `basis` is the version that the new one is compared
    with: the one issued last, where there is one, or the newest."""

    period: Period
    programme: Programme
    papers: list[SentPaper]
    newest: StoredReport | None
    basis: StoredReport | None
    previous: CompiledReport | None
    year_ago: CompiledReport | None
    rewritings: Sequence[Rewriting]


async def compile_period(
    database: Database, book: Rulebook, key: str, actor: str | None, now: datetime
) -> Compiled:
    """Read from one snapshot, written outside the transaction that keeps the result.

    The same data gives the same bytes, and no new version: the one on the shelf is given again.
    Where the office's own template cannot be used the report comes in the built-in layout.
    """
    known = await _read(database, key)
    report = await asyncio.to_thread(_compiled, known, book.rules.soon_days)
    photos = await photos_for(database.reader, book.folder, report)
    docx, fault = await asyncio.to_thread(_written, report, book.template, photos)
    digest, _ = keep(book.folder, docx)
    newest = known.newest
    if newest and newest.docx == digest:
        kept = await with_forms(
            database, book, await _renewed(database, newest, report), FULL, now
        )
        return Compiled(kept, await load_compiled(database.reader, kept), docx, fault)
    draft = _stored(report, known, digest, actor, newest.version + 1 if newest else 1)
    rest = [which for which in FULL if which != WORD]
    written = await asyncio.to_thread(write_all, book, draft, report, photos, rest)
    written = [keep_form(book, draft, WORD, docx), *written]
    draft = replace(draft, summary=await asyncio.to_thread(summary, report))
    async with database.transaction() as connection:
        if await reports.next_version(connection, key) == draft.version:
            stored = await reports.add(connection, draft, dump(report), now)
            kept = await record(connection, stored.id, written, now)
            return Compiled(kept, report, docx, fault)
    # Another process kept a version meanwhile; ours is to be compared with that one.
    return await compile_period(database, book, key, actor, now)


def _compiled(known: _Read, soon_days: int) -> CompiledReport:
    return compile_report(
        known.programme,
        known.period,
        known.papers,
        known.previous,
        soon_days,
        year_ago=known.year_ago,
        rewritings=known.rewritings,
        drawn=own_lines,
    )


def _written(
    report: CompiledReport, template: Path | None, photos: Mapping[str, bytes]
) -> tuple[bytes, str]:
    """The document, and why it is not in the office's own layout."""
    docx, faulty = write_docx_anyway(view(report), template, photos)
    if faulty is None:
        return docx, ""
    logger.warning("%s cannot be used (%s); built-in layout", template, faulty.data["fault"])
    return docx, str(faulty.data["words"])


async def _renewed(
    database: Database, newest: StoredReport, report: CompiledReport
) -> StoredReport:
    """The same words; whether those below a rewritten heading are still up to date may differ."""
    before = await load_compiled(database.reader, newest)
    kept = replace(report, changed=tuple(dict.fromkeys((*before.changed, *report.changed))))
    told = _to_be_told(kept)
    if newest.is_issued or replace(newest, **told) == newest:
        return newest
    async with database.transaction() as connection:
        # It may have been shown, agreed or issued while this was written.
        current = await reports.get(connection, newest.id)
        assert current is not None, "versions are never deleted"
        if current.is_issued:
            return current
        renewed = replace(current, **told)
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


async def _read(database: Database, key: str) -> _Read:
    async with database.snapshot() as reader:
        period = await periods.get(reader, key)
        assert period is not None, "asked for by those who saw it"
        newest = await reports.newest(reader, key)
        basis = await reports.newest_issued(reader, key) or newest
        programme = await programmes.of_period(reader, key)
        return _Read(
            period,
            programme,
            await _papers(reader, programme, key),
            newest,
            basis,
            await load_compiled(reader, basis) if basis else None,
            await _year_ago(reader, period),
            await rewritings.standing(reader, key),
        )


async def _year_ago(reader: Connection, period: Period) -> CompiledReport | None:
    """The report of the same period of the year before: as it was issued, or its last version."""
    code = year_before(period.code)
    if code is None:
        return None
    key = f"{period.programme}:{code}"
    stored = await reports.newest_issued(reader, key) or await reports.newest(reader, key)
    return await load_compiled(reader, stored) if stored else None


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


def _stored(
    report: CompiledReport, known: _Read, digest: str, actor: str | None, version: int
) -> StoredReport:
    return StoredReport(
        0,
        known.period.key,
        version,
        ReportState.COMPILED,
        digest,
        sum(1 for paper in known.papers if paper.version),
        tuple(paper.unit_name for paper in known.papers if not paper.version),
        compiled_by=actor,
        since=known.basis.version if known.basis else None,
        headings=tuple(section.number for section in report.sections),
        since_number=known.basis.number if known.basis and known.basis.is_issued else None,
        **_to_be_told(report),
    )
