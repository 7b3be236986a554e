"""The way in and out: a code opens the chat, a press on "Thoát" ends it."""

from aiohttp import web

from bot.channels.received import Received
from bot.web.bodies import clean, read_key, read_object
from bot.web.chat import receive
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
from bot.web.visitors import let_in
from domain.conversation import Started
from domain.people import Power, may
from storage import browsers

LONGEST_CODE = 64


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
    _count(site, request)
    started = Started(clean(code))
    response = as_json({"to": "/chat"})
    if visitor:
        await receive(site, visitor, key, started)
        return response
    cookie, address = await let_in(site.world.database, site.secret, site.now())
    await site.world.intake.store([Received(f"{address.chat}:{key}", address, started)])
    give_cookie(site, response, cookie)
    return response


def _count(site: Site, request: web.Request) -> None:
    """A browser without a cookie is a new one each time: codes are counted by where they come
    from, too."""
    now = site.now().timestamp()
    here = site.limits.entries.allows(site.client(request), now)
    if not here or not site.limits.all_entries.allows("", now):
        raise web.HTTPTooManyRequests


async def leave(request: web.Request) -> web.StreamResponse:
    """This browser; with `everywhere`, all others of the person too."""
    site, visitor = site_of(request), visitor_of(request)
    body = await read_object(request)
    async with site.world.database.transaction() as connection:
        if body.get("everywhere") is True and visitor.person:
            code = visitor.person.code
            await browsers.end_others(connection, code, visitor.browser.id, site.now())
        await browsers.end(connection, visitor.browser.id, site.now())
    response = as_json({"to": "/join"})
    take_cookie(site, response)
    # Other windows end at once.
    site.world.news.tell(*visitor.owners)
    return response
