"""A piece put together before it is played: its people, its days, and who says what when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.applying.periods import roster
from bot.demo.cast import COORDINATOR, Actor, Parts, cast_of, in_time, parts_of
from bot.demo.cue import Cue
from bot.demo.days import Days
from bot.demo.echo import EchoPlot, Script
from bot.demo.messengers import TELEGRAM
from bot.demo.outage import Outage, outage_of
from bot.demo.plot import Plot
from bot.demo.sayings import Sayings
from bot.demo.shortage import Shortage, shortage_of
from bot.rulebook import Rulebook
from domain.bots import month_of
from domain.periods import parse_code, plan_dates
from domain.programme import Programme, UnitGroup


@dataclass(frozen=True, slots=True)
class Piece:
    """What is played: a programme, the code of one of its periods, and what people say."""

    programme: Programme
    period: str
    sayings: Sayings
    invented: tuple[UnitGroup, ...] = ()
    """Groups of the plan whose members had to be invented."""
    script: Script | None = None
    """What everybody says where a document is echoed."""

    @property
    def key(self) -> str:
        return f"{self.programme.code}:{self.period}"


@dataclass(frozen=True, slots=True)
class Score:
    piece: Piece
    units: tuple[str, ...]
    actors: dict[str, Actor]
    parts: Parts
    days: Days
    outage: Outage | None
    shortage: Shortage | None

    @classmethod
    def of(cls, piece: Piece, book: Rulebook) -> "Score":
        rules = book.periods[parse_code(piece.period).kind]
        days = Days(plan_dates(piece.period, rules, book.calendar), book.calendar)
        units = roster(piece.programme)
        parts = in_time(units) if piece.script else parts_of(piece.programme, units)
        outage = outage_of(TELEGRAM, days)
        shortage = None if piece.script else shortage_of(days)
        return cls(piece, units, cast_of(units, parts), parts, days, outage, shortage)

    @property
    def begins(self) -> datetime:
        return self.days.dates.opens_at - timedelta(days=1)

    @property
    def ends(self) -> datetime:
        dates = self.days.dates
        return (dates.lock_at or dates.compile_due) + timedelta(hours=1)

    @property
    def months(self) -> list[str]:
        """Every month that it touches: "2022-11", "2022-12"."""
        days = (self.ends - self.begins).days + 1
        return list(dict.fromkeys(month_of(self.begins + timedelta(n)) for n in range(days + 1)))

    def cues(self) -> list[Cue]:
        return [self._opening(), *self._plot().cues()]

    def _opening(self) -> Cue:
        """The rules may give a day off; the coordinator takes the working day before it."""
        typed, dates = self.piece.sayings.typed, self.days.dates
        due = dates.remind_against.strftime("%d/%m/%Y")
        lines = (typed("open_period", period=self.piece.period), due, typed("open_now"))
        return Cue(dates.opens_at, COORDINATOR, lines, shown=True)

    def _plot(self) -> Plot | EchoPlot:
        programme, sayings = self.piece.programme, self.piece.sayings
        who = (programme, self.units, self.actors)
        if script := self.piece.script:
            return EchoPlot(*who, script, self.days, sayings, self.outage)
        return Plot(*who, self.parts, self.days, sayings, self.outage)
