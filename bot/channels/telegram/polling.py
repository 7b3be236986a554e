"""The polling loop: a batch is on disk before the next call confirms it to Telegram."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.channels.pausing import FIRST_PAUSE, Pauses
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.updates import number_of, press_of, translate
from bot.intake import Intake, Offset
from domain.errors import SendError


async def poll(
    channel: TelegramChannel,
    intake: Intake,
    stop: asyncio.Event,
    first_pause: float = FIRST_PAUSE,
) -> None:
    """Receive until `stop` is set. Nothing but that ends it: faults are logged and waited out."""
    async with asyncio.TaskGroup() as tasks:
        loop = tasks.create_task(_Polling(channel, intake, tasks, Pauses(first_pause)).run())
        await stop.wait()
        loop.cancel()


class _Polling:
    def __init__(
        self,
        channel: TelegramChannel,
        intake: Intake,
        tasks: asyncio.TaskGroup,
        pauses: Pauses,
    ) -> None:
        self._channel = channel
        self._intake = intake
        self._tasks = tasks
        self._pauses = pauses
        self._hooked = True

    async def run(self) -> None:
        while True:
            try:
                await self._receive()
                self._pauses.succeeded()
            except Exception as error:
                await self._pauses.wait_out(error, "nothing received from Telegram")

    async def _receive(self) -> None:
        await self._get_ready()
        bot = self._channel.username
        offset = await self._intake.next_offset(self._channel.name, bot)
        batch = await self._channel.updates(offset)
        if not batch:
            return
        numbered = [raw for raw in batch if number_of(raw) is not None]
        if not numbered:
            raise SendError("updates without numbers")
        items = [item for raw in numbered for item in translate(raw, bot)]
        end = max(number_of(raw) or 0 for raw in numbered) + 1
        await self._intake.store(items, Offset(self._channel.name, bot, end))
        self._answer_presses(numbered)

    async def _get_ready(self) -> None:
        if not self._channel.username:
            await self._channel.introduce()
        if self._hooked:
            await self._channel.listen_by_polling()
            self._hooked = False

    def _answer_presses(self, batch: Sequence[Any]) -> None:
        for press in filter(None, map(press_of, batch)):
            self._tasks.create_task(self._channel.answer_press(press))
