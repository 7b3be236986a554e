"""Sending a submission: what is missing is named first, and a receipt given after."""

from datetime import datetime

from domain import moves
from domain.calendar import at_time, in_vietnam
from domain.conversation import Chose, Event, Said
from domain.draft_mark import mark_of
from domain.effects import AskHead, FocalPointsOf, HeadsOf, RecallSubmission, SendSubmission, Tell
from domain.errors import DomainError
from domain.messages import Choice, Reply
from domain.people import Power, may
from domain.programme import Task
from domain.status import Said as What
from domain.submission import Paper, State
from handlers.contract import NotUnderstood
from handlers.reporting import moving
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import header, lacks, whole
from handlers.reporting.words import says


class NothingToSend(DomainError):
    """Not one word stands in the submission: `period`."""

    template = "errors/nothing_to_send.j2"


class NothingNew(DomainError):
    """It was sent, and nothing was changed since: `sent_at`."""

    template = "errors/nothing_new.j2"


def receipt_code(period_code: str, unit: str, version: int) -> str:
    """What a receipt is known by: "2022-phong-y-te-2"."""
    return f"{period_code}-{unit}-{version}"


def send_or_ask(desk: Desk, *, unsaid_only: bool = False) -> Desk:
    """Send, or first confirm that tasks are missing.

    `unsaid_only`: the screen before named what is incomplete, so only what is not there at all
    is asked about.
    """
    paper = desk.paper
    _require_something_new(desk)
    silent = all(paper.entry(item).is_empty for item in paper.items)
    if paper.items and silent and not paper.plan:
        raise NothingToSend(period=paper.period.code)
    missing = paper.missing_tasks()
    if unsaid_only:
        missing = tuple(t for t in missing if paper.entry(t.code).said is None)
    return desk.go("report.confirm") if missing else send(desk)


def _require_something_new(desk: Desk) -> None:
    submission = desk.paper.submission
    if submission.state is State.SUBMITTED:
        raise NothingNew(sent_at=submission.sent_at.isoformat() if submission.sent_at else None)


def ask(desk: Desk) -> Reply:
    """The plain confirmation, naming what is missing."""
    missing = [_missing(desk, task) for task in desk.paper.missing_tasks()]
    choices = (Choice("anyway", "send_anyway"), Choice("complete", "complete"))
    data = {**header(desk), "missing": missing}
    return put("reporting/confirm.j2", data, *choices, Choice("to_menu", "to_menu"))


def _missing(desk: Desk, task: Task) -> dict[str, object]:
    asked = lacks(desk.paper.entry(task.code), task)
    return {"code": task.code, "title": task.short_title, "lacks": asked}


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="anyway"):
            return send(desk)
        case Chose(key="complete"):
            task = moving.next_task(desk, "")
            return moving.mend(desk, task) if task else desk.go("report.review")
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Said(text=text) if says(text, "yes"):
            return send(desk)
        case Said(text=text) if says(text, "no"):
            return desk.go("report.menu")
    raise NotUnderstood


def back(desk: Desk) -> Desk:
    return desk.go("report.review")


def send(desk: Desk) -> Desk:
    """Out it goes, or first to the unit head where the settings ask for that."""
    _require_something_new(desk)
    if _head_agrees_first(desk):
        return _to_head(desk)
    paper = desk.paper
    sent = desk.do(SendSubmission(paper.period.key, paper.unit))
    reply = receipt(desk)
    if desk.on_behalf:
        told = Reply("reporting/sent_for_you.j2", reply.data, (_open_choice(paper),))
        sent = sent.do(Tell(FocalPointsOf(paper.unit), told))
    submission = moves.send(moves.edit(paper.submission), desk.now, _late_after(desk))
    return sent.standing(submission).leave().asking(reply)


def ask_head(desk: Desk) -> Reply:
    """The answers name what was seen: another draft is not agreed to by them."""
    paper, mark = desk.paper, mark_of(desk.paper)
    name = f"{paper.period.key}|{paper.unit}"
    choices = (
        Choice(f"agree|{name}|yes|{mark}", "head_agrees"),
        Choice(f"agree|{name}|no|{mark}", "head_declines"),
    )
    data = {**whole(desk), "on_behalf": paper.submission.on_behalf}
    return Reply("reporting/head_asked.j2", data, choices)


def _head_agrees_first(desk: Desk) -> bool:
    """Not where nobody could agree, or the head is who sends."""
    asked = desk.facts.rules.head_agrees and desk.paper.headed and not desk.on_behalf
    return asked and not may(desk.facts.person, Power.AGREE, desk.paper.unit)


def _to_head(desk: Desk) -> Desk:
    paper, asked = desk.paper, ask_head(desk)
    waiting = put("reporting/waits_for_head.j2", header(desk), _open_choice(paper))
    handed = desk.do(AskHead(paper.period.key, paper.unit), Tell(HeadsOf(paper.unit), asked))
    return handed.leave().asking(waiting)


def recall(desk: Desk) -> Desk:
    """Back to a draft; what was sent stays in the report until it is sent again."""
    paper = desk.paper
    if paper.submission.state is not State.SUBMITTED:
        return desk.say("reporting/not_recalled.j2", **header(desk)).go("report.menu")
    recalled = desk.do(RecallSubmission(paper.period.key, paper.unit))
    recalled = recalled.standing(moves.recall(paper.submission))
    return recalled.say("reporting/recalled.j2", **header(desk)).go("report.menu")


def receipt(desk: Desk) -> Reply:
    paper = desk.paper
    version = paper.submission.version + 1
    first = paper.submission.version == 0
    until = paper.period.lock_at
    data = {
        **header(desk),
        "code": receipt_code(paper.period.code, paper.unit, version),
        "at": in_vietnam(desk.now).isoformat(),
        "late": first and desk.now > _late_after(desk),
        "again": not first,
        "until": in_vietnam(until).isoformat() if until else None,
        "nothing": _says_nothing(paper),
    }
    ways = [_open_choice(paper), Choice(f"recall|{paper.period.key}|{paper.unit}", "recall")]
    return put("reporting/receipt.j2", data, *_next_owed(desk), *ways)


def _says_nothing(paper: Paper) -> bool:
    said = {paper.entry(task.code).said for task in paper.tasks}
    return said == {What.NOTHING_TO_REPORT}


def _late_after(desk: Desk) -> datetime:
    """The own due time, moved on to a working day; a returned paper is not late again."""
    due = in_vietnam(desk.paper.submission.due or desk.paper.period.unit_due)
    return at_time(desk.facts.calendar.next_working(due.date()), due.time())


def _open_choice(paper: Paper) -> Choice:
    return Choice(f"report|{paper.period.key}|{paper.unit}", "open_again")


def _next_owed(desk: Desk) -> list[Choice]:
    """The next paper of this person that is still owed."""
    here = (desk.paper.period.key, desk.paper.unit)
    owed = (
        p for p in desk.facts.open_papers() if p.submission.owes and (p.period.key, p.unit) != here
    )
    return [
        Choice(
            f"report|{p.period.key}|{p.unit}",
            "next_paper",
            {"unit": p.unit_name, "period": p.period.code},
        )
        for p in list(owed)[:1]
    ]
