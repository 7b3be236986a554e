"""A whole conversation in memory: effects are applied to papers by the same rules as in the books,
the session is written and re-read between every two messages, every reply is drawn."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.picking import meant
from bot.render import Renderer
from domain import effects as e
from domain import moves
from domain.calendar import WorkingCalendar
from domain.conversation import Chose, Event, FileKept, LookUp, Said, Session, Turn, Wanted
from domain.errors import DomainError, NothingSuch, StaleEdit
from domain.facts import Facts, Rules
from domain.look_ups import PaperOf
from domain.messages import Choice, Picks, Question, Reply
from domain.people import Person, Role
from domain.period_state import PeriodState
from domain.submission import Evidence, Paper
from handlers import again, handle

RENDERER = Renderer()
RULES = Rules(agency="UBND huyện Nghi Xuân", bot_name="Trợ lý")


@dataclass
class Books:
    """What the shell would keep: papers, and what was said to others."""

    papers: dict[tuple[str, str], Paper]
    rules: Rules = RULES
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar.shipped)
    effects: list[e.Effect] = field(default_factory=list)
    late_words: list[str] = field(default_factory=list)
    told: list[tuple[e.Audience, Reply]] = field(default_factory=list)

    @classmethod
    def of(cls, *papers: Paper, rules: Rules = RULES) -> "Books":
        return cls({(p.period.key, p.unit): p for p in papers}, rules)

    def only(self) -> Paper:
        (paper,) = self.papers.values()
        return paper

    def lock(self) -> None:
        for key, paper in self.papers.items():
            locked = replace(paper.period, state=PeriodState.LOCKED)
            self.papers[key] = replace(paper, period=locked)

    def facts(self, person: Person, session: Session, question: Question | None) -> Facts:
        on = (session.data.get("period"), session.data.get("unit"))
        own = (*person.units(), *person.units(Role.UNIT_HEAD))
        seen = [p for key, p in self.papers.items() if p.unit in own or key == on]
        names = {p.unit: p.unit_name for p in self.papers.values()}
        return Facts(
            person, None, self.rules, self.calendar, question, papers=tuple(seen), units=names
        )

    def apply(self, effect: e.Effect, person: Person, now: datetime) -> None:
        self.effects.append(effect)
        self._write(effect)
        self._file(effect, person, now)
        self._move(effect, now)
        match effect:
            case e.Tell(audience, reply):
                draw(reply)
                self.told.append((audience, reply))
            case e.KeepLateWord(text=text):
                self.late_words.append(text)

    def _write(self, effect: e.Effect) -> None:
        match effect:
            case e.SaveEntry(period, unit, entry, on_behalf):
                paper = self._edited(period, unit, on_behalf)
                if paper.entry(entry.item).version != entry.version:
                    raise StaleEdit(item=entry.item, text=paper.entry(entry.item).text)
                kept = replace(entry, version=entry.version + 1)
                self.put(replace(paper, entries={**paper.entries, entry.item: kept}))
            case e.SavePlanItem(period, unit, item, on_behalf):
                paper = self._edited(period, unit, on_behalf)
                others = tuple(i for i in paper.plan if i.key != item.key)
                self.put(replace(paper, plan=(*others, item)))
            case e.DropPlanItem(period, unit, key, on_behalf):
                paper = self._edited(period, unit, on_behalf)
                self.put(replace(paper, plan=tuple(i for i in paper.plan if i.key != key)))

    def _file(self, effect: e.Effect, person: Person, now: datetime) -> None:
        match effect:
            case e.AttachEvidence(
                period, unit, at, sha256, name, caption, album, message, on_behalf
            ):
                paper = self._edited(period, unit, on_behalf)
                origin = (person.code, now, album, message)
                file = Evidence(sha256, name, "image/jpeg", 1, at, caption, *origin)
                self.put(replace(paper, evidence=(*paper.evidence, file)))
            case e.DetachEvidence(period, unit, sha256, on_behalf):
                paper = self._edited(period, unit, on_behalf)
                left = tuple(f for f in paper.evidence if f.sha256 != sha256)
                self.put(replace(paper, evidence=left))

    def _move(self, effect: e.Effect, now: datetime) -> None:
        match effect:
            case e.SendSubmission(period, unit):
                paper = self._open(period, unit)
                begun = paper.submission
                begun = begun if begun.version else moves.edit(begun)
                sent = moves.send(begun, now, begun.due or paper.period.unit_due)
                self.put(replace(paper, submission=sent, sent_entries=dict(paper.entries)))
            case e.AskHead(period, unit):
                paper = self._open(period, unit)
                self.put(replace(paper, submission=moves.hand_to_head(paper.submission)))
            case e.HandBack(period, unit):
                paper = self._open(period, unit)
                self.put(replace(paper, submission=moves.hand_back(paper.submission)))
            case e.RecallSubmission(period, unit):
                paper = self._open(period, unit)
                self.put(replace(paper, submission=moves.recall(paper.submission)))

    def _open(self, period: str, unit: str) -> Paper:
        paper = self.papers.get((period, unit))
        if paper is None:
            raise NothingSuch(what=unit)
        moves.require_open(paper.period)
        return paper

    def _edited(self, period: str, unit: str, on_behalf: bool = False) -> Paper:
        paper = self._open(period, unit)
        return replace(paper, submission=moves.edit(paper.submission, on_behalf=on_behalf))

    def put(self, paper: Paper) -> None:
        self.papers[paper.period.key, paper.unit] = paper


def draw(reply: Reply) -> str:
    """As the shell stores and draws it: JSON first, then words."""
    stored = replace(reply, data=json.loads(json.dumps(reply.data)))
    labels = [RENDERER.label(_stored(choice)) for choice in reply.choices]
    words = RENDERER.text(stored)
    assert words, reply.template
    return "\n".join([words, *(f"[{label}]" for label in labels)])


def _stored(choice: Choice) -> Choice:
    return replace(choice, data=json.loads(json.dumps(choice.data)))


@dataclass
class Chat:
    """One person's conversation with the bot."""

    books: Books
    person: Person
    now: datetime
    session: Session = field(default_factory=Session)
    choices: tuple[Choice, ...] = ()
    picks: Picks = Picks.NUMBER
    sent: int = 0
    asked: int = 0
    heard: str = ""
    """The last message of the bot."""
    messages: int = 0
    """In and out together."""

    def say(self, text: str, message: str = "") -> str:
        """A typed text: a number or the words of a choice are brought to the choice."""
        said = Said(text, message or f"m{self.messages}")
        question = Question(self.asked, self.choices, self.picks)
        return self.take(meant(said, question, self.labels))

    def press(self, key: str) -> str:
        """A button of the last message, by its key."""
        keys = [choice.key for choice in self.choices]
        assert key in keys, f"{key} is not offered: {keys}\n{self.heard}"
        return self.take(Chose(key, self.asked))

    def take_choice(self, key: str, question: int | None = None) -> str:
        """A button of some other message: a reminder's, or an old one's."""
        return self.take(Chose(key, question))

    def take(self, event: Event) -> str:
        self.messages += 1
        turn = self._applied(self._decided(event))
        self.session = _reread(turn.session)
        self.heard = "\n\n".join(map(draw, turn.replies))
        if not turn.replies:
            return ""
        self.messages += 1
        self.sent += 1
        if not isinstance(event, FileKept):
            self.session = replace(self.session, question=self.sent)
        self._offered(turn.replies)
        return self.heard

    def _offered(self, replies: tuple[Reply, ...]) -> None:
        """The newest message with choices is what a typed number belongs to."""
        if offering := [reply for reply in replies if reply.choices]:
            self.choices, self.picks = offering[-1].choices, offering[-1].picks
            self.asked = self.sent

    @property
    def labels(self) -> list[str]:
        return [RENDERER.label(choice) for choice in self.choices]

    def _facts(self) -> Facts:
        question = Question(self.asked, self.choices, self.picks) if self.choices else None
        return self.books.facts(self.person, self.session, question)

    def _decided(self, event: Event) -> Turn:
        facts = self._facts()
        for _ in range(8):
            turn = handle(self.session, event, facts, self.now)
            if not isinstance(turn, LookUp):
                return turn
            paper = self._looked_up(turn.wanted)
            if paper is None:
                return self._refused(NothingSuch(what=type(turn.wanted).__name__))
            facts = replace(facts, found={**facts.found, turn.wanted: paper})
        raise AssertionError("looked up for ever")

    def _looked_up(self, wanted: Wanted) -> Paper | None:
        """Only papers are in these books."""
        if not isinstance(wanted, PaperOf):
            return None
        return self.books.papers.get((wanted.period, wanted.unit))

    def _applied(self, turn: Turn) -> Turn:
        before = dict(self.books.papers)
        try:
            for effect in turn.effects:
                self.books.apply(effect, self.person, self.now)
        except DomainError as error:
            self.books.papers = before
            return self._refused(error)
        return turn

    def _refused(self, error: DomainError) -> Turn:
        words = Reply(error.template, error.data)
        return Turn(self.session, (words, again(self.session, self._facts(), self.now)))

    def wait(self, **time: int) -> None:
        self.now += timedelta(**time)


def _reread(session: Session) -> Session:
    data = json.loads(json.dumps(session.data))
    return replace(session, data=data)
