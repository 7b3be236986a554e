"""A paper that can no longer be changed: shown, with what may still be done about it."""

from dataclasses import replace

from domain.messages import Choice
from domain.submission import State
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import whole


def show(desk: Desk) -> Desk:
    """What was sent, as it stands; the conversation is over."""
    paper = desk.paper
    shown = replace(paper, entries=paper.sent_entries) if paper.submission.version else paper
    data = whole(replace(desk, paper=shown))
    name = f"{paper.period.key}|{paper.unit}"
    if not paper.is_open:
        choice = Choice(f"late|{name}", "say_late")
    else:
        choice = Choice(f"ask_reopen|{name}", "ask_reopen")
    reply = put("reporting/read.j2", {**data, "locked": not paper.is_open}, choice)
    return desk.leave().asking(reply)


def is_closed(desk: Desk) -> bool:
    return not desk.paper.is_open or desk.paper.submission.state is State.APPROVED
