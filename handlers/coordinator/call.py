"""One order as it reached us, by words or by a button, with the period and units it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.errors import NotAllowed, NothingSuch
from domain.facts import Board, Facts, UnitLine
from domain.look_ups import BoardOf, PaperOf
from domain.people import Power, may
from domain.period_state import Period, PeriodState
from domain.submission import Paper
from domain.understanding import understand
from handlers.contract import Handler, found
from handlers.coordinator.refusals import NoPeriod, NotInRoster, PeriodClosed

HERE = "coordinator."
"""How the names of this conversation's steps begin."""


@dataclass(frozen=True, slots=True)
class Call:
    """`units` are codes; `heard` is what understand("coordinator") made of typed words; `rest`
    are the arguments of a button behind the period and the unit."""

    session: Session
    facts: Facts
    now: datetime
    looked_at: Board | None
    units: tuple[str, ...] = ()
    everyone: bool = False
    heard: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    rest: tuple[str, ...] = ()

    @property
    def board(self) -> Board:
        if self.looked_at is not None:
            return self.looked_at
        if code := self.said("period"):
            raise NothingSuch(what=code)
        raise NoPeriod

    @property
    def open_board(self) -> Board:
        """The board, where the order needs its period to be open."""
        period = self.board.period
        if period.state is not PeriodState.OPEN:
            raise PeriodClosed(period=period.code, state=period.state)
        return self.board

    @property
    def period(self) -> Period:
        return self.board.period

    @property
    def idle(self) -> Session:
        return self.session.at("idle")

    @property
    def unit_here(self) -> str | None:
        """The unit that is being looked at, which typed words may leave unnamed."""
        viewing = bool(self.text) and self.session.step == f"{HERE}view"
        return self.session.text("unit") if viewing else None

    def line(self, unit: str) -> UnitLine:
        if line := self.board.line(unit):
            return line
        name = self.facts.units.get(unit, unit)
        raise NotInRoster(unit=name, what=name, period=self.period.code)

    def paper(self, unit: str) -> Paper:
        return find_paper(self.facts, self.period.key, unit)

    def said(self, key: str) -> str:
        return str(self.heard.get(key) or "")

    def hearing(self, heard: Mapping[str, object]) -> "Call":
        """The same call with other words understood."""
        named = str(heard.get("unit") or "")
        units = () if named == "all" else codes_of(named, self.facts)
        return replace(self, units=units, everyone=named == "all", heard=heard)

    def argument(self, place: int) -> str:
        return self.rest[place] if place < len(self.rest) else ""


Order: TypeAlias = Callable[[Call], Turn]


def order(do: Order, power: Power = Power.COORDINATE) -> Handler:
    """The handler of an order: who may, what is meant, then the deed."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        require(facts, power)
        return do(read(session, event, facts, now))

    return handler


def require(facts: Facts, power: Power) -> None:
    if not may(facts.person, power):
        raise NotAllowed


def read(session: Session, event: Event, facts: Facts, now: datetime) -> Call:
    match event:
        case Chose(key=key) if not key.startswith("menu|"):
            period, unit, *rest = (*key.split("|")[1:], "", "")
            board = board_of(facts, period)
            return Call(session, facts, now, board, (unit,) if unit else (), rest=tuple(rest))
        case Said(text=text):
            return _typed(session, text, facts, now)
        case _:
            return Call(session, facts, now, facts.board)


def read_words(step: str, text: str, facts: Facts, now: datetime) -> Mapping[str, object]:
    """The keys of `understand(step, text)`, its head among them as "head"."""
    understood = understand(step, text, context(facts, now))
    return {**understood.keys, "head": understood.head, "flags": list(understood.flags)}


def context(facts: Facts, now: datetime) -> dict[str, object]:
    told: dict[str, object] = {
        "units": list(codes_by_name(facts)),
        "today": in_vietnam(now).date().isoformat(),
        "now": in_vietnam(now).isoformat(),
    }
    if facts.board is not None:
        told["due"] = in_vietnam(facts.board.period.unit_due).isoformat()
        told["period"] = facts.board.period.code
    return told


def board_of(facts: Facts, period: str) -> Board | None:
    """The board of a period's key; of the current one where none is named."""
    if not period or (facts.board and facts.board.period.key == period):
        return facts.board
    if all(known.key != period for known in facts.periods):
        raise NothingSuch(what=period.rpartition(":")[2])
    return found(facts, BoardOf(period), Board)


def call_here(session: Session, facts: Facts, now: datetime) -> Call:
    """At a step: the order under way, about the period that the session names."""
    board = board_of(facts, str(session.data.get("period") or ""))
    unit = str(session.data.get("unit") or "")
    return Call(session, facts, now, board, (unit,) if unit else ())


def seen_board(facts: Facts, period: str) -> Board | None:
    """For questions that are put again: the board of a period, None where there is none now."""
    known = {one.key for one in facts.periods}
    here = facts.board.period.key if facts.board else None
    return board_of(facts, period) if period in {here, *known} else None


def find_paper(facts: Facts, period: str, unit: str) -> Paper:
    return facts.paper(period, unit) or found(facts, PaperOf(period, unit), Paper)


def key_of(facts: Facts, code: str) -> str | None:
    """The key of the period with a code, of the current programme first."""
    here = facts.board.programme.code if facts.board else None
    known = sorted(facts.periods, key=lambda period: period.programme != here)
    return next((period.key for period in known if period.code == code), None)


def _typed(session: Session, text: str, facts: Facts, now: datetime) -> Call:
    heard = read_words("coordinator", text, facts, now)
    code = str(heard.get("period") or "")
    period = key_of(facts, code) if code else _period_here(session)
    board = None if period is None else board_of(facts, period)
    return Call(session, facts, now, board, text=text).hearing(heard)


def codes_by_name(facts: Facts) -> dict[str, str]:
    """Names as they stand now, and as they stood when the period was opened."""
    now = {name: code for code, name in facts.units.items()}
    then = {line.name: line.unit for line in facts.board.lines} if facts.board else {}
    return {**then, **now}


def codes_of(named: str, facts: Facts) -> tuple[str, ...]:
    """Unit codes of exact names joined by ", "; a name may itself have a comma."""
    codes = codes_by_name(facts)
    parts, found_codes = named.split(", "), []
    while parts:
        lengths = range(len(parts), 0, -1)
        taken = next((n for n in lengths if ", ".join(parts[:n]) in codes), 0)
        if taken:
            found_codes.append(codes[", ".join(parts[:taken])])
        parts = parts[max(taken, 1) :]
    return tuple(dict.fromkeys(found_codes))


def _period_here(session: Session) -> str:
    return str(session.data.get("period") or "") if session.step.startswith(HERE) else ""
