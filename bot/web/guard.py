"""What stands between the outside and every route: hosts, rates, origins, headers, errors."""

import hmac
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.faults import trace
from bot.web.hooks import PREFIX
from bot.web.pages import as_json
from bot.web.site import VISITOR, frame, maybe_visitor, site_of
from bot.web.visitors import recognise
from storage.database import StorageBusy, is_trouble_of_the_machine

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
HSTS = "max-age=31536000"
TOKEN_HEADER = "X-Tiendo-Token"  # noqa: S105 (the name of a header)
SAFE = ("GET", "HEAD")


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """On every answer, errors and streams too."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    site = site_of(request)
    if site.public.is_secure:
        response.headers["Strict-Transport-Security"] = HSTS
    response.headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A fault gets one clear sentence; ours are logged without what anybody wrote."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _said(request, error.status)
    except ConnectionError:
        # Nobody is there any more to be told.
        return web.Response(status=400)
    except Exception as error:
        if isinstance(error, StorageBusy) or is_trouble_of_the_machine(error):
            logger.warning("a request was put off: %s", type(error).__name__)
            return _said(request, 503)
        logger.error("a page failed: %s", trace(error))
        return _said(request, 500)


def _said(request: web.Request, status: int) -> web.Response:
    if request.headers.get("Accept", "").startswith("text/html"):
        data = frame(request) | {"status": status}
        return site_of(request).pages.response("error.html", data, status)
    return as_json({"error": status}, status)


@web.middleware
async def check_host(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not site_of(request).public.serves(request.host):
        raise web.HTTPMisdirectedRequest
    return await handler(request)


@web.middleware
async def check_rate(request: web.Request, handler: Handler) -> web.StreamResponse:
    site = site_of(request)
    if not site.limits.requests.allows(site.client(request), site.now().timestamp()):
        raise web.HTTPTooManyRequests
    return await handler(request)


@web.middleware
async def know_visitor(request: web.Request, handler: Handler) -> web.StreamResponse:
    site = site_of(request)
    if cookie := request.cookies.get(site.public.cookie):
        visitor = await recognise(site.world.database, site.secret, cookie, site.now())
        if visitor:
            request[VISITOR] = visitor
    return await handler(request)


@web.middleware
async def check_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What changes something must come from a page of ours, and from this visitor's. A
    messenger shows its own secret instead."""
    if request.method in SAFE or request.path.startswith(PREFIX):
        return await handler(request)
    site, visitor = site_of(request), maybe_visitor(request)
    if not site.public.is_from_us(request.headers.get("Origin", ""), request.host):
        raise web.HTTPForbidden
    sent = request.headers.get(TOKEN_HEADER, "").encode(errors="replace")
    if visitor and not hmac.compare_digest(sent, site.token(visitor).encode()):
        raise web.HTTPForbidden
    return await handler(request)


MIDDLEWARES = (answer_errors, check_host, check_rate, know_visitor, check_origin)
