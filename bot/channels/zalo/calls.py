"""Calls of the Zalo Bot Platform. The truth of an answer is its `ok`, not the HTTP status.

Source: https://bot.zaloplatforms.com/docs (base address, methods, error codes).
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.channels.refusals import MessageRefused
from domain.errors import SendError

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
MAX_BODY = 4 * 1024 * 1024
LONGEST_WORDS = 200
UNAUTHORIZED, TIMED_OUT = 401, 408
NEVER_TAKEN, NO_SUCH_CHAT = 400, 404
GATEWAYS = (502, 504)
SERVERS_OWN = 500
CODE = re.compile(r"[0-9]{1,6}")

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class Unauthorized(SendError):
    """The token is not one of Zalo's."""


class Idle(SendError):
    """Nothing came while the call waited; of a send it says nothing at all."""


class TooLarge(aiohttp.ClientPayloadError):
    """More bytes came than were asked for."""


class Calls:
    """One bot's calls, over one session. Errors name the kind of failure, never the address,
    which holds the token."""

    def __init__(self, token: str, api_base_url: str, session: aiohttp.ClientSession) -> None:
        self._token = token
        self._base = f"{api_base_url}{token}/"
        self._session = session
        self.last_words = ""
        """Of Zalo's last refusal, for whoever tries a bot by hand. Neither logged nor stored: it
        may repeat what somebody wrote."""

    async def call(
        self, method: str, body: Mapping[str, Any], read_seconds: float = READ_SECONDS
    ) -> Any:
        """The `result` of a method. Raises SendError: Idle for a time-out that Zalo tells of."""
        return (await self.answer(method, body, read_seconds)).get("result")

    async def answer(
        self, method: str, body: Mapping[str, Any], read_seconds: float = READ_SECONDS
    ) -> dict[str, Any]:
        """All that Zalo answers, which may be an event without anything around it."""
        self.last_words = ""
        try:
            return self._taken(*await self._exchange(method, body, read_seconds))
        except NOT_SENT as error:
            raise SendError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SendError(type(error).__name__, doubtful=True) from None

    async def _exchange(
        self, method: str, body: Mapping[str, Any], read_seconds: float
    ) -> tuple[int, bytes]:
        limits = aiohttp.ClientTimeout(
            total=CONNECT_SECONDS + read_seconds,
            connect=CONNECT_SECONDS,
            sock_connect=CONNECT_SECONDS,
            sock_read=read_seconds,
        )
        async with self._session.post(
            self._base + method, json=body, timeout=limits, allow_redirects=False
        ) as response:
            return response.status, await bounded(response, MAX_BODY)

    def _taken(self, status: int, content: bytes) -> dict[str, Any]:
        answer = _read(content)
        if answer is None:
            raise SendError(f"HTTP {status}, and the answer is none of Zalo's", doubtful=True)
        if answer.get("ok", True) is True:
            return answer
        raise self._refusal(status, answer)

    def shown(self, words: object) -> str:
        """What Zalo says, short enough for a line and without the token."""
        return str(words).replace(self._token, "***")[:LONGEST_WORDS]

    def _refusal(self, status: int, answer: Mapping[str, Any]) -> SendError:
        """The code tells what happened. A time-out, or a gateway's word, leaves open whether the
        message went out all the same; whatever else is not `ok` was not taken."""
        code = _code(answer.get("error_code")) or status
        self.last_words = self.shown(answer.get("description") or "")
        words = str(code)
        if code == TIMED_OUT:
            return Idle(words, doubtful=True)
        if code in GATEWAYS or status in GATEWAYS:
            return SendError(words, doubtful=True)
        if code == UNAUTHORIZED:
            return Unauthorized(words)
        if code == NEVER_TAKEN and status < SERVERS_OWN:
            return MessageRefused(words)
        # 403 and 5xx are Zalo's own trouble, 429 its quota or rate; nobody knows the others.
        return SendError(words, permanent=code == NO_SUCH_CHAT and status < SERVERS_OWN)


def _code(told: object) -> int:
    """0 for none; a number in digits is one, too."""
    text = str(told) if isinstance(told, int | str) and not isinstance(told, bool) else ""
    return int(text) if CODE.fullmatch(text) else 0


def _read(content: bytes) -> dict[str, Any] | None:
    """None for what is no answer of the platform: a proxy's page, half an answer."""
    try:
        answer = json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    return answer if isinstance(answer.get("ok"), bool) or "event_name" in answer else None


async def bounded(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The whole body. Raises TooLarge for one beyond `limit` bytes."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > limit:
            raise TooLarge("the answer is larger than the limit")
    return bytes(body)
