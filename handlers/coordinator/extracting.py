"""`bản tóm tắt` and `trích báo cáo`: the newest version on one page, or what belongs to one unit
or stands under one heading of it."""

from datetime import datetime

from domain.conversation import Chose, Event, ExtractReady, Said, Session, Turn
from domain.effects import TakeExtract
from domain.facts import Facts, StoredReport
from domain.look_ups import ReportOf
from domain.messages import Choice, Reply
from domain.people import Power
from domain.plan_words import moves_time
from domain.report_files import BRIEF, heading_of, heading_part, unit_of, unit_part
from handlers.contract import NotUnderstood, found
from handlers.coordinator.call import Call, call_here, read_words, require
from handlers.coordinator.headings import find_number
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import NoHeading, NoReport, NotInReport
from handlers.coordinator.report_words import code_of, with_files

STEP = "coordinator.extract"


def brief(call: Call) -> Turn:
    report = _report(call)
    if not report.given(BRIEF):
        return _ordered(call, report, BRIEF)
    return Turn(call.idle, (brief_reply(report, call.facts),))


def brief_reply(report: StoredReport, facts: Facts) -> Reply:
    reply = offer(
        "coordinator/brief.j2",
        _extract_choice(report),
        Choice(f"overview|{report.period}", "order_overview"),
        period=code_of(report, facts),
        version=report.version,
        number=report.number,
        summary=report.summary,
    )
    return with_files(reply, report, BRIEF)


def extract(call: Call) -> Turn:
    report = _report(call)
    if len(call.units) == 1:
        return _of_unit(call, report, call.units[0])
    if heading := call.said("heading") or call.argument(0):
        return _of_heading(call, report, heading)
    here = call.session.at(STEP, period=call.period.key)
    return Turn(here, (_ask(here, call.facts, call.now),))


def _report(call: Call) -> StoredReport:
    if call.board.report is None:
        raise NoReport(period=call.period.code)
    return call.board.report


def _of_unit(call: Call, report: StoredReport, unit: str) -> Turn:
    name = call.line(unit).name
    if name in report.units_missing:
        raise NotInReport(unit=name, version=report.version)
    return _ordered(call, report, unit_part(unit))


def _of_heading(call: Call, report: StoredReport, number: str) -> Turn:
    known = find_number(number, _numbers(call, report))
    if known is None:
        raise NoHeading(number=number)
    return _ordered(call, report, heading_part(known))


def _numbers(call: Call, report: StoredReport) -> tuple[str, ...]:
    headings = call.board.programme.headings()
    return report.headings or tuple(heading.number for heading in headings)


def _ordered(call: Call, report: StoredReport, part: str) -> Turn:
    """At once where it was written before."""
    if report.given(part):
        return Turn(call.idle, (_given(report, part, call.facts),))
    reply = offer(
        "coordinator/extracting.j2",
        Choice(f"overview|{report.period}", "order_overview"),
        **_about(report, part, call.facts),
    )
    return Turn(call.idle, (reply,), (TakeExtract(report.id, part),))


def extract_ready(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, ExtractReady)
    require(facts, Power.OVERSEE)
    report = found(facts, ReportOf(report=event.report), StoredReport)
    return Turn(session, (_given(report, event.part, facts),))


def _given(report: StoredReport, part: str, facts: Facts) -> Reply:
    reply = offer(
        "coordinator/extract_ready.j2",
        _extract_choice(report),
        Choice(f"overview|{report.period}", "order_overview"),
        **_about(report, part, facts),
    )
    return with_files(reply, report, part)


def _about(report: StoredReport, part: str, facts: Facts) -> dict[str, object]:
    unit = unit_of(part)
    return {
        "period": code_of(report, facts),
        "version": report.version,
        "number": report.number,
        "unit": facts.units.get(unit, unit) if unit else None,
        "heading": heading_of(part),
    }


def _extract_choice(report: StoredReport) -> Choice:
    return Choice(f"extract|{report.period}", "order_extract")


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    call = call_here(session, facts, now)
    printed = moves_time(call.board.programme, call.period.code)
    headings = [
        Choice(
            f"extract|{call.period.key}||{heading.number}",
            "order_extract_heading",
            {"number": heading.number, "title": printed(heading.title)},
        )
        for heading in call.board.programme.outline
    ]
    return offer(
        "coordinator/extract.j2",
        *headings,
        Choice("no", "order_not_now"),
        period=call.period.code,
    )


def _said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """A heading's number or a unit's name; an order in full is heard before."""
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text):
            call = call_here(session, facts, now)
            named = call.hearing({"unit": read_words("unit_name", text, facts, now)["head"]})
            if len(named.units) == 1:
                return extract(named)
            report = _report(call)
            if number := find_number(text, _numbers(call, report)):
                return _of_heading(call, report, number)
    raise NotUnderstood


STEPS = {STEP: step(_ask, _said, "short", Power.OVERSEE)}
