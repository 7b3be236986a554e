"""The way in and out: a code opens the chat, a press on "Thoát" ends it."""

from collections.abc import Mapping

from aiohttp import web

from bot.channels.received import Received
from bot.codes import hash_code
from bot.web.bodies import clean, read_key, read_object
from bot.web.pages import as_json
from bot.web.site import (
    Site,
    give_cookie,
    maybe_visitor,
    show,
    site_of,
    take_cookie,
    visitor_of,
)
from bot.web.taking import receive
from bot.web.visitors import Visitor, let_in
from domain.conversation import Event, Started
from domain.people import Power, may
from storage import browsers, invites, people

LONGEST_CODE = 64
WHICH = ("here", "others", "everywhere")


def routes() -> list[web.RouteDef]:
    return [
        web.get("/", home),
        web.get("/join", page),
        web.post("/join", join),
        web.post("/leave", leave),
    ]


async def home(request: web.Request) -> web.StreamResponse:
    visitor = maybe_visitor(request)
    raise web.HTTPSeeOther("/board" if visitor and may(visitor.person, Power.OVERSEE) else "/chat")


async def page(request: web.Request) -> web.StreamResponse:
    return await show(request, "join.html")


async def join(request: web.Request) -> web.StreamResponse:
    """A code is heard like one typed to any messenger; the chat answers whether it opens."""
    site, visitor = site_of(request), maybe_visitor(request)
    body = await read_object(request)
    key, code = read_key(body.get("key")), body.get("code")
    if not isinstance(code, str) or not 0 < len(code) <= LONGEST_CODE:
        raise web.HTTPBadRequest
    await _count(site, request, clean(code))
    if visitor and visitor.person:
        await receive(site, visitor, key, Started(clean(code)))
        return as_json({"to": "/chat"})
    return await enter(site, visitor, key, Started(clean(code)), {"to": "/chat"})


async def enter(
    site: Site, stranger: Visitor | None, key: str, event: Event, answer: Mapping[str, str]
) -> web.Response:
    """In a browser of its own with a fresh cookie: whoever knows the one before, from a machine
    that others use, does not know the person's."""
    cookie, address = await let_in(site.world.database, site.secret, site.now())
    await site.world.intake.store([Received(f"{address.chat}:{key}", address, event)])
    if stranger:
        async with site.world.database.transaction() as connection:
            await browsers.end(connection, stranger.browser.id, site.now())
        site.world.news.tell(*stranger.owners)
    response = as_json(answer)
    give_cookie(site, response, cookie)
    return response


async def _count(site: Site, request: web.Request, code: str) -> None:
    """Codes are counted by where they come from; those that open nothing, all together, too:
    a flood of them keeps nobody out who has a good one."""
    now = site.now()
    if not site.limits.entries.allows(site.client(request), now.timestamp()):
        raise web.HTTPTooManyRequests
    invite = await invites.behind(site.world.database.reader, hash_code(site.secret, code))
    is_good = invite is not None and not invite.used and invite.expires_at > now
    if not is_good and not site.limits.wrong_entries.allows("", now.timestamp()):
        raise web.HTTPTooManyRequests


async def leave(request: web.Request) -> web.StreamResponse:
    """This browser ("here"), the person's others ("others"), or all ("everywhere"); unless it is
    this one alone, what else would let in is void: codes for the person, and signed links."""
    site, visitor = site_of(request), visitor_of(request)
    which = (await read_object(request)).get("which")
    if which not in WHICH:
        raise web.HTTPBadRequest
    await _end(site, visitor, which)
    # Other windows end at once.
    site.world.news.tell(*visitor.owners)
    if which == "others":
        return as_json({"to": "/chat"})
    response = as_json({"to": "/join"})
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    take_cookie(site, response)
    return response


async def _end(site: Site, visitor: Visitor, which: str) -> None:
    now = site.now()
    async with site.world.database.transaction() as connection:
        if which != "here" and visitor.person:
            code = visitor.person.code
            await browsers.end_others(connection, code, visitor.browser.id, now)
            await invites.void_for(connection, code, now)
            await people.void_links(connection, code, now)
        if which != "others":
            await browsers.end(connection, visitor.browser.id, now)
