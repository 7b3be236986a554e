"""A browser without a page: says exactly what a test wants said, and shows the whole answer."""

import io
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from bot.settings.values import is_loopback

if TYPE_CHECKING:
    # It hands out those who knock.
    from tests.served import Served

TOKEN = re.compile(r'name="token" content="(\w*)"')
KEY = "key-of-a-message"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, Any]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Knocker:
    """With a cookie, the token of a page of its own is sent along as a page does."""

    session: aiohttp.ClientSession
    office: "Served"
    cookie: str = ""
    host: str = ""
    origin: str = ""
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        public = urlsplit(self.office.site.public.url)
        here = is_loopback(public.hostname or "")
        self.host = self.host or (f"127.0.0.1:{self.office.port}" if here else public.netloc)
        self.origin = self.origin or f"{public.scheme}://{self.host}"

    async def opens(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, data: Any = None
    ) -> aiohttp.ClientResponse:
        """An answer that is still coming in, such as a stream."""
        said = {"Host": self.host, **self.more, **(headers or {})}
        if self.cookie:
            said["Cookie"] = f"{self.office.site.public.cookie}={self.cookie}"
        address = f"{self.office.url}{path}"
        return await self.session.request(
            method, address, headers=said, data=data, allow_redirects=False
        )

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, data: Any = None
    ) -> Answer:
        async with await self.opens(method, path, headers, data) as answer:
            body = b"" if answer.content_type == "text/event-stream" else await answer.read()
            return Answer(answer.status, answer.headers, answer.cookies, body)

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, _named(headers))

    async def text(self, path: str) -> str:
        """Of a page that is expected to be there."""
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    async def read_token(self) -> None:
        """Without a cookie there is none."""
        found = TOKEN.search((await self.get("/join")).text)
        assert found
        self.token = found[1]

    async def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """A page of ours; a header given as "" is left out."""
        if self.cookie and not self.token:
            await self.read_token()
        said = {"Origin": self.origin, "X-Tiendo-Token": self.token, **_named(headers)}
        kept = {name: value for name, value in said.items() if value}
        return await self.ask("POST", path, kept, _body(body))

    async def says(self, text: str, key: str = KEY) -> Answer:
        return await self.post("/chat/say", {"key": key, "text": text})

    async def sends(self, content: bytes, name: str, key: str = KEY, more: str = "") -> Answer:
        path = f"/chat/files?key={key}&name={name}{more}"
        return await self.post(path, content, Content_Type="image/jpeg")

    async def lines(self, query: str = "") -> Any:
        return (await self.get(f"/chat/lines{query}")).json()


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _body(body: Any) -> Any:
    """Bytes as they are, also those that come bit by bit; anything else as JSON."""
    if isinstance(body, bytes):
        return io.BytesIO(body)
    if isinstance(body, AsyncIterator):
        return body
    return json.dumps(body if body is not None else {})
