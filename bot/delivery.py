"""Outbox -> channels: each part's intent is on disk before it is sent, its fate right after."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import SystemRandom

from aiosqlite import Connection

from bot.channels.base import Channel, File, Part
from bot.claiming import Claiming, HeldBack, StillOwed
from bot.drawing import Words, attachments, draw, pictured
from bot.falling_over import leave_unserved
from bot.fates import Fate, Refused, Sent, Undrawn, recover, settle
from bot.lanes import Lanes
from bot.news import News
from domain.errors import SendError
from domain.messages import Address
from storage import sending
from storage.database import Database
from storage.outbox import Message

LoadFile = Callable[[str], Awaitable[File]]
FileLink = Callable[[str, str], str | None]
Wait = Callable[[asyncio.Event, float], Awaitable[None]]

SIDE_BY_SIDE = 16
# Another process may have queued something without waking us.
LONGEST_WAIT = 5.0
AFTER_FAULT = 1.0
# So often a picture is tried; the words behind it wait meanwhile, some ten seconds.
PICTURE_TRIES = 3

logger = logging.getLogger(__name__)


def no_file_link(owner: str, sha256: str) -> None:
    """Without pages, there is nothing to link to."""
    return None


async def never_held_back(connection: Connection, message: Message, now: datetime) -> bool:
    """Where no messenger counts messages."""
    return False


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


@dataclass
class Delivery:
    """Sends what stands in the outbox. `wake()` it when something was queued."""

    database: Database
    channels: Mapping[str, Channel]
    words: Words
    lanes: Lanes
    clock: Callable[[], datetime]
    load_file: LoadFile
    still_owed: StillOwed
    arrived: asyncio.Event
    """The intake's: set when a refusal may have become an event for the turns."""
    news: News
    file_link: FileLink = no_file_link
    """Of a person and the sha256 of a file, for channels that carry no files."""
    picture_link: FileLink = no_file_link
    """Where such a channel fetches a picture."""
    held_back: HeldBack = never_held_back
    side_by_side: int = SIDE_BY_SIDE
    wait: Wait = wait_for
    jitter: Callable[[], float] = SystemRandom().random
    _claiming: Claiming = field(init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: dict[str, Message] = field(default_factory=dict)
    _fates: list[Fate] = field(default_factory=list)

    def __post_init__(self) -> None:
        ask = (self.still_owed, self.held_back)
        self._claiming = Claiming(self.channels.keys(), self.lanes, *ask)

    def wake(self) -> None:
        self._news.set()

    async def recover(self) -> None:
        """Once at the start, before `run`: what a crash left half done."""
        async with self.database.transaction() as connection:
            await recover(connection)

    async def leave_unserved(self) -> None:
        """With every tick: what waits for a channel that the settings do not serve any more."""
        async with self.database.transaction() as connection:
            await leave_unserved(connection, self.channels.keys(), self.clock())

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; what is under way then is finished first."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._wake_at(stop))
            while not stop.is_set():
                self._news.clear()
                try:
                    seconds = await self.step(tasks)
                except Exception as error:
                    logger.error("delivery pauses for a fault: %s", type(error).__name__)
                    seconds = AFTER_FAULT
                await self.wait(self._news, seconds)
        await self.settle()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.wake()

    async def step(self, tasks: asyncio.TaskGroup) -> float:
        """Settle what came back, start what may go; returns the seconds until the next slot."""
        now = self.clock()
        async with self.database.transaction() as connection:
            settled = await self._settle(connection, now)
            busy = self._busy_but_for(settled)
            free = self.side_by_side - len(busy)
            claim = await self._claiming.claim(connection, now, busy, free)
            due = await sending.next_due(connection, now)
        self._forget(settled)
        for message in claim.messages:
            self._under_way[str(message.address)] = message
            tasks.create_task(self._send(message))
        if claim.more:
            return 0.0
        rest = self.lanes.wait(now.timestamp())
        waits = [LONGEST_WAIT] if rest is None else [LONGEST_WAIT, rest]
        return min([*waits, (due - now).total_seconds()] if due else waits)

    async def settle(self) -> int:
        """Record what came back; how much that was."""
        async with self.database.transaction() as connection:
            settled = await self._settle(connection, self.clock())
        self._forget(settled)
        return len(settled)

    async def _settle(self, connection: Connection, now: datetime) -> Sequence[Fate]:
        fates = list(self._fates)
        for fate in fates:
            await settle(connection, fate, now, self.jitter())
            if isinstance(fate, Refused) and fate.error.retry_after is not None:
                until = now + timedelta(seconds=fate.error.retry_after)
                self.lanes.hold(fate.message.address, until.timestamp())
        return fates

    def _forget(self, settled: Sequence[Fate]) -> None:
        """Only after the commit: until then the next attempt settles them again."""
        for fate in settled:
            self._fates.remove(fate)
            self._under_way.pop(str(fate.message.address), None)
            if isinstance(fate, Sent):
                self.news.tell(fate.message.owner)
            else:
                self.arrived.set()

    def _busy_but_for(self, settled: Sequence[Fate]) -> set[str]:
        return self._under_way.keys() - {str(fate.message.address) for fate in settled}

    async def _send(self, message: Message) -> None:
        """One part of one message; never raises."""
        try:
            fate = await self._attempt(message)
        except SendError as error:
            fate = Refused(message, error)
        except Exception as error:
            # The error may quote what somebody wrote: its kind has to do.
            logger.error("message %d could not be drawn: %s", message.id, type(error).__name__)
            fate = Undrawn(message, type(error).__name__)
        self._fates.append(fate)
        self.wake()

    async def _attempt(self, message: Message) -> Fate:
        channel = self.channels[message.address.channel]
        files = {sha: await self.load_file(sha) for sha in attachments(message.replies)}
        links = _links(self.file_link, message.owner, files)
        pictures = _links(self.picture_link, message.owner, pictured(message.replies))
        parts = draw(
            message.replies, message.id, channel.carries, self.words, files, links, pictures
        )
        if message.parts_sent >= len(parts):
            return Sent(message, message.parts_sent, True, "")
        sent = message.parts_sent + 1
        fate = Sent(message, sent, sent >= len(parts), "", channel.carries.read_later)
        return await _hand_over_or_go_on(channel, fate, parts[message.parts_sent])


def _links(link: FileLink, owner: str, hashes: Iterable[str]) -> dict[str, str]:
    return {sha: url for sha in hashes if (url := link(owner, sha))}


async def _hand_over_or_go_on(channel: Channel, fate: Sent, part: Part) -> Sent:
    """A picture is worth few tries and no doubt: what counts are the words that come after it,
    and it is they that tell whether the address is still good."""
    message = fate.message
    try:
        number = await _hand_over(channel, message.address, part)
    except SendError as error:
        given_up = error.permanent or error.doubtful or message.tries + 1 >= PICTURE_TRIES
        if not (part.picture and given_up):
            raise
        logger.warning("message %d goes on without its picture: %s", message.id, error)
        return replace(fate, in_doubt=error.doubtful)
    return replace(fate, messenger_id=number)


async def _hand_over(channel: Channel, address: Address, part: Part) -> str:
    try:
        return await channel.send(address.bot, address.chat, part)
    except SendError:
        raise
    except Exception as error:
        # A refusal that the channel does not know: nobody can say how far it got.
        raise SendError(f"unknown refusal ({type(error).__name__})", doubtful=True) from error
