"""Which messages go now: those whose turn, slot and reason to be sent have all come."""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiosqlite import Connection

from bot.fates import expire
from bot.lanes import Lanes
from storage import sending
from storage.outbox import Message

StillOwed = Callable[[Connection, Message], Awaitable[bool]]
HeldBack = Callable[[Connection, Message, datetime], Awaitable[bool]]

ASK_AGAIN = timedelta(minutes=1)
# A queue full of reminders nobody owes any more is emptied in several short transactions.
ROUNDS = 8

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """What was claimed; `more` if the next one should not wait for news."""

    messages: Sequence[Message]
    more: bool = False


@dataclass
class Claiming:
    channels: Collection[str]
    lanes: Lanes
    still_owed: StillOwed
    """Asked right before a reminder is sent, in the transaction that claims it."""
    held_back: HeldBack
    """The same for every message: whether it was put on another way, or off."""
    _closed: int = field(default=0, init=False)

    async def claim(
        self, connection: Connection, now: datetime, busy: Collection[str], limit: int
    ) -> Claim:
        """Mark up to `limit` messages as being sent, at most one a chat, none to a busy chat."""
        claimed: list[Message] = []
        for _ in range(ROUNDS):
            self._closed = 0
            claimed += await self._round(connection, now, [*busy], limit - len(claimed))
            busy = [*busy, *(str(message.address) for message in claimed)]
            if not self._closed:
                break
        if claimed:
            await sending.begin(connection, [message.id for message in claimed])
        return Claim(claimed, more=self._closed > 0)

    async def _round(
        self, connection: Connection, now: datetime, busy: Collection[str], limit: int
    ) -> list[Message]:
        at = now.timestamp()
        heads = await sending.heads(
            connection,
            now,
            limit,
            channels=self.channels,
            resting_bots=self.lanes.resting_bots(at),
            resting_chats=[*busy, *self.lanes.resting_chats(at)],
        )
        return [head for head in heads if await self._goes(connection, head, now)]

    async def _goes(self, connection: Connection, message: Message, now: datetime) -> bool:
        at = now.timestamp()
        if not self.lanes.free(message.address, at):
            return False
        if not await self._wanted(connection, message, now):
            self._closed += 1
            return False
        self.lanes.take(message.address, at)
        return True

    async def _wanted(self, connection: Connection, message: Message, now: datetime) -> bool:
        if message.expires_at and datetime.fromisoformat(message.expires_at) <= now:
            await expire(connection, message)
            return False
        asked = message.dues and not message.parts_sent
        if asked and not await self._owed(connection, message, now):
            return False
        return not await self.held_back(connection, message, now)

    async def _owed(self, connection: Connection, message: Message, now: datetime) -> bool:
        try:
            owed = await self.still_owed(connection, message)
        except Exception as error:
            logger.error("whether message %d is owed: %s", message.id, type(error).__name__)
            again = now + ASK_AGAIN
            until = again + ASK_AGAIN
            await sending.try_again(connection, message.id, again, until, "cannot be asked")
            return False
        if not owed:
            await sending.close(connection, message.id, "dropped", "no longer owed")
        return owed
