"""What is reported without being asked, most often in answer to a reminder: never lost."""

from datetime import datetime

from domain.conversation import Event, Said, Session, Turn
from domain.facts import Facts
from domain.status import Said as What
from handlers.contract import Handler, NotUnderstood
from handlers.reporting import choosing, fast, menu, moving, reading, status, waiting
from handlers.reporting.desk import Desk, open_desk
from handlers.reporting.place import Places, finish
from handlers.reporting.telling import is_status, is_wordy, status_told


def taken(places: Places) -> Handler:
    """As if typed where the only paper that it can be for begins; of several, it is asked which.

    In the middle of another conversation only a list of tasks is clearly a report.
    """

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        if not isinstance(event, Said) or open_desk(facts, now, session):
            raise NotUnderstood
        desks = [Desk(session, facts, now, paper) for paper in facts.open_papers()]
        meant = _meant([desk for desk in desks if not reading.is_closed(desk)], event.text)
        if not meant or (session.step != "idle" and not fast.is_list(event.text)):
            raise NotUnderstood
        if len(meant) > 1:
            return choosing.ask(waiting.with_words(session, event), facts, now)
        return finish(_begin(waiting.attach(meant[0]), event), places)

    return handler


def replay(desk: Desk) -> Desk:
    """Into the paper that was chosen, with what waited for that."""
    words = waiting.words(desk.session)
    if not words:
        return moving.begin(desk)
    for said in words:
        desk = _begin(desk, said) if _is_report(desk, said.text) else _shown_again(desk, said)
    return desk


def _shown_again(desk: Desk, said: Said) -> Desk:
    return desk.go("report.menu").say("reporting/words_not_placed.j2", text=said.text.strip())


def _meant(desks: list[Desk], text: str) -> list[Desk]:
    """The papers it can be for: those still owed first. Codes name theirs; only a list of tasks
    opens a paper that was sent."""
    owed = [desk for desk in desks if desk.paper.submission.owes]
    for group in (owed, desks):
        if coded := [desk for desk in group if fast.by_codes(desk.paper.tasks, text)]:
            return coded
        clear = [desk for desk in group if _is_report(desk, text)]
        if clear and (group is owed or fast.is_list(text)):
            return clear if fast.is_list(text) else group
    return []


def _begin(desk: Desk, said: Said) -> Desk:
    """At the only task, where the words are about it; "không phát sinh" is about the whole."""
    if len(desk.paper.tasks) == 1 and not _is_nothing(desk, said.text):
        return status.answer(moving.to_item(desk, desk.paper.tasks[0].code), said)
    return menu.answer(desk.go("report.menu"), said)


def _is_report(desk: Desk, text: str) -> bool:
    """Numbered parts, "không phát sinh", or whole sentences on the only task with its status."""
    if fast.read(desk.paper.tasks, text) or _is_nothing(desk, text):
        return True
    whole = len(desk.paper.tasks) == 1 and is_wordy(text)
    return whole and is_status(status_told(desk, text))


def _is_nothing(desk: Desk, text: str) -> bool:
    return desk.understood("status", text).head == What.NOTHING_TO_REPORT
