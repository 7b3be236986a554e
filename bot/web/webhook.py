"""Telegram by webhook: an update is on disk before it is answered with 200."""

import json
import logging
from typing import Any

from aiohttp import web

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.updates import number_of, press_of, translate
from bot.faults import trace
from bot.intake import Intake, Offset
from bot.web.hooks import PREFIX, REPEAT_AFTER, read_bounded, shows_secret
from domain.errors import TiendoError

PATH = PREFIX + "telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name, not a secret)

logger = logging.getLogger(__name__)


def routes(channel: TelegramChannel, intake: Intake, secret: str) -> list[web.RouteDef]:
    """Where Telegram brings its updates. `secret` is what it was given with the address."""
    return [web.post(PATH, _Webhook(channel, intake, secret).receive)]


class _Webhook:
    def __init__(self, channel: TelegramChannel, intake: Intake, secret: str) -> None:
        self._channel = channel
        self._intake = intake
        self._secret = secret

    async def receive(self, request: web.Request) -> web.Response:
        """What is no 2xx, Telegram repeats for a day, and holds that chat's later updates back:
        only what may succeed then, and what is none of Telegram's, is refused."""
        if not shows_secret(request, SECRET_HEADER, self._secret):
            return web.Response(status=403)
        body = await read_bounded(request)
        if body is None:
            return web.Response(status=413)
        raw = _parse(body)
        if number_of(raw) is None:
            return web.Response(status=400)
        if not await self._store(raw):
            return web.Response(status=503, headers=REPEAT_AFTER)
        return _answer(raw)

    async def _store(self, raw: Any) -> bool:
        bot = self._channel.username
        if not bot:
            # Telegram could not be asked yet who we are, so nobody knows whose update this is.
            return False
        # Polling that comes after this asks for all that is unconfirmed: an older place may lie
        # beyond the numbers, which begin anew after a week without any.
        start = Offset(self._channel.name, bot, 0)
        try:
            await self._intake.store(translate(raw, bot), start)
        except Exception as error:
            words = str(error) if isinstance(error, TiendoError) else trace(error)
            logger.error("update %s not stored, Telegram repeats it: %s", number_of(raw), words)
            return False
        return True


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _answer(raw: Any) -> web.Response:
    """The sign on a pressed button is ended by the answer itself, which may name one call."""
    if press := press_of(raw):
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": press})
    return web.Response()
