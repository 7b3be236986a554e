"""Photos and files: fetched by a job, then attached to where the person stood when sending."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Event, FileKept, SentFile, Session, Turn
from domain.effects import FetchFile
from domain.facts import Facts, Rules
from domain.file_names import clean_name, ending_of
from domain.look_ups import PaperOf
from domain.messages import Choice, Reply
from domain.submission import Paper
from handlers.contract import AskAgain, found
from handlers.reporting import reading, waiting
from handlers.reporting.desk import Desk, may_report, open_desk

_GATHERING = ("report.result", "report.heading")
"""Where words are added until they are all there."""


def sent(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Only fetched here: what it is attached to is said when it is kept."""
    assert isinstance(event, SentFile)
    event = replace(event, name=clean_name(event.name))
    if fault := _fault(event, facts.rules):
        raise AskAgain(fault)
    paper, item = _place(session, facts, now)
    if paper is None and not facts.open_papers():
        raise AskAgain(Reply("reporting/file_of_no_paper.j2", {"name": event.name}))
    fetch = FetchFile(
        event.reference,
        event.name,
        event.mime,
        event.caption,
        paper.period.key if paper else None,
        paper.unit if paper else None,
        item,
        event.album,
        event.message,
    )
    return Turn(session, (), (fetch,))


def _fault(event: SentFile, rules: Rules) -> Reply | None:
    """Why a file is not taken, with what can be."""
    if ending_of(event.name) not in rules.file_types:
        types = list(rules.file_types)
        return Reply("reporting/file_type.j2", {"name": event.name, "types": types})
    if event.size is not None and event.size > rules.max_file_bytes:
        most = rules.max_file_bytes // 1_000_000
        return Reply("reporting/file_too_big.j2", {"name": event.name, "most": most})
    return None


def _place(session: Session, facts: Facts, now: datetime) -> tuple[Paper | None, str | None]:
    """The paper and item that the person is on, or the only open paper."""
    if desk := open_desk(facts, now, session):
        item = desk.session.data.get("item")
        return desk.paper, str(item) if item is not None else None
    papers = facts.open_papers()
    return (papers[0], None) if len(papers) == 1 else (None, None)


def kept(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Its bytes are stored: attached, or asked what it is for."""
    assert isinstance(event, FileKept)
    paper = _paper_of(session, event, facts, now)
    if paper is None:
        return waiting.wait(session, event, facts, now)
    return _attached(Desk(session, facts, now, paper), event)


def _paper_of(session: Session, event: FileKept, facts: Facts, now: datetime) -> Paper | None:
    if event.period is None or event.unit is None:
        return _place(session, facts, now)[0]
    here = facts.paper(event.period, event.unit)
    return here or found(facts, PaperOf(event.period, event.unit), Paper)


def _attached(desk: Desk, event: FileKept) -> Turn:
    """Attached, with one receipt an album; the question that stands is not disturbed."""
    session, paper = desk.session, desk.paper
    if reading.is_closed(desk) or not may_report(desk.facts, paper.unit):
        return Turn(session, (Reply("reporting/file_after_close.j2", {"name": event.name}),))
    desk = desk.attach(waiting.evidence(desk, event))
    if event.album and session.data.get("album") == event.album:
        return Turn(session, desk.words, desk.effects)
    data = {**session.data, "album": event.album} if event.album else session.data
    session = replace(session, data=data)
    words = {**waiting.receipt_data(paper, event), "next": _next(desk)}
    receipt = Reply("reporting/file_kept.j2", words, _way_on(session, paper))
    return Turn(session, (*desk.words, receipt), desk.effects)


def _next(desk: Desk) -> str:
    """What the question that stands waits for: where choices are typed, it is far above."""
    if desk.step == "idle":
        return ""
    more = desk.step in _GATHERING and desk.entry.statements
    return "more" if more else "answer"


def _way_on(session: Session, paper: Paper) -> tuple[Choice, ...]:
    """None while a question waits for its answer: that question must stay the last one."""
    if session.step != "idle":
        return ()
    return (Choice(f"report|{paper.period.key}|{paper.unit}", "continue_report"),)
