"""A Zalo Bot Platform on loopback: strict where Zalo is, odd where it is odd, faulty when told."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, web

from tests.bot.zalo_webhook import Refused, Webhook

TOKEN = "zalo-TEST-token:that-must-not-leak"
NUMBER = "1459232241454765289"
PHOTO_HOST = "127.0.0.1"
MAX_TEXT = 2000


@dataclass
class Fault:
    """Strikes `times` calls of `method` (to `chat`, if one is named): refused with `code`,
    "refused_after" it was taken, or "garbage" (no JSON), "late" (taken, never answered), "cut"
    (before it is taken) or "cut_after"."""

    kind: str
    method: str = "sendMessage"
    times: int = 1
    code: object = 500
    status: int = 200
    chat: str = ""
    words: str = "server error"
    """What is said of it; of "garbage", the whole answer."""


@dataclass(frozen=True)
class Call:
    method: str
    body: Mapping[str, Any]
    taken: bool


@dataclass
class ZaloServer:
    token: str = TOKEN
    account: str = "Tiến độ Nghi Xuân"
    others: dict[str, str] = field(default_factory=dict)
    """More tokens, each with the number of its bot."""
    wrapped: bool = False
    """Events come as the documents show them: in an answer within the answer."""
    bare: bool = False
    """Events come as some clients show them: with no answer around them at all."""
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
    given: list[Any] = field(default_factory=list)
    """What was asked for and handed out: it is never given again."""
    webhook: Webhook = field(default_factory=Webhook)
    garbage_for_strangers: bool = False
    """A wrong token is not always answered in JSON."""
    sending_seconds: float = 0.0
    most_in_flight: Counter[str] = field(default_factory=Counter)
    """How many messages were ever under way to a chat at once, and to all of them."""
    most_in_flight_at_all: int = 0
    _numbers: int = 0

    def __post_init__(self) -> None:
        self._news = asyncio.Condition()
        self._in_flight: Counter[str] = Counter()
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
            async with self.webhook.bringing():
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
        if self.webhook.url:
            self.webhook.waiting.append({"ok": True, "result": event} if self.wrapped else event)
            return
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
            if request.match_info["token"] not in (self.token, *self.others):
                if self.garbage_for_strangers:
                    return web.Response(text=f"<html>{request.match_info['token']}?")
                raise Refused(401, "Unauthorized")
            if fault := self._fault(method, body):
                return await self._strike(fault, request, method, body)
            result = await self._do(method, body, request)
        except Refused as refused:
            self.calls.append(Call(method, body, taken=False))
            return web.json_response(
                {"ok": False, "description": refused.words, "error_code": refused.code},
                status=refused.status,
            )
        self.calls.append(Call(method, body, taken=True))
        if self.bare and method == "getUpdates":
            return web.json_response(result)
        return web.json_response({"ok": True, "result": result, "error_code": 0})

    def _fault(self, method: str, body: Mapping[str, Any]) -> Fault | None:
        for fault in self.faults:
            meant = fault.method == method and fault.chat in ("", body.get("chat_id"))
            if fault.times and meant:
                fault.times -= 1
                return fault
        return None

    async def _strike(
        self, fault: Fault, request: web.Request, method: str, body: Mapping[str, Any]
    ) -> web.StreamResponse:
        if fault.kind == "refused":
            raise Refused(fault.code, fault.words, fault.status)
        if fault.kind in ("late", "cut_after", "refused_after"):
            await self._do(method, body, request)
            self.calls.append(Call(method, body, taken=True))
        if fault.kind == "refused_after":
            raise Refused(fault.code, fault.words, fault.status)
        if fault.kind == "late":
            await self._ended.wait()
        if fault.kind == "garbage":
            text = fault.words if "{" in fault.words else f"<html>{self.token} garbage"
            return web.Response(text=text, status=fault.status)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _do(  # noqa: C901 (one arm a method)
        self, method: str, body: Mapping[str, Any], request: web.Request
    ) -> Any:
        match method:
            case "getMe":
                return {
                    "id": self.others.get(request.match_info["token"], NUMBER),
                    "account_name": self.account,
                    "account_type": "BASIC",
                    "can_join_groups": False,
                }
            case "getWebhookInfo":
                if not self.webhook.url:
                    raise Refused(404, "Not Found", 404)
                return {"url": self.webhook.url}
            case "setWebhook":
                return await self.webhook.set(body)
            case "deleteWebhook":
                return self.webhook.delete()
            case "getUpdates":
                return await self._get_updates(int(body.get("timeout", 0)), request)
            case "sendMessage":
                return await self._send(body)
            case "sendPhoto":
                return await self._show(body)
        raise Refused(404, "Not Found", 404)

    async def _get_updates(self, seconds: int, request: web.Request) -> Any:
        """One event, given once; without one a time-out, which is the usual answer."""
        if self.webhook.url:
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
                if request.transport is None or request.transport.is_closing():
                    raise Refused(408, "Request timeout: who asked is gone")
            event = self.waiting.pop(0)
            self.given.append(event)
        return {"ok": True, "result": event} if self.wrapped else event

    async def _send(self, body: Mapping[str, Any]) -> Any:
        text, chat = str(body.get("text", "")), str(body.get("chat_id"))
        if chat not in self.chats:
            raise Refused(404, "Chat not found")
        if not text.strip() or len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
            raise Refused(400, "Bad Request: text must be 1 to 2000")
        self._in_flight[chat] += 1
        self.most_in_flight[chat] = max(self.most_in_flight[chat], self._in_flight[chat])
        together = self._in_flight.total()
        self.most_in_flight_at_all = max(self.most_in_flight_at_all, together)
        await asyncio.sleep(self.sending_seconds)
        self._in_flight[chat] -= 1
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

    async def _photo(self, request: web.Request) -> web.StreamResponse:
        """Among them some that no messenger should have: elsewhere, never ending, broken."""
        name = request.match_info["name"]
        if name == "away":
            raise web.HTTPFound("http://192.0.2.1/photo")
        if name == "slow":
            await self._ended.wait()
        if name == "broken":
            raise web.HTTPInternalServerError
        if name in ("cut", "endless"):
            return await self._pieces(request, 1 if name == "cut" else 1000)
        if name not in self.photos:
            raise web.HTTPNotFound
        return web.Response(body=self.photos[name], content_type="image/jpeg")

    async def _pieces(self, request: web.Request, count: int) -> web.StreamResponse:
        """So many, and then the line is dead."""
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        with suppress(ConnectionError):
            for _ in range(count):
                await response.write(b"x" * 50)
                await asyncio.sleep(0)
        if request.transport is not None:
            request.transport.abort()
        return response
