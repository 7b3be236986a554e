"""The chat page: what was said, what comes in live, and what the person says."""

from urllib.parse import quote

from aiohttp import web

from bot.channels.received import Received
from bot.fates import forget_fleeting
from bot.web.bodies import read_number, read_object, read_spoken
from bot.web.pages import as_json
from bot.web.site import Site, maybe_visitor, show, site_of, visitor_of
from bot.web.streaming import stream_lines
from bot.web.talk import show_lines
from bot.web.visitors import Visitor
from bot.world import load_file
from domain.conversation import Event
from storage import lines

PAGE = 40
"""Lines that are shown at once."""


def routes() -> list[web.RouteDef]:
    return [
        web.get("/chat", page),
        web.get("/chat/lines", older),
        web.get("/chat/stream", stream_lines),
        web.get(r"/chat/lines/{line:\d{1,15}}/files/{number:\d{1,3}}", attachment),
        web.post("/chat/say", say),
        web.post("/chat/seen", seen),
    ]


async def page(request: web.Request) -> web.StreamResponse:
    if maybe_visitor(request) is None:
        raise web.HTTPSeeOther("/join")
    return await show(request, "chat.html")


async def older(request: web.Request) -> web.StreamResponse:
    """The lines before one, or the newest; `more` if others are older still."""
    site, visitor = site_of(request), visitor_of(request)
    before = request.query.get("before", "")
    reader = site.world.database.reader
    number = int(before) if before.isdecimal() and len(before) < 16 else None
    found = await lines.before(reader, visitor.owners, number, PAGE)
    shown = await show_lines(reader, site.world.renderer, found, visitor.owners)
    first = found[0].id if found else 0
    last = found[-1].id if found else 0
    return as_json({"lines": shown, "first": first, "last": last, "more": len(found) == PAGE})


async def say(request: web.Request) -> web.StreamResponse:
    site, visitor = site_of(request), visitor_of(request)
    spoken = await read_spoken(request)
    pace(site, visitor)
    await receive(site, visitor, spoken.key, spoken.event)
    return as_json({"stored": spoken.key})


def pace(site: Site, visitor: Visitor) -> None:
    if not site.limits.messages.allows(visitor.name, site.now().timestamp()):
        raise web.HTTPTooManyRequests


async def receive(site: Site, visitor: Visitor, key: str, event: Event) -> None:
    """On disk before it is confirmed; what is repeated is the same message."""
    # Within the chat: nobody can take a number that somebody else will use.
    number = f"{visitor.address.chat}:{key}"
    await site.world.intake.store([Received(number, visitor.address, event)])


async def seen(request: web.Request) -> web.StreamResponse:
    """What may be read once only was read."""
    site, visitor = site_of(request), visitor_of(request)
    number = read_number((await read_object(request)).get("line"))
    async with site.world.database.transaction() as connection:
        line = await lines.one(connection, visitor.owners, number)
        if line and line.message is not None:
            await forget_fleeting(connection, line.message, line.replies)
    return as_json({"seen": number})


async def attachment(request: web.Request) -> web.StreamResponse:
    """A file that came with a message to this person."""
    site, visitor = site_of(request), visitor_of(request)
    reader, number = site.world.database.reader, int(request.match_info["line"])
    line = await lines.one(reader, visitor.owners, number)
    sent = [sha for reply in line.replies for sha in reply.attachments] if line else []
    wanted = list(dict.fromkeys(sent))[int(request.match_info["number"]) :]
    if not wanted:
        raise web.HTTPNotFound
    return await give_file(site, wanted[0])


async def give_file(site: Site, sha256: str) -> web.Response:
    """To be saved, never opened within the page."""
    try:
        file = await load_file(site.world.database, site.world.book, sha256)
    except FileNotFoundError:
        raise web.HTTPNotFound from None
    response = web.Response(body=file.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(file.name)
    return response


def disposition(name: str) -> str:
    """RFC 6266: the name in UTF-8, and in plain letters for those who do not read it."""
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
