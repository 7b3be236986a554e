"""A Bot API server on loopback: strict where Telegram is, and faulty when told to be.

`python -m tests.bot.telegram_server --port 0` runs it alone (see `telegram_control`).
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.bot.telegram_calls import Call, parameters_of
from tests.bot.telegram_faults import Fault, Refused
from tests.bot.telegram_webhook import Webhook

TOKEN = "123456:TEST-token-that-must-not-leak"
USERNAME = "tiendo_test_bot"
MAX_DOWNLOAD = 20 * 1024 * 1024


@dataclass
class TelegramServer:
    token: str = TOKEN
    username: str = USERNAME
    enforce_rates: bool = False
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chats: dict[int, str] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    last_update: int = 1000
    last_message: int = 0

    def __post_init__(self) -> None:
        self._news = asyncio.Condition()
        self._poll = 0
        self._sent_at: dict[int, list[float]] = defaultdict(list)
        self._ended = asyncio.Event()
        self.webhook = Webhook(self.waiting, self.confirmed, self._called_in_an_answer)

    # Its addresses, as PTB takes them.

    @property
    def api_base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    @asynccontextmanager
    async def running(
        self, extend: Callable[[web.Application], None] = lambda _: None
    ) -> AsyncIterator["TelegramServer"]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        extend(app)
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

    # What happens to it.

    async def push(self, update: Mapping[str, Any]) -> int:
        async with self._news:
            self.last_update += 1
            self.waiting.append({"update_id": self.last_update, **update})
            self._news.notify_all()
        return self.last_update

    def keep(self, content: bytes) -> str:
        name = f"file{len(self.files)}"
        self.files[name] = content
        return name

    def fail(self, kind: str, **more: Any) -> None:
        self.faults.append(Fault(kind, **more))

    def sent(self, chat: int | None = None) -> list[Call]:
        """The messages that were taken, of one chat or of all."""
        return [
            call
            for call in self.calls
            if call.status == 200
            and call.method in ("sendMessage", "sendDocument")
            and (chat is None or int(call.parameters["chat_id"]) == chat)
        ]

    def texts(self, chat: int) -> list[str]:
        return [str(call.parameters.get("text", "")) for call in self.sent(chat)]

    def message(self, chat: int, number: int, name: str) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": 1700000000,
            "chat": {"id": chat, "type": self.chats.get(chat, "private"), "first_name": name},
            "from": {"id": abs(chat), "is_bot": False, "first_name": name},
        }

    # What the bot asks.

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters = await parameters_of(request)
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if fault := self._fault(method, parameters):
                return await self._strike(fault, request, method, parameters)
            result = await self._do(method, parameters)
        except Refused as refused:
            self._log(method, parameters, refused.status)
            body = {"ok": False, "error_code": refused.status, "description": refused.words}
            more = {"parameters": refused.parameters} if refused.parameters else {}
            return web.json_response({**body, **more}, status=refused.status)
        message = result if isinstance(result, dict) else {}
        self._log(method, parameters, 200, message.get("message_id"))
        return web.json_response({"ok": True, "result": result})

    def _log(
        self, method: str, parameters: Mapping[str, Any], status: int, number: int | None = None
    ) -> None:
        self.calls.append(Call(time.monotonic(), method, parameters, status, number))

    def _fault(self, method: str, parameters: Mapping[str, Any]) -> Fault | None:
        for fault in self.faults:
            chat = str(parameters.get("chat_id", ""))
            if fault.times and fault.method == method and fault.chat in (None, chat):
                fault.times -= 1
                return fault
        return None

    async def _strike(
        self, fault: Fault, request: web.Request, method: str, parameters: Mapping[str, Any]
    ) -> web.StreamResponse:
        if refusal := fault.refusal():
            raise refusal
        if fault.kind in ("late", "cut_after"):
            result = await self._do(method, parameters)
            self._log(method, parameters, 200, result.get("message_id"))
        if fault.kind == "late":
            await self._ended.wait()
        if fault.kind in ("late", "cut", "cut_after"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        self._log(method, parameters, 200)
        return web.Response(text=f"<html>{self.token} {method} garbage", status=200)

    async def _called_in_an_answer(self, method: str, parameters: Mapping[str, Any]) -> None:
        await self._do(method, parameters)
        self._log(method, parameters, 200)

    async def _do(self, method: str, parameters: Mapping[str, Any]) -> Any:
        actions = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "getFile": self._get_file,
            "leaveChat": self._leave_chat,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
        }
        if method == "answerCallbackQuery":
            return True
        if method not in actions:
            raise Refused(404, "Not Found")
        return await actions[method](parameters)

    async def _get_me(self, _: Mapping[str, Any]) -> Any:
        return {
            "id": int(self.token.split(":")[0]),
            "is_bot": True,
            "first_name": "tiendo",
            "username": self.username,
        }

    async def _set_webhook(self, parameters: Mapping[str, Any]) -> Any:
        return self.webhook.set(parameters)

    async def _delete_webhook(self, _: Mapping[str, Any]) -> Any:
        return self.webhook.delete()

    async def _get_webhook_info(self, _: Mapping[str, Any]) -> Any:
        return self.webhook.info()

    async def _get_updates(self, parameters: Mapping[str, Any]) -> Any:
        if self.webhook.url:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        ends = time.monotonic() + int(parameters.get("timeout", 0))
        wanted = json.loads(parameters.get("allowed_updates") or "[]")
        async with self._news:
            self._poll += 1
            mine = self._poll
            self._news.notify_all()
            self._confirm(offset)
            while not (news := self._news_for(wanted)[: max(1, min(limit, 100))]):
                left = ends - time.monotonic()
                if left <= 0 or self._ended.is_set():
                    return []
                try:
                    await asyncio.wait_for(self._news.wait(), left)
                except TimeoutError:
                    return []
                if self._poll != mine:
                    raise Refused(409, "Conflict: terminated by other getUpdates request")
            return news

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = self.last_update + 1 + offset
        self.confirmed += [u["update_id"] for u in self.waiting if u["update_id"] < offset]
        self.waiting[:] = [u for u in self.waiting if u["update_id"] >= offset]

    def _news_for(self, wanted: list[str]) -> list[dict[str, Any]]:
        return [u for u in self.waiting if not wanted or set(u) & set(wanted)]

    async def _send_message(self, parameters: Mapping[str, Any]) -> Any:
        text = str(parameters.get("text", ""))
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text) > 4096:
            raise Refused(400, "Bad Request: message is too long")
        markup = json.loads(parameters.get("reply_markup") or "{}")
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                    raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return {**self._taken(parameters), "text": text}

    async def _send_document(self, parameters: Mapping[str, Any]) -> Any:
        document = parameters.get("document")
        if not isinstance(document, dict):
            raise Refused(400, "Bad Request: there is no document in the request")
        if len(str(parameters.get("caption", ""))) > 1024:
            raise Refused(400, "Bad Request: message caption is too long")
        kept = {"file_id": "sent", "file_unique_id": "sent", "file_name": document["name"]}
        return {**self._taken(parameters), "document": kept}

    def _taken(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        chat = int(parameters["chat_id"])
        if chat not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if self.enforce_rates:
            self._check_rate(chat)
        self.last_message += 1
        return self.message(chat, self.last_message, "tiendo")

    def _check_rate(self, chat: int) -> None:
        now = time.monotonic()
        everyone = [at for times in self._sent_at.values() for at in times if at > now - 1]
        if len(everyone) >= 30 or sum(at > now - 5 for at in self._sent_at[chat]) >= 9:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        self._sent_at[chat].append(now)

    async def _get_file(self, parameters: Mapping[str, Any]) -> Any:
        name = str(parameters.get("file_id"))
        if name not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[name])
        if size > MAX_DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        return {
            "file_id": name,
            "file_unique_id": name,
            "file_size": size,
            "file_path": f"documents/{name}",
        }

    async def _leave_chat(self, parameters: Mapping[str, Any]) -> Any:
        self.left.add(int(parameters["chat_id"]))
        return True

    async def _download(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("documents/")
        if request.match_info["token"] != self.token or name not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[name])


if __name__ == "__main__":
    from tests.bot.telegram_control import main

    main()
