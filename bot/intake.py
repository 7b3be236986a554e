"""What came in, on disk before anybody is told that it came."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress

from aiosqlite import Connection

from bot.channels.received import Received, Unreadable
from bot.news import News
from domain.bots import Usage, month_of
from domain.calendar import in_vietnam
from domain.conversation import Event, Told
from domain.messages import Reply
from domain.people import Role
from storage import inbox, ledger, people
from storage.database import Database
from storage.inbox import PERSON

# Telegram numbers updates from anywhere after a week without any.
NUMBERS_LAST = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a messenger that numbers its events has been read."""

    channel: str
    bot: str
    next: int


class Intake:
    def __init__(self, database: Database, clock: Callable[[], datetime], news: News) -> None:
        self._database = database
        self._clock = clock
        self._news = news
        self.arrived = asyncio.Event()
        """Set when something waits to be handled."""

    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        """All of a batch and the place it ends, in one commit. Repeated events are ignored;
        returns how many are new."""
        now = self._clock()
        async with self._database.transaction() as connection:
            new = [await _add(connection, item, now) for item in items]
            await _count(connection, list(compress(items, new)), now)
            if offset is not None:
                await inbox.set_offset(connection, offset.channel, offset.bot, offset.next)
        if items:
            self.arrived.set()
            self._news.tell(*(str(item.address) for item in items))
        return sum(new)

    async def store_for(
        self, owner: str, came_by: tuple[str, str], number: str, event: Event
    ) -> bool:
        """What a person sent by another way than the conversation; False if it came before."""
        async with self._database.transaction() as connection:
            new = await inbox.add_for(connection, owner, came_by, number, event, self._clock())
        self.arrived.set()
        self._news.tell(owner)
        return new

    async def next_offset(self, channel: str, bot: str) -> int:
        """Where to read on; 0 after a long silence, when the numbers may have begun anew."""
        reader = self._database.reader
        last = await inbox.last_received(reader, channel, bot)
        if last is None or self._clock() - last > NUMBERS_LAST:
            return 0
        return await inbox.next_offset(reader, channel, bot)


async def _count(
    connection: Connection, items: Sequence[Received | Unreadable], now: datetime
) -> None:
    """A photo and its words are two events of one message: "x" and "x.1"."""
    messages = {
        (item.address.channel, item.address.bot, item.event_id.partition(".")[0])
        for item in items
        if item.address.rings
    }
    bots = Counter((channel, bot) for channel, bot, _ in messages)
    for (channel, bot), count in bots.items():
        await ledger.count(connection, channel, bot, month_of(now), Usage(received=count))


async def _add(connection: Connection, item: Received | Unreadable, now: datetime) -> bool:
    match item:
        case Received(event_id, address, event):
            return await inbox.add(connection, address, event_id, event, now)
        case Unreadable(event_id, address, payload):
            row = await inbox.add_unreadable(connection, address, event_id, payload, now)
            if row is not None:
                await _alert(connection, row, now)
            return row is not None


async def _alert(connection: Connection, row: int, now: datetime) -> None:
    """To the administrators, about the first one of a day: a messenger may have changed its form,
    and then all that comes is so."""
    told = Told(Reply("notices/set_aside.j2", {"row": row}))
    for person in await people.holding(connection, Role.ADMINISTRATOR):
        number = f"unreadable {in_vietnam(now):%Y-%m-%d} {person}"
        await inbox.add_inside_once(connection, f"{PERSON}{person}", number, told, now)
