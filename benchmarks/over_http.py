"""Answers over HTTP: officials in closed loop at the loopback Bot API server, the bot in a process
of its own, against a bot that only echoes and keeps nothing."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TelegramServer

OFFICIALS, SECONDS, WARM_UP = 50, 6.0, 1.0
FIRST_CHAT = 1000
BASELINE = "a bare echo bot"


def measure(folder: Path) -> Iterator[Figure]:
    echoed = asyncio.run(_answers_a_second("echo", folder))
    answered = asyncio.run(_answers_a_second("tiendo", folder))
    name = f"answers over HTTP, {OFFICIALS} officials in closed loop"
    yield Figure(name, answered, "answers/s", BASELINE, echoed)


@dataclass
class Answering(TelegramServer):
    """Tells each official as soon as the answer has come."""

    answered: dict[int, asyncio.Event] = field(default_factory=dict)
    answers: int = 0

    async def _send_message(self, parameters: Mapping[str, Any]) -> Any:
        sent = await super()._send_message(parameters)
        self.answers += 1
        self.answered[int(parameters["chat_id"])].set()
        return sent


async def _answers_a_second(bot: str, folder: Path) -> float:
    async with Answering().running() as server:
        assert isinstance(server, Answering)
        chats = range(FIRST_CHAT + 1, FIRST_CHAT + 1 + OFFICIALS)
        server.answered = {chat: asyncio.Event() for chat in chats}
        async with _started(bot, server, folder), asyncio.TaskGroup() as officials:
            asking = [officials.create_task(_ask(server, chat)) for chat in chats]
            await asyncio.sleep(WARM_UP)
            begun, before = time.perf_counter(), server.answers
            await asyncio.sleep(SECONDS)
            rate = (server.answers - before) / (time.perf_counter() - begun)
            for task in asking:
                task.cancel()
        return rate


async def _ask(server: Answering, chat: int) -> None:
    people = People(server)
    while True:
        server.answered[chat].clear()
        await people.say(chat, "báo cáo")
        await server.answered[chat].wait()


@asynccontextmanager
async def _started(bot: str, server: TelegramServer, folder: Path) -> AsyncIterator[None]:
    """The bot's process, until it says that it is ready; ended after use."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"benchmarks.{bot}_bot", server.api_base_url,
        server.file_base_url, str(folder), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
        yield
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
