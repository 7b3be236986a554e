"""What is new, as it comes: server-sent events, taken up again where they broke off.

Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.delivery import wait_for
from bot.faults import trace
from bot.web.limits import one_more
from bot.web.site import Site, site_of, visitor_of
from bot.web.talk import show_lines
from bot.web.visitors import Visitor, again
from storage import lines

logger = logging.getLogger(__name__)

HEARTBEAT = 20.0
LOOK_EVERY = 1.0
"""How soon it is seen that a reader has gone."""
FAREWELL = 2.0
BATCH = 100

Write = Callable[[str], Awaitable[None]]


async def stream_lines(request: web.Request) -> web.StreamResponse:
    """Lines after `after`, or after the last one that the browser got before it lost us."""
    visitor = visitor_of(request)
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    last = int(said) if said.isdecimal() and len(said) < 16 else 0
    async with open_stream(request) as (response, write):
        await _tell_lines(request, visitor, last, write)
    return response


@asynccontextmanager
async def open_stream(
    request: web.Request,
) -> AsyncIterator[tuple[web.StreamResponse, Write]]:
    """Ends quietly when the reader has gone."""
    site, visitor = site_of(request), visitor_of(request)
    with one_more(site.streams, visitor.name, site.limits.streams):
        response = web.StreamResponse()
        response.content_type = "text/event-stream"
        response.headers["X-Accel-Buffering"] = "no"
        await response.prepare(request)

        async def write(text: str) -> None:
            await response.write(text.encode())

        try:
            yield response, write
        except ConnectionResetError:
            return
        except Exception as error:
            # The answer has begun: the browser asks again.
            logger.error("a stream failed: %s", trace(error))


async def _tell_lines(request: web.Request, visitor: Visitor, last: int, write: Write) -> None:
    site = site_of(request)
    owners = set(visitor.owners)
    while not site.stop.is_set():
        with site.world.news.watching(owners) as news:
            last = await _new_lines(site, tuple(owners), last, write)
            await wait_or_stop(site, news, request)
        still = await again(site.world.database.reader, visitor, site.now())
        if still is None:
            # What is said last, a farewell perhaps, is on its way.
            await wait_for(site.stop, FAREWELL)
            await _new_lines(site, tuple(owners), last, write)
            return await write(event("end", {}))
        if visitor.person is None and still.person:
            # Who has joined meanwhile gets another page, with another owner.
            return await write(event("known", {}))
        owners |= set(still.owners)
        await write(ALIVE)


async def _new_lines(site: Site, owners: tuple[str, ...], last: int, write: Write) -> int:
    reader = site.world.database.reader
    while found := await lines.after(reader, owners, last, BATCH):
        for line in await show_lines(reader, site.world.renderer, found, owners):
            await write(event("line", line, int(str(line["id"]))))
        last = found[-1].id
    return last


async def wait_or_stop(site: Site, news: asyncio.Event, request: web.Request) -> None:
    """Until there is news, or time for a sign of life. The end of the server is news to all; who
    has gone on to another page does not count among the open ones for long."""
    for _ in range(int(HEARTBEAT / LOOK_EVERY)):
        if site.stop.is_set() or news.is_set() or request.transport is None:
            return
        await wait_for(news, LOOK_EVERY)


def event(name: str, data: object, number: int | str | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


ALIVE = event("alive", {})
"""A sign of life that scripts can hear, so that they notice a line that went dead."""
