"""The polling loop of a Zalo bot: an event is given once only, so it is stored before all else."""

import asyncio
import logging
import time
from typing import Any

from bot.channels.pausing import FIRST_PAUSE, Pauses
from bot.channels.zalo.channel import POLL_SECONDS, ZaloBot
from bot.channels.zalo.keeping import keep
from bot.intake import Intake

# Zalo may say at once that nothing came: then it is not asked again at once.
TOO_SOON = 5.0
REST = 2.0

logger = logging.getLogger(__name__)


async def poll(
    bot: ZaloBot,
    intake: Intake,
    stop: asyncio.Event,
    first_pause: float = FIRST_PAUSE,
    poll_seconds: int = POLL_SECONDS,
    rest: float = REST,
) -> None:
    """Receive until `stop` is set. Nothing but that ends it: faults are logged and waited out."""
    polling = _Polling(bot, intake, Pauses(first_pause), poll_seconds, rest)
    async with asyncio.TaskGroup() as tasks:
        loop = tasks.create_task(polling.run())
        await stop.wait()
        # What was given already is stored first: it would not come again.
        async with polling.storing:
            loop.cancel()


class _Polling:
    def __init__(
        self, bot: ZaloBot, intake: Intake, pauses: Pauses, poll_seconds: int, rest: float
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._pauses = pauses
        self._seconds = poll_seconds
        self._rest = rest
        self._ready = False
        self.storing = asyncio.Lock()

    async def run(self) -> None:
        while True:
            try:
                await self._get_ready()
                await self._receive()
                self._pauses.succeeded()
            except Exception as error:
                await self._pauses.wait_out(error, f"nothing received by {self._bot.name}")

    async def _get_ready(self) -> None:
        if not self._bot.account:
            await self._bot.introduce()
        if not self._ready:
            await self._bot.listen_by_polling()
            self._ready = True

    async def _receive(self) -> None:
        asked = time.monotonic()
        event = await self._bot.update(self._seconds)
        if event is not None:
            await store(self._intake, event, self._bot.name, self.storing)
        elif time.monotonic() - asked < TOO_SOON:
            await asyncio.sleep(self._rest)


async def store(intake: Intake, event: Any, bot: str, storing: asyncio.Lock) -> None:
    """On disk, however often the database has to be asked: nobody will give it again."""
    async with storing:
        while True:
            try:
                return await keep(intake, event, bot)
            except Exception as error:
                logger.error("an event waits for the database: %s", type(error).__name__)
                await asyncio.sleep(REST)
