"""Zalo as a channel: several bots, each with its own people; text and pictures out, photos in."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp

from bot.channels.base import Carries, Part
from bot.channels.refusals import MessageRefused
from bot.channels.zalo.calls import Calls, Idle, TooLarge, Unauthorized, bounded
from bot.channels.zalo.events import NAME, unwrapped
from bot.splitting import UTF_16, length
from domain.errors import SendError, StartError

API_BASE_URL = "https://bot-api.zaloplatforms.com/bot"
MAX_TEXT = 2000
LOOPBACK = "127.0.0.1"
HTTPS = 443
# Neither user nor brackets, nothing that another reader of the address might take otherwise.
PLAIN = re.compile(r"[A-Za-z0-9.:-]+")
POLL_SECONDS = 30
FETCH_SECONDS = 60.0
SIDE_BY_SIDE = 16

logger = logging.getLogger(__name__)


@dataclass
class ZaloBot:
    """`name` is the settings' name for it; `account` what Zalo calls it and `number` by what Zalo
    knows it, once it was reached."""

    name: str
    calls: Calls
    account: str = ""
    number: str = ""

    async def introduce(self) -> None:
        """Ask who we are. Raises StartError for a refused token, SendError out of reach."""
        try:
            me = await self.calls.call("getMe", {})
        except Unauthorized:
            raise StartError(
                f"Zalo refuses the token of the bot {self.name}: set TIENDO_ZALO_TOKEN_"
                f"{self.name.upper()} to the one that Zalo gave, and check zalo.api_base_url"
            ) from None
        if not isinstance(me, dict) or "id" not in me:
            raise SendError("getMe: an answer of an unknown shape")
        self.number = str(me["id"])
        self.account = str(me.get("account_name") or me["id"])

    async def listen_by_polling(self) -> bool:
        """End any webhook, which would forbid polling; whether there was one."""
        if not await self.webhook():
            return False
        await self.calls.call("deleteWebhook", {})
        return True

    async def webhook(self) -> str:
        """Where its events are brought; "" where they are asked for, of which Zalo says 404."""
        try:
            info = await self.calls.call("getWebhookInfo", {})
        except SendError as error:
            if error.permanent:
                return ""
            raise
        return str(info.get("url") or "") if isinstance(info, dict) else ""

    async def hook(self, url: str, secret: str) -> None:
        """Have events brought to `url`. Zalo keeps an address even where its own try of it failed:
        that is a SendError, too. Where it says nothing of a try, none failed."""
        if not self.account:
            await self.introduce()
        said = await self.calls.call("setWebhook", {"url": url, "secret_token": secret})
        tried = said.get("verification") if isinstance(said, dict) else None
        if isinstance(tried, dict) and tried.get("ok") is False:
            why = self.calls.shown(tried.get("description") or tried.get("error") or "no reason")
            raise SendError(f"Zalo keeps {url}, but its try of it failed ({why})")

    async def update(self, seconds: int) -> Any:
        """The next event, or None after `seconds` without one. It is given once only."""
        return unwrapped(await self.raw_update(seconds))

    async def raw_update(self, seconds: int) -> Any:
        """With whatever stands around it."""
        try:
            return await self.calls.answer("getUpdates", {"timeout": seconds}, seconds + 15.0)
        except Idle:
            return None

    async def say(self, chat: str, text: str) -> str:
        """The number that Zalo gave to the message."""
        return await self._sent("sendMessage", {"chat_id": chat, "text": text})

    async def show(self, chat: str, picture: str, caption: str) -> str:
        """Zalo's server fetches the picture itself, from where everybody could."""
        return await self._sent(
            "sendPhoto", {"chat_id": chat, "photo": picture, "caption": caption}
        )

    async def _sent(self, method: str, body: Mapping[str, str]) -> str:
        sent = await self.calls.call(method, body)
        if not isinstance(sent, dict) or not sent.get("message_id"):
            raise SendError("the answer does not say what was sent", doubtful=True)
        return str(sent["message_id"])


class ZaloChannel:
    """`tokens` by the settings' names of the bots; `photo_hosts` are those whose pictures are
    fetched, a name with a leading dot for all hosts below it. Without `pictures` no picture of a
    report goes out."""

    name = NAME
    carries = Carries(
        buttons=False, files_out=False, max_text=MAX_TEXT, units=UTF_16, pictures=True
    )

    def __init__(
        self,
        tokens: Mapping[str, str],
        photo_hosts: Collection[str],
        api_base_url: str = API_BASE_URL,
        *,
        pictures: bool = True,
    ) -> None:
        self.carries = replace(self.carries, pictures=pictures)
        self._tokens = tokens
        self._photo_hosts = photo_hosts
        self._api_base_url = api_base_url
        self._bots: dict[str, ZaloBot] = {}
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Connections for as long as it is used. A wrong token stops the start; a server out of
        reach does not: who receives asks again."""
        connector = aiohttp.TCPConnector(limit=SIDE_BY_SIDE * max(1, len(self._tokens)))
        async with aiohttp.ClientSession(connector=connector) as session:
            self._session = session
            for name, token in self._tokens.items():
                self._bots[name] = ZaloBot(name, Calls(token, self._api_base_url, session))
            await asyncio.gather(*(_introduce(bot) for bot in self._bots.values()))
            yield self

    @property
    def bots(self) -> Sequence[ZaloBot]:
        return tuple(self._bots.values())

    async def send(self, bot: str, chat: str, part: Part) -> str:
        speaker = self._bots.get(bot)
        if speaker is None:
            raise SendError(f"the Zalo bot {bot} is not running")
        if part.file is not None or part.buttons:
            raise MessageRefused("Zalo carries neither files nor buttons")
        if length(part.text, UTF_16) > MAX_TEXT:
            raise MessageRefused(f"the text is longer than {MAX_TEXT}")
        if part.picture and not is_public(part.picture):
            raise MessageRefused("the picture's address is neither https nor on this machine")
        if part.picture:
            return await speaker.show(chat, part.picture, part.text)
        return await speaker.say(chat, part.text)

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        """A picture by its address: from known hosts only, never anywhere it points on to."""
        if not is_known(reference, self._photo_hosts):
            raise SendError("the picture lies on an unknown host", permanent=True)
        assert self._session is not None, "opened"
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        try:
            async with self._session.get(
                reference, timeout=timeout, allow_redirects=False
            ) as response:
                if response.status != 200:
                    gone = response.status in (301, 302, 303, 307, 308, 403, 404, 410)
                    raise SendError(f"the picture: HTTP {response.status}", permanent=gone)
                return await bounded(response, limit)
        except TooLarge as error:
            raise SendError("the picture is too large", permanent=True) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SendError(f"the picture: {type(error).__name__}") from None

    async def leave(self, bot: str, chat: str) -> None:
        """The platform has no call for it: the bot stays silent there."""


async def _introduce(bot: ZaloBot) -> None:
    try:
        await bot.introduce()
    except SendError as error:
        logger.warning("Zalo bot %s is out of reach at the start: %s", bot.name, error)


def is_known(url: str, hosts: Collection[str]) -> bool:
    """Whether a picture's address lies on one of the hosts, and is one that may be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    known = any(host.endswith(name) if name.startswith(".") else host == name for name in hosts)
    usual = port in (None, HTTPS) or host == LOOPBACK
    return known and usual and is_public(url) and PLAIN.fullmatch(parts.netloc) is not None


def is_public(url: str) -> bool:
    """Whether it can be fetched from anywhere in secret; or lies on this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname == LOOPBACK
