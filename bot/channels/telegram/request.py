"""python-telegram-bot's HTTP, carried by aiohttp."""

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
SIDE_BY_SIDE = 64
MAX_BODY = 32 * 1024 * 1024
GATEWAY_STATUSES = (502, 504)

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class AnswerLost(aiohttp.ClientError):
    """A gateway answered in the server's place: what became of the request is unknown."""


class AiohttpRequest(BaseRequest):
    """One session for all calls. Errors name the kind of failure only: never the address called,
    which holds the token."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_seconds

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=SIDE_BY_SIDE),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        uploads = request_data is not None and request_data.contains_files
        limits = _limits(
            _seconds(connect_timeout, CONNECT_SECONDS),
            _seconds(read_timeout, self._read_seconds),
            _seconds(write_timeout, UPLOAD_SECONDS if uploads else CONNECT_SECONDS),
        )
        try:
            return await self._exchange(method, url, _body(request_data), limits)
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    async def _exchange(
        self,
        method: str,
        url: str,
        body: aiohttp.FormData | None,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is used outside its lifetime")
        async with self._session.request(
            method, url, data=body, timeout=limits, allow_redirects=False
        ) as response:
            if response.status in GATEWAY_STATUSES:
                raise AnswerLost(f"HTTP {response.status}")
            return response.status, await _bounded(response)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """PTB's own logs what it could not read, which may hold people's words or the token."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("the answer is no JSON") from None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "description"}:
            raise TelegramError("the answer is not one of the Bot API")
        return answer


def not_sent(error: TelegramError) -> bool:
    """True if the failure came before anything left this machine."""
    return isinstance(error.__cause__, NOT_SENT)


def maybe_sent(error: TelegramError) -> bool:
    """True if the request left and no answer to it was understood."""
    lost = isinstance(error.__cause__, aiohttp.ClientError | TimeoutError | OSError)
    return not not_sent(error) and (lost or type(error) is TelegramError)


def _seconds(given: Any, default: float) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


def _limits(
    connect: float | None, read: float | None, write: float | None
) -> aiohttp.ClientTimeout:
    known = [seconds for seconds in (connect, read, write) if seconds is not None]
    whole = sum(known) if len(known) == 3 else None
    return aiohttp.ClientTimeout(
        total=whole, connect=connect, sock_connect=connect, sock_read=read
    )


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    # Telegram shows a file's name as it stands: percent signs would be letters of it.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    if data.contains_files:
        for name, (filename, content, mime) in data.multipart_data.items():
            form.add_field(name, content, filename=_name(filename), content_type=mime)
    return form


def _name(filename: str) -> str:
    return " ".join(filename.replace('"', "'").split())


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MAX_BODY:
            raise aiohttp.ClientPayloadError("the answer is larger than any of the Bot API")
    return bytes(body)
