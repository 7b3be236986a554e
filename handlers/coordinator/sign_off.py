"""`trình ký`: the leader is shown the report and agrees, or sends it back with a remark."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import AnswerSignOff, AskSignOff, EveryoneWith, Tell
from domain.errors import NothingSuch
from domain.facts import Facts, ReportState, StoredReport
from domain.look_ups import ReportOf
from domain.messages import Choice, Reply
from domain.people import Power, Role, may
from handlers.contract import NotUnderstood, found
from handlers.coordinator.call import Call, require
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import answers
from handlers.coordinator.refusals import NoReport, ReportCannot
from handlers.coordinator.report_words import code_of, report_data, with_files
from handlers.coordinator.words import said

REMARK = "coordinator.sign_remark"
TO_READ = ("docx", "pdf")
"""The leader reads the report in brief in the message itself; tables are for the desk."""
_VERDICTS = {"agree": "signs", "back": "sends_back"}
_ASKABLE = (ReportState.COMPILED, ReportState.SHOWN, ReportState.SENT_BACK)


def sign_off(call: Call) -> Turn:
    report = call.board.report
    if report is None:
        raise NoReport(period=call.period.code)
    _check(report, "sign_off", _ASKABLE)
    told = with_files(
        offer(
            "coordinator/told_sign_off.j2",
            *answers(report),
            **report_data(report, call.facts),
            by=call.facts.person.name if call.facts.person else "",
            summary=report.summary,
        ),
        report,
        forms=TO_READ,
    )
    # A coordinator who is the leader too is not told by `Tell`, and agrees here.
    own = answers(report) if may(call.facts.person, Power.SIGN_OFF) else ()
    reply = offer(
        "coordinator/shown.j2",
        *own,
        Choice(f"issue|{report.period}", "order_issue"),
        Choice(f"overview|{report.period}", "order_overview"),
        **report_data(report, call.facts),
    )
    effects = (AskSignOff(report.id), Tell(EveryoneWith(Role.LEADER), told))
    return Turn(call.idle, (reply,), effects)


def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """ "sign|agree|<report>" and "sign|back|<report>", long after if need be."""
    require(facts, Power.SIGN_OFF)
    if not isinstance(event, Chose):
        raise NotUnderstood
    _, deed, number, *_ = (*event.key.split("|"), "", "")
    report = _shown(number, facts)
    if deed == "agree":
        return _answered(session, report, facts, agreed=True, remark="")
    here = session.at(REMARK, report=report.id)
    return Turn(here, (_why(here, facts, now),))


def verdict(text: str, facts: Facts) -> Chose | None:
    """What a leader types below a report that was shown, in words of their own."""
    deed = next((deed for deed, words in _VERDICTS.items() if said(text, words)), None)
    below = facts.question.choices if deed and facts.question else ()
    key = next((c.key for c in below if c.key.startswith(f"sign|{deed}|")), None)
    return Chose(key) if key else None


def _shown(number: str, facts: Facts) -> StoredReport:
    """The report that was shown, if its answer is still waited for."""
    if not number.isdecimal():
        raise NothingSuch(what=number)
    report = found(facts, ReportOf(report=int(number)), StoredReport)
    _check(report, "sign", (ReportState.SHOWN,))
    newest = found(facts, ReportOf(period=report.period), StoredReport)
    if newest.id != report.id:
        raise ReportCannot(
            order="superseded", version=newest.version, state=newest.state, number=newest.number
        )
    return report


def _check(report: StoredReport, order: str, states: tuple[ReportState, ...]) -> None:
    if report.state not in states:
        raise ReportCannot(
            order=order, version=report.version, state=report.state, number=report.number
        )


def _why(session: Session, facts: Facts, now: datetime) -> Reply:
    return offer("coordinator/sign_remark.j2", Choice("no", "order_not_now"))


def _why_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if text.strip():
            report = _shown(session.text("report"), facts)
            return _answered(session, report, facts, agreed=False, remark=text.strip())
        case _:
            raise NotUnderstood


def _answered(
    session: Session, report: StoredReport, facts: Facts, *, agreed: bool, remark: str
) -> Turn:
    data = {
        "period": code_of(report, facts),
        "version": report.version,
        "agreed": agreed,
        "remark": remark,
    }
    told = offer(
        "coordinator/told_signed.j2",
        Choice(f"issue|{report.period}", "order_issue")
        if agreed
        else Choice(f"compile|{report.period}", "order_compile"),
        Choice(f"overview|{report.period}", "order_overview"),
        **data,
        by=facts.person.name if facts.person else "",
    )
    reply = offer(
        "coordinator/signed.j2", Choice(f"overview|{report.period}", "order_overview"), **data
    )
    effects = (
        AnswerSignOff(report.id, agreed, remark),
        Tell(EveryoneWith(Role.COORDINATOR), told),
    )
    return Turn(session.at("idle"), (reply,), effects)


STEPS = {REMARK: step(_why, _why_said, "result_text", Power.SIGN_OFF)}
