"""The running bot: builds everything, lets it run until it is told to stop, and closes it all."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.checks.findings import Level
from bot.checks.words import check_report_template
from bot.clock import system_clock
from bot.config import Settings
from bot.delivery import wait_for
from bot.faults import trace
from bot.links import Links
from bot.lock import hold_lock
from bot.private import Secrets
from bot.rulebook import Rulebook
from bot.schedule import ticking
from bot.serving import Part, open_health, open_pages, receiving
from bot.tidying import Tidying
from bot.ways import Ways, open_ways, rates
from bot.web.health import Pulse
from bot.world import World, open_world
from storage.database import StorageBusy

logger = logging.getLogger(__name__)

# Another process may have put something into the inbox or the jobs without waking us.
LOOK_EVERY = 1.0

Started = Callable[[World, Ways], Awaitable[None]]
"""Called once everything listens, before anything is handled."""


async def serve(settings: Settings, secrets: Secrets) -> None:
    """Run until SIGINT or SIGTERM. Raises StartError for what a person must mend first."""
    with hold_lock(settings.folder):
        async with open_ways(settings, secrets) as ways:
            await run(settings, secrets, ways, settings.rulebook(secrets.key))


async def run(
    settings: Settings,
    secrets: Secrets,
    ways: Ways,
    book: Rulebook,
    started: Started | None = None,
) -> None:
    clock = system_clock(settings.zone)
    signed = Links(ways.public.url, secrets.key, clock) if ways.public else None
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(
            open_world(
                book,
                clock,
                ways.channels,
                rates(settings),
                ways.join_links,
                signed,
            )
        )
        pulse = Pulse()
        pages = await stack.enter_async_context(open_pages(settings, secrets, ways, world))
        await stack.enter_async_context(open_health(settings, world, pulse))
        if started:
            await started(world, ways)
        tidying = Tidying(world.database, ways.uploads, timedelta(hours=book.rules.invite_hours))
        tick = _guarded(partial(_tick, world, tidying, pulse))
        await stack.enter_async_context(ticking(tick, settings.zone))
        logger.info("tiendo is running; stop it with Ctrl+C or SIGTERM")
        looking = partial(look_at_template, book.template)
        await converse(world, [*pages, *receiving(settings, secrets, ways, world), looking])


async def _tick(world: World, tidying: Tidying, pulse: Pulse) -> None:
    await world.tick()
    await tidying.tidy(world.clock())
    pulse.beat(world.clock())


async def look_at_template(template: Path | None, stop: asyncio.Event) -> None:
    """Beside everything else: it takes a second, and reports come in any case."""
    if template is not None:
        found = await asyncio.to_thread(check_report_template, template)
        if found.level is not Level.OK:
            logger.warning("%s", found.text)


async def converse(world: World, parts: Sequence[Part]) -> None:
    """Receive, handle, work and send, side by side, until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await _recover(world)
    own: list[Part] = [partial(_handle, world), partial(_work, world), world.delivery.run]
    async with asyncio.TaskGroup() as tasks:
        for part in (*parts, *own):
            tasks.create_task(part(stop))


async def _recover(world: World) -> None:
    """Nothing is sent before this is done, so it is tried until the database is free."""
    while True:
        try:
            return await world.delivery.recover()
        except StorageBusy as error:
            logger.warning("%s; trying again", error)


async def _handle(world: World, stop: asyncio.Event) -> None:
    handle = _guarded(world.turns.handle_waiting)
    while not stop.is_set():
        world.intake.arrived.clear()
        if await handle():
            world.delivery.wake()
        else:
            await wait_for(world.intake.arrived, LOOK_EVERY)


async def _work(world: World, stop: asyncio.Event) -> None:
    run = _guarded(world.jobs.run_due)
    while not stop.is_set():
        if await run():
            world.intake.arrived.set()
        await wait_for(stop, LOOK_EVERY)


def _guarded(work: Callable[[], Awaitable[int | None]]) -> Callable[[], Awaitable[int | None]]:
    """A fault of ours, or a database that stays locked, must not end the process."""

    async def guarded() -> int | None:
        try:
            return await work()
        except Exception as error:
            logger.error("%s: %s; trying again", getattr(work, "__name__", "work"), trace(error))
            await asyncio.sleep(LOOK_EVERY)
            return None

    return guarded
