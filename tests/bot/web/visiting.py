"""The pages over a world of the tests, and browsers of people who were let in."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.uploads import Uploads
from bot.web.server import build_app
from bot.web.site import Public, Site
from bot.web.visitors import let_in
from bot.world import World
from domain.messages import Address
from storage import addresses, people
from tests.cast import Persona


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser; `address` is the chat it speaks in."""

    client: ClientSession
    origin: str
    address: Address | None = None

    async def get(self, path: str, **headers: str) -> ClientResponse:
        return await self.client.get(path, headers=headers, allow_redirects=False)

    async def text(self, path: str) -> str:
        """A page that is expected to be there."""
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status)
        return await answer.text()

    async def post(self, path: str, body: Mapping[str, object]) -> ClientResponse:
        """As the scripts of our pages do: with the token that stands in each of them."""
        page = await (await self.get("/join")).text()
        token = re.search(r'<meta name="token" content="([^"]*)">', page)
        assert token
        headers = {"Origin": self.origin, "X-Tiendo-Token": token[1]}
        return await self.client.post(path, json=body, headers=headers)


@dataclass(frozen=True, slots=True)
class Pages:
    site: Site
    server: TestServer

    @asynccontextmanager
    async def browser(self, persona: Persona | None = None) -> AsyncIterator[Browser]:
        """Of somebody who joined in it, or of a stranger."""
        cookies, address = {}, None
        if persona:
            cookie, address = await _join(self.site.world, self.site.secret, persona)
            cookies[self.site.public.cookie] = cookie
        here, jar = self.server.make_url("/"), CookieJar(unsafe=True)
        jar.update_cookies(cookies, here)
        async with ClientSession(here, cookie_jar=jar) as client:
            yield Browser(client, str(here.origin()), address)


@asynccontextmanager
async def open_pages(world: World, folder: Path) -> AsyncIterator[Pages]:
    site = Site(world, Uploads(folder), Public("http://127.0.0.1"))
    server = TestServer(build_app(site))
    async with server:
        try:
            yield Pages(site, server)
        finally:
            site.end()


async def _join(world: World, secret: bytes, persona: Persona) -> tuple[str, Address]:
    """As if by a code; somebody known already has one more address."""
    now = world.clock()
    cookie, address = await let_in(world.database, secret, now)
    async with world.database.transaction() as connection:
        code = await addresses.behind(connection, persona.address)
        if code is None:
            code = await people.add(connection, persona.name, "1", now)
            await people.grant(connection, code, persona.role, persona.unit, now)
        await addresses.bind(connection, code, address, now)
    return cookie, address
