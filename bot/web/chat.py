"""The chat page: what was said, what comes in live, and what the person says."""

from aiohttp import web

from bot.fates import forget_fleeting
from bot.web.bodies import read_number, read_object, read_spoken
from bot.web.entry import enter
from bot.web.giving import give_file
from bot.web.pages import as_json
from bot.web.site import maybe_visitor, show, site_of, visitor_of
from bot.web.streaming import stream_lines
from bot.web.taking import pace, receive
from bot.web.talk import show_lines
from domain.conversation import Said
from domain.invite_codes import find_code
from storage import lines

PAGE = 40
"""Lines that are shown at once."""


def routes() -> list[web.RouteDef]:
    return [
        web.get("/chat", page),
        web.get("/chat/lines", older),
        web.get("/chat/stream", stream_lines, allow_head=False),
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
    if visitor.person is None and isinstance(spoken.event, Said) and find_code(spoken.event.text):
        answer = {"stored": spoken.key, "to": "/chat"}
        return await enter(site, visitor, spoken.key, spoken.event, answer)
    await receive(site, visitor, spoken.key, spoken.event)
    return as_json({"stored": spoken.key})


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
