"""Proposed plans: read from a document, or made of an issued report's plan of the next period."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from aiosqlite import Connection

from bot.filing import read
from documents.plan import NotAPlan, PlanNotRead, Reading, read_plan_apart
from documents.plan.details import details_in
from documents.plan.indicators import indicators_in
from domain.effects import ProposeNext, ReadPlan
from domain.messages import Reply
from domain.next_tasks import Issued, ReadsTask, propose_next
from domain.period_codes import parse_code
from domain.periods import next_code
from domain.plan import ImportedPlan, take_over, to_programme
from domain.plan_following import fresh_code, known_members, members_of, newer_form_of
from domain.programme import Programme, Task
from domain.proposal_events import PlanProposed, PlanUnread
from domain.proposals import Followed, ProposalState, ProposedPlan, propose_document
from domain.report import CompiledReport, ReportUnit, SentPaper
from domain.submission import State
from domain.understanding import understand
from domain.verdicts import Verdict
from storage import files, plan_proposals, programmes, reports, submissions
from storage.codec import load
from storage.database import Database
from storage.submissions import Sent

_MARK_LENGTH = 40
"""A mark stands alone; a longer line at the head may cite a law about secrets."""


@dataclass(frozen=True, slots=True)
class Proposing:
    """`actor` is the person who asked for it."""

    database: Database
    folder: Path
    actor: str
    now: datetime

    async def read_document(self, work: ReadPlan) -> PlanProposed | PlanUnread:
        """What is no plan is said in the words of the error; a secret one is forgotten."""
        reading = await self._reading(work)
        if _is_marked(reading):
            return PlanUnread(Reply("secrecy/refused.j2", {"what": "file"}), work.sha256)
        plan, error = reading.plan, reading.error or NotAPlan(name=work.name)
        if plan is None or not any(plan.tasks()):
            return PlanUnread(Reply(error.template, {**error.data}))
        async with self.database.snapshot() as reader:
            known = await programmes.every(reader)
            followed = await _followed(reader, plan, work.programme, known)
        proposed = await asyncio.to_thread(_proposed, plan, work, known, followed)
        return await self._keep(proposed)

    async def _reading(self, work: ReadPlan) -> Reading:
        found = await files.path_and_mime(self.database.reader, work.sha256)
        if found is None:
            return Reading(error=PlanNotRead(name=work.name))
        return await asyncio.to_thread(_read, self.folder, found[0], work.name)

    async def next_of(self, work: ProposeNext) -> PlanProposed:
        async with self.database.snapshot() as reader:
            stored = await reports.get(reader, work.report)
            assert stored is not None, "asked for by those who saw it"
            report = load(CompiledReport, await reports.compiled(reader, stored.id))
            issued = await _issued(reader, stored.period, report)
            now = Followed(
                await programmes.get(reader, report.programme),
                await programmes.newest_version(reader, report.programme),
            )
        source = f"report:{work.report}"
        reads = _reading(report.period)
        proposed = await asyncio.to_thread(propose_next, issued, now, source, stored.period, reads)
        return await self._keep(proposed)

    async def _keep(self, plan: ProposedPlan) -> PlanProposed:
        """One of a source is open at a time: work done again after a crash finds it. One that was
        made for an older version of the programme gives way, and hands on what was decided."""
        async with self.database.transaction() as connection:
            before = await plan_proposals.open_of(connection, plan.source)
            if before and before.plan.base == plan.base:
                return PlanProposed(before.id)
            verdicts = (Verdict.PENDING,) * len(plan.blocks)
            if before:
                verdicts = before.verdicts_for(plan)
                dropped = replace(before, state=ProposalState.DROPPED)
                await plan_proposals.change(
                    connection, dropped, before.version, self.actor, self.now
                )
            number = await plan_proposals.add(connection, plan, verdicts, self.actor, self.now)
        return PlanProposed(number)


def _read(folder: Path, relative: str, name: str) -> Reading:
    return read_plan_apart(read(folder, relative), name)


def _is_marked(reading: Reading) -> bool:
    """Whether the paper carries a classification mark: it stands at the head, or fits nowhere."""
    cells = [cell.strip() for line in reading.head for cell in line.split("|")]
    said = [cell for cell in cells if len(cell) <= _MARK_LENGTH]
    if reading.plan:
        frame = reading.plan.frame
        head = (frame.issuer, frame.receiver, frame.number, frame.place, frame.title)
        said += [*filter(None, head), *(left.text for left in reading.plan.unplaced)]
    return any(understand("secret", text).head == "yes" for text in said)


async def _followed(
    reader: Connection, plan: ImportedPlan, code: str, known: Sequence[Programme]
) -> Followed:
    named = next((programme for programme in known if programme.code == code), None)
    programme = named or newer_form_of(plan, known)
    if programme is None:
        return Followed()
    return Followed(programme, await programmes.newest_version(reader, programme.code))


def _proposed(
    plan: ImportedPlan, work: ReadPlan, known: Sequence[Programme], followed: Followed
) -> ProposedPlan:
    old = followed.programme
    if old is None:
        code = fresh_code(plan, PurePosixPath(work.name).stem, [one.code for one in known])
        new = to_programme(plan, code, known_members(plan, known))
    else:
        new = take_over(old, to_programme(plan, old.code, members_of(old)))
    source = f"file:{work.sha256}:{work.programme}"
    return propose_document(plan, new, source, work.name, followed)


async def _issued(reader: Connection, period: str, report: CompiledReport) -> Issued:
    """The papers in the versions that the report was compiled from."""
    versions = {unit.unit: unit.version for unit in report.units}
    sent = await submissions.at_versions(reader, period, versions)
    then = await programmes.of_period(reader, period)
    return Issued(
        {unit.unit: _paper(unit, sent.get(unit.unit, Sent())) for unit in report.units},
        report.rows,
        date.fromisoformat(report.data_to),
        frozenset(task.code for task in then.tasks),
    )


def _paper(unit: ReportUnit, sent: Sent) -> SentPaper:
    return SentPaper(
        unit.unit, unit.name, State(unit.state), unit.version, entries=sent.entries, plan=sent.plan
    )


def _reading(period: str) -> ReadsTask:
    """Days without a year are of the year after."""
    year = parse_code(next_code(period) or period).year

    def read_task(task: Task) -> Task:
        details = details_in(task.text, year)
        return replace(
            task,
            lead=details.lead or task.lead,
            supporting=details.supporting or task.supporting,
            product=details.product or task.product,
            deadline=details.deadline or task.deadline,
            indicators=indicators_in(task.text, task.code) or task.indicators,
        )

    return read_task
