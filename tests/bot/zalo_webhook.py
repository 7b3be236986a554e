"""The loopback Bot Platform brings events to a webhook: one after the other, in its own ways."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

HEADER = "X-Bot-Api-Secret-Token"
LOOK_SECONDS = 0.005
NEVER_TRIED = 0
"""The status of a call that nobody answered."""


class Refused(Exception):
    """An answer with `ok: false`; `status` is the HTTP status, which says little."""

    def __init__(self, code: object, words: str, status: int = 200) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


@dataclass
class Webhook:
    """`fronts` are web servers that hold a certificate: what is sent to "https://…" is handed on
    to "http://127.0.0.1:…"."""

    url: str = ""
    secret: str = ""
    fronts: dict[str, str] = field(default_factory=dict)
    trial: Any = field(default_factory=lambda: {"event_name": "webhook.verification"})
    """What Zalo brings while an address is set, to try it: its form is not known."""
    tells_of_the_trial: bool = True
    repeats: bool = False
    """Whether what was refused is brought again: not known."""
    waiting: list[Any] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Of every event brought so far."""
    lost: list[Any] = field(default_factory=list)

    async def set(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The address is kept even where the try of it fails."""
        url, secret = str(body.get("url", "")), str(body.get("secret_token", ""))
        if urlsplit(url).scheme != "https":
            raise Refused(400, "Bad Request: bad webhook: HTTPS url must be provided")
        if not 8 <= len(secret) <= 256:
            raise Refused(400, "Bad Request: secret_token must be 8 to 256 characters")
        self.url, self.secret = url, secret
        async with aiohttp.ClientSession() as session:
            status = await self._post(session, self.trial)
        tried: dict[str, Any] = {"ok": 200 <= status < 300}
        if not tried["ok"]:
            tried["description"] = f"HTTP {status}"
        more = {"verification": tried} if self.tells_of_the_trial else {}
        return {"url": url, "updated_at": 1750316131602, **more}

    def delete(self) -> bool:
        self.url = self.secret = ""
        return True

    @asynccontextmanager
    async def bringing(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            bringing = tasks.create_task(self._bring())
            try:
                yield
            finally:
                bringing.cancel()

    async def _bring(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                while self.url and self.waiting:
                    await self._deliver(session, self.waiting.pop(0))
                await asyncio.sleep(LOOK_SECONDS)

    async def _deliver(self, session: aiohttp.ClientSession, event: Any) -> None:
        while True:
            status = await self._post(session, event)
            self.statuses.append(status)
            if 200 <= status < 300:
                return
            if not self.repeats:
                self.lost.append(event)
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _post(self, session: aiohttp.ClientSession, event: Any) -> int:
        headers = {HEADER: self.secret, "Host": urlsplit(self.url).netloc}
        try:
            async with session.post(self._address(), json=event, headers=headers) as answer:
                await answer.read()
                return answer.status
        except aiohttp.ClientError:
            return NEVER_TRIED

    def _address(self) -> str:
        for front, behind in self.fronts.items():
            if self.url.startswith(front):
                return behind + self.url.removeprefix(front)
        return self.url
