"""The loopback Bot API server brings updates to a webhook: in order, until they are taken."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.bot.telegram_faults import Refused

PORTS = (None, 443, 80, 88, 8443)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
REPEAT_SECONDS = 0.02
SIDE_BY_SIDE = 100

Update = dict[str, Any]


@dataclass
class Webhook:
    """`do` is what a call in an answer leads to; `fronts` are web servers that hold a certificate:
    what is sent to "https://…" is handed on to "http://127.0.0.1:…"."""

    waiting: list[Update]
    confirmed: list[int]
    do: Callable[[str, Mapping[str, Any]], Awaitable[Any]]
    fronts: dict[str, str] = field(default_factory=dict)
    url: str = ""
    secret: str = ""
    wanted: list[str] = field(default_factory=list)
    last_error: str = ""
    statuses: list[int] = field(default_factory=list)
    """Of every answer so far; 0 where there was none."""

    def set(self, parameters: Mapping[str, Any]) -> bool:
        url = str(parameters["url"])
        parts = urlsplit(url)
        if parts.scheme != "https":
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided")
        if parts.port not in PORTS:
            raise Refused(400, "Bad Request: bad webhook: only on ports 80, 88, 443 or 8443")
        if not 1 <= int(parameters.get("max_connections", 40)) <= SIDE_BY_SIDE:
            raise Refused(400, "Bad Request: max_connections must be from 1 to 100")
        self.url, self.secret = url, str(parameters.get("secret_token", ""))
        self.wanted = json.loads(parameters.get("allowed_updates") or "[]")
        return True

    def delete(self) -> bool:
        self.url = self.secret = ""
        return True

    def info(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
            **({"last_error_message": self.last_error} if self.last_error else {}),
        }

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
                for update in list(self.waiting):
                    if self.url and (not self.wanted or set(update) & set(self.wanted)):
                        await self._deliver(session, update)
                await asyncio.sleep(REPEAT_SECONDS)

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        """Again and again, as long as it is wanted there; those after it wait."""
        while self.url and not await self._taken(session, update):  # noqa: ASYNC110 (a pause)
            await asyncio.sleep(REPEAT_SECONDS)

    async def _taken(self, session: aiohttp.ClientSession, update: Update) -> bool:
        try:
            async with session.post(
                self._address(), json=update, headers={HEADER: self.secret}
            ) as answer:
                body = await answer.read()
        except aiohttp.ClientError:
            self.statuses.append(0)
            return False
        self.statuses.append(answer.status)
        if not 200 <= answer.status < 300:
            self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            return False
        self.waiting.remove(update)
        self.confirmed.append(update["update_id"])
        if body:
            call = json.loads(body)
            await self.do(call.pop("method"), call)
        return True

    def _address(self) -> str:
        for front, behind in self.fronts.items():
            if self.url.startswith(front):
                return behind + self.url.removeprefix(front)
        return self.url
