"""The running bot: builds everything, lets it run until it is told to stop, and closes it all."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.clock import system_clock
from bot.config import Settings
from bot.delivery import wait_for
from bot.faults import trace
from bot.lanes import TELEGRAM, Rate
from bot.lock import hold_lock
from bot.private import Secrets
from bot.schedule import ticking
from bot.world import World, open_world
from domain.errors import StartError
from storage.database import StorageBusy

logger = logging.getLogger(__name__)

# Another process may have put something into the inbox or the jobs without waking us.
LOOK_EVERY = 1.0


async def serve(settings: Settings, secrets: Secrets) -> None:
    """Run until SIGINT or SIGTERM. Raises StartError for what a person must mend first."""
    if not settings.telegram.enabled or secrets.telegram_token is None:
        raise StartError(
            "no channel to run: set telegram.enabled = true in config.toml and give the token in "
            "TIENDO_TELEGRAM_TOKEN"
        )
    with hold_lock(settings.folder):
        async with AsyncExitStack() as stack:
            telegram = TelegramChannel(
                secrets.telegram_token, settings.telegram.bot_url, settings.telegram.file_url
            )
            await stack.enter_async_context(telegram.open())
            channels: dict[str, Channel] = {telegram.name: telegram}
            world = await stack.enter_async_context(
                open_world(
                    settings.rulebook(secrets.key),
                    system_clock(settings.zone),
                    channels,
                    {telegram.name: _rate(settings)},
                    {telegram.name: telegram.deep_link},
                )
            )
            await stack.enter_async_context(ticking(_guarded(world.tick), settings.zone))
            logger.info("tiendo is running; stop it with Ctrl+C or SIGTERM")
            await converse(world, telegram)


def _rate(settings: Settings) -> Rate:
    return Rate(settings.limits.messages_per_second, TELEGRAM.per_chat, TELEGRAM.chat_burst)


async def converse(world: World, telegram: TelegramChannel) -> None:
    """Receive, handle, work and send, side by side, until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await _recover(world)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poll(telegram, world.intake, stop))
        tasks.create_task(_handle(world, stop))
        tasks.create_task(_work(world, stop))
        tasks.create_task(world.delivery.run(stop))


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
