"""When who does what in the demo. Pure: the same programme and dates give the same plot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.demo.cast import COORDINATOR, LEADER, SUBSTITUTE, Actor, Parts
from bot.demo.cue import Cue
from bot.demo.days import Days
from bot.demo.outage import Outage
from bot.demo.sayings import Sayings
from domain.calendar import at_time
from domain.programme import Programme


def compiling(sayings: Sayings, *, all_in: bool) -> tuple[str, ...]:
    """Where units are missing, the coordinator is asked whether to compile all the same."""
    typed = sayings.typed
    return (typed("compile"),) if all_in else (typed("compile"), typed("compile_now"))


def conclusion(days: Days, sayings: Sayings, *, all_in: bool) -> Iterator[Cue]:
    """The report is compiled, agreed to and issued."""
    typed = sayings.typed
    at = days.dates.compile_due - timedelta(minutes=90)
    lines = (*compiling(sayings, all_in=all_in), typed("sign_off"))
    yield Cue(at, COORDINATOR, lines, shown=True)
    yield Cue(at + timedelta(minutes=30), LEADER, (typed("agree"),), shown=True)
    day = days.after(days.dates.compile_due.date())
    issued = (typed("issue", day=day.strftime("%d/%m/%Y")), typed("issue_now"))
    yield Cue(at_time(day, time(9, 0)), COORDINATOR, issued, shown=True)


@dataclass(frozen=True, slots=True)
class Plot:
    programme: Programme
    roster: tuple[str, ...]
    actors: dict[str, Actor]
    parts: Parts
    days: Days
    sayings: Sayings
    outage: Outage | None

    def cues(self) -> list[Cue]:
        cues = [*self._in_time(), *self._incidents(), *self._coordinator()]
        cues += conclusion(self.days, self.sayings, all_in=self.parts.never is None)
        return self._around(self.outage, cues) if self.outage else cues

    def _around(self, outage: Outage, cues: list[Cue]) -> list[Cue]:
        """Of those who are kept from speaking, the last one is called; the others wait."""
        at = self._looks_over + timedelta(minutes=30)
        kept = [cue for cue in cues if cue.at < at and outage.keeps(cue, self.actors)]
        if kept and outage.covers(at):
            called = max(kept, key=lambda cue: cue.at)
            cues = [cue for cue in cues if cue is not called]
            cues.append(self._phoned(called.who, at))
        return outage.around(cues, self.actors)

    # The units.

    def _in_time(self) -> Iterator[Cue]:
        """The ordinary ones, spread over the time they have."""
        parts = self.parts
        special = {parts.never, parts.phoned, parts.late, parts.extended, parts.returned}
        for number, unit in enumerate(self.roster):
            if unit not in special:
                yield self._report(self.days.spread(number), unit)

    def _report(self, at: datetime, unit: str) -> Cue:
        who = SUBSTITUTE if unit == self.parts.on_leave else unit
        if unit == self.parts.stepwise:
            return Cue(at, who, tuple(self._step_by_step(unit)), shown=True, reports=True)
        typed = self.sayings.typed
        lines = [typed("report")]
        if who == SUBSTITUTE:
            lines.append(self._name(unit))
        lines.append(self._all_at_once(unit, at))
        shown = unit == self.parts.returned
        return Cue(at, who, (*lines, typed("send")), shown, reports=True)

    def _all_at_once(self, unit: str, at: datetime) -> str:
        done = (at - timedelta(days=3)).strftime("%d/%m/%Y")
        speaker = self.roster.index(unit)
        return "\n".join(
            f"{place}. {self.sayings.result(task, speaker, done)}"
            for place, task in enumerate(self.programme.tasks_of(unit), start=1)
        )

    def _step_by_step(self, unit: str) -> Iterator[str]:
        typed = self.sayings.typed
        yield typed("report")
        tasks = self.programme.tasks_of(unit)
        for task in tasks:
            if len(tasks) > 1:
                yield task.code
            yield typed("doing")
            yield self.sayings.in_progress(task)
            yield typed("finished")
            if task.indicators:
                yield self.sayings.figure(task)
        yield from self._headings(unit)
        yield typed("review")
        yield typed("send")

    def _headings(self, unit: str) -> Iterator[str]:
        """The outline's own questions: the first by its number, the next ones follow by
        themselves."""
        for place, heading in enumerate(self.programme.questions_of(unit)):
            if place == 0:
                yield heading.number
            yield self.sayings.heading(heading.number, place)
            yield self.sayings.typed("finished")

    # What does not go as usual.

    def _incidents(self) -> Iterator[Cue]:
        parts = self.parts
        if parts.on_leave:
            yield self._leave(parts.on_leave)
        if parts.returned:
            yield from self._returned(parts.returned)
        if parts.extended:
            yield from self._extended(parts.extended)
        if parts.phoned:
            yield self._phoned(parts.phoned, self.days.at(0, 100), shown=True)
        if parts.late:
            day = self.days.after(self.days.dates.overdue_from.date())
            yield self._report(at_time(day, time(9, 40)), parts.late)

    def _leave(self, unit: str) -> Cue:
        typed = self.sayings.typed
        until = self.days.dates.compile_due.strftime("%d/%m/%Y")
        line = typed("leave", until=until, name=self.actors[SUBSTITUTE].name)
        at = self.days.at(self.days.count() - 1, 9)
        return Cue(at, unit, (line, typed("agree")), shown=True)

    def _returned(self, unit: str) -> Iterator[Cue]:
        typed, say = self.sayings.typed, self.sayings.common
        at = self.days.at(self.days.count() - 2, 3)
        task = self.programme.tasks_of(unit)[0]
        order = typed("return", unit=self._name(unit), task=task.code, reason=say("return_reason"))
        yield self._report(at, unit)
        back = at + timedelta(minutes=40)
        yield Cue(back, COORDINATOR, (order,), shown=True)
        mended = (typed("first"), say("mended"), typed("send"))
        yield Cue(back + timedelta(minutes=35), unit, mended, shown=True)

    def _extended(self, unit: str) -> Iterator[Cue]:
        typed = self.sayings.typed
        until = self.days.dates.compile_due - timedelta(hours=3)
        asked = typed(
            "extension",
            until=until.strftime("%d/%m/%Y"),
            reason=self.sayings.common("extension_reason"),
        )
        at = self.days.at(1, 12)
        yield Cue(at, unit, (asked,), shown=True)
        yield Cue(at + timedelta(minutes=5), COORDINATOR, (typed("grant"),), shown=True)
        yield self._report(until - timedelta(hours=4), unit)

    def _phoned(self, unit: str, at: datetime, *, shown: bool = False) -> Cue:
        typed, say = self.sayings.typed, self.sayings.common
        lines = (
            typed("enter_for", unit=self._name(unit)),
            typed("enter_now"),
            f"1. {say('said_by_phone')}",
            typed("send"),
        )
        return Cue(at, COORDINATOR, lines, shown)

    # The coordinator and the leader.

    def _coordinator(self) -> Iterator[Cue]:
        typed = self.sayings.typed
        yield Cue(self._looks_over, COORDINATOR, (typed("overview"),), shown=True)
        yield Cue(self.days.at(1, 80), COORDINATOR, (typed("chase"), typed("first")), shown=True)
        early = at_time(self.days.before_due(0), time(16, 40))
        awaited = (self.parts.never, self.parts.late, self.parts.extended)
        lines = compiling(self.sayings, all_in=not any(awaited))
        yield Cue(early, COORDINATOR, lines, shown=True)
        if drafting := self.programme.drafting_unit:
            yield self._drafting(drafting)

    @property
    def _looks_over(self) -> datetime:
        return self.days.at(2, 60)

    def _drafting(self, unit: str) -> Cue:
        """The drafting unit answers the outline's own questions, then sends again."""
        typed = self.sayings.typed
        lines = (typed("report"), *self._headings(unit), typed("review"), typed("send"))
        return Cue(self.days.at(0, 20), unit, lines)

    def _name(self, unit: str) -> str:
        return self.programme.unit(unit).name
