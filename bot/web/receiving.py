"""Photos and files that a page sends: kept as they come, then an event like any other."""

from aiohttp import web

from bot.uploads import TooLarge
from bot.web.bodies import clean, read_key
from bot.web.chat import pace, receive
from bot.web.pages import as_json
from bot.web.site import Site, site_of, visitor_of
from domain.conversation import SentFile
from domain.file_names import clean_name, ending_of

LONGEST_CAPTION = 4_000


def routes() -> list[web.RouteDef]:
    return [web.post("/chat/files", take)]


async def take(request: web.Request) -> web.StreamResponse:
    """The bytes are the body; name, caption and album stand in the address."""
    site, visitor = site_of(request), visitor_of(request)
    if visitor.person is None:
        raise web.HTTPForbidden
    key = read_key(request.query.get("key"))
    pace(site, visitor)
    await receive(site, visitor, key, await keep(site, request, key))
    return as_json({"stored": key})


async def keep(site: Site, request: web.Request, key: str) -> SentFile:
    """What is too large, or of a kind that is not taken, is refused before it is read."""
    name = clean_name(clean(request.query.get("name", "")))
    album = request.query.get("album", "")
    album = read_key(album) if album else ""
    rules = site.world.book.rules
    if ending_of(name) not in rules.file_types:
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > rules.max_file_bytes:
        raise web.HTTPRequestEntityTooLarge(rules.max_file_bytes, request.content_length or 0)
    try:
        chunks = request.content.iter_chunked(1 << 16)
        reference, size = await site.uploads.take(chunks, rules.max_file_bytes)
    except TooLarge:
        raise web.HTTPRequestEntityTooLarge(rules.max_file_bytes, 0) from None
    mime = request.content_type if "/" in request.content_type else "application/octet-stream"
    caption = clean(request.query.get("caption", ""))[:LONGEST_CAPTION]
    return SentFile(reference, name, mime, size, caption, album, key)
