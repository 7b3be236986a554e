"""The application of all pages, and its listener."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.web import board, chat, entry, evidence, handing, programme, receiving, report
from bot.web.bodies import LONGEST_BODY
from bot.web.guard import MIDDLEWARES, set_headers
from bot.web.pages import STATIC
from bot.web.site import SITE, Site
from domain.errors import StartError

SHUTDOWN_SECONDS = 5.0
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PARTS = (entry, chat, receiving, handing, board, evidence, report, programme)


def build_app(site: Site, more: Iterable[web.RouteDef] = ()) -> web.Application:
    app = web.Application(middlewares=MIDDLEWARES, client_max_size=LONGEST_BODY)
    app[SITE] = site
    app.on_response_prepare.append(set_headers)
    for part in PARTS:
        app.add_routes(part.routes())
    app.add_routes(more)
    app.add_routes([web.get(r"/static/{name:[a-z-]+\.(css|js|svg)}", static)])
    return app


async def static(request: web.Request) -> web.StreamResponse:
    """Styles and scripts; scripts import each other without a version, so browsers ask each time
    whether theirs is still the one."""
    path = STATIC / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    body = await asyncio.to_thread(path.read_bytes)
    response = web.Response(body=body, content_type=TYPES[path.suffix])
    mark = hashlib.sha256(body).hexdigest()[:32]
    response.etag = mark
    response.headers["Cache-Control"] = "no-cache"
    if any(known.value == mark for known in request.if_none_match or ()):
        response.set_status(304)
        response.body = None
    return response


@asynccontextmanager
async def listening(app: web.Application, listen: str, key: str) -> AsyncIterator[int]:
    """Serve until the end of the block; gives the port, for those who asked for port 0. `key` is
    the setting that says where."""
    host, _, port = listen.rpartition(":")
    # Addresses hold the keys of links: they are not logged.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await site.start()
        except OSError as error:
            raise StartError(
                f"{key} = {listen}: cannot listen there ({error.strerror}); "
                "free the port, or name another one in config.toml"
            ) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
