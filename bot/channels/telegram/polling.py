"""The polling loop: a batch is on disk before the next call confirms it to Telegram."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from random import SystemRandom
from typing import Any

from bot.channels.received import Received, Unreadable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.events import to_events
from bot.intake import Intake, Offset
from domain.errors import SendError, TiendoError
from domain.messages import Address

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

logger = logging.getLogger(__name__)
jitter: Callable[[], float] = SystemRandom().random


async def poll(
    channel: TelegramChannel,
    intake: Intake,
    stop: asyncio.Event,
    first_pause: float = FIRST_PAUSE,
) -> None:
    """Receive until `stop` is set. Nothing but that ends it: faults are logged and waited out."""
    async with asyncio.TaskGroup() as tasks:
        loop = tasks.create_task(_Polling(channel, intake, tasks, first_pause).run())
        await stop.wait()
        loop.cancel()


class _Polling:
    def __init__(
        self,
        channel: TelegramChannel,
        intake: Intake,
        tasks: asyncio.TaskGroup,
        first_pause: float,
    ) -> None:
        self._channel = channel
        self._intake = intake
        self._tasks = tasks
        self._first_pause = first_pause

    async def run(self) -> None:
        failures = 0
        while True:
            try:
                await self._receive()
                failures = 0
            except Exception as error:
                failures += 1
                await self._wait_out(error, failures)

    async def _receive(self) -> None:
        if not self._channel.username:
            await self._channel.introduce()
        bot = self._channel.username
        offset = await self._intake.next_offset(self._channel.name, bot)
        batch = await self._channel.updates(offset)
        if not batch:
            return
        numbered = [raw for raw in batch if _number(raw) is not None]
        if not numbered:
            raise SendError("updates without numbers")
        items = [item for raw in numbered for item in translate(raw, bot)]
        end = max(_number(raw) or 0 for raw in numbered) + 1
        await self._intake.store(items, Offset(self._channel.name, bot, end))
        self._answer_presses(numbered)

    def _answer_presses(self, batch: Sequence[Any]) -> None:
        for raw in batch:
            press = raw.get("callback_query")
            if isinstance(press, dict) and "id" in press:
                self._tasks.create_task(self._channel.answer_press(str(press["id"])))

    async def _wait_out(self, error: Exception, failures: int) -> None:
        pause = min(self._first_pause * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
        pause *= 0.5 + jitter() / 2
        if isinstance(error, SendError) and error.retry_after is not None:
            pause = error.retry_after
        # Other errors may quote what somebody wrote: their kind has to do.
        words = str(error) if isinstance(error, TiendoError) else type(error).__name__
        logger.warning("nothing received from Telegram, again in %.1f s: %s", pause, words)
        await asyncio.sleep(pause)


def translate(raw: Any, bot: str) -> Sequence[Received | Unreadable]:
    """The events of a raw update; what cannot be understood is kept as it is."""
    try:
        return to_events(raw, bot)
    except Exception as error:
        number = str(_number(raw))
        logger.error("update %s set aside: %s", number, type(error).__name__)
        return [Unreadable(number, Address("telegram", bot, ""), json.dumps(raw))]


def _number(raw: Any) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 <= number < 2**53 else None
