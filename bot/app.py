"""The running bot: builds everything, lets it run until it is told to stop, and closes it all."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from functools import partial

from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import poll
from bot.channels.web import WebChannel
from bot.clock import system_clock
from bot.config import Settings
from bot.delivery import no_file_link, wait_for
from bot.faults import trace
from bot.lanes import TELEGRAM, Rate
from bot.links import Links
from bot.lock import hold_lock
from bot.private import Secrets
from bot.render import DeepLink
from bot.schedule import ticking
from bot.uploads import Uploads, tidy
from bot.web.server import build_app, listening
from bot.web.site import Public, Site
from bot.web_links import join_link
from bot.world import UNLIMITED, World, open_world
from domain.errors import StartError
from domain.messages import PAGE
from storage.database import StorageBusy

logger = logging.getLogger(__name__)

# Another process may have put something into the inbox or the jobs without waking us.
LOOK_EVERY = 1.0

Part = Callable[[asyncio.Event], Coroutine[None, None, None]]
"""Something that runs beside the others until the event is set."""


async def serve(settings: Settings, secrets: Secrets) -> None:
    """Run until SIGINT or SIGTERM. Raises StartError for what a person must mend first."""
    public = _public(settings)
    with hold_lock(settings.folder):
        async with AsyncExitStack() as stack:
            telegram = await _telegram(stack, settings, secrets)
            uploads = Uploads(settings.folder)
            channels = _channels(telegram, uploads if public else None)
            clock = system_clock(settings.zone)
            world = await stack.enter_async_context(
                open_world(
                    settings.rulebook(secrets.key),
                    clock,
                    channels,
                    {"telegram": _rate(settings), PAGE: UNLIMITED},
                    _join_links(telegram, public),
                    Links(public.url, secrets.key, clock).download if public else no_file_link,
                )
            )
            parts: list[Part] = [partial(poll, telegram, world.intake)] if telegram else []
            if public:
                site = Site(world, uploads, public)
                await stack.enter_async_context(listening(build_app(site), settings.web.listen))
                parts.append(partial(_end_streams, site))
            tick = _guarded(partial(_tick, world, uploads))
            await stack.enter_async_context(ticking(tick, settings.zone))
            logger.info("tiendo is running; stop it with Ctrl+C or SIGTERM")
            await converse(world, parts)


def _public(settings: Settings) -> Public | None:
    url = settings.web.public_url
    return Public(url, settings.web.trusted_proxy) if url else None


async def _telegram(
    stack: AsyncExitStack, settings: Settings, secrets: Secrets
) -> TelegramChannel | None:
    if not settings.telegram.enabled or secrets.telegram_token is None:
        return None
    telegram = TelegramChannel(
        secrets.telegram_token, settings.telegram.bot_url, settings.telegram.file_url
    )
    return await stack.enter_async_context(telegram.open())


def _channels(telegram: TelegramChannel | None, uploads: Uploads | None) -> dict[str, Channel]:
    channels: dict[str, Channel] = {}
    if telegram:
        channels[telegram.name] = telegram
    if uploads:
        channels[PAGE] = WebChannel(uploads)
    if not channels:
        raise StartError(
            "no channel to run: give the bot's token in TIENDO_TELEGRAM_TOKEN with "
            "telegram.enabled = true, or set web.public_url, in config.toml"
        )
    return channels


def _join_links(telegram: TelegramChannel | None, public: Public | None) -> dict[str, DeepLink]:
    links: dict[str, DeepLink] = {}
    if telegram:
        links[telegram.name] = telegram.deep_link
    if public:
        links[PAGE] = partial(join_link, public.url)
    return links


def _rate(settings: Settings) -> Rate:
    return Rate(settings.limits.messages_per_second, TELEGRAM.per_chat, TELEGRAM.chat_burst)


async def _tick(world: World, uploads: Uploads) -> None:
    await world.tick()
    await tidy(world.database.reader, uploads, world.clock())


async def _end_streams(site: Site, stop: asyncio.Event) -> None:
    """Pages that are open would keep the server from ending."""
    await stop.wait()
    site.end()


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
