"""`tổng hợp`: warns who is missing; the document comes when it is written."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Event, ReportReady, Session, Turn
from domain.effects import CompileReport
from domain.facts import Facts, StoredReport
from domain.look_ups import ReportOf
from domain.messages import Choice, Reply
from domain.people import Power
from domain.period_state import PeriodState
from handlers.contract import found
from handlers.coordinator.call import Call, call_here, require
from handlers.coordinator.confirming import confirm_step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import counted, few, sent
from handlers.coordinator.refusals import PeriodCannot
from handlers.coordinator.report_words import (
    report_choices,
    report_data,
    since_version,
    with_files,
)

NOW = "now"
_MOST_STALE = 5
STEP = "coordinator.compile"


def compile_report(call: Call) -> Turn:
    period = call.period
    if period.state is PeriodState.PLANNED:
        raise PeriodCannot(order="compile", period=period.code, state=period.state)
    if _missing(call) and call.argument(0) != NOW:
        return Turn(call.session.at(STEP, period=period.key), (_warning(call),))
    overview = Choice(f"overview|{period.key}", "order_overview")
    reply = offer("coordinator/compiling.j2", overview, period=period.code)
    return Turn(call.idle, (reply,), (CompileReport(period.key),))


def _missing(call: Call) -> list[str]:
    have = {line.unit for line in sent(call.board)}
    return [line.name for line in call.board.lines if line.unit not in have]


def _warning(call: Call) -> Reply:
    period = call.period
    return offer(
        "coordinator/compile.j2",
        Choice(f"compile|{period.key}||{NOW}", "order_compile_now"),
        Choice(f"overview|{period.key}", "order_wait"),
        period=period.code,
        sent=counted(sent(call.board)),
        roster=counted(call.board.lines),
        **few("missing", _missing(call), call.facts.rules.page_size),
    )


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    return _warning(call_here(session, facts, now))


def _compile_now(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    return compile_report(replace(call_here(session, facts, now), rest=(NOW,)))


def report_ready(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The conversation under way is not disturbed: all buttons name their report."""
    assert isinstance(event, ReportReady)
    require(facts, Power.OVERSEE)
    report = found(facts, ReportOf(report=event.report), StoredReport)
    reply = offer(
        "coordinator/report_ready.j2",
        *_to_look_at(report),
        *report_choices(report),
        **report_data(report, facts),
        changed=list(report.changed),
        since=since_version(report),
        since_number=report.since_number,
        template_fault=event.template_fault,
        findings=report.findings,
        rewritten=list(report.rewritten),
        stale=[title for _, title in report.stale],
    )
    return Turn(session, (with_files(reply, report),))


def _to_look_at(report: StoredReport) -> list[Choice]:
    """Rewritten headings that are out of date, what was found, and the text itself."""
    key = report.period
    looks = [
        Choice(f"rewriting_difference|{key}||{place}", "order_difference", {"title": title})
        for place, title in report.stale[:_MOST_STALE]
    ]
    if report.findings:
        looks.append(Choice(f"proofread|{key}", "order_proofread", {"count": report.findings}))
    return [*looks, Choice(f"rewriting|{key}", "order_rewrite")]


def compile_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    reply = offer(
        "coordinator/compile_failed.j2",
        Choice("compile", "order_compile"),
        Choice("overview", "order_overview"),
    )
    return Turn(session, (reply,))


def forms_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    reply = offer(
        "coordinator/forms_failed.j2",
        Choice("compile", "order_compile"),
        Choice("overview", "order_overview"),
    )
    return Turn(session, (reply,))


STEPS = {STEP: confirm_step(_ask, _compile_now)}
