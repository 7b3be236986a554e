"""Plays a period in virtual time: only the clock and the messengers are not the real ones."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import TypeAlias

from bot.channels.memory import Sent
from bot.channels.received import Received
from bot.demo.cast import Actor
from bot.demo.cue import Cue
from bot.demo.messengers import Messengers
from bot.demo.outage import Outage
from bot.demo.timeline import Timeline
from bot.world import World
from domain.conversation import Event, Said
from domain.ladder import working_moment
from domain.messages import Address

STEP = timedelta(minutes=30)
Happens: TypeAlias = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class VirtualClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Stage:
    world: World
    clock: VirtualClock
    messengers: Messengers
    actors: dict[str, Actor]
    timeline: Timeline
    heard: int = 0
    costs: dict[str, list[int]] = field(default_factory=dict)
    """By channel: how many messages each report took that was sent there."""
    _unreached: set[str] = field(default_factory=set)

    async def play(self, cues: Iterable[Cue], outage: Outage | None, until: datetime) -> None:
        moments: list[tuple[datetime, Happens]] = [(c.at, partial(self._act, c)) for c in cues]
        if outage:
            moments.append((outage.begins, partial(self._fall_silent, outage.channel)))
            moments.append((outage.ends, partial(self._come_back, outage.channel)))
        for at, happens in sorted(moments, key=itemgetter(0)):
            await self._wait(at)
            await happens()
        await self._wait(until)

    async def _wait(self, until: datetime) -> None:
        """Half an hour at a time, as the real clock would tick."""
        while self.clock.now < until:
            self.clock.now = min(self.clock.now + STEP, until)
            if working_moment(self.clock.now, self.world.book.hours, self.world.book.calendar):
                await self.world.tick()
                await self.world.settle()
                sent = self.messengers.take()
                usual = [each for each in sent if not self._is_moved(each)]
                self.timeline.reminded(self.clock.now, usual)
                self._tell_who_was_reached(sent)

    async def _act(self, cue: Cue) -> None:
        actor = self.actors[cue.who]
        address = self._address(actor)
        assert address is not None, f"{cue.who} cannot be heard at {cue.at}"
        exchange: list[tuple[str, Sequence[Sent]]] = []
        for line in cue.lines:
            await self.receive(address, Said(line, self.number()))
            exchange.append((line, self.messengers.take()))
        answers = [sent for _, answered in exchange for sent in answered]
        if cue.reports:
            own = sum(sent.chat == cue.who for sent in answers)
            self.costs.setdefault(address.channel, []).append(len(exchange) + own)
        self.timeline.conversation(self.clock.now, actor, address, exchange, shown=cue.shown)
        self._tell_who_was_reached([sent for sent in answers if sent.chat != cue.who])

    async def _fall_silent(self, channel: str) -> None:
        self.messengers.channels[channel].reachable = False
        self.timeline.silent(self.clock.now, channel)

    async def _come_back(self, channel: str) -> None:
        self.messengers.channels[channel].reachable = True
        self.timeline.back(self.clock.now, channel)

    def _tell_who_was_reached(self, sent: Sequence[Sent]) -> None:
        """While a channel is silent: by which other one, and who by none."""
        moved = {each.chat: each.address.channel for each in sent if self._is_moved(each)}
        self.timeline.moved(self.clock.now, moved)
        refused = {each.chat for each in self.messengers.take_refused()} - self._unreached
        alone = [who for who in sorted(refused) if self._address(self.actors[who]) is None]
        self.timeline.unreached(self.clock.now, alone)
        self._unreached.update(alone)

    def _is_moved(self, sent: Sent) -> bool:
        usual = self.actors[sent.chat].addresses[0]
        return sent.address != usual and not self.messengers.reaches(usual)

    def _address(self, actor: Actor) -> Address | None:
        """Where they can be heard now."""
        return next(filter(self.messengers.reaches, actor.addresses), None)

    async def receive(self, address: Address, event: Event) -> None:
        self.heard += 1
        self.messengers.hear(address)
        await self.world.intake.store([Received(self.number(), address, event)])
        await self.world.settle()

    def number(self) -> str:
        return f"demo-{self.heard}"
