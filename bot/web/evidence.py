"""Evidence on the board: the file as it was sent, and a small picture of it."""

import asyncio

from aiohttp import web

from bot.web.giving import give_file
from bot.web.site import Site, require, site_of
from bot.world import load_file
from documents.thumbnails import thumbnail
from domain.people import Power
from storage import files

KEPT_SECONDS = 600
MOST_KEPT = 500
"""Small pictures in memory, some 20 KB each."""


def routes() -> list[web.RouteDef]:
    place = r"/board/evidence/{sha256:[0-9a-f]{64}}"
    return [web.get(place, original), web.get(f"{place}/small", small)]


async def original(request: web.Request) -> web.StreamResponse:
    return await give_file(site_of(request), await _wanted(request))


async def small(request: web.Request) -> web.StreamResponse:
    site, sha256 = site_of(request), await _wanted(request)
    picture = await _draw(site, sha256)
    if picture is None:
        raise web.HTTPNotFound
    response = web.Response(body=picture, content_type="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response


async def _wanted(request: web.Request) -> str:
    """Only what a unit has sent: not every stored file, and no draft."""
    require(request, Power.OVERSEE)
    sha256 = request.match_info["sha256"]
    if not await files.was_sent(site_of(request).world.database.reader, sha256):
        raise web.HTTPNotFound
    return sha256


async def _draw(site: Site, sha256: str) -> bytes | None:
    """Once, and one after the other: a large photo takes as much memory as hundreds of small
    ones. What is no picture is not tried again either."""
    async with site.drawing:
        if sha256 not in site.drawn:
            while len(site.drawn) >= MOST_KEPT:
                site.drawn.pop(next(iter(site.drawn)))
            site.drawn[sha256] = await _small(site, sha256)
        return site.drawn[sha256]


async def _small(site: Site, sha256: str) -> bytes | None:
    try:
        file = await load_file(site.world.database, site.world.book, sha256)
    except FileNotFoundError:
        return None
    return await asyncio.to_thread(thumbnail, file.content)
