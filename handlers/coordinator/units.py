"""Which unit is meant: near names offered where it was not understood, a paged list otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.facts import Facts, UnitLine
from domain.messages import Choice, Reply
from domain.people import Power
from domain.understanding.folding import fold, plain
from handlers.contract import Handler, NotUnderstood, Step
from handlers.coordinator.call import Call, codes_of, read_words
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import NothingToDo

STEP = "coordinator.unit"
_MOST_NEAR = 6
_NEAR_ENOUGH = 0.75


def near_units(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that a part of `text` nearly is, the nearest first, at most six."""
    words = plain(fold(text).text).split()
    scored = [(_likeness(words, plain(fold(name).text)), name) for name in names]
    near = sorted((pair for pair in scored if pair[0] >= _NEAR_ENOUGH), key=lambda pair: -pair[0])
    return tuple(name for _, name in near[:_MOST_NEAR])


def pick(call: Call, order: str, lines: Sequence[UnitLine], *rest: str) -> Turn:
    """Ask which of `lines` is meant; `order` is then given for the one that is chosen."""
    if not lines:
        raise NothingToDo(order=order, period=call.period.code)
    names = {line.name: line.unit for line in lines}
    near = tuple(names[name] for name in near_units(call.text, names))
    units = near or tuple(names.values())
    return ask(call.session, call.facts, order, call.period.key, units, rest, bool(near))


def pick_from_all(call: Call) -> Turn:
    """ "pick|<period>||extend": out of the whole roster, not of those who asked."""
    if call.argument(0) != "extend":
        raise NotUnderstood
    units = [line.unit for line in call.board.lines]
    return ask(call.session, call.facts, call.argument(0), call.period.key, units)


def ask(
    session: Session,
    facts: Facts,
    order: str,
    period: str,
    units: Sequence[str],
    rest: Sequence[str] = (),
    near: bool = False,
) -> Turn:
    here = session.at(
        STEP,
        order=order,
        period=period,
        units=list(units),
        rest=list(rest),
        near=near,
        page=0,
    )
    return Turn(here, (_question(here, facts),))


def choosing(choices: Mapping[str, Handler]) -> Step:
    """`choices` are the handlers of the orders, by the first word of their buttons."""

    def answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        match event:
            case Chose(key="next" | "earlier" as way):
                page = _page(session) + (1 if way == "next" else -1)
                there = session.at(STEP, **{**session.data, "page": page})
                return Turn(there, (_question(there, facts),))
            case Said(text=text) if unit := _named(text, session, facts, now):
                chosen = Chose(_key(session, unit))
                return choices[session.text("order")](session, chosen, facts, now)
            case _:
                raise NotUnderstood

    return step(lambda session, facts, _: _question(session, facts), answer, power=Power.OVERSEE)


def _question(session: Session, facts: Facts) -> Reply:
    units, size = _units(session), facts.rules.page_size
    pages = max(1, -(-len(units) // size))
    page = min(max(_page(session), 0), pages - 1)
    here = units[page * size : (page + 1) * size]
    choices = [
        Choice(_key(session, unit), "order_unit", {"name": facts.units.get(unit, unit)})
        for unit in here
    ]
    if page > 0:
        choices.append(Choice("earlier", "order_page_before"))
    if page + 1 < pages:
        choices.append(Choice("next", "order_page_after"))
    choices.append(Choice("overview", "order_overview"))
    return offer(
        "coordinator/which_unit.j2",
        *choices,
        order=session.text("order"),
        near=bool(session.data["near"]),
        page=page + 1,
        pages=pages,
    )


def _named(text: str, session: Session, facts: Facts, now: datetime) -> str | None:
    named = codes_of(str(read_words("unit_name", text, facts, now)["head"]), facts)
    if named:
        return named[0]
    names = {facts.units.get(unit, unit): unit for unit in _units(session)}
    near = near_units(text, names)
    return names[near[0]] if len(near) == 1 else None


def _units(session: Session) -> list[str]:
    units = session.data["units"]
    return [str(unit) for unit in units] if isinstance(units, list) else []


def _page(session: Session) -> int:
    return int(session.text("page"))


def _key(session: Session, unit: str) -> str:
    rest = session.data["rest"]
    words = [str(word) for word in rest] if isinstance(rest, list) else []
    return "|".join([session.text("order"), session.text("period"), unit, *words])


def _likeness(words: Sequence[str], name: str) -> float:
    """1 for the name itself; two words in a row that the name has are near enough."""
    size = len(name.split())
    windows = (
        " ".join(words[start : start + length])
        for length in (size - 1, size, size + 1)
        for start in range(len(words))
        if length > 0
    )
    best = max((SequenceMatcher(None, window, name).ratio() for window in windows), default=0.0)
    pairs = (f" {one} {other} " for one, other in pairwise(words))
    shared = any(pair in f" {name} " for pair in pairs)
    return max(best, _NEAR_ENOUGH) if shared else best
