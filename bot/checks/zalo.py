"""Whether each Zalo bot answers to its token, and is free to be polled."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from bot.checks.findings import Finding, error, ok, warning
from bot.private import ZALO_TOKEN, zalo_tokens
from bot.settings.sections import Zalo
from domain.errors import SendError, StartError

_WAIT_SECONDS = 10.0


def check_zalo(settings: Zalo) -> Iterator[Finding]:
    if not settings.enabled:
        yield ok("zalo", "not enabled")
        return
    try:
        tokens = zalo_tokens()
    except StartError as refused:
        yield error("zalo", str(refused))
        return
    for bot in settings.bots:
        if bot.name in tokens:
            yield asyncio.run(_try(settings, bot.name, tokens[bot.name]))
        else:
            variable = f"{ZALO_TOKEN}{bot.name.upper()}"
            yield warning("zalo", f"{bot.name}: `tiendo run` needs {variable}")


async def _try(settings: Zalo, name: str, token: str) -> Finding:
    try:
        async with asyncio.timeout(_WAIT_SECONDS), _account(settings, name, token) as account:
            return ok("zalo", f"{name}: {account} answers")
    except StartError as refused:
        return error("zalo", str(refused))
    except (SendError, TimeoutError) as refused:
        kind = type(refused).__name__
        return error("zalo", f"{name}: no answer from {settings.api_base_url} ({kind})")


@asynccontextmanager
async def _account(settings: Zalo, name: str, token: str) -> AsyncIterator[str]:
    from aiohttp import ClientSession

    from bot.channels.zalo.calls import Calls
    from bot.channels.zalo.channel import ZaloBot

    async with ClientSession() as session:
        bot = ZaloBot(name, Calls(token, settings.bot_url, session))
        await bot.introduce()
        yield bot.account
