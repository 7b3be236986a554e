"""Effects on compiled reports: shown to the leader, agreed or sent back, issued."""

from dataclasses import replace

from bot.applying.context import Context
from domain import effects
from domain.errors import NothingSuch
from domain.facts import ReportState, StoredReport
from storage import reports


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


async def _report(context: Context, number: int) -> StoredReport:
    report = await reports.get(context.connection, number)
    if report is None:
        raise NothingSuch(what=str(number))
    return report
