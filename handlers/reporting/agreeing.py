"""The unit head: sees what waits for agreement, lets it go out, or hands it back and says why."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.draft_mark import mark_of
from domain.effects import FocalPointsOf, HandBack, SendSubmission, Tell
from domain.errors import NotAllowed, NothingSuch
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply
from domain.people import Power, may
from domain.submission import Paper
from handlers.contract import AskAgain, NotUnderstood, Step, question
from handlers.idle import main_menu, stay
from handlers.lone_number import careful
from handlers.reporting import sending
from handlers.reporting.desk import Desk, put
from handlers.reporting.entering import paper_of
from handlers.reporting.summary import header, whole
from handlers.reporting.words import says

WHY = "head.why"


def look(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """`look|<period>|<unit>`: what waits, or what was sent; not what is being written."""
    desk = _desk(session, event, facts, now)
    paper, submission = desk.paper, desk.paper.submission
    seen = paper if submission.waits_for_head else replace(paper, entries=paper.sent_entries)
    shown = submission.waits_for_head or submission.version > 0
    by_us = {"on_behalf": submission.on_behalf}
    data = {**whole(replace(desk, paper=seen)), **by_us, "shown": shown}
    ways = sending.ask_head(desk).choices if submission.waits_for_head else ()
    return Turn(session, (put("reporting/head_look.j2", data, *ways, _PROGRESS),))


def agree(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """`agree|<period>|<unit>|yes` or `no`, with the mark of the draft that was seen: another one
    is shown first."""
    desk = _desk(session, event, facts, now)
    assert isinstance(event, Chose)
    match event.key.split("|")[3:]:
        case ["yes" | "no", *_] if not _waits(desk.paper):
            raise AskAgain(Reply("reporting/not_waiting.j2", header(desk)))
        case [_, mark] if mark != mark_of(desk.paper):
            return _changed(desk)
        case ["yes", *_]:
            raise _agreed(desk)
        case ["no", *_]:
            return _ask_why(desk)
    raise NotUnderstood


def verdict(text: str, facts: Facts) -> Chose | None:
    """What a head types is the answer below the paper that was shown last; where none was, the
    only one that waits is shown first."""
    said = next((key for key, words in _VERDICTS.items() if says(text, words)), None)
    if said is None:
        return None
    asked = facts.question.choices if facts.question else ()
    below = [c.key for c in asked if c.key.startswith("agree|") and f"|{said}|" in c.key]
    waiting = [paper for paper in facts.headed_papers() if paper.submission.waits_for_head]
    if not below and len(waiting) == 1:
        below = [f"look|{waiting[0].period.key}|{waiting[0].unit}"]
    return Chose(below[0]) if below else None


_PROGRESS = Choice("menu|progress", "progress")
_VERDICTS = {"yes": "agrees", "no": "declines"}


def _desk(session: Session, event: Event, facts: Facts, now: datetime) -> Desk:
    assert isinstance(event, Chose)
    match event.key.split("|"):
        case [_, period, unit, *_] if may(facts.person, Power.AGREE, unit):
            return Desk(session, facts, now, paper_of(facts, period, unit))
        case [_, _, _, *_]:
            raise NotAllowed
    raise NotUnderstood


def _waits(paper: Paper) -> bool:
    return paper.submission.waits_for_head and paper.is_open


def _changed(desk: Desk) -> Turn:
    words = Reply("reporting/changed_for_head.j2")
    return Turn(desk.session, (words, sending.ask_head(desk)))


def _agreed(desk: Desk) -> AskAgain:
    paper = desk.paper
    receipt = sending.receipt(desk)
    return AskAgain(
        Reply("reporting/agreed.j2", receipt.data),
        SendSubmission(paper.period.key, paper.unit),
        Tell(FocalPointsOf(paper.unit), receipt),
    )


# Why it is handed back.


def _ask_why(desk: Desk) -> Turn:
    place = {"period": desk.paper.period.key, "unit": desk.paper.unit}
    at = desk.session.at(WHY, **place, mark=mark_of(desk.paper))
    return Turn(at, (_why(at, desk.facts, desk.now),))


def _why(session: Session, facts: Facts, now: datetime) -> Reply:
    return question(
        "reporting/head_why.j2",
        Choice("skip", "head_without_reason"),
        Choice("no", "cancel"),
        picks=Picks.WORD,
        **header(_standing(session, facts, now)),
    )


def _standing(session: Session, facts: Facts, now: datetime) -> Desk:
    paper = facts.paper(session.text("period"), session.text("unit"))
    if paper is None or not may(facts.person, Power.AGREE, paper.unit):
        raise NothingSuch(what=session.text("unit"))
    return Desk(session, facts, now, paper)


def _why_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    desk = _standing(session, facts, now)
    match event:
        case Chose(key="no"):
            return stay(session, event, facts, now)
        case _ if _waits(desk.paper) and session.data.get("mark") != mark_of(desk.paper):
            return _changed(replace(desk, session=session.at("idle")))
        case Said(text=text) if says(text, "agrees") and _waits(desk.paper):
            raise _agreed(desk)
        case Chose(key="skip"):
            return _handed_back(desk, "")
        case Said(text=text) if text.strip():
            return _handed_back(desk, text.strip())
    raise NotUnderstood


def _handed_back(desk: Desk, reason: str) -> Turn:
    """The focal points are told; until they send again it is theirs to mend."""
    paper = desk.paper
    idle = desk.session.at("idle")
    if not _waits(paper):
        words = Reply("reporting/not_waiting.j2", header(desk))
        return Turn(idle, (words, main_menu(idle, desk.facts, desk.now)))
    key = f"report|{paper.period.key}|{paper.unit}"
    data = {**header(desk), "reason": reason}
    told = Reply("reporting/head_declined.j2", data, (Choice(key, "open_again"),))
    words = Reply("reporting/declined.j2", data)
    effects = (
        HandBack(paper.period.key, paper.unit, reason),
        Tell(FocalPointsOf(paper.unit), told),
    )
    return Turn(idle, (words, main_menu(idle, desk.facts, desk.now)), effects)


STEPS = {WHY: careful(Step(_why, _why_said, stay, context="result_text"))}
