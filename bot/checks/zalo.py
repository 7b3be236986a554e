"""Whether each Zalo bot answers to its token, under which name, and where its events go."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.checks.findings import Finding, error, ok, warning
from bot.private import ZALO_TOKEN, same_bot, twins, webhook_secret, zalo_tokens
from bot.settings.sections import Zalo
from bot.settings.sections import ZaloBot as Named
from domain.errors import SendError, StartError

if TYPE_CHECKING:
    from bot.channels.zalo.channel import ZaloBot

_WAIT_SECONDS = 10.0


def check_zalo(settings: Zalo) -> Iterator[Finding]:
    if not settings.enabled:
        yield ok("zalo", "not enabled")
        return
    try:
        tokens = zalo_tokens()
        # Only its form is looked at: whose key it is made from does not matter.
        webhook_secret(b"", "zalo")
    except StartError as refused:
        yield error("zalo", str(refused))
        return
    given = {bot.name: tokens[bot.name] for bot in settings.bots if bot.name in tokens}
    if wrong := twins(given):
        yield error("zalo", wrong)
        return
    numbers: dict[str, str] = {}
    for bot in settings.bots:
        if bot.name in given:
            yield from asyncio.run(_ask(settings, bot, given[bot.name], numbers))
        else:
            variable = f"{ZALO_TOKEN}{bot.name.upper()}"
            yield warning("zalo", f"{bot.name}: `tiendo run` needs {variable}")


async def _ask(settings: Zalo, named: Named, token: str, numbers: dict[str, str]) -> list[Finding]:
    """`numbers` are the names of the bots that were asked, by what Zalo knows them by."""
    try:
        async with (
            asyncio.timeout(_WAIT_SECONDS),
            reached(settings, named.name, token) as bot,
        ):
            await bot.introduce()
            where = _where(settings, await bot.webhook())
            other = numbers.setdefault(bot.number, bot.name)
            if other != bot.name:
                return [error("zalo", same_bot(other, bot.name))]
            return [ok("zalo", f"{bot.name}: {bot.account} answers{where}"), *_title(named, bot)]
    except StartError as refused:
        return [error("zalo", str(refused))]
    except (SendError, TimeoutError) as refused:
        kind = type(refused).__name__
        words = f"{named.name}: no answer from {settings.api_base_url} ({kind})"
        return [error("zalo", words)]


def _where(settings: Zalo, url: str) -> str:
    if settings.webhook:
        return f"; brings its events to {url}" if url else "; `tiendo run` sets the webhook"
    return f"; brings its events to {url}, until `tiendo run` asks for them" if url else ""


def _title(named: Named, bot: "ZaloBot") -> Iterator[Finding]:
    if named.title is None:
        words = f'no title; invites say “{named.name}”, Zalo calls it "{bot.account}"'
        yield warning("zalo", f"{bot.name}: {words}: set title in zalo.bots")
    elif named.title != bot.account:
        words = f'Zalo calls it "{bot.account}", zalo.bots "{named.title}"'
        yield warning("zalo", f"{bot.name}: {words}; people look for it by Zalo's name")


@asynccontextmanager
async def reached(settings: Zalo, name: str, token: str) -> "AsyncIterator[ZaloBot]":
    """A bot for as long as the check lasts; nothing was asked of it yet."""
    from aiohttp import ClientSession

    from bot.channels.zalo.calls import Calls
    from bot.channels.zalo.channel import ZaloBot

    async with ClientSession() as session:
        yield ZaloBot(name, Calls(token, settings.bot_url, session))
