"""The plot of `tiendo demo --echo`: a document's own words, each said by whom they belong to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile

from bot.demo.cast import COORDINATOR, Actor
from bot.demo.cue import Cue
from bot.demo.days import Days
from bot.demo.outage import Outage
from bot.demo.plot import conclusion
from bot.demo.sayings import Sayings
from domain.plan_words import without_number
from domain.programme import Asks, Heading, Programme

LONGEST_SHOWN = 30
"""A conversation of more messages is not worth reading whole."""


@dataclass(frozen=True, slots=True)
class Script:
    """Who says what, a message each."""

    answers: Mapping[str, tuple[str, ...]]
    """By heading: what the drafting unit says under it."""
    plans: Mapping[str, tuple[str, ...]]
    """By unit: what it plans for the next period."""


def script_of(programme: Programme) -> Script:
    """What the programme's document says: its answers of the year, and its tasks as plans."""
    frame = _frame(programme)
    answers = {n: said for n, said in programme.previous_answers.items() if n not in frame}
    if topics := _topics(programme):
        return Script(answers | {h.number: texts for h, texts in topics.items()}, {})
    plans: dict[str, tuple[str, ...]] = {}
    for task in programme.tasks:
        for unit in programme.answering(task):
            plans[unit] = (*plans.get(unit, ()), task.text)
    if programme.drafting_unit and not programme.blocks:
        plans[programme.drafting_unit] = tuple(_planned_by_all(programme))
    return Script(answers, plans)


def _topics(programme: Programme) -> dict[Heading, tuple[str, ...]]:
    """The blocks as headings, each with its texts, where one unit has several: a plan cut by
    matters. What a unit adds to its plan says of no matter; so each is asked for."""
    units = [unit for block in programme.blocks for unit in block.units]
    plan = next((h for h in programme.outline if h.asks is Asks.COMPUTED), None)
    if plan is None or len(set(units)) == len(units):
        return {}
    first = len(plan.children) + 1
    return {
        Heading(f"{plan.number}.{n}", without_number(block.heading), Asks.DRAFTING_UNIT): tuple(
            programme.task(code).text for code in block.tasks
        )
        for n, block in enumerate(programme.blocks, start=first)
    }


def _planned_by_all(programme: Programme) -> Iterator[str]:
    """What stands in a plan that names no units, below its fixed sentence."""
    for heading in programme.headings():
        if heading.asks is Asks.COMPUTED:
            said = programme.previous_answers.get(heading.number, ())
            yield from dropwhile(lambda line: line.rstrip().endswith(":"), said)


def bare(programme: Programme) -> Programme:
    """The outline and the frame alone: no task, and no answer of any year.

    A heading that tasks filled is the drafting unit's, if the document says something under it.
    """
    answers, frame = programme.previous_answers, _frame(programme)
    topics = tuple(_topics(programme))
    outline = tuple(kept for top in programme.outline for kept in _kept(top, set(answers)))
    return replace(
        programme,
        outline=tuple(
            replace(top, children=(*top.children, *topics)) if top.asks is Asks.COMPUTED else top
            for top in outline
        ),
        tasks=(),
        blocks=() if topics else tuple(replace(block, tasks=()) for block in programme.blocks),
        drafting_unit=programme.drafting_unit or programme.units[0].code,
        previous_answers={number: answers[number] for number in answers if number in frame},
    )


def _frame(programme: Programme) -> frozenset[str]:
    """The headings under which nobody answers: what stands there are fixed sentences."""
    fixed = (h for h in programme.headings() if h.asks in (Asks.COMPUTED, Asks.FRAME))
    return frozenset(heading.number for heading in fixed)


def _kept(heading: Heading, answered: set[str]) -> Iterator[Heading]:
    children = tuple(kept for child in heading.children for kept in _kept(child, answered))
    if heading.asks is not Asks.TASKS:
        yield replace(heading, children=children)
    elif children or heading.number in answered:
        yield replace(heading, children=children, asks=Asks.DRAFTING_UNIT)


@dataclass(frozen=True, slots=True)
class EchoPlot:
    """Everybody sends in time: nothing of the document may be missing."""

    programme: Programme
    roster: tuple[str, ...]
    actors: dict[str, Actor]
    script: Script
    days: Days
    sayings: Sayings
    outage: Outage | None

    def cues(self) -> list[Cue]:
        cues = [self._report(number, unit) for number, unit in enumerate(self.roster)]
        overview = (self.sayings.typed("overview"),)
        cues.append(Cue(self.days.at(2, 60), COORDINATOR, overview, shown=True))
        cues += conclusion(self.days, self.sayings, all_in=True)
        return self.outage.around(cues, self.actors) if self.outage else cues

    def _report(self, number: int, unit: str) -> Cue:
        typed = self.sayings.typed
        said = [*self._answers(unit), *self._plan(unit)]
        plans = bool(self.script.plans.get(unit))
        last = ("finished" if plans else "review", "send")
        last = last if said else ("nothing_all", "nothing_and_send")
        lines = (typed("report"), *said, *map(typed, last))
        shown = unit in self._shown() and len(lines) <= LONGEST_SHOWN
        return Cue(self.days.spread(number), unit, lines, shown, reports=True)

    def _shown(self) -> tuple[str | None, ...]:
        """The drafting unit's conversation, and the shortest of the others."""
        drafting = self.programme.drafting_unit
        others = [unit for unit in self.roster if unit != drafting and self.script.plans.get(unit)]
        lengths = {unit: sum(map(len, self.script.plans[unit])) for unit in others}
        return drafting, min(others, key=lambda unit: lengths[unit], default=None)

    def _answers(self, unit: str) -> Iterator[str]:
        """The first heading by its number; the next ones follow by themselves."""
        if unit != self.programme.drafting_unit:
            return
        for place, heading in enumerate(self.programme.questions_of(unit)):
            if place == 0:
                yield heading.number
            said = self.script.answers.get(heading.number, ())
            yield from said
            yield self.sayings.typed("finished" if said else "none_here")

    def _plan(self, unit: str) -> Iterator[str]:
        for place, text in enumerate(self.script.plans.get(unit, ())):
            if place == 0:
                yield self.sayings.typed("next_plan")
            yield text
