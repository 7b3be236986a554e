"""Zalo by webhook: an event is on disk before it is answered with 200."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.channels.zalo.events import unwrapped
from bot.channels.zalo.keeping import keep
from bot.faults import trace
from bot.intake import Intake
from bot.web.hooks import PREFIX, REPEAT_AFTER, read_bounded, shows_secret
from domain.errors import TiendoError

PATH = PREFIX + "zalo/{bot}"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 (a name, not a secret)

logger = logging.getLogger(__name__)


def routes(intake: Intake, secrets: Mapping[str, str]) -> list[web.RouteDef]:
    """Where Zalo brings its events. `secrets` by the names of the bots: what Zalo was given with
    each bot's address."""
    return [web.post(PATH, _Webhook(intake, secrets).receive)]


def address_of(public_url: str, bot: str) -> str:
    """Where the events of one bot are brought."""
    return public_url + PATH.format(bot=bot)


class _Webhook:
    def __init__(self, intake: Intake, secrets: Mapping[str, str]) -> None:
        self._intake = intake
        self._secrets = secrets

    async def receive(self, request: web.Request) -> web.Response:
        """Any JSON that comes with the secret is taken, or nothing at all: Zalo tries an address
        with a call of a form it does not tell, and whether it repeats what is refused is not
        known either."""
        bot = request.match_info["bot"]
        if bot not in self._secrets:
            return web.Response(status=404)
        if not shows_secret(request, SECRET_HEADER, self._secrets[bot]):
            return web.Response(status=403)
        if not request.can_read_body:
            return web.Response()
        body = await read_bounded(request)
        if body is None:
            return web.Response(status=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not await self._store(raw, bot):
            return web.Response(status=503, headers=REPEAT_AFTER)
        return web.Response()

    async def _store(self, raw: Any, bot: str) -> bool:
        event = unwrapped(raw)
        try:
            # What is no object says nothing: it may be how an address is tried.
            if isinstance(event, dict):
                await keep(self._intake, event, bot)
        except Exception as error:
            words = str(error) if isinstance(error, TiendoError) else trace(error)
            logger.error("an event of the Zalo bot %s not stored: %s", bot, words)
            return False
        return True
