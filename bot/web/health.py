"""Whether the bot is well: /healthz, /readyz and /metrics, on a listener of their own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.clock import Clock
from bot.rulebook import Rulebook
from bot.schedule import EVERY_SECONDS
from bot.web.metrics import Scrape
from domain.bots import month_of
from storage.database import Database
from storage.health import numbers, try_to_read, try_to_write
from storage.ledger import used_by_all

T = TypeVar("T")

BOUND_SECONDS = 3.0
# A tick that opens a period for a whole province takes a while.
LATEST_TICK = timedelta(seconds=4 * EVERY_SECONDS)
LEAST_FREE = 64 * 1024 * 1024

_MIB = 1024 * 1024
FRESH = {"Cache-Control": "no-store"}


@dataclass(slots=True)
class Pulse:
    """When it was last looked what is due: told by whoever ticks, after each that succeeded."""

    last: datetime | None = None

    def beat(self, now: datetime) -> None:
        self.last = now


def health_app(database: Database, book: Rulebook, clock: Clock, pulse: Pulse) -> web.Application:
    """Nothing here asks who is there: it is served apart."""
    health = _Health(database, book, clock, pulse)
    app = web.Application()
    app.add_routes(
        [
            web.get("/healthz", health.alive),
            web.get("/readyz", health.ready),
            web.get("/metrics", health.metrics),
        ]
    )
    return app


@dataclass(frozen=True, slots=True)
class _Health:
    database: Database
    book: Rulebook
    clock: Clock
    pulse: Pulse

    async def alive(self, _: web.Request) -> web.Response:
        return _say("ok")

    async def ready(self, _: web.Request) -> web.Response:
        faults = [fault async for fault in self._faults()]
        return _say(*faults, status=503) if faults else _say("ready")

    async def metrics(self, _: web.Request) -> web.Response:
        reader, now = self.database.reader, self.clock()
        try:
            found = await _bounded("read", numbers(reader))
            used = await _bounded("read", used_by_all(reader, month_of(now)))
        except _Unwell as fault:
            return _say(str(fault), status=503)
        free, rules = shutil.disk_usage(self.book.folder).free, self.book.rules
        scrape = Scrape(found, now, self.pulse.last, free, used, rules.bots, rules.quota)
        return web.Response(
            body=scrape.text(), headers={"Content-Type": CONTENT_TYPE_LATEST, **FRESH}
        )

    async def _faults(self) -> AsyncIterator[str]:
        for what, attempt in (("read", try_to_read), ("written", try_to_write)):
            try:
                await _bounded(what, attempt(self.database))
            except _Unwell as fault:
                yield str(fault)
        free = shutil.disk_usage(self.book.folder).free
        if free < LEAST_FREE:
            yield f"{free // _MIB} MiB are left on the disk of the data; make room"
        if late := self._late():
            yield late

    def _late(self) -> str | None:
        if self.pulse.last is None:
            return "no tick yet: what is due by the clock is not done"
        age = self.clock() - self.pulse.last
        if age <= LATEST_TICK:
            return None
        seconds = age.total_seconds()
        return f"the last tick was {seconds:.0f} s ago; one is due every {EVERY_SECONDS} s"


class _Unwell(Exception):
    """In one line."""


async def _bounded(what: str, work: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(BOUND_SECONDS):
            return await work
    except TimeoutError:
        raise _Unwell(f"the database was not {what} within {BOUND_SECONDS:g} s") from None
    except Exception as error:
        # No statement here holds anybody's words, so SQLite's may be shown.
        raise _Unwell(f"the database cannot be {what}: {error}") from error


def _say(*lines: str, status: int = 200) -> web.Response:
    text = "".join(f"{line}\n" for line in lines)
    return web.Response(text=text, status=status, headers=FRESH)
