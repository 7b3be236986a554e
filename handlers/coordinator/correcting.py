"""A typing error in what a unit sent: put right by the coordinator, and the unit is told."""

import re
from collections.abc import Mapping
from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import CorrectTypo, FocalPointsOf, Tell
from domain.facts import Facts, UnitLine
from domain.messages import Choice, Reply
from domain.submission import Paper, State
from handlers.contract import NotUnderstood
from handlers.coordinator.call import Call, call_here, find_paper, seen_board
from handlers.coordinator.items import find_item
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.paper import item_titles
from handlers.coordinator.refusals import NothingToDo, TypoNotUnderstood, UnitCannot
from handlers.coordinator.units import pick

ITEM, WORDS = "coordinator.typo_item", "coordinator.typo"
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⇒)\s*")


def correct(call: Call) -> Turn:
    if not call.units:
        sent = [line for line in call.open_board.lines if line.state is State.SUBMITTED]
        return pick(call, "typo", sent)
    line = _sent_line(call)
    here = call.session.at(ITEM, period=call.period.key, unit=line.unit)
    if not _texts(call.paper(line.unit)):
        raise NothingToDo(order="typo", period=call.period.code)
    return Turn(here, (_which_item(here, call.facts, call.now),))


def _sent_line(call: Call) -> UnitLine:
    line = call.line(call.units[0])
    if call.open_board and line.state is not State.SUBMITTED:
        raise UnitCannot(order="typo", unit=line.name, state=line.state)
    return line


def _texts(paper: Paper) -> Mapping[str, str]:
    """The items with words in the last sent version."""
    return {item: entry.text for item, entry in paper.sent_entries.items() if entry.statements}


def _which_item(session: Session, facts: Facts, now: datetime) -> Reply:
    paper = _seen_paper(session, facts)
    titles = item_titles(paper) if paper else {}
    choices = [
        Choice(f"item:{item}", "order_item", {"item": item, "title": titles.get(item, "")})
        for item in (_texts(paper) if paper else ())
    ]
    return offer("coordinator/typo_item.j2", *choices, Choice("no", "order_not_now"))


def _seen_paper(session: Session, facts: Facts) -> Paper | None:
    """For questions put again: None where the unit stands on no roster now."""
    board, unit = seen_board(facts, session.text("period")), session.text("unit")
    there = board is not None and board.line(unit) is not None
    return find_paper(facts, session.text("period"), unit) if there else None


def _item_chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    paper = call.paper(_sent_line(call).unit)
    texts, titles = _texts(paper), item_titles(paper)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key):
            item = key.removeprefix("item:")
        case Said(text=text):
            item = find_item(text, {item: titles.get(item, "") for item in texts}) or ""
        case _:
            item = ""
    if item not in texts:
        raise NotUnderstood
    here = session.at(WORDS, **{**session.data, "item": item})
    return Turn(here, (_which_words(here, facts, now),))


def _which_words(session: Session, facts: Facts, now: datetime) -> Reply:
    paper, item = _seen_paper(session, facts), session.text("item")
    return offer(
        "coordinator/typo.j2",
        Choice("no", "order_not_now"),
        item=item,
        title=item_titles(paper).get(item, "") if paper else "",
        text=_texts(paper).get(item, "") if paper else "",
    )


def _words_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text):
            return _correct(call_here(session, facts, now), session.text("item"), text)
        case _:
            raise NotUnderstood


def _correct(call: Call, item: str, typed: str) -> Turn:
    line = _sent_line(call)
    paper, key = call.paper(line.unit), call.period.key
    old, new = _mended(typed, paper, item)
    data = {"unit": line.name, "item": item, "title": item_titles(paper).get(item, "")}
    told = offer("coordinator/told_typo.j2", **data, old=old, new=new)
    reply = offer(
        "coordinator/typo_done.j2",
        Choice(f"typo|{key}|{line.unit}", "order_typo_more"),
        Choice(f"view|{key}|{line.unit}", "order_view"),
        Choice(f"overview|{key}", "order_overview"),
        **data,
        old=old,
        new=new,
    )
    effects = (
        CorrectTypo(key, line.unit, item, old, new),
        Tell(FocalPointsOf(line.unit), told),
    )
    return Turn(call.idle, (reply,), effects)


def _mended(typed: str, paper: Paper, item: str) -> tuple[str, str]:
    """The whole statement as it was and as it will be; the wrong words stand in one place."""
    parts = [part.strip() for part in _ARROW.split(typed)]
    if len(parts) != 2 or not all(parts) or parts[0] == parts[1]:
        raise TypoNotUnderstood(typed=typed)
    entry = paper.sent_entries.get(item)
    statements = [one.text for one in entry.statements] if entry else []
    where = [text for text in statements if parts[0] in text]
    if len(where) != 1 or where[0].count(parts[0]) != 1:
        raise TypoNotUnderstood(typed=typed)
    return where[0], where[0].replace(parts[0], parts[1])


STEPS = {
    ITEM: step(_which_item, _item_chosen),
    WORDS: step(_which_words, _words_said, "result_text"),
}
