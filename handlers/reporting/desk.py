"""One turn at a unit's paper: what stands on it, what is done so far, and where it goes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import moves
from domain.calendar import in_vietnam
from domain.conversation import Said, Session
from domain.effects import (
    AttachEvidence,
    DetachEvidence,
    DropPlanItem,
    Effect,
    SaveEntry,
    SavePlanItem,
)
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply
from domain.people import Power, may
from domain.submission import Entry, Evidence, Paper, PlanItem, State, Statement, Submission
from domain.understanding import Understood, understand

_KEPT = ("album",)
"""What of a session's data outlives its step."""
_OURS = "report."
_PREVIEWED = "items"
"""While the parts of a preview are mended, the way leads back to it."""


@dataclass(frozen=True, slots=True)
class Desk:
    session: Session
    facts: Facts
    now: datetime
    paper: Paper
    effects: tuple[Effect, ...] = ()
    words: tuple[Reply, ...] = ()
    """Said before the next question."""
    asked: Reply | None = None
    """Asked instead of the step's usual question."""

    @property
    def step(self) -> str:
        return self.session.step

    @property
    def today(self) -> date:
        return in_vietnam(self.now).date()

    @property
    def item(self) -> str:
        return self.session.text("item")

    @property
    def entry(self) -> Entry:
        return self.paper.entry(self.item)

    @property
    def on_behalf(self) -> bool:
        """The coordinator writes for a unit that phoned or sent paper."""
        person = self.facts.person
        return person is None or self.paper.unit not in person.units()

    @property
    def place(self) -> tuple[str, str]:
        """The period's key and the unit."""
        return self.paper.period.key, self.paper.unit

    @property
    def facts_then(self) -> Facts:
        """The facts as they will be after the effects so far."""
        here = (self.paper.period.key, self.paper.unit)
        others = (p for p in self.facts.papers if (p.period.key, p.unit) != here)
        return replace(self.facts, papers=(*others, self.paper))

    # Where it goes.

    def go(self, step: str, **data: object) -> "Desk":
        paper = self.paper
        kept = {key: self.session.data[key] for key in _KEPT if key in self.session.data}
        place = {"period": paper.period.key, "unit": paper.unit}
        return replace(self, session=self.session.at(step, **kept, **place, **data), asked=None)

    def on(self, step: str, item: str, **data: object) -> "Desk":
        """At a step about one item; its version is remembered, to notice another's edit."""
        back = {k: v for k, v in self.session.data.items() if k == _PREVIEWED}
        seen = self.paper.entry(item).version
        return self.go(step, **{**back, **data}, item=item, seen=seen)

    def leave(self) -> "Desk":
        return replace(self, session=self.session.at("idle"), asked=None)

    def say(self, template: str, **data: object) -> "Desk":
        return replace(self, words=(*self.words, Reply(template, data)))

    def asking(self, reply: Reply) -> "Desk":
        return replace(self, asked=reply)

    def do(self, *effects: Effect) -> "Desk":
        return replace(self, effects=(*self.effects, *effects))

    # What is written.

    def save(self, entry: Entry) -> "Desk":
        if entry == self.paper.entry(entry.item):
            return self
        desk = self.as_draft()
        kept = replace(entry, version=entry.version + 1)
        entries = {**desk.paper.entries, entry.item: kept}
        saving = SaveEntry(desk.paper.period.key, desk.paper.unit, entry, desk.on_behalf)
        desk = replace(desk, paper=replace(desk.paper, entries=entries)).do(saving)
        return desk._having_seen(kept)

    def save_plan(self, item: PlanItem) -> "Desk":
        desk = self.as_draft()
        plan = tuple(i for i in desk.paper.plan if i.key != item.key)
        desk = replace(desk, paper=replace(desk.paper, plan=(*plan, item)))
        return desk.do(SavePlanItem(*desk.place, item, desk.on_behalf))

    def drop_plan(self, key: str) -> "Desk":
        desk = self.as_draft()
        plan = tuple(i for i in desk.paper.plan if i.key != key)
        desk = replace(desk, paper=replace(desk.paper, plan=plan))
        return desk.do(DropPlanItem(*desk.place, key, desk.on_behalf))

    def attach(self, file: Evidence) -> "Desk":
        desk = self.as_draft()
        period, unit = desk.paper.period.key, desk.paper.unit
        here = replace(desk.paper, evidence=(*desk.paper.evidence, file))
        words = (file.name, file.caption, file.album, file.message)
        effect = AttachEvidence(
            period, unit, file.item, file.sha256, *words, on_behalf=self.on_behalf
        )
        return replace(desk, paper=here).do(effect)

    def detach(self, file: Evidence) -> "Desk":
        desk = self.as_draft()
        left = tuple(e for e in desk.paper.evidence if e.sha256 != file.sha256)
        desk = replace(desk, paper=replace(desk.paper, evidence=left))
        return desk.do(DetachEvidence(*desk.place, file.sha256, desk.on_behalf))

    def standing(self, submission: Submission) -> "Desk":
        return replace(self, paper=replace(self.paper, submission=submission))

    def as_draft(self) -> "Desk":
        """Before the first change: what was sent stays sent, and that is said once."""
        before = self.paper.submission
        desk = self.standing(moves.edit(before, on_behalf=self.on_behalf))
        if before.waits_for_head:
            return desk.say("reporting/taken_from_head.j2")
        if before.state is State.SUBMITTED:
            return desk.say("reporting/reopened.j2", version=before.version)
        return desk

    def statement(self, said: Said, text: str | None = None) -> Statement:
        words = (text if text is not None else said.text).strip()
        person = self.facts.person.code if self.facts.person else ""
        return Statement(words, person, self.now, said.message)

    def understood(self, kind: str, text: str, **context: object) -> Understood:
        known: Mapping[str, object] = {
            "today": self.today.isoformat(),
            "now": in_vietnam(self.now).isoformat(),
            **context,
        }
        return understand(kind, text, known, is_working_day=self.facts.calendar.is_working)

    def command(self, text: str, step: str = "menu") -> Understood:
        return self.understood("command", text, step=step)

    def _having_seen(self, entry: Entry) -> "Desk":
        data = self.session.data
        if data.get("item") != entry.item:
            return self
        return replace(self, session=replace(self.session, data={**data, "seen": entry.version}))


def open_desk(facts: Facts, now: datetime, session: Session) -> Desk | None:
    """The paper that the session is on, where there is one that this person may see."""
    here = session.data if session.step.startswith(_OURS) else {}
    period, unit = here.get("period"), here.get("unit")
    paper = facts.paper(str(period), str(unit)) if period and unit else None
    if paper is None or not may_report(facts, paper.unit):
        return None
    desk = Desk(session, facts, now, paper)
    return desk if _stands(desk) else desk.go("report.menu")


def _stands(desk: Desk) -> bool:
    """Whether what the session is about is still on the paper: plans change."""
    item, place = desk.session.data.get("item"), desk.session.data.get("indicator")
    if item is None:
        return True
    task = desk.paper.task(str(item))
    figures = len(task.indicators) if task else 0
    asked_figure = place is None or (isinstance(place, int) and place < figures)
    return item in desk.paper.items and asked_figure


def put(
    template: str, data: Mapping[str, object], *choices: Choice, picks: Picks = Picks.NUMBER
) -> Reply:
    """A question with all of `data`; `picks` as in `handlers.contract.question`."""
    return Reply(template, data, choices, picks)


def may_report(facts: Facts, unit: str) -> bool:
    person = facts.person
    return may(person, Power.REPORT, unit) or may(person, Power.COORDINATE, unit)
