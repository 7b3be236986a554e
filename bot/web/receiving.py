"""Photos and files that a page sends: kept as they come, then an event like any other."""

import asyncio

from aiohttp import web

from bot.uploads import TooLarge
from bot.web.bodies import clean, read_key
from bot.web.limits import one_more
from bot.web.pages import as_json
from bot.web.site import Site, site_of, visitor_of
from bot.web.taking import pace, receive
from domain.conversation import SentFile
from domain.file_names import PLAN_TYPES, clean_name, ending_of

LONGEST_CAPTION = 4_000
LONGEST_UPLOAD = 600.0
"""Seconds. The largest file at 300 kbit/s takes nine minutes."""


def routes() -> list[web.RouteDef]:
    return [web.post("/chat/files", take)]


async def take(request: web.Request) -> web.StreamResponse:
    """The bytes are the body; name, caption and album stand in the address."""
    site, visitor = site_of(request), visitor_of(request)
    if visitor.person is None:
        raise web.HTTPForbidden
    key = read_key(request.query.get("key"))
    pace(site, visitor)
    await receive(site, visitor, key, await keep(site, request, visitor.name, key))
    return as_json({"stored": key})


async def keep(site: Site, request: web.Request, who: str, key: str) -> SentFile:
    """What is too large, or of a kind that is not taken, is refused before it is read."""
    name = clean_name(clean(request.query.get("name", "")))
    album = request.query.get("album", "")
    album = read_key(album) if album else ""
    # A plan may come in a form that is no evidence; who sends it for what is known in the turn.
    if ending_of(name) not in (*site.world.book.rules.file_types, *PLAN_TYPES):
        raise web.HTTPUnsupportedMediaType
    reference, size = await _spool(site, request, who)
    mime = request.content_type if "/" in request.content_type else "application/octet-stream"
    caption = clean(request.query.get("caption", ""))[:LONGEST_CAPTION]
    return SentFile(reference, name, mime, size, caption, album, key)


async def _spool(site: Site, request: web.Request, who: str) -> tuple[str, int]:
    """The bytes on disk; a few files at a time, each within its time."""
    most = site.world.book.rules.max_file_bytes
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(most, request.content_length or 0)
    try:
        with one_more(site.uploading, who, site.limits.uploads):
            async with asyncio.timeout(LONGEST_UPLOAD):
                return await site.uploads.take(request.content.iter_chunked(1 << 16), most)
    except TooLarge:
        raise web.HTTPRequestEntityTooLarge(most, 0) from None
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except OSError as error:
        # The reader has gone, or the disk is full.
        gone = isinstance(error, ConnectionError)
        raise web.HTTPBadRequest if gone else web.HTTPServiceUnavailable from None
