"""Requests of the bot, as the loopback Bot API server saw them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Call:
    """One request of the bot, and how it was answered."""

    at: float
    method: str
    parameters: Mapping[str, Any]
    status: int
    message_id: int | None = None


def buttons(call: Call) -> list[dict[str, str]]:
    markup = json.loads(call.parameters.get("reply_markup") or "{}")
    return [button for row in markup.get("inline_keyboard", []) for button in row]


async def parameters_of(request: web.Request) -> dict[str, Any]:
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return {**parameters, **await request.json()}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            content = value.file.read()
            value.file.close()
            parameters[name] = {
                "name": value.filename, "mime": value.content_type, "content": content
            }  # fmt: skip
        else:
            parameters[name] = value
    return parameters
