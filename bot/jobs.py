"""Slow work, done outside the write transaction; its end comes back as an event."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.applying import Context
from bot.applying.others import press_now
from bot.channels.base import Channel
from bot.clock import Clock
from bot.compiling import compile_period
from bot.faults import trace
from bot.filing import keep
from bot.proposing import Proposing
from bot.report_forms import FULL, with_forms
from bot.rulebook import Rulebook
from bot.uploads import Uploads
from domain.conversation import Event, ExtractReady, FileKept, IssuedReady, JobFailed, ReportReady
from domain.effects import (
    CompileReport,
    FetchFile,
    LeaveGroup,
    Press,
    ProposeNext,
    ReadPlan,
    TakeExtract,
    WriteIssued,
)
from domain.errors import NothingSuch, SendError
from domain.messages import PAGE
from storage import files, inbox, jobs, reports
from storage.database import Database
from storage.inbox import PERSON
from storage.jobs import Job

logger = logging.getLogger(__name__)

TRIES = 6
FIRST_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Jobs:
    database: Database
    book: Rulebook
    channels: Mapping[str, Channel]
    clock: Clock

    async def run_due(self) -> int:
        """Everything that is due, one after the other; how many were tried."""
        count = 0
        while job := await self._next():
            await self._run(job)
            count += 1
        return count

    async def _next(self) -> Job | None:
        return await jobs.next_due(self.database.reader, self.clock(), self.channels.keys())

    async def _run(self, job: Job) -> None:
        """A messenger's refusal is tried again with growing pauses; a fault of ours too."""
        try:
            event = await self._work(job)
        except Exception as error:
            why = str(error) if isinstance(error, SendError) else trace(error)
            logger.warning("job %s failed: %s", job.id, why)
            await self._failed(job, _is_final(error))
            return
        await self._finished(job, "done", event)
        self._let_go(job)

    def _let_go(self, job: Job) -> None:
        """Kept for good: the copy that waited to be fetched would outlive a file taken back."""
        work = job.work()
        if isinstance(work, FetchFile) and job.channel == PAGE:
            Uploads(self.book.folder).drop(work.reference)

    async def _work(self, job: Job) -> Event | None:
        match job.work():
            case FetchFile() as work:
                return await self._fetch(job, work)
            case CompileReport() | WriteIssued() | TakeExtract() as work:
                return await self._report(job, work)
            case Press() as work:
                await self._press(job, work)
                return None
            case ReadPlan() as work:
                return await self._proposing(job).read_document(work)
            case ProposeNext() as work:
                return await self._proposing(job).next_of(work)
            case LeaveGroup():
                await self.channels[job.channel].leave(job.bot, job.owner.split(":", 2)[2])
                return None

    async def _report(self, job: Job, work: CompileReport | WriteIssued | TakeExtract) -> Event:
        match work:
            case CompileReport(period):
                actor = job.owner.removeprefix(PERSON)
                compiled = await compile_period(
                    self.database, self.book, period, actor, self.clock()
                )
                return ReportReady(compiled.stored.id, compiled.template_fault)
            case WriteIssued(report):
                await self._write(report, FULL)
                return IssuedReady(report)
            case TakeExtract(report, part):
                await self._write(report, [(part, "docx"), (part, "pdf")])
                return ExtractReady(report, part)

    def _proposing(self, job: Job) -> Proposing:
        actor = job.owner.removeprefix(PERSON)
        return Proposing(self.database, self.book.folder, actor, self.clock())

    async def _write(self, number: int, wanted: Iterable[tuple[str, str]]) -> None:
        stored = await reports.get(self.database.reader, number)
        if stored is None:
            raise KeyError(number)
        await with_forms(self.database, self.book, stored, wanted, self.clock())

    async def _press(self, job: Job, work: Press) -> None:
        """Done with its mark in one transaction: a crash must not press twice."""
        async with self.database.transaction() as connection:
            now, actor = self.clock(), job.owner.removeprefix(PERSON)
            await press_now(Context(connection, self.book, now, actor, job.owner), work)
            await jobs.finish(connection, job.id, "done", now)

    async def _fetch(self, job: Job, work: FetchFile) -> FileKept:
        limit = self.book.rules.max_file_bytes
        content = await self.channels[job.channel].fetch(job.bot, work.reference, limit)
        digest, path = keep(self.book.folder, content)
        async with self.database.transaction() as connection:
            await files.put(connection, digest, str(path), work.mime, len(content), self.clock())
        return FileKept(
            digest,
            work.name,
            work.mime,
            len(content),
            work.caption,
            work.period,
            work.unit,
            work.item,
            work.album,
            work.message,
            work.purpose,
        )

    async def _failed(self, job: Job, permanent: bool) -> None:
        if permanent or job.tries + 1 >= TRIES:
            await self._finished(job, "failed", _told(job, permanent))
            return
        pause = FIRST_PAUSE * 2**job.tries
        async with self.database.transaction() as connection:
            await jobs.retry(connection, job.id, self.clock() + pause)

    async def _finished(self, job: Job, state: str, event: Event | None) -> None:
        async with self.database.transaction() as connection:
            await jobs.finish(connection, job.id, state, self.clock())
            if event is not None:
                await inbox.add_inside(connection, job.owner, event, self.clock())


def _is_final(error: Exception) -> bool:
    """The messenger will never give it, the report has no such part, or another version of tiendo
    wrote what to do."""
    return isinstance(error, KeyError | ValueError | NothingSuch) or (
        isinstance(error, SendError) and error.permanent
    )


def _told(job: Job, permanent: bool) -> Event | None:
    """Who waits for it hears that it failed; nobody waits for the bot to leave a group."""
    try:
        work = job.work()
    except (KeyError, ValueError):
        return None
    reason = "permanent" if permanent else "tries"
    return None if isinstance(work, LeaveGroup) else JobFailed(type(work).__name__, reason)
