"""Effects on compiled reports: shown to the leader, agreed or sent back, issued."""

from dataclasses import replace

from bot.applying.context import Context
from domain import effects
from domain.errors import NothingSuch
from domain.facts import ReportState, StoredReport
from storage import jobs, reports
from storage.inbox import PERSON


async def ask_sign_off(context: Context, effect: effects.AskSignOff) -> None:
    report = await _report(context, effect.report)
    await reports.change(context.connection, replace(report, state=ReportState.SHOWN))


async def answer_sign_off(context: Context, effect: effects.AnswerSignOff) -> None:
    report = await _report(context, effect.report)
    state = ReportState.AGREED if effect.agreed else ReportState.SENT_BACK
    await reports.change(context.connection, replace(report, state=state, remark=effect.remark))


async def issue_report(context: Context, effect: effects.IssueReport) -> None:
    report = await reports.newest(context.connection, effect.period)
    if report is None:
        raise NothingSuch(what=effect.period)
    issued = replace(report, state=ReportState.ISSUED, number=effect.number, issued_on=effect.on)
    await reports.change(context.connection, issued)
    # A command of the machine writes its files itself: nobody waits for word of them.
    if context.owner.startswith(PERSON):
        work = effects.WriteIssued(issued.id)
        await jobs.add(context.connection, context.owner, work, context.now)


async def take_extract(context: Context, effect: effects.TakeExtract) -> None:
    await jobs.add(context.connection, context.owner, effect, context.now)


async def _report(context: Context, number: int) -> StoredReport:
    report = await reports.get(context.connection, number)
    if report is None:
        raise NothingSuch(what=str(number))
    return report
