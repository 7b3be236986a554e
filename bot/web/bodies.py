"""What pages send, checked; anything else is refused before it is looked at."""

import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from domain.conversation import Chose, Event, Said

LONGEST_BODY = 512 * 1024
LONGEST_TEXT = 100_000
LARGEST = 2**53
"""Below it, numbers are whole in scripts and in the database."""
_KEY = re.compile(r"[A-Za-z0-9-]{8,40}")
_ORDER = re.compile(r"[\w:|.+-]{1,200}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """`key` is the page's own number of the message: repeated, it is the same message."""

    key: str
    event: Event


async def read_spoken(request: web.Request) -> Spoken:
    """A text, or a press on a choice. Raises HTTPBadRequest, HTTPRequestEntityTooLarge."""
    body = await read_object(request)
    key = read_key(body.get("key"))
    match body:
        case {"text": str(text)} if text.strip():
            if len(text) > LONGEST_TEXT:
                raise web.HTTPRequestEntityTooLarge(LONGEST_TEXT, len(text))
            return Spoken(key, Said(clean(text), key))
        case {"question": question, "index": index}:
            index = read_number(index, 1000)
            return Spoken(key, Chose(f"#{index}", read_number(question), key))
        case _:
            raise web.HTTPBadRequest


async def read_order(request: web.Request) -> Spoken:
    """A button of the board: the key of a choice that is valid at any time."""
    body = await read_object(request)
    match body:
        case {"key": str(), "order": str(order)} if _ORDER.fullmatch(order):
            return Spoken(read_key(body["key"]), Chose(order, None, body["key"]))
        case _:
            raise web.HTTPBadRequest


async def read_object(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, LookupError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def read_key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise web.HTTPBadRequest
    return value


def read_number(value: object, below: int = LARGEST) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < below:
        raise web.HTTPBadRequest
    return value


def clean(text: str) -> str:
    """JSON can hold halves of surrogate pairs and NUL, which neither files nor documents can."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
