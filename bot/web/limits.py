"""How often one address, one person and everybody together may knock. A restart forgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.lanes import Bucket

MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Limit:
    """`rate` a second in the long run, `burst` at once."""

    rate: float
    burst: float
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def allows(self, name: str, now: float) -> bool:
        """Whether one more is allowed now; it is counted."""
        if name not in self._buckets:
            self._make_room(now)
            self._buckets[name] = Bucket(self.rate, self.burst, self.burst, now)
        bucket = self._buckets[name]
        if bucket.wait(now):
            return False
        bucket.take()
        return True

    def _make_room(self, now: float) -> None:
        """Those that have been quiet are forgotten; under a flood of names, all are."""
        if len(self._buckets) < MOST_REMEMBERED:
            return
        for bucket in self._buckets.values():
            bucket.refill(now)
        self._buckets = {n: b for n, b in self._buckets.items() if b.left < b.room}
        if len(self._buckets) >= MOST_REMEMBERED:
            self._buckets.clear()


@dataclass(frozen=True, slots=True)
class Limits:
    """A whole office may stand behind one address."""

    requests: Limit = field(default_factory=lambda: Limit(50.0, 300))
    """By address."""
    messages: Limit = field(default_factory=lambda: Limit(2.0, 30))
    """By person."""
    entries: Limit = field(default_factory=lambda: Limit(60 / 3600, 30))
    """Codes tried, by address."""
    wrong_entries: Limit = field(default_factory=lambda: Limit(1.0, 500))
    """Codes that open nothing, by everybody."""
    sheets: Limit = field(default_factory=lambda: Limit(1 / 60, 1))
    """Sheets of invites, by the number of the request: repeated within a minute it is refused."""
    streams: int = 12
    """Streams that one person may keep open at once; a page has one or two."""
    uploads: int = 4
    """Files that one person may be sending at once."""


@contextmanager
def one_more(counts: dict[str, int], name: str, most: int) -> Iterator[None]:
    """Counted until the end of the block. Raises HTTPTooManyRequests."""
    if counts.get(name, 0) >= most:
        raise web.HTTPTooManyRequests
    counts[name] = counts.get(name, 0) + 1
    try:
        yield
    finally:
        counts[name] -= 1
        if not counts[name]:
            del counts[name]
