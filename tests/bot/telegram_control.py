"""The loopback Bot API server played from another process, over HTTP.

`python -m tests.bot.telegram_control --port 0` prints its port.
POST /control/say {chat, text, from} · press {chat, data or label, from}
· photo and document {chat, hex, name, mime, caption, album} · block {chat}
· update {a raw update} · fail {kind, ...}.
GET /control/sent?chat=&after= (messages numbered above `after`) · calls?method= · state.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.bot.telegram_calls import Call, buttons
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TOKEN, TelegramServer

Body = Mapping[str, Any]


class Control:
    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.people = People(server)
        self.acts: Mapping[str, Callable[[Body], Awaitable[object]]] = {
            "say": self._say,
            "press": self._press,
            "photo": self._photo,
            "document": self._document,
            "block": lambda body: self.people.block(int(body["chat"])),
            "update": lambda body: server.push(body),
            "fail": self._fail,
        }

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/control/sent", self._sent)
        app.router.add_get("/control/calls", self._calls)
        app.router.add_get("/control/state", self._state)
        app.router.add_post("/control/{act}", self._act)

    async def _act(self, request: web.Request) -> web.Response:
        act = self.acts[request.match_info["act"]]
        try:
            return web.json_response({"done": await act(await request.json())})
        except KeyError as error:
            return web.json_response({"error": str(error)}, status=400)

    async def _sent(self, request: web.Request) -> web.Response:
        chat = int(request.query["chat"]) if "chat" in request.query else None
        after = int(request.query.get("after", 0))
        calls = self.server.sent(chat)
        return web.json_response([_shown(c) for c in calls if (c.message_id or 0) > after])

    async def _calls(self, request: web.Request) -> web.Response:
        method = request.query.get("method")
        calls = self.server.calls
        return web.json_response([_shown(c) for c in calls if method in (None, c.method)])

    async def _state(self, _: web.Request) -> web.Response:
        waiting = [update["update_id"] for update in self.server.waiting]
        return web.json_response({"waiting": waiting, "confirmed": self.server.confirmed})

    async def _say(self, body: Body) -> int:
        return await self.people.say(int(body["chat"]), body["text"], body.get("from", "Lan"))

    async def _press(self, body: Body) -> None:
        chat, name = int(body["chat"]), body.get("from", "Lan")
        if "label" in body:
            await self.people.press_label(chat, body["label"], name)
        else:
            await self.people.press(chat, body["data"], int(body.get("message", 1)), name)

    async def _photo(self, body: Body) -> None:
        content = bytes.fromhex(body["hex"])
        caption, album = body.get("caption", ""), body.get("album", "")
        await self.people.send_photo(int(body["chat"]), content, caption, album)

    async def _document(self, body: Body) -> None:
        content = bytes.fromhex(body["hex"])
        mime = body.get("mime", "application/octet-stream")
        caption = body.get("caption", "")
        await self.people.send_document(int(body["chat"]), body["name"], content, mime, caption)

    async def _fail(self, body: Body) -> None:
        self.server.fail(**body)


def _shown(call: Call) -> dict[str, Any]:
    return {
        "at": call.at,
        "method": call.method,
        "message_id": call.message_id,
        "chat": call.parameters.get("chat_id"),
        "text": call.parameters.get("text", ""),
        "status": call.status,
        "buttons": [{"label": b["text"], "data": b["callback_data"]} for b in buttons(call)],
        "document": {
            key: value if isinstance(value, str) else value.hex()
            for key, value in call.parameters.get("document", {}).items()
        },
    }


async def _serve(port: int, token: str) -> None:
    server = TelegramServer(token=token, port=port)
    async with server.running(Control(server).add_to):
        print(server.port, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(given.port, given.token))


if __name__ == "__main__":
    main()
