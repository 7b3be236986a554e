"""Keeping a Zalo bot's webhook registered: Zalo is told where to bring its events."""

import asyncio
import logging

from bot.channels.pausing import FIRST_PAUSE, Pauses
from bot.channels.zalo.channel import ZaloBot

logger = logging.getLogger(__name__)


async def keep_hooked(
    bot: ZaloBot,
    url: str,
    secret: str,
    stop: asyncio.Event,
    first_pause: float = FIRST_PAUSE,
) -> None:
    """Register at the start, again and again while that fails, and wait for `stop`. It stays
    registered after the end."""
    async with asyncio.TaskGroup() as tasks:
        registering = tasks.create_task(_register(bot, url, secret, Pauses(first_pause)))
        await stop.wait()
        registering.cancel()


async def _register(bot: ZaloBot, url: str, secret: str, pauses: Pauses) -> None:
    while True:
        try:
            if not bot.account:
                await bot.introduce()
            await bot.listen_by_webhook(url, secret)
            logger.info("Zalo brings the events of %s to %s", bot.name, url)
            return
        except Exception as error:
            await pauses.wait_out(error, f"the webhook of the Zalo bot {bot.name} is not set")
