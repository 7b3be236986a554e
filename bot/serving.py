"""The listeners of the running bot: the pages, with the webhooks; health apart from them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from functools import partial

from aiohttp import web

from bot.channels.hooking import keep_hooked
from bot.channels.telegram.polling import poll
from bot.channels.zalo.channel import ZaloBot
from bot.channels.zalo.polling import poll as poll_zalo
from bot.config import Settings
from bot.private import Secrets
from bot.ways import Ways
from bot.web import webhook, zalo_webhook
from bot.web.health import Pulse, health_app
from bot.web.server import build_app, listening
from bot.web.site import Site
from bot.world import World

Part = Callable[[asyncio.Event], Coroutine[None, None, None]]
"""Something that runs beside the others until the event is set."""


@asynccontextmanager
async def open_pages(
    settings: Settings, secrets: Secrets, ways: Ways, world: World
) -> AsyncIterator[list[Part]]:
    """Serve the pages, if there are any; gives what runs with them."""
    if ways.public is None:
        yield []
        return
    site = Site(world, ways.uploads, ways.public)
    app = build_app(site, _webhooks(settings, secrets, ways, world))
    async with listening(app, settings.web.listen, "web.listen"):
        yield [partial(_end_streams, site)]


def _webhooks(
    settings: Settings, secrets: Secrets, ways: Ways, world: World
) -> Iterator[web.RouteDef]:
    if ways.telegram and settings.telegram.webhook:
        yield from webhook.routes(ways.telegram, world.intake, secrets.webhook_secret)
    if ways.zalo and settings.zalo.webhook:
        named = {bot.name: secrets.zalo_webhook_secrets[bot.name] for bot in ways.zalo.bots}
        yield from zalo_webhook.routes(world.intake, named)


async def _end_streams(site: Site, stop: asyncio.Event) -> None:
    """Pages that are open would keep the server from ending."""
    await stop.wait()
    site.end()


@asynccontextmanager
async def open_health(settings: Settings, world: World, pulse: Pulse) -> AsyncIterator[None]:
    if settings.web.health is None:
        yield
        return
    app = health_app(world.database, world.book, world.clock, pulse)
    async with listening(app, settings.web.health, "web.health"):
        yield


def receiving(settings: Settings, secrets: Secrets, ways: Ways, world: World) -> list[Part]:
    """How what people say comes: it is fetched, or brought; Zalo's a bot at a time."""
    zalo = ways.zalo.bots if ways.zalo else ()
    return [
        *_from_telegram(settings, secrets, ways, world),
        *(_from_zalo(settings, secrets, bot, world) for bot in zalo),
    ]


def _from_telegram(settings: Settings, secrets: Secrets, ways: Ways, world: World) -> list[Part]:
    if ways.telegram is None:
        return []
    if settings.telegram.webhook:
        url = f"{settings.web.public_url}{webhook.PATH}"
        hook = partial(ways.telegram.hook, url, secrets.webhook_secret)
        return [partial(keep_hooked, hook, "Telegram")]
    return [partial(poll, ways.telegram, world.intake)]


def _from_zalo(settings: Settings, secrets: Secrets, bot: ZaloBot, world: World) -> Part:
    if settings.zalo.webhook:
        url = zalo_webhook.address_of(str(settings.web.public_url), bot.name)
        hook = partial(bot.hook, url, secrets.zalo_webhook_secrets[bot.name])
        return partial(keep_hooked, hook, f"the Zalo bot {bot.name}")
    return partial(poll_zalo, bot, world.intake)
