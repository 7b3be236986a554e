"""The web chat: officials in closed loop, each with a page open, from typed to answered, against a
server that hands back what was typed and keeps nothing. Clients and server share one process."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

from benchmarks.figures import Figure
from benchmarks.office import book_in, furnish
from bot.app import converse
from bot.channels.web import BOT, WebChannel
from bot.clock import system_clock
from bot.public import Public
from bot.uploads import Uploads
from bot.web.guard import TOKEN_HEADER
from bot.web.limits import Limit, Limits
from bot.web.server import build_app
from bot.web.site import Site
from bot.web.visitors import digest, recognise
from bot.world import World, open_world
from domain.calendar import VIETNAM
from domain.messages import PAGE, Address
from storage import browsers

OFFICIALS, SECONDS, WARM_UP = 50, 5.0, 1.0
HERE = "http://127.0.0.1"
ANSWER = b'"by": "bot"'
FREE = Limit(1e9, 1e9)

Headers = Mapping[str, str]
Serving = AbstractAsyncContextManager[tuple[TestServer, Sequence[Headers]]]


def measure(folder: Path) -> Iterator[Figure]:
    echoed = asyncio.run(_answers_a_second(_echo()))
    answered = asyncio.run(_answers_a_second(_tiendo(folder)))
    name = f"answers on the page, {OFFICIALS} officials in closed loop"
    yield Figure(name, answered, "answers/s", "a bare echo on the same stream", echoed)


async def _answers_a_second(serving: Serving) -> float:
    async with serving as (server, officials), ClientSession(timeout=ClientTimeout()) as client:
        talks = [_Talk(client, server, headers) for headers in officials]
        async with asyncio.TaskGroup() as tasks:
            talking = [tasks.create_task(talk.go_on()) for talk in talks]
            await asyncio.sleep(WARM_UP)
            before, begun = sum(talk.answers for talk in talks), time.perf_counter()
            await asyncio.sleep(SECONDS)
            rate = (sum(talk.answers for talk in talks) - before) / (time.perf_counter() - begun)
            for task in talking:
                task.cancel()
        return rate


@dataclass
class _Talk:
    client: ClientSession
    server: TestServer
    headers: Headers
    answers: int = 0

    async def go_on(self) -> None:
        stream, say = self.server.make_url("/chat/stream"), self.server.make_url("/chat/say")
        async with self.client.get(stream, headers=self.headers) as told:
            while True:
                body = {"key": uuid4().hex, "text": "báo cáo"}
                async with self.client.post(say, json=body, headers=self.headers) as stored:
                    stored.raise_for_status()
                while ANSWER not in await told.content.readline():
                    continue
                self.answers += 1


@asynccontextmanager
async def _echo() -> AsyncIterator[tuple[TestServer, Sequence[Headers]]]:
    queues: dict[str, asyncio.Queue[bytes]] = {str(n): asyncio.Queue() for n in range(OFFICIALS)}

    async def say(request: web.Request) -> web.Response:
        await request.json()
        queues[request.headers["Who"]].put_nowait(b'data: {"by": "bot"}\n\n')
        return web.Response()

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionResetError, asyncio.CancelledError):
            while True:
                await response.write(await queues[request.headers["Who"]].get())
        return response

    app = web.Application()
    app.add_routes([web.post("/chat/say", say), web.get("/chat/stream", stream)])
    async with TestServer(app) as server:
        yield server, [{"Who": name} for name in queues]


@asynccontextmanager
async def _tiendo(folder: Path) -> AsyncIterator[tuple[TestServer, Sequence[Headers]]]:
    uploads, book = Uploads(folder), book_in(folder)
    channels = {PAGE: WebChannel(uploads)}
    async with open_world(book, system_clock(VIETNAM), channels) as world:
        _, units = await furnish(world, OFFICIALS, lambda _, name: Address(PAGE, BOT, name))
        limits = Limits(requests=FREE, messages=FREE)
        site = Site(world, uploads, Public(HERE), limits=limits)
        async with TestServer(build_app(site)) as server, asyncio.TaskGroup() as tasks:
            running = tasks.create_task(converse(world, []))
            origin = str(server.make_url("/").origin())
            yield server, [await _let_in(world, site, origin, unit) for unit in units]
            site.end()
            running.cancel()


async def _let_in(world: World, site: Site, origin: str, chat: str) -> Headers:
    """A browser of somebody known, whose cookie is the name of the unit."""
    now = world.clock()
    async with world.database.transaction() as connection:
        await browsers.let_in(connection, chat, digest(site.secret, chat), now)
    visitor = await recognise(world.database, site.secret, chat, now)
    assert visitor is not None
    token = site.token(visitor)
    return {"Cookie": f"{site.public.cookie}={chat}", "Origin": origin, TOKEN_HEADER: token}
