"""Plays a period in virtual time: only the clock and the messengers are not the real ones."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
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
from bot.demo.score import Score
from bot.demo.shortage import Shortage
from bot.demo.timeline import Timeline
from bot.loading.bots import bot_months
from bot.world import World
from domain.bots import MessengerBot, Usage, month_of
from domain.conversation import Event, Said
from domain.ladder import working_moment
from domain.messages import Address
from storage import ledger

STEP = timedelta(minutes=30)
Moment: TypeAlias = tuple[datetime, Callable[[], Awaitable[None]]]


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
    spent: int = 0
    """Messages that only the ledger knows: of work that is not played."""
    _unreminded: set[str] = field(default_factory=set)
    """Units whose reminder was held back and not said since."""
    _unreached: set[str] = field(default_factory=set)

    async def play(self, score: Score) -> None:
        moments: list[Moment] = [(cue.at, partial(self._act, cue)) for cue in score.cues()]
        moments += [*self._outage(score.outage), *self._shortage(score.shortage)]
        for at, happens in sorted(moments, key=itemgetter(0)):
            await self._wait(at)
            await happens()
        await self._wait(score.ends)

    def _outage(self, outage: Outage | None) -> Iterator[Moment]:
        if outage:
            yield outage.begins, partial(self._fall_silent, outage.channel)
            yield outage.ends, partial(self._come_back, outage.channel)

    def _shortage(self, shortage: Shortage | None) -> Iterator[Moment]:
        if shortage:
            for at, percent in shortage.steps:
                yield at, partial(self._spend, shortage.bot, percent)

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
                await self._tell_who_is_reminded_after_all()

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

    async def _spend(self, bot: MessengerBot, percent: int) -> None:
        """What other work of the office uses up, which nobody plays."""
        month, quota = month_of(self.clock.now), self.world.book.rules.quota
        async with self.world.database.transaction() as connection:
            used = quota.counted(await ledger.used(connection, *bot.key, month))
            more = max(0, quota.messages * percent // 100 - used)
            await ledger.count(connection, *bot.key, month, Usage(sent=more))
        self.spent += more
        self.timeline.spent(self.clock.now, bot, more)

    def _tell_who_was_reached(self, sent: Sequence[Sent]) -> None:
        """While a channel is silent: by which other one, and who by none."""
        moved = {each.chat: each.address.channel for each in sent if self._is_moved(each)}
        self.timeline.moved(self.clock.now, moved)
        refused = {each.chat for each in self.messengers.take_refused()} - self._unreached
        alone = [who for who in sorted(refused) if self._address(self.actors[who]) is None]
        self.timeline.unreached(self.clock.now, alone)
        self._unreached.update(alone)

    async def _tell_who_is_reminded_after_all(self) -> None:
        """Of those whose reminder was held back."""
        if not self.spent:
            return
        reader, now = self.world.database.reader, self.clock.now
        months = await bot_months(reader, self.world.book, now)
        held = {who.unit for month in months for who in month.unreminded}
        self.timeline.after_all(now, sorted(self._unreminded - held))
        self._unreminded = held

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
