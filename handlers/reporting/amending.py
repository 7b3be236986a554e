"""A message that was changed after it was sent: the words it gave are changed with it."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Edited, Event, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Reply
from domain.submission import Entry, PlanItem, Statement
from handlers.contract import AskAgain, Handler
from handlers.reporting import fast, reading
from handlers.reporting.desk import Desk, may_report
from handlers.reporting.place import Places
from handlers.reporting.summary import title_of


def amended(places: Places) -> Handler:
    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        assert isinstance(event, Edited)
        for paper in facts.papers:
            desk = Desk(session, facts, now, paper)
            if event.message and _may_change(desk) and (changed := _change(desk, event)):
                return _told(changed, places)
        raise AskAgain(Reply("reporting/edit_not_used.j2"))

    return handler


def _may_change(desk: Desk) -> bool:
    return may_report(desk.facts, desk.paper.unit) and not reading.is_closed(desk)


def _change(desk: Desk, event: Edited) -> Desk | None:
    """The paper with the new words, or None where the message is not in it."""
    if not event.text.strip():
        return None
    items = [e.item for e in desk.paper.entries.values() if _gave(e, event.message)]
    said = Said(event.text, event.message)
    segments = fast.read(desk.paper.tasks, event.text) if items else None
    if segments and len(items) > 1:
        changed = _changed_parts(desk, segments, said, items)
    elif len(items) == 1:
        changed = desk.save(_changed_entry(desk.paper.entry(items[0]), said))
    else:
        changed = _changed_plan(desk, said)
    if changed is None:
        return None
    names = [title_of(desk.paper, item) for item in items]
    return changed.say("reporting/edit_used.j2", titles=names)


def _gave(entry: Entry, message: str) -> bool:
    return any(statement.message == message for statement in entry.statements)


def _changed_entry(entry: Entry, said: Said) -> Entry:
    def mend(statement: Statement) -> Statement:
        if statement.message != said.message:
            return statement
        return replace(statement, text=said.text.strip())

    return replace(entry, statements=tuple(map(mend, entry.statements)))


def _changed_parts(
    desk: Desk, segments: fast.Segments, said: Said, items: list[str]
) -> Desk | None:
    """A message that filled several tasks at once is read again, part by part."""
    for item, text in segments.texts:
        if item in items:
            entry = desk.paper.entry(item)
            others = tuple(s for s in entry.statements if s.message != said.message)
            desk = desk.save(fast.filled(desk, replace(entry, statements=others), text, said))
    return desk


def _changed_plan(desk: Desk, said: Said) -> Desk | None:
    for item in desk.paper.plan:
        if item.statement and item.statement.message == said.message:
            return desk.save_plan(_changed_item(item, item.statement, said))
    return None


def _changed_item(item: PlanItem, statement: Statement, said: Said) -> PlanItem:
    return replace(item, statement=replace(statement, text=said.text.strip()))


def _told(desk: Desk, places: Places) -> Turn:
    """Confirmed in a line; where the paper is the one being filled in, its question follows."""
    here = {"period": desk.paper.period.key, "unit": desk.paper.unit}
    on_it = here.items() <= desk.session.data.items()
    place = places.get(desk.step) if on_it else None
    asked = (place.ask(desk),) if place else ()
    return Turn(desk.session, (*desk.words, *asked), desk.effects)
