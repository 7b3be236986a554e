"""Whether Telegram answers to the token."""

import asyncio

from bot.checks.findings import Finding, error, ok, warning
from bot.private import TELEGRAM_TOKEN, telegram_token
from bot.settings.sections import Telegram
from domain.errors import StartError

_WAIT_SECONDS = 5.0


def check_telegram(settings: Telegram) -> Finding:
    if not settings.enabled:
        return ok("telegram", "not enabled")
    try:
        token = telegram_token()
    except StartError as refused:
        return error("telegram", str(refused))
    if token is None:
        return warning("telegram", f"enabled, but `tiendo run` needs {TELEGRAM_TOKEN}")
    return asyncio.run(_try(settings, token))


async def _try(settings: Telegram, token: str) -> Finding:
    from telegram.error import InvalidToken, TelegramError

    try:
        return ok("telegram", f"@{await ask_name(settings, token)} answers")
    except InvalidToken:
        return error("telegram", f"the server refuses {TELEGRAM_TOKEN}; copy it from BotFather")
    except (TelegramError, TimeoutError) as refused:
        name = type(refused).__name__
        return error("telegram", f"no answer from {settings.api_base_url} ({name})")


async def ask_name(settings: Telegram, token: str) -> str:
    """The bot's name, without "@". Raises TelegramError, or TimeoutError after seconds."""
    from telegram import Bot

    from bot.channels.telegram.request import AiohttpRequest

    request = AiohttpRequest(_WAIT_SECONDS)
    bot = Bot(token, settings.bot_url, settings.file_url, request=request)
    try:
        await request.initialize()
        async with asyncio.timeout(2 * _WAIT_SECONDS):
            me = await bot.get_me()
    finally:
        await request.shutdown()
    return me.username or str(me.id)
