"""Plays a whole period in virtual time: only the clock and the messenger are not the real ones."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel, Sent
from bot.codes import fresh_code
from bot.demo.cast import Actor
from bot.demo.plot import Cue
from bot.demo.timeline import Timeline
from bot.world import World
from domain.conversation import Event, Said, Started
from domain.effects import IssueInvite
from domain.ladder import working_moment
from storage import inbox

STEP = timedelta(minutes=30)


@dataclass(slots=True)
class VirtualClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Stage:
    world: World
    clock: VirtualClock
    channel: MemoryChannel
    actors: dict[str, Actor]
    timeline: Timeline
    heard: int = 0

    async def invite_all(self) -> None:
        """Everybody joins the way people do: a code, the notice, consent."""
        for actor in self.actors.values():
            code = fresh_code()
            await self._issue(actor, code)
            await self._receive(actor, Started(code))
            await self._receive(actor, Said(self.timeline.typed("agree"), self._number()))
        self.channel.take()
        self.timeline.joined(self.clock.now, len(self.actors))

    async def _issue(self, actor: Actor, code: str) -> None:
        expires_at = self.clock.now + timedelta(hours=72)
        effect = IssueInvite(code, actor.role, actor.unit, actor.name, expires_at)
        async with self.world.database.transaction() as connection:
            context = Context(connection, self.world.book, self.clock.now, "demo", "demo")
            await apply(context, effect)

    async def play(self, cues: Iterable[Cue], until: datetime) -> None:
        for cue in cues:
            await self._wait(cue.at)
            await self._act(cue)
        await self._wait(until)

    async def _wait(self, until: datetime) -> None:
        """Half an hour at a time, as the real clock would tick."""
        while self.clock.now < until:
            self.clock.now = min(self.clock.now + STEP, until)
            if working_moment(self.clock.now, self.world.book.hours, self.world.book.calendar):
                await self.world.tick()
                await self._settled(self.world.settle)

    async def _settled(self, settle: Callable[[], Awaitable[None]]) -> None:
        await settle()
        self.timeline.reminded(self.clock.now, self.channel.take())

    async def _act(self, cue: Cue) -> None:
        actor = self.actors[cue.who]
        exchange: list[tuple[str, list[Sent]]] = []
        for line in cue.lines:
            await self._receive(actor, Said(line, self._number()))
            exchange.append((line, self.channel.take()))
        self.timeline.conversation(self.clock.now, actor, exchange, shown=cue.shown)

    async def _receive(self, actor: Actor, event: Event) -> None:
        self.heard += 1
        async with self.world.database.transaction() as connection:
            await inbox.add(connection, actor.address, self._number(), event, self.clock.now)
        await self.world.settle()

    def _number(self) -> str:
        return f"demo-{self.heard}"
