"""Keeping the webhook registered: Telegram is told where to bring its updates."""

import asyncio
import logging

from bot.channels.pausing import FIRST_PAUSE, Pauses
from bot.channels.telegram.channel import TelegramChannel

logger = logging.getLogger(__name__)


async def keep_hooked(
    channel: TelegramChannel,
    url: str,
    secret: str,
    stop: asyncio.Event,
    first_pause: float = FIRST_PAUSE,
) -> None:
    """Register at the start, again and again while that fails, and wait for `stop`.

    It stays registered after the end: Telegram keeps what comes meanwhile for a day.
    """
    async with asyncio.TaskGroup() as tasks:
        registering = tasks.create_task(_register(channel, url, secret, Pauses(first_pause)))
        await stop.wait()
        registering.cancel()


async def _register(channel: TelegramChannel, url: str, secret: str, pauses: Pauses) -> None:
    while True:
        try:
            if not channel.username:
                await channel.introduce()
            await channel.listen_by_webhook(url, secret)
            logger.info("Telegram brings its updates to %s", url)
            return
        except Exception as error:
            await pauses.wait_out(error, "the webhook is not set")
