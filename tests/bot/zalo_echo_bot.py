"""The bot that only echoes, over Zalo, as a process that a test can kill.

`python -m tests.bot.zalo_echo_bot API_BASE_URL DATABASE`.
"""

import asyncio
import sys
from pathlib import Path

from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll
from bot.intake import Intake
from tests.bot.echo_bot import run
from tests.bot.zalo_server import TOKEN


async def main(api: str, path: str) -> None:
    async with ZaloChannel({"mot": TOKEN}, [], api).open() as channel:
        (bot,) = channel.bots

        async def asking(intake: Intake) -> None:
            await poll(bot, intake, asyncio.Event(), first_pause=0.05, poll_seconds=5)

        await run(Path(path), channel, asking)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
