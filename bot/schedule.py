"""APScheduler ticks; the truth about what is due stands in the database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY_SECONDS = 30


@asynccontextmanager
async def ticking(tick: Callable[[], Awaitable[object]], zone: ZoneInfo) -> AsyncIterator[None]:
    """Call `tick` now and every half minute; a tick that comes late is not missed."""
    scheduler = AsyncIOScheduler(timezone=zone)
    scheduler.add_job(
        tick,
        "interval",
        seconds=EVERY_SECONDS,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        await tick()
        yield
    finally:
        scheduler.shutdown(wait=False)
