"""`phát hành`: the number and date that the clerk gave, checked and confirmed."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.conversation import Chose, Event, IssuedReady, Said, Session, Turn
from domain.effects import IssueReport
from domain.facts import Facts, ReportState, StoredReport
from domain.look_ups import ReportOf
from domain.messages import Choice, Picks, Reply
from domain.people import Power
from handlers.contract import NotUnderstood, found, question
from handlers.coordinator.call import Call, call_here, read_words, require
from handlers.coordinator.confirming import confirm_step, yes_no
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few
from handlers.coordinator.refusals import NoReport, NumberNotSound, ReportCannot
from handlers.coordinator.report_words import code_of, report_choices, with_files

ASK, CONFIRM = "coordinator.issue", "coordinator.issue_confirm"
_NO_NUMBER = ("?", "")


@dataclass(frozen=True, slots=True)
class _Given:
    number: str | None
    on: date | None


def issue(call: Call) -> Turn:
    _report(call)
    given = _heard(call.text, call.facts, call.now) if call.text else _Given(None, None)
    return _next(call, given)


def _report(call: Call) -> StoredReport:
    report = call.board.report
    if report is None:
        raise NoReport(period=call.period.code)
    if report.state is ReportState.ISSUED:
        raise ReportCannot(
            order="issue", version=report.version, state=report.state, number=report.number
        )
    return report


def _heard(text: str, facts: Facts, now: datetime) -> _Given:
    """Raises NumberNotSound for a number or date with a fault; either may be left out."""
    heard = read_words("reference", text, facts, now)
    head, flags = str(heard["head"]), heard["flags"]
    number = None if head in (*_NO_NUMBER, "none", "unclear", "reject") else head
    if number is not None and head.startswith("?"):
        number = None
    faults = [str(flag) for flag in flags] if isinstance(flags, list) else []
    if number is None:
        faults = [flag for flag in faults if flag in ("bad_date", "future_date")]
    if faults:
        raise NumberNotSound(flags=faults)
    on = str(heard.get("date") or "")
    return _Given(number, date.fromisoformat(on) if on else None)


def _next(call: Call, given: _Given, moved: bool = False) -> Turn:
    """Ask for what is missing; confirm when nothing is. The version that is confirmed is
    remembered; `moved`: it is another than the one that was asked about before."""
    data = {
        "period": call.period.key,
        "version": _report(call).version,
        "moved": moved,
        "number": given.number,
        "on": given.on.isoformat() if given.on else None,
    }
    here = call.session.at(ASK if None in (given.number, given.on) else CONFIRM, **data)
    ask = _ask if here.step == ASK else _confirm
    return Turn(here, (ask(here, call.facts, call.now),))


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    return question(
        "coordinator/issue.j2",
        Choice("no", "order_not_now"),
        picks=Picks.BESIDE_FIGURE,
        number=session.data["number"],
        on=session.data["on"],
    )


def _said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text):
            given = _with_date(_heard(text, facts, now), text, facts, now)
        case _:
            raise NotUnderstood
    if given == _Given(None, None):
        raise NotUnderstood
    known = session.data["on"]
    on = given.on or (date.fromisoformat(str(known)) if known else None)
    number = given.number or session.data["number"]
    return _next(call, _Given(str(number) if number else None, on))


def _with_date(given: _Given, text: str, facts: Facts, now: datetime) -> _Given:
    """A bare date is no reference; it may still be the date that was asked for."""
    if given.number is not None or given.on is not None:
        return given
    try:
        on = date.fromisoformat(str(read_words("date", text, facts, now)["head"]))
    except ValueError:
        return given
    if on > now.date():
        raise NumberNotSound(flags=["future_date"])
    return _Given(None, on)


def _confirm(session: Session, facts: Facts, now: datetime) -> Reply:
    report = facts.board.report if facts.board else None
    yes, no = yes_no("order_issue_now")
    return offer(
        "coordinator/issue_confirm.j2",
        yes,
        Choice("edit", "order_edit"),
        no,
        number=session.text("number"),
        on=session.text("on"),
        moved=bool(session.data.get("moved")),
        version=report.version if report else None,
        agreed=report is not None and report.state is ReportState.AGREED,
        **few("missing", report.units_missing if report else (), facts.rules.page_size),
    )


def _confirmed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    report = _report(call)
    number, on = session.text("number"), date.fromisoformat(session.text("on"))
    if session.data.get("version") != report.version:
        return _next(call, _Given(number, on), moved=True)
    reply = offer(
        "coordinator/issued.j2",
        Choice(f"next_plan|{call.period.key}", "order_next_plan"),
        Choice(f"overview|{call.period.key}", "order_overview"),
        number=number,
        on=on.isoformat(),
        version=report.version,
        period=call.period.code,
    )
    return Turn(call.idle, (reply,), (IssueReport(call.period.key, number, on),))


def issued_ready(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, IssuedReady)
    require(facts, Power.OVERSEE)
    report = found(facts, ReportOf(report=event.report), StoredReport)
    on = report.issued_on.isoformat() if report.issued_on else None
    reply = offer(
        "coordinator/issued_ready.j2",
        *report_choices(report),
        period=code_of(report, facts),
        number=report.number,
        on=on,
    )
    return Turn(session, (with_files(reply, report),))


_CONFIRMING = confirm_step(_confirm, _confirmed)


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Besides yes and no: to be typed again."""
    if isinstance(event, Chose) and event.key == "edit":
        return _next(call_here(session, facts, now), _Given(None, None))
    return _CONFIRMING.answer(session, event, facts, now)


STEPS = {
    ASK: step(_ask, _said, "short"),
    CONFIRM: step(_confirm, _answer, exact=True),
}
