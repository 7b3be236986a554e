"""What the demo prints: a line an event, whole conversations where they are worth reading."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from bot.channels.memory import Sent
from bot.demo.cast import Actor
from bot.demo.sayings import Sayings
from bot.wording import day, weekday_day
from domain.facts import StoredReport
from domain.programme import UnitGroup
from domain.report_files import WHOLE

_WORDS: Any = tomllib.loads(
    files("templates").joinpath("demo", "timeline.toml").read_text(encoding="utf-8")
)
SHOWN_LINES = 14


def words(name: str, /, **data: object) -> str:
    """A line of timeline.toml for these values."""
    return str(_WORDS[name]).format(**data) + "\n"


@dataclass
class Timeline:
    write: Callable[[str], object]
    sayings: Sayings
    actors: dict[str, Actor]
    units: dict[str, str]
    """Names by code."""
    sent: int = 0
    _day: date | None = field(default=None)

    def typed(self, name: str) -> str:
        return self.sayings.typed(name)

    def say(self, name: str, /, **data: object) -> None:
        self.write(words(name, **data))

    def invented(self, group: UnitGroup) -> None:
        names = "; ".join(self.units[code] for code in group.members)
        self.say("invented", group=group.name, count=len(group.members), names=names)

    def joined(self, at: datetime, count: int) -> None:
        self._line(at, "joined", count=count)

    def report(self, stored: StoredReport, path: str, missing: str) -> None:
        units_in = stored.units_in
        self.say(
            "report",
            version=stored.version,
            units_in=units_in,
            units=units_in + len(stored.units_missing),
            missing=str(_WORDS["missing"]).format(names=missing) if missing else "",
            path=path,
            sha256=stored.given(WHOLE)[0],
        )

    def reminded(self, at: datetime, sent: Sequence[Sent]) -> None:
        """One message of each role stands for all of the same moment."""
        if not sent:
            return
        self.sent += len(sent)
        people = {each.chat for each in sent}
        by_role = {self.actors[each.chat].role: each for each in reversed(sent)}
        for example in reversed(by_role.values()):
            self._line(at, "reminded", count=len(people), name=self._name(example.chat))
            self._quote(example)

    def conversation(
        self,
        at: datetime,
        actor: Actor,
        exchange: Sequence[tuple[str, Sequence[Sent]]],
        *,
        shown: bool,
    ) -> None:
        answers = [sent for _, answered in exchange for sent in answered]
        self.sent += len(answers)
        own = [sent for sent in answers if sent.chat == actor.key]
        self._line(
            at,
            "other",
            unit=self._place(actor),
            name=actor.name,
            count=len(exchange) + len(own),
        )
        if shown:
            for line, answered in exchange:
                self.say("says", name=actor.name, text=_inset(line))
                for sent in answered:
                    self._answer(sent, actor)

    def _answer(self, sent: Sent, actor: Actor) -> None:
        to = "" if sent.chat == actor.key else f"→ {self._name(sent.chat)}: "
        if sent.part.file:
            file = sent.part.file
            self.say("file", name=file.name, size=len(file.content))
        else:
            self.say("answers", text=_inset(to + sent.part.text))
        if sent.part.buttons:
            labels = " ".join(f"[{button.label}]" for button in sent.part.buttons)
            self.say("choices", labels=labels)

    def _quote(self, sent: Sent) -> None:
        for line in sent.part.text.splitlines()[:SHOWN_LINES]:
            self.say("quote", text=line)

    def _line(self, at: datetime, name: str, /, **data: object) -> None:
        if at.date() != self._day:
            self._day = at.date()
            self.say("day", weekday=weekday_day(at.isoformat()).split(",")[0], day=_day(at))
        text = str(_WORDS[name]).format(**data)
        self.say("line", clock=at.strftime("%H:%M"), text=text)

    def _place(self, actor: Actor) -> str:
        return self.units.get(actor.unit or "") or str(_WORDS.get(str(actor.role), ""))

    def _name(self, chat: str) -> str:
        actor = self.actors[chat]
        return f"{actor.name} ({self._place(actor)})"


def _day(at: datetime) -> str:
    return day(at.isoformat())


def _inset(text: str) -> str:
    return text.replace("\n", "\n             ")
