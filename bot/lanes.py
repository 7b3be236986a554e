"""How fast each bot and each chat may be written to. Pure: the time is an argument.

Slots are given at the moment of sending, never ahead, so that an answer waits for one slot at most
while thousands of reminders stand in the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.messages import Address


@dataclass(frozen=True, slots=True)
class Rate:
    """What a messenger takes: messages a second for one bot, for one chat, and how many may go to
    one chat at once after a silence."""

    per_bot: float
    per_chat: float = 1.0
    chat_burst: int = 3


# Telegram takes about 30 a second; evenly paced 27 met no refusal.
TELEGRAM = Rate(per_bot=27.0)
# Zalo does not publish its rate: one a second a bot, one after the other in a chat.
ZALO = Rate(per_bot=1.0, per_chat=1.0, chat_burst=1)

BOT_BURST_SECONDS = 0.1


@dataclass(slots=True)
class Bucket:
    """Slots that come evenly, up to `room` of them kept."""

    rate: float
    room: float
    left: float
    at: float

    def refill(self, now: float) -> None:
        self.left = min(self.room, self.left + max(0.0, now - self.at) * self.rate)
        self.at = now

    def wait(self, now: float) -> float:
        """Seconds until a slot is free."""
        self.refill(now)
        return 0.0 if self.left >= 1 - 1e-9 else (1 - self.left) / self.rate

    def take(self) -> None:
        self.left -= 1


@dataclass(slots=True)
class Lanes:
    rates: dict[str, Rate]
    _bots: dict[str, Bucket] = field(default_factory=dict)
    _chats: dict[str, Bucket] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)

    def free(self, address: Address, now: float) -> bool:
        """Whether one message may go now."""
        held = self._held.get(str(address), now) > now
        return not held and not any(bucket.wait(now) for bucket in self._both(address, now))

    def take(self, address: Address, now: float) -> bool:
        """A slot for one message, if there is one."""
        if not self.free(address, now):
            return False
        for bucket in self._both(address, now):
            bucket.take()
        return True

    def _both(self, address: Address, now: float) -> tuple[Bucket, Bucket]:
        rate = self.rates[address.channel]
        room = max(1.0, rate.per_bot * BOT_BURST_SECONDS)
        return (
            _bucket(self._bots, _bot(address), rate.per_bot, room, now),
            _bucket(self._chats, str(address), rate.per_chat, rate.chat_burst, now),
        )

    def hold(self, address: Address, until: float) -> None:
        """The messenger asked us to leave this chat alone for a while."""
        self._held[str(address)] = until

    def resting_bots(self, now: float) -> Sequence[str]:
        return [name for name, bucket in self._bots.items() if bucket.wait(now)]

    def resting_chats(self, now: float) -> Sequence[str]:
        """Chats without a slot; those that have all of theirs again are forgotten."""
        self._held = {name: until for name, until in self._held.items() if until > now}
        spent = [name for name, bucket in self._chats.items() if bucket.wait(now)]
        self._chats = {n: b for n, b in self._chats.items() if b.left < b.room}
        return [*spent, *(self._held.keys() - set(spent))]

    def wait(self, now: float) -> float | None:
        """Seconds until something that rests may go on; None if nothing rests."""
        waits = [bucket.wait(now) for bucket in (*self._bots.values(), *self._chats.values())]
        waits += [until - now for until in self._held.values()]
        return min((wait for wait in waits if wait > 0), default=None)


def _bot(address: Address) -> str:
    return f"{address.channel}:{address.bot}"


def _bucket(buckets: dict[str, Bucket], name: str, rate: float, room: float, now: float) -> Bucket:
    if name not in buckets:
        buckets[name] = Bucket(rate, room, room, now)
    return buckets[name]
