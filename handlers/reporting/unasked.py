"""What is reported without being asked, most often in answer to a reminder: never lost."""

from datetime import datetime

from domain.conversation import Event, Said, Session, Turn
from domain.facts import Facts
from domain.status import Said as What
from handlers.contract import Handler, NotUnderstood
from handlers.reporting import fast, moving, reading
from handlers.reporting.desk import Desk
from handlers.reporting.place import Places, finish
from handlers.reporting.telling import is_status, is_wordy, status_told


def taken(places: Places) -> Handler:
    """As if typed where the only paper that is owed begins, where the words are clearly for it."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        owed = [paper for paper in facts.open_papers() if paper.submission.owes]
        if not isinstance(event, Said) or len(owed) != 1:
            raise NotUnderstood
        desk = Desk(session, facts, now, owed[0])
        if reading.is_closed(desk) or not _is_report(desk, event.text):
            raise NotUnderstood
        begun = _begun(desk, event.text)
        return finish(places[begun.step].answer(begun, event), places)

    return handler


def _begun(desk: Desk, text: str) -> Desk:
    """At the only task, where the words are about it; "không phát sinh" is about the whole."""
    if len(desk.paper.tasks) == 1 and not _is_nothing(desk, text):
        return moving.to_item(desk, desk.paper.tasks[0].code)
    return desk.go("report.menu")


def _is_report(desk: Desk, text: str) -> bool:
    """Numbered parts, "không phát sinh", or whole sentences on the only task with its status."""
    if fast.read(desk.paper.tasks, text) or _is_nothing(desk, text):
        return True
    whole = len(desk.paper.tasks) == 1 and is_wordy(text)
    return whole and is_status(status_told(desk, text))


def _is_nothing(desk: Desk, text: str) -> bool:
    return desk.understood("status", text).head == What.NOTHING_TO_REPORT
