"""Says when what a board's page shows has changed; the page then fetches it."""

from aiohttp import web

from bot.delivery import wait_for
from bot.news import BOARD
from bot.web.board_drawing import Wanted, digest, draw, read_wanted
from bot.web.site import require, site_of
from bot.web.streaming import ALIVE, Write, event, open_stream, wait_or_stop
from bot.web.visitors import Visitor, again
from domain.people import Power, may

PAUSE = 1.0
"""Nobody is told more often, whatever comes in."""


async def stream(request: web.Request) -> web.StreamResponse:
    """`seen` is the digest of what the page shows; a browser that lost us says the last one."""
    visitor = require(request, Power.OVERSEE)
    wanted = read_wanted(request.query)
    seen = request.headers.get("Last-Event-ID") or request.query.get("seen", "")
    async with open_stream(request) as (response, write):
        await _tell_changes(request, visitor, wanted, seen, write)
    return response


async def _tell_changes(
    request: web.Request, visitor: Visitor, wanted: Wanted, seen: str, write: Write
) -> None:
    site = site_of(request)
    await write(ALIVE)
    while not site.stop.is_set():
        with site.world.news.watching({BOARD}) as news:
            here = digest(await draw(site, visitor, wanted))
            if here != seen:
                await write(event("changed", {}, here))
            seen = here
            await wait_or_stop(site, news, request)
        still = await again(site.world.database.reader, visitor, site.now())
        if still is None or not may(still.person, Power.OVERSEE):
            return await write(event("end", {}))
        visitor = still
        await write(ALIVE)
        await wait_for(site.stop, PAUSE)
