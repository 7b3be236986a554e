"""Whether Telegram answers to the token, and brings its updates where it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.checks.findings import Finding, error, ok, warning
from bot.private import TELEGRAM_TOKEN, telegram_token, webhook_secret
from bot.settings.sections import Telegram
from domain.errors import StartError

if TYPE_CHECKING:
    from telegram import Bot

_WAIT_SECONDS = 5.0


def check_telegram(settings: Telegram) -> Finding:
    if not settings.enabled:
        return ok("telegram", "not enabled")
    try:
        token = telegram_token()
        # Only its form is looked at: whose key it is made from does not matter.
        webhook_secret(b"", "telegram")
    except StartError as refused:
        return error("telegram", str(refused))
    if token is None:
        return warning("telegram", f"enabled, but `tiendo run` needs {TELEGRAM_TOKEN}")
    return asyncio.run(_try(settings, token))


async def _try(settings: Telegram, token: str) -> Finding:
    from telegram.error import InvalidToken, TelegramError

    try:
        name = await ask_name(settings, token)
        return await _ask_webhook(settings, token, f"@{name} answers")
    except InvalidToken:
        return error("telegram", f"the server refuses {TELEGRAM_TOKEN}; copy it from BotFather")
    except (TelegramError, TimeoutError) as refused:
        name = type(refused).__name__
        return error("telegram", f"no answer from {settings.api_base_url} ({name})")


async def ask_name(settings: Telegram, token: str) -> str:
    """The bot's name, without "@". Raises TelegramError, or TimeoutError after seconds."""
    async with _bot(settings, token) as bot:
        me = await bot.get_me()
    return me.username or str(me.id)


async def _ask_webhook(settings: Telegram, token: str, answers: str) -> Finding:
    if not settings.webhook:
        return ok("telegram", answers)
    async with _bot(settings, token) as bot:
        info = await bot.get_webhook_info()
    if not info.url:
        return ok("telegram", f"{answers}; `tiendo run` sets the webhook")
    there = f"{answers}; brings its updates to {info.url}"
    if info.pending_update_count and info.last_error_message:
        count, why = info.pending_update_count, info.last_error_message
        return warning("telegram", f"{there}, but {count} wait there; the last try: {why}")
    return ok("telegram", there)


@asynccontextmanager
async def _bot(settings: Telegram, token: str) -> "AsyncIterator[Bot]":
    from telegram import Bot

    from bot.channels.telegram.request import AiohttpRequest

    request = AiohttpRequest(_WAIT_SECONDS)
    try:
        await request.initialize()
        async with asyncio.timeout(2 * _WAIT_SECONDS):
            yield Bot(token, settings.bot_url, settings.file_url, request=request)
    finally:
        await request.shutdown()
