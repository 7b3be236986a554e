"""The whole submission in one message, before it goes out."""

from domain.conversation import Chose, Event, Said
from domain.file_names import is_unnamed_photo
from domain.messages import Choice, Reply
from domain.submission import Evidence, State
from handlers.contract import NotUnderstood, question
from handlers.reporting import moving, sending
from handlers.reporting.desk import Desk, put
from handlers.reporting.menu import named
from handlers.reporting.slips import slips
from handlers.reporting.summary import title_of, whole

_MOST_QUESTIONS = 3


def ask(desk: Desk) -> Reply:
    paper = desk.paper
    sent = paper.submission.state is State.SUBMITTED
    recall = Choice(f"recall|{paper.period.key}|{paper.unit}", "recall")
    first = recall if sent else Choice("send", "send")
    unanswered = [q for q in paper.questions if paper.entry(q.number).is_empty]
    questions = [
        Choice(q.number, "answer_heading", {"code": q.number, "title": q.title})
        for q in unanswered[:_MOST_QUESTIONS]
    ]
    detach = [Choice("detach", "detach")] if paper.evidence else []
    return put(
        "reporting/review.j2",
        {**whole(desk), "slips": slips(paper)},
        first,
        *questions,
        Choice("to_menu", "edit"),
        *detach,
    )


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="send"):
            return sending.send_or_ask(desk)
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Chose(key="detach") if desk.paper.evidence:
            return desk.go("report.detach")
        case Chose(key=key):
            return moving.to_item(desk, key)
        case Said(text=text):
            return _said(desk, text)
    raise NotUnderstood


def _said(desk: Desk, text: str) -> Desk:
    if item := named(desk, text):
        return moving.to_item(desk, item)
    command = desk.command(text, "preview")
    if command.head == "send":
        return sending.send_or_ask(desk)
    if command.head == "edit":
        item = named(desk, str(command.get("task") or ""))
        return moving.to_item(desk, item) if item else desk.go("report.menu")
    raise NotUnderstood


# Taking a file off.


def ask_detach(desk: Desk) -> Reply:
    files = [_file_choice(desk, file) for file in desk.paper.evidence]
    return question("reporting/detach.j2", *files, Choice("review", "to_review"))


def _file_choice(desk: Desk, file: Evidence) -> Choice:
    where = title_of(desk.paper, file.item) if file.item else None
    data = {"name": file.title, "nth": _nth(desk, file), "where": where}
    return Choice(file.sha256, "file", data)


def _nth(desk: Desk, file: Evidence) -> int:
    """Which photo without a name of its own it is of its item's."""
    beside = [one for one in desk.paper.evidence if one.item == file.item]
    unnamed = [one for one in beside if is_unnamed_photo(one.title)]
    return unnamed.index(file) + 1 if file in unnamed else 0


def answer_detach(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="review"):
            return desk.go("report.review")
        case Chose(key=key) if file := _file(desk, key):
            return _detached(desk, file)
    raise NotUnderstood


def _file(desk: Desk, sha256: str) -> Evidence | None:
    return next((e for e in desk.paper.evidence if e.sha256 == sha256), None)


def _detached(desk: Desk, file: Evidence) -> Desk:
    told = {"name": file.title, "nth": _nth(desk, file)}
    return desk.detach(file).say("reporting/detached.j2", **told).go("report.review")


def back_to_review(desk: Desk) -> Desk:
    return desk.go("report.review")
