"""A Zalo Bot Platform on loopback: strict where Zalo is, odd where it is odd, faulty when told."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, web

TOKEN = "zalo-TEST-token:that-must-not-leak"
PHOTO_HOST = "127.0.0.1"
MAX_TEXT = 2000


class Refused(Exception):
    """An answer with `ok: false`; `status` is the HTTP status, which says little."""

    def __init__(self, code: int, words: str, status: int = 200) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


@dataclass
class Fault:
    """Strikes `times` calls of `method`: refused with `code`, or "garbage" (no JSON), "late"
    (taken, never answered), "cut" (before it is taken) or "cut_after"."""

    kind: str
    method: str = "sendMessage"
    times: int = 1
    code: int = 500
    status: int = 200


@dataclass(frozen=True)
class Call:
    method: str
    body: Mapping[str, Any]
    taken: bool


@dataclass
class ZaloServer:
    token: str = TOKEN
    account: str = "Tiến độ Nghi Xuân"
    wrapped: bool = False
    """Events come as the documents show them: in an answer within the answer."""
    idle_status: int = 200
    idle_at_once: bool = False
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chats: set[str] = field(default_factory=set)
    photos: dict[str, bytes] = field(default_factory=dict)
    shown: list[bytes] = field(default_factory=list)
    """The pictures that were fetched to be shown, in order."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    given: int = 0
    webhook: str = ""
    _numbers: int = 0

    def __post_init__(self) -> None:
        self._news = asyncio.Condition()
        self._ended = asyncio.Event()

    @property
    def api_base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ZaloServer"]:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/photo/{name}", self._photo)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            self._ended.set()
            async with self._news:
                self._news.notify_all()
            await runner.cleanup()

    # What people do.

    async def say(self, chat: str, text: str) -> str:
        return await self.write(chat, "message.text.received", {"text": text})

    async def send_photo(self, chat: str, content: bytes, key: str = "photo", **more: str) -> str:
        name = f"p{len(self.photos)}.jpg"
        self.photos[name] = content
        url = f"http://127.0.0.1:{self.port}/photo/{name}"
        return await self.write(chat, "message.image.received", {key: url, **more})

    async def write(self, chat: str, kind: str, content: Mapping[str, Any]) -> str:
        self.chats.add(chat)
        number = self._number()
        message = {
            "message_id": number,
            "date": 1750316131602,
            "chat": {"id": chat, "chat_type": "PRIVATE"},
            "from": {"id": chat, "display_name": "Lan", "is_bot": False},
            **content,
        }
        await self.push({"event_name": kind, "message": message})
        return number

    async def push(self, event: dict[str, Any]) -> None:
        async with self._news:
            self.waiting.append(event)
            self._news.notify_all()

    def fail(self, kind: str, **more: Any) -> None:
        self.faults.append(Fault(kind, **more))

    def texts(self, chat: str) -> list[str]:
        return [
            str(call.body["text"])
            for call in self.calls
            if call.method == "sendMessage" and call.taken and call.body["chat_id"] == chat
        ]

    # What the bot asks.

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await request.json()
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if fault := self._fault(method):
                return await self._strike(fault, request, method, body)
            result = await self._do(method, body)
        except Refused as refused:
            self.calls.append(Call(method, body, taken=False))
            return web.json_response(
                {"ok": False, "description": refused.words, "error_code": refused.code},
                status=refused.status,
            )
        self.calls.append(Call(method, body, taken=True))
        return web.json_response({"ok": True, "result": result, "error_code": 0})

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == method:
                fault.times -= 1
                return fault
        return None

    async def _strike(
        self, fault: Fault, request: web.Request, method: str, body: Mapping[str, Any]
    ) -> web.StreamResponse:
        if fault.kind == "refused":
            raise Refused(fault.code, "server error", fault.status)
        if fault.kind in ("late", "cut_after"):
            await self._do(method, body)
            self.calls.append(Call(method, body, taken=True))
        if fault.kind == "late":
            await self._ended.wait()
        if fault.kind == "garbage":
            return web.Response(text=f"<html>{self.token} garbage", status=fault.status)
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _do(self, method: str, body: Mapping[str, Any]) -> Any:
        match method:
            case "getMe":
                return {
                    "id": "1459232241454765289",
                    "account_name": self.account,
                    "account_type": "BASIC",
                    "can_join_groups": False,
                }
            case "getWebhookInfo":
                if not self.webhook:
                    raise Refused(404, "Not Found", 404)
                return {"url": self.webhook}
            case "deleteWebhook":
                self.webhook = ""
                return True
            case "getUpdates":
                return await self._get_updates(int(body.get("timeout", 0)))
            case "sendMessage":
                return self._send(body)
            case "sendPhoto":
                return await self._show(body)
        raise Refused(404, "Not Found", 404)

    async def _get_updates(self, seconds: int) -> Any:
        """One event, given once; without one a time-out, which is the usual answer."""
        if self.webhook:
            raise Refused(400, "Bad Request: webhook is set")
        ends = time.monotonic() + (0 if self.idle_at_once else seconds)
        async with self._news:
            while not self.waiting:
                left = ends - time.monotonic()
                if left <= 0 or self._ended.is_set():
                    raise Refused(408, "Request timeout", self.idle_status)
                try:
                    await asyncio.wait_for(self._news.wait(), left)
                except TimeoutError:
                    continue
            self.given += 1
            event = self.waiting.pop(0)
        return {"ok": True, "result": event} if self.wrapped else event

    def _send(self, body: Mapping[str, Any]) -> Any:
        text = str(body.get("text", ""))
        if body.get("chat_id") not in self.chats:
            raise Refused(404, "Chat not found")
        if not text.strip() or len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
            raise Refused(400, "Bad Request: text must be 1 to 2000")
        return {"message_id": self._number(), "date": 1750316131602}

    async def _show(self, body: Mapping[str, Any]) -> Any:
        """Fetched as anybody would, without a cookie, and not from where it points on to."""
        if body.get("chat_id") not in self.chats:
            raise Refused(404, "Chat not found")
        if len(str(body.get("caption", "")).encode("utf-16-le")) // 2 > MAX_TEXT:
            raise Refused(400, "Bad Request: caption must be at most 2000")
        url = urlsplit(str(body.get("photo", "")))
        if url.scheme != "https" and url.hostname != "127.0.0.1":
            raise Refused(400, "Bad Request: photo must be a public address")
        try:
            async with (
                ClientSession() as session,
                session.get(url.geturl(), allow_redirects=False) as answer,
            ):
                is_picture = answer.content_type.startswith("image/")
                if answer.status != 200 or not is_picture:
                    raise Refused(400, "Bad Request: photo cannot be fetched")
                self.shown.append(await answer.read())
        except ClientError:
            raise Refused(400, "Bad Request: photo cannot be fetched") from None
        return {"message_id": self._number(), "date": 1750316131602}

    def _number(self) -> str:
        self._numbers += 1
        return f"2d758cb5e222177a{self._numbers:04x}"

    async def _photo(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name == "away":
            raise web.HTTPFound("http://192.0.2.1/photo")
        if name not in self.photos:
            raise web.HTTPNotFound
        return web.Response(body=self.photos[name], content_type="image/jpeg")
