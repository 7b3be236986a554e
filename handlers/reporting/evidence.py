"""Photos and files: fetched by a job, then attached to where the person stood when sending."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.conversation import Chose, Event, FileKept, PaperOf, SentFile, Session, Turn
from domain.effects import FetchFile
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply
from domain.submission import Evidence, Paper
from handlers.contract import AskAgain, Handler, NotUnderstood, found, question
from handlers.reporting import reading
from handlers.reporting.desk import Desk, may_report, open_desk
from handlers.reporting.place import Places
from handlers.reporting.summary import title_of

_PLACE_FILE = "report.place_file"


def sent(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Only fetched here: what it is attached to is said when it is kept."""
    assert isinstance(event, SentFile)
    largest = facts.rules.max_file_bytes
    if event.size is not None and event.size > largest:
        raise AskAgain(
            Reply("reporting/file_too_big.j2", {"name": event.name, "most": largest // 1_000_000})
        )
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
    )
    return Turn(session, (), (fetch,))


def _place(session: Session, facts: Facts, now: datetime) -> tuple[Paper | None, str | None]:
    """The paper and item that the person is on, or the only open paper."""
    if desk := open_desk(facts, now, session):
        item = desk.session.data.get("item")
        return desk.paper, str(item) if item is not None else None
    papers = facts.open_papers()
    return (papers[0], None) if len(papers) == 1 else (None, None)


def kept(places: Places) -> Handler:
    """The handler of a file whose bytes are stored."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        assert isinstance(event, FileKept)
        paper = _paper_of(session, event, facts, now)
        if paper is None:
            return _ask_which(session, event, facts, now)
        return _attached(session, event, facts, now, paper, places)

    return handler


def _paper_of(session: Session, event: FileKept, facts: Facts, now: datetime) -> Paper | None:
    if event.period is None or event.unit is None:
        return _place(session, facts, now)[0]
    here = facts.paper(event.period, event.unit)
    return here or found(facts, PaperOf(event.period, event.unit), Paper)


def _attached(
    session: Session, event: FileKept, facts: Facts, now: datetime, paper: Paper, places: Places
) -> Turn:
    """Attached, with one receipt an album; the question that stands is not disturbed."""
    desk = Desk(session, facts, now, paper)
    if reading.is_closed(desk) or not may_report(facts, paper.unit):
        return Turn(session, (Reply("reporting/file_after_close.j2", {"name": event.name}),))
    desk = desk.attach(_evidence(event, facts, now))
    if event.album and session.data.get("album") == event.album:
        return Turn(session, desk.words, desk.effects)
    data = {**session.data, "album": event.album} if event.album else session.data
    session = replace(session, data=data)
    receipt = _receipt(paper, event, _way_on(session, paper))
    return Turn(session, (*desk.words, receipt), desk.effects)


def _way_on(session: Session, paper: Paper) -> tuple[Choice, ...]:
    """None while a question waits for its answer: that question must stay the last one."""
    if session.step != "idle":
        return ()
    return (Choice(f"report|{paper.period.key}|{paper.unit}", "continue_report"),)


def _evidence(event: FileKept, facts: Facts, now: datetime) -> Evidence:
    person = facts.person.code if facts.person else ""
    return Evidence(
        event.sha256,
        event.name,
        event.mime,
        event.size,
        event.item,
        event.caption,
        person,
        now,
    )


def _receipt(
    paper: Paper, event: FileKept, choices: tuple[Choice, ...], picks: Picks = Picks.NUMBER
) -> Reply:
    data = {
        "name": event.name,
        "album": bool(event.album),
        "caption": event.caption,
        "item": event.item,
        "title": title_of(paper, event.item) if event.item else None,
        "unit": paper.unit_name,
        "period": paper.period.code,
    }
    return Reply("reporting/file_kept.j2", data, choices, picks)


# Sent while no paper was on: which one is it for?


def _ask_which(session: Session, event: FileKept, facts: Facts, now: datetime) -> Turn:
    """One question for all files that wait."""
    waiting = session.data.get("files")
    before = list(waiting) if isinstance(waiting, list | tuple) else []
    file = {
        "sha256": event.sha256,
        "name": event.name,
        "mime": event.mime,
        "size": event.size,
        "caption": event.caption,
    }
    if before:
        data = {**session.data, "files": [*before, file]}
        return Turn(replace(session, data=data))
    at = session.at(_PLACE_FILE, files=[file])
    if not facts.open_papers():
        return Turn(session, (Reply("reporting/file_after_close.j2", {"name": event.name}),))
    return Turn(at, (ask_which(at, facts, now),))


def ask_which(session: Session, facts: Facts, now: datetime) -> Reply:
    papers = facts.open_papers()
    choices = [
        Choice(str(n), "paper", {"unit": p.unit_name, "period": p.period.code})
        for n, p in enumerate(papers, 1)
    ]
    waiting = session.data.get("files")
    count = len(waiting) if isinstance(waiting, list | tuple) else 0
    return question("reporting/file_which.j2", *choices, count=count)


def placed(places: Places) -> Handler:
    """The handler of the answer to "which paper are the files for"."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        papers = facts.open_papers()
        match event:
            case Chose(key=key) if key.isdigit() and 1 <= int(key) <= len(papers):
                return _all_attached(session, facts, now, papers[int(key) - 1], places)
        raise NotUnderstood

    return handler


def _all_attached(
    session: Session, facts: Facts, now: datetime, paper: Paper, places: Places
) -> Turn:
    files = session.data.get("files")
    at = session.at("report.menu", period=paper.period.key, unit=paper.unit)
    desk = Desk(at, facts, now, paper)
    turn = Turn(at, (places["report.menu"].ask(desk),))
    for file in files if isinstance(files, list | tuple) else ():
        event = _kept_before(file)
        desk = desk.attach(_evidence(event, facts, now))
        asked = places["report.menu"].ask(desk)
        receipt = _receipt(paper, event, asked.choices, asked.picks)
        turn = Turn(at, (*desk.words, receipt), desk.effects)
    return turn


def _kept_before(file: Mapping[str, object]) -> FileKept:
    """A file that waited in the session."""
    size = file["size"]
    return FileKept(
        str(file["sha256"]),
        str(file["name"]),
        str(file["mime"]),
        size if isinstance(size, int) else 0,
        str(file["caption"]),
        None,
        None,
        None,
    )
