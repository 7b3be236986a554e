"""What the routes of the pages work with, and what they know of a request."""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.links import Links
from bot.public import Public
from bot.uploads import Uploads
from bot.web.glances import Glances
from bot.web.limits import Limits
from bot.web.pages import Pages
from bot.web.visitors import Visitor, another_cookie
from bot.world import World
from domain.people import Power, may


@dataclass(frozen=True, slots=True)
class Site:
    world: World
    uploads: Uploads
    public: Public
    pages: Pages = field(default_factory=Pages)
    limits: Limits = field(default_factory=Limits)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server is to end: open streams end by it."""
    streams: dict[str, int] = field(default_factory=dict)
    """How many pages each visitor keeps open."""
    uploading: dict[str, int] = field(default_factory=dict)
    """How many files each person is sending."""
    glances: Glances = field(default_factory=Glances)
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by who makes a small picture of a large one."""
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by who writes a form of a report: each takes much memory."""
    drawn: dict[str, bytes | None] = field(default_factory=dict)
    """Small pictures by the sha256 of the large ones; None for what is no picture."""

    @property
    def secret(self) -> bytes:
        return self.world.book.secret

    @property
    def links(self) -> Links:
        return Links(self.public.url, self.secret, self.world.clock)

    def end(self) -> None:
        self.stop.set()
        self.world.news.tell_all()

    def now(self) -> datetime:
        return self.world.clock()

    def token(self, visitor: Visitor) -> str:
        """What a page of ours sends along with everything that changes something."""
        return self._signed(f"token:{visitor.browser.id}")

    def owner(self, visitor: Visitor) -> str:
        """By what the browser keeps apart what different people have not sent yet."""
        return self._signed(f"owner:{visitor.name}")[:16]

    def _signed(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()

    def client(self, request: web.Request) -> str:
        """The address a request came from, as far as web servers of ours say so."""
        forwarded = request.headers.getall("X-Forwarded-For", [])
        return self.public.client(request.remote or "", forwarded)


SITE = web.AppKey("site", Site)
VISITOR = web.RequestKey("visitor", Visitor)


def site_of(request: web.Request) -> Site:
    return request.config_dict[SITE]


def maybe_visitor(request: web.Request) -> Visitor | None:
    return request.get(VISITOR)


def visitor_of(request: web.Request) -> Visitor:
    """Raises HTTPUnauthorized where nobody was let in."""
    if visitor := maybe_visitor(request):
        return visitor
    raise web.HTTPUnauthorized


def require(request: web.Request, power: Power) -> Visitor:
    """The visitor, who must hold a power. Raises HTTPUnauthorized or HTTPForbidden."""
    visitor = visitor_of(request)
    if not may(visitor.person, power):
        raise web.HTTPForbidden
    return visitor


async def show(
    request: web.Request, template: str, data: Mapping[str, object] | None = None
) -> web.Response:
    """A page for whoever looks at it, who gets another cookie from time to time."""
    site, visitor = site_of(request), maybe_visitor(request)
    response = site.pages.response(template, frame(request) | dict(data or {}))
    if visitor:
        cookie = await another_cookie(site.world.database, site.secret, visitor, site.now())
        if cookie:
            give_cookie(site, response, cookie)
    return response


def frame(request: web.Request) -> dict[str, object]:
    """What every page shows around its own words."""
    site, visitor = site_of(request), maybe_visitor(request)
    person = visitor.person if visitor else None
    return {
        "bot_name": site.world.book.rules.bot_name,
        "is_trial": site.public.is_trial,
        "token": site.token(visitor) if visitor else "",
        "owner": site.owner(visitor) if visitor else "",
        "person": person,
        "oversees": may(person, Power.OVERSEE),
        "coordinates": may(person, Power.COORDINATE),
        "path": request.path,
    }


def give_cookie(site: Site, response: web.StreamResponse, cookie: str) -> None:
    response.set_cookie(
        site.public.cookie,
        cookie,
        max_age=90 * 24 * 3600,
        httponly=True,
        secure=site.public.is_secure,
        samesite="Lax",
        path="/",
    )


def take_cookie(site: Site, response: web.StreamResponse) -> None:
    response.del_cookie(
        site.public.cookie, path="/", secure=site.public.is_secure, httponly=True, samesite="Lax"
    )
