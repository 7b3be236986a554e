"""What came while no paper was on: files and words wait until one is chosen."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from domain.conversation import Event, FileKept, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.submission import Evidence, Paper
from handlers.contract import NotUnderstood, question
from handlers.reporting.desk import Desk
from handlers.reporting.summary import title_of

STEP = "report.place_file"


def of(session: Session) -> dict[str, object]:
    """The part of a session's data that must not get lost while a paper is being chosen."""
    return {key: value for key, value in session.data.items() if key in ("files", "words")}


def with_words(session: Session, said: Said) -> Session:
    """The only words that a session ever keeps: until it is known which paper they are for."""
    word = {"text": said.text, "message": said.message}
    return replace(session, data={**session.data, "words": [*_list(session, "words"), word]})


def words(session: Session) -> list[Said]:
    return [Said(str(w["text"]), str(w["message"])) for w in _list(session, "words")]


def wait(session: Session, event: FileKept, facts: Facts, now: datetime) -> Turn:
    """One question for all files that wait."""
    before, file = files_of(session), as_data(event)
    if before:
        data = {**session.data, "files": [*before, file]}
        return Turn(replace(session, data=data))
    if not facts.open_papers():
        return Turn(session, (Reply("reporting/file_after_close.j2", {"name": event.name}),))
    at = session.at(STEP, files=[file])
    return Turn(at, (ask(at, facts, now),))


def as_data(event: FileKept) -> dict[str, object]:
    """A file as it waits in a session."""
    return {
        "sha256": event.sha256,
        "name": event.name,
        "mime": event.mime,
        "size": event.size,
        "caption": event.caption,
        "album": event.album,
        "message": event.message,
    }


def without(session: Session, refused: Collection[str]) -> tuple[Session, tuple[str, ...]]:
    """The session without the files of what was refused, and the sha256 of those."""
    files = files_of(session)
    albums = {_origin(file, "album") for file in files if _origin(file, "message") in refused}
    refused = {*refused, *albums} - {""}
    gone = [f for f in files if {_origin(f, "album"), _origin(f, "message")} & refused]
    left = [file for file in files if file not in gone]
    if not gone:
        return session, ()
    here = replace(session, data={**session.data, "files": left})
    idle = session.step == STEP and not left
    return session.at("idle") if idle else here, tuple(str(file["sha256"]) for file in gone)


def _origin(file: Mapping[str, object], kind: str) -> str:
    """As a refusal is remembered: "album 137", "message 55"."""
    number = file.get(kind)
    return f"{kind} {number}" if number else ""


def ask(session: Session, facts: Facts, now: datetime) -> Reply:
    choices = [
        Choice(
            f"report|{p.period.key}|{p.unit}",
            "paper",
            {"unit": p.unit_name, "period": p.period.code},
        )
        for p in facts.open_papers()
    ]
    return question("reporting/file_which.j2", *choices, count=len(files_of(session)))


def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """A paper is chosen by its own choice, valid at any time."""
    raise NotUnderstood


def attach(desk: Desk) -> Desk:
    """All files that wait, to the paper that is opened now."""
    files = files_of(desk.session)
    if not files:
        return desk
    for file in files:
        desk = desk.attach(evidence(desk, kept_before(file)))
    receipt = receipt_data(desk.paper, kept_before(files[0]))
    data = {**receipt, "album": len(files) > 1, "next": ""}
    return desk.say("reporting/file_kept.j2", **data)


def evidence(desk: Desk, event: FileKept) -> Evidence:
    person = desk.facts.person.code if desk.facts.person else ""
    return Evidence(
        event.sha256,
        event.name,
        event.mime,
        event.size,
        event.item,
        event.caption,
        person,
        desk.now,
        event.album,
        event.message,
    )


def receipt_data(paper: Paper, event: FileKept) -> dict[str, object]:
    return {
        "name": event.name,
        "album": bool(event.album),
        "caption": event.caption,
        "item": event.item,
        "title": title_of(paper, event.item) if event.item else None,
        "unit": paper.unit_name,
        "period": paper.period.code,
    }


def files_of(session: Session) -> list[Mapping[str, object]]:
    """Those that wait, as data."""
    return _list(session, "files")


def _list(session: Session, what: str) -> list[Mapping[str, object]]:
    waiting = session.data.get(what)
    return list(waiting) if isinstance(waiting, list | tuple) else []


def kept_before(file: Mapping[str, object]) -> FileKept:
    """The event that it came as, for the place where the person is now."""
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
        str(file.get("album") or ""),
        str(file.get("message") or ""),
    )
