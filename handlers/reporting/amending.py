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
    given = [e for e in desk.paper.entries.values() if _gave(e, event.message)]
    said = Said(event.text, event.message)
    parts = _parts(desk, said, given)
    changed: Desk | None
    if parts:
        changed = _changed_parts(desk, parts, said)
    elif len(given) == 1:
        changed = desk.save(_changed_entry(given[0], said))
    else:
        changed = None if given else _changed_plan(desk, said)
    if changed is None:
        return None
    items = [code for code, _ in parts.texts] if parts else [entry.item for entry in given]
    names = [title_of(desk.paper, item) for item in items]
    return changed.say("reporting/edit_used.j2", titles=names)


def _parts(desk: Desk, said: Said, given: list[Entry]) -> fast.Segments | None:
    """Of a message that filled several tasks; a list inside one task's words is no such thing."""
    tasks = desk.paper.tasks
    read = fast.read(tasks, said.text) if given else None
    if read is None or any(fast.read(tasks, _text_of(entry, said)) for entry in given):
        return None
    codes = {code for code, _ in read.texts}
    reasons = {e.item for e in desk.paper.entries.values() if e.reason and not e.statements}
    items = {entry.item for entry in given}
    return read if codes & items and codes <= items | reasons else None


def _text_of(entry: Entry, said: Said) -> str:
    return "\n".join(s.text for s in entry.statements if s.message == said.message)


def _gave(entry: Entry, message: str) -> bool:
    return any(statement.message == message for statement in entry.statements)


def _changed_entry(entry: Entry, said: Said) -> Entry:
    def mend(statement: Statement) -> Statement:
        if statement.message != said.message:
            return statement
        return replace(statement, text=said.text.strip())

    return replace(entry, statements=tuple(map(mend, entry.statements)))


def _changed_parts(desk: Desk, parts: fast.Segments, said: Said) -> Desk:
    """Read again, part by part."""
    for item, text in parts.texts:
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
