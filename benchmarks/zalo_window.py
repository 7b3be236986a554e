"""How long an event of Zalo, which is given once only, is on its way and not yet on disk."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from aiohttp import web

from benchmarks.figures import Figure
from benchmarks.office import Clock
from bot.channels.received import Received, Unreadable
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll
from bot.intake import Intake, Offset
from bot.news import News
from storage.database import open_database
from tests.bot.zalo_server import TOKEN, ZaloServer

EVENTS, CHATS = 400, 20
BASELINE = "the bare HTTP round trip, nothing stored"


def measure(folder: Path) -> Iterator[Figure]:
    stored = asyncio.run(_windows(folder / "stored.sqlite3", Watched))
    passed = asyncio.run(_windows(folder / "passed.sqlite3", Forgetful))
    for name, figure in (("median", median), ("95th of 100", _ninety_fifth)):
        name = f"an event of Zalo, given to on disk, {name}"
        yield Figure(name, figure(stored), "ms", BASELINE, figure(passed))


def _ninety_fifth(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]


@dataclass
class Giving(ZaloServer):
    """Remembers when it let go of the last event."""

    gave: float = field(default=0.0)

    async def _get_updates(self, seconds: int, request: web.Request) -> Any:
        event = await super()._get_updates(seconds, request)
        self.gave = time.perf_counter()
        return event


class Watched(Intake):
    """Remembers when the last event was committed."""

    took: float = 0.0
    kept: asyncio.Event

    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        count = await super().store(items, offset)
        self.see()
        return count

    def see(self) -> None:
        self.took = time.perf_counter()
        self.kept.set()


class Forgetful(Watched):
    async def store(
        self, items: Sequence[Received | Unreadable], offset: Offset | None = None
    ) -> int:
        self.see()
        return len(items)


async def _windows(path: Path, kind: type[Watched]) -> list[float]:
    """Milliseconds, event after event: each comes while the bot waits for it, as they do."""
    stop, windows = asyncio.Event(), []
    async with Giving().running() as server, open_database(path) as database:
        assert isinstance(server, Giving)
        intake = kind(database, Clock(), News())
        intake.kept = asyncio.Event()
        channel = ZaloChannel({"mot": TOKEN}, [], server.api_base_url)
        async with channel.open(), asyncio.TaskGroup() as tasks:
            tasks.create_task(poll(channel.bots[0], intake, stop, poll_seconds=30))
            for number in range(EVENTS):
                intake.kept.clear()
                await server.say(f"chat-{number % CHATS}", "Đã tập huấn 2 lớp cho 85 nhân viên")
                await intake.kept.wait()
                windows.append((intake.took - server.gave) * 1000)
            stop.set()
    return windows
