"""What the demo prints: a line an event, whole conversations where they are worth reading."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from importlib.resources import files
from typing import Any

from bot.channels.memory import Sent
from bot.demo.cast import Actor
from bot.demo.score import Piece
from bot.demo.shown import labels_of, text_of
from bot.wording import channel, day, weekday_day
from domain.bots import MessengerBot
from domain.facts import StoredReport
from domain.messages import Address
from domain.programme import UnitGroup
from domain.report_files import WHOLE
from domain.written import written_number

_WORDS: Any = tomllib.loads(
    files("templates").joinpath("demo", "timeline.toml").read_text(encoding="utf-8")
)
SHOWN_LINES = 14
FEW = 2


def words(name: str, /, **data: object) -> str:
    """A line of timeline.toml for these values."""
    return str(_WORDS[name]).format(**data) + "\n"


@dataclass
class Timeline:
    write: Callable[[str], object]
    piece: Piece
    actors: dict[str, Actor]
    _day: date | None = field(default=None)

    @cached_property
    def units(self) -> dict[str, str]:
        """Names by code."""
        return {unit.code: unit.name for unit in self.piece.programme.units}

    def typed(self, name: str) -> str:
        return self.piece.sayings.typed(name)

    def say(self, name: str, /, **data: object) -> None:
        self.write(words(name, **data))

    def begins(self, units: int) -> None:
        programme = self.piece.programme
        self.say("title", title=programme.title, units=units, tasks=len(programme.tasks))
        for group in self.piece.invented:
            self._invented(group)

    def _invented(self, group: UnitGroup) -> None:
        names = "; ".join(self.units[code] for code in group.members)
        self.say("invented", group=group.name, count=len(group.members), names=names)

    def joined(self, at: datetime) -> None:
        usual = Counter(actor.usual for actor in self.actors.values())
        two = sum(len(actor.addresses) > 1 for actor in self.actors.values())
        self._line(at, "joined", count=len(self.actors), by=_by_channel(usual), two=two)

    def silent(self, at: datetime, down: str) -> None:
        users = [actor for actor in self.actors.values() if actor.usual == down]
        two = sum(len(actor.addresses) > 1 for actor in users)
        self._line(at, "silent", channel=channel(down), count=len(users), two=two)

    def back(self, at: datetime, channel_name: str) -> None:
        self._line(at, "back", channel=channel(channel_name))

    def spent(self, at: datetime, bot: MessengerBot, more: int) -> None:
        number = written_number(str(more))
        self._line(at, "spent", channel=channel(bot.channel), bot=bot.title, more=number)

    def moved(self, at: datetime, by: Mapping[str, str]) -> None:
        """`by` which channel, by chat."""
        if by:
            form = str(_WORDS["by_channel"])
            named = [form.format(name=self._name(who), channel=channel(by[who])) for who in by]
            self._line(at, "moved", names="; ".join(named))

    def after_all(self, at: datetime, units: Sequence[str]) -> None:
        if units:
            self._line(at, "after_all", names="; ".join(map(self._name, units)))

    def unreached(self, at: datetime, chats: Sequence[str]) -> None:
        if chats:
            self._line(at, "unreached", names="; ".join(map(self._name, chats)))

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
        people = {each.chat: each.address.channel for each in sent}
        by = _by_channel(Counter(people.values()))
        self._line(at, "reminded", count=len(people), by=by)
        by_role = {self.actors[each.chat].role: each for each in reversed(sent)}
        for example in reversed(by_role.values()):
            self.say("example", name=self._name(example.chat))
            self._quote(example)

    def conversation(
        self,
        at: datetime,
        actor: Actor,
        address: Address,
        exchange: Sequence[tuple[str, Sequence[Sent]]],
        *,
        shown: bool,
    ) -> None:
        answers = [sent for _, answered in exchange for sent in answered]
        own = [sent for sent in answers if sent.chat == actor.key]
        self._line(
            at,
            "other",
            unit=self._place(actor),
            name=actor.name,
            channel=self._by(actor, address),
            count=len(exchange) + len(own),
        )
        for line, answered in exchange if shown else ():
            self.say("says", name=actor.name, text=_inset(line))
            self._answers(answered, actor)
        if not (shown or actor.unit):
            self.say("says", name=actor.name, text=exchange[0][0])

    def _answers(self, sent: Sequence[Sent], actor: Actor) -> None:
        """Of many others that are told the same, the first stands for all."""
        others = list(dict.fromkeys(each.chat for each in sent if each.chat != actor.key))
        untold = others[1:] if len(others) > FEW else []
        for each in sent:
            if each.chat not in untold:
                self._answer(each, actor)
        if untold:
            self.say("told", count=len(untold), names="; ".join(map(self._name, untold)))

    def _answer(self, sent: Sent, actor: Actor) -> None:
        to = "" if sent.chat == actor.key else f"→ {self._name(sent.chat)}: "
        if sent.part.file:
            file = sent.part.file
            self.say("file", name=file.name, size=len(file.content))
        else:
            picture = str(_WORDS["picture"]) if sent.part.picture else ""
            self.say("answers", text=_inset(to + picture + text_of(sent)))
        if labels := labels_of(sent):
            self.say("choices", labels=labels)

    def _quote(self, sent: Sent) -> None:
        for line in text_of(sent).splitlines()[:SHOWN_LINES]:
            self.say("quote", text=line)

    def _line(self, at: datetime, name: str, /, **data: object) -> None:
        if at.date() != self._day:
            self._day = at.date()
            self.say("day", weekday=weekday_day(at.isoformat()).split(",")[0], day=_day(at))
        text = str(_WORDS[name]).format(**data)
        self.say("line", clock=at.strftime("%H:%M"), text=text)

    def _by(self, actor: Actor, address: Address) -> str:
        here = channel(address.channel)
        if address.channel == actor.usual:
            return here
        return str(_WORDS["instead"]).format(channel=here, usual=channel(actor.usual))

    def _place(self, actor: Actor) -> str:
        return self.units.get(actor.unit or "") or str(_WORDS.get(str(actor.role), ""))

    def _name(self, chat: str) -> str:
        actor = self.actors[chat]
        return f"{actor.name} ({self._place(actor)})"


def _by_channel(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{channel(name)} {count}" for name, count in counted.items())


def _day(at: datetime) -> str:
    return day(at.isoformat())


def _inset(text: str) -> str:
    return text.replace("\n", "\n             ")
