"""Keeping a webhook registered: a messenger is told where to bring what it has."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.channels.pausing import FIRST_PAUSE, Pauses

logger = logging.getLogger(__name__)

Hook: TypeAlias = Callable[[], Awaitable[None]]
"""Registers. Raises SendError where the messenger refuses."""


async def keep_hooked(
    hook: Hook, bot: str, stop: asyncio.Event, first_pause: float = FIRST_PAUSE
) -> None:
    """Register at the start, again and again while that fails, and wait for `stop`. It stays
    registered after the end. `bot` is what the log calls it."""
    async with asyncio.TaskGroup() as tasks:
        registering = tasks.create_task(_register(hook, bot, Pauses(first_pause)))
        await stop.wait()
        registering.cancel()


async def _register(hook: Hook, bot: str, pauses: Pauses) -> None:
    while True:
        try:
            await hook()
            logger.info("the webhook of %s is set", bot)
            return
        except Exception as error:
            await pauses.wait_out(error, f"the webhook of {bot} is not set")
