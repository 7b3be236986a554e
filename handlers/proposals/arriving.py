"""Files that a coordinator sends: a plan to import, or evidence for a report under way."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Chose, Event, FileKept, Said, SentFile, Session, Turn
from domain.effects import FetchFile, ReadPlan
from domain.errors import NothingSuch
from domain.facts import Facts
from domain.file_names import PLAN_TYPES, Purpose, clean_name, ending_of
from domain.messages import Choice, Reply
from domain.people import Power, may
from handlers import reporting
from handlers.contract import AskAgain, NotUnderstood, Step
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.words import said
from handlers.proposals.offering import FILE
from handlers.reporting import evidence, waiting

WHAT = "coordinator.plan_or_evidence"


def sent(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, SentFile)
    event = replace(event, name=clean_name(event.name))
    purpose = _purpose(session, event, facts)
    if purpose is Purpose.EVIDENCE:
        return evidence.sent(session, event, facts, now)
    if fault := _fault(event, facts):
        raise AskAgain(fault)
    here = session.at("idle") if session.step == FILE else session
    names = (event.reference, event.name, event.mime, event.caption)
    fetch = FetchFile(*names, None, None, None, event.album, event.message, purpose=purpose)
    return Turn(here, (), (fetch,))


def _purpose(session: Session, event: SentFile, facts: Facts) -> Purpose:
    """While a report is being written, a file belongs to it; while something is ordered, it is a
    plan, and the question that stands is not disturbed; between the two it is asked."""
    if not may(facts.person, Power.COORDINATE):
        return Purpose.EVIDENCE
    if session.step == FILE:
        return Purpose.PLAN
    if ending_of(event.name) not in PLAN_TYPES or session.step in reporting.STEPS:
        return Purpose.EVIDENCE
    is_evidence_too = facts.open_papers() and ending_of(event.name) in facts.rules.file_types
    between = session.step in ("idle", WHAT)
    return Purpose.TO_ASK if between and is_evidence_too else Purpose.PLAN


def _fault(event: SentFile, facts: Facts) -> Reply | None:
    most = facts.rules.max_file_bytes
    if ending_of(event.name) not in PLAN_TYPES:
        return Reply("errors/plan_of_other_type.j2", {"name": event.name})
    if event.size is not None and event.size > most:
        return Reply("reporting/file_too_big.j2", {"name": event.name, "most": most // 1_000_000})
    return None


def kept(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, FileKept)
    if event.purpose is Purpose.EVIDENCE or not may(facts.person, Power.COORDINATE):
        return evidence.kept(session, event, facts, now)
    if event.purpose is Purpose.TO_ASK and session.step in ("idle", WHAT):
        return _ask_what(session, event, facts, now)
    return Turn(session, (), (ReadPlan(event.sha256, event.name),))


def _ask_what(session: Session, event: FileKept, facts: Facts, now: datetime) -> Turn:
    """One question for all files that wait."""
    before = waiting.files_of(session)
    here = session.at(WHAT, files=[*before, waiting.as_data(event)])
    return Turn(here, () if before else (_question(here, facts, now),))


def _question(session: Session, facts: Facts, now: datetime) -> Reply:
    files = waiting.files_of(session)
    if not files:
        raise NothingSuch(what="")
    return offer(
        "proposals/plan_or_evidence.j2",
        Choice("is_plan", "import_is_plan"),
        Choice("is_evidence", "import_is_evidence"),
        names=[file["name"] for file in files],
    )


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    files = [waiting.kept_before(file) for file in waiting.files_of(session)]
    match event:
        case Chose(key="is_plan"):
            return _as_plan(session, files)
        case Said(text=text) if said(text, "import_is_plan"):
            return _as_plan(session, files)
        case Chose(key="is_evidence"):
            return _as_evidence(session, files, facts, now)
        case Said(text=text) if said(text, "import_is_evidence"):
            return _as_evidence(session, files, facts, now)
        case _:
            raise NotUnderstood


def _as_plan(session: Session, files: list[FileKept]) -> Turn:
    works = tuple(ReadPlan(file.sha256, file.name) for file in files)
    return Turn(session.at("idle"), (), works)


def _as_evidence(session: Session, files: list[FileKept], facts: Facts, now: datetime) -> Turn:
    """As if it had come so: to the only open report, or asked which."""
    if len(files) == 1:
        return evidence.kept(session.at("idle"), files[0], facts, now)
    here = session.at(waiting.STEP, files=[waiting.as_data(file) for file in files])
    return Turn(here, (waiting.ask(here, facts, now),))


STEPS: dict[str, Step] = {WHAT: step(_question, _answer)}
