"""An office whose pages are served on loopback, and browsers of its people."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.applying import Context, apply_all
from bot.channels.memory import MemoryChannel
from bot.channels.web import WebChannel
from bot.compiling import Compiled, compile_period
from bot.uploads import Uploads
from bot.web.server import build_app
from bot.web.site import Public, Site
from bot.web.visitors import let_in as let_browser_in
from bot.world import World, open_world
from domain.effects import SaveEntry, SendSubmission
from domain.status import Said
from domain.submission import Entry, Statement
from storage import addresses
from tests.cast import CLOCK_START, EVERYBODY, PERIOD, Persona, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.play import Player

PUBLIC_URL = "http://localhost:8080"


@dataclass(frozen=True, slots=True)
class Browser:
    """`token` is what its pages send along; a stranger has neither cookie nor token."""

    client: TestClient[Any, Any]
    cookie: str = ""
    token: str = ""

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.client.get(path, headers=self._headers(), **more)

    async def text(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status == 200, answer.status
        return await answer.text()

    async def post(self, path: str, body: object) -> ClientResponse:
        origin = str(self.client.make_url("/")).rstrip("/")
        headers = self._headers() | {"Origin": origin, "X-Tiendo-Token": self.token}
        return await self.client.post(path, json=body, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"tiendo={self.cookie}"} if self.cookie else {}


@dataclass(frozen=True, slots=True)
class Office:
    world: World
    site: Site
    clock: HandClock
    player: Player
    client: TestClient[Any, Any]

    @property
    def stranger(self) -> Browser:
        return Browser(self.client)

    async def code(self, persona: Persona) -> str:
        code = await addresses.behind(self.world.database.reader, persona.address)
        assert code is not None
        return code

    async def browser(self, persona: Persona) -> Browser:
        cookie, address = await let_browser_in(self.world.database, self.site.secret, self.clock())
        code = await self.code(persona)
        async with self.world.database.transaction() as connection:
            await addresses.bind(connection, code, address, self.clock())
        page = await Browser(self.client, cookie).text("/chat")
        token = re.search(r'name="token" content="(\w+)"', page)
        assert token
        return Browser(self.client, cookie, token[1])

    async def sends(self, persona: Persona, item: str, text: str, unit: str | None = None) -> None:
        """Somebody's words on a task, and the unit's submission; with `unit`, on its behalf."""
        place = (PERIOD, unit or persona.unit or "")
        actor = await self.code(persona)
        statement = Statement(text, actor, self.clock(), uuid4().hex)
        async with self.world.database.transaction() as connection:
            context = Context(connection, self.world.book, self.clock(), actor, actor)
            version = await _version(connection, place, item)
            entry = Entry(
                item,
                version,
                said=Said.DONE,
                completed_on=date(2022, 11, 20),
                statements=(statement,),
            )
            saving = SaveEntry(*place, entry, on_behalf=unit is not None)
            await apply_all(context, (saving, SendSubmission(*place)))

    async def compiles(self, persona: Persona) -> Compiled:
        actor = await self.code(persona)
        return await compile_period(
            self.world.database, self.world.book, PERIOD, actor, self.clock()
        )


async def _version(connection: Any, place: tuple[str, str], item: str) -> int:
    rows = await connection.execute_fetchall(
        "SELECT coalesce(max(version), 0) FROM entries WHERE period = ? AND unit = ? AND item = ?",
        (*place, item),
    )
    return int(rows[0][0])


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    """Huyện Nghi Xuân with its people; the year's period is open, nobody has sent."""
    clock, channel, uploads = HandClock(CLOCK_START), MemoryChannel(), Uploads(folder)
    channels = {channel.name: channel, "web": WebChannel(uploads)}
    async with open_world(make_book(folder), clock, channels) as world:
        await take_over_sample(world)
        await let_in(world, *EVERYBODY)
        site = Site(world, uploads, Public(PUBLIC_URL))
        async with TestClient(TestServer(build_app(site)), cookie_jar=DummyCookieJar()) as client:
            yield Office(world, site, clock, Player(world, clock, channel), client)
