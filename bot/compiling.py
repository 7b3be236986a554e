"""A period's report: read what was sent, compile it, write its documents, keep the version."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

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
from documents.report import summary, view, write_docx
from domain.compiling import compile_report
from domain.facts import ReportState, StoredReport
from domain.period_codes import year_before
from domain.programme import Programme
from domain.report import CompiledReport, SentPaper
from domain.submission import Period, Submission
from storage import periods, programmes, reports, submissions
from storage.codec import dump
from storage.database import Database
from storage.submissions import Sent


@dataclass(frozen=True, slots=True)
class Compiled:
    """A version on the shelf: what is kept of it, the data it was written from, the bytes of its
    Word file as a draft."""

    stored: StoredReport
    report: CompiledReport
    docx: bytes


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


async def compile_period(
    database: Database, book: Rulebook, key: str, actor: str | None, now: datetime
) -> Compiled:
    """Read from one snapshot, written outside the transaction that keeps the result.

    The same data gives the same bytes, and no new version: the one on the shelf is given again.
    """
    known = await _read(database, key)
    report = await asyncio.to_thread(
        compile_report,
        known.programme,
        known.period,
        known.papers,
        known.previous,
        book.rules.soon_days,
        known.year_ago,
    )
    photos = await photos_for(database.reader, book.folder, report)
    docx = await asyncio.to_thread(lambda: write_docx(view(report), book.template, photos))
    digest, _ = keep(book.folder, docx)
    newest = known.newest
    if newest and newest.docx == digest:
        kept = await with_forms(database, book, newest, FULL, now)
        return Compiled(kept, await load_compiled(database.reader, kept), docx)
    draft = _stored(report, known, digest, actor, newest.version + 1 if newest else 1)
    rest = [which for which in FULL if which != WORD]
    written = await asyncio.to_thread(write_all, book, draft, report, photos, rest)
    written = [keep_form(book, draft, WORD, docx), *written]
    draft = replace(draft, summary=await asyncio.to_thread(summary, report))
    async with database.transaction() as connection:
        if await reports.next_version(connection, key) == draft.version:
            stored = await reports.add(connection, draft, dump(report), now)
            return Compiled(await record(connection, stored.id, written, now), report, docx)
    # Another process kept a version meanwhile; ours is to be compared with that one.
    return await compile_period(database, book, key, actor, now)


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
    names = {paper.unit: paper.unit_name for paper in known.papers}
    changed = dict.fromkeys(names.get(change.unit, change.unit) for change in report.changed)
    return StoredReport(
        0,
        known.period.key,
        version,
        ReportState.COMPILED,
        digest,
        sum(1 for paper in known.papers if paper.version),
        tuple(paper.unit_name for paper in known.papers if not paper.version),
        tuple(changed),
        actor,
        since=known.basis.version if known.basis else None,
        headings=tuple(section.number for section in report.sections),
        since_number=known.basis.number if known.basis and known.basis.is_issued else None,
    )
