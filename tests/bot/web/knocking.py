"""A browser without a page: says exactly what a test wants said, and shows the whole answer."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

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
    """With a cookie, the token of its page is sent along as a page does."""

    session: aiohttp.ClientSession
    office: Served
    cookie: str = ""
    host: str = ""
    origin: str = ""
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.host = self.host or f"127.0.0.1:{self.office.port}"
        self.origin = self.origin or f"http://{self.host}"

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, data: Any = None
    ) -> Answer:
        said = {"Host": self.host, **self.more, **(headers or {})}
        if self.cookie:
            said["Cookie"] = f"{self.office.site.public.cookie}={self.cookie}"
        address = f"http://127.0.0.1:{self.office.port}{path}"
        async with self.session.request(
            method, address, headers=said, data=data, allow_redirects=False
        ) as answer:
            body = b"" if answer.content_type == "text/event-stream" else await answer.read()
            return Answer(answer.status, answer.headers, answer.cookies, body)

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, headers)

    async def read_token(self) -> None:
        found = TOKEN.search((await self.get("/join")).text)
        assert found
        self.token = found[1]

    async def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """A page of ours; a header given as "" is left out."""
        said = {"Origin": self.origin, "X-Tiendo-Token": self.token} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        kept = {name: value for name, value in said.items() if value}
        data = (
            io.BytesIO(body)
            if isinstance(body, bytes)
            else json.dumps(body if body is not None else {})
        )
        return await self.ask("POST", path, kept, data)

    async def says(self, text: str, key: str = KEY) -> Answer:
        return await self.post("/chat/say", {"key": key, "text": text})

    async def sends(self, content: bytes, name: str, key: str = KEY, more: str = "") -> Answer:
        path = f"/chat/files?key={key}&name={name}{more}"
        return await self.post(path, content, Content_Type="image/jpeg")

    async def lines(self, query: str = "") -> Any:
        return (await self.get(f"/chat/lines{query}")).json()
