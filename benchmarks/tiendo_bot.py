"""The bot as it runs, in an office of known people; Telegram's limits of rate left out."""

import asyncio
import sys
from pathlib import Path

from benchmarks.office import Clock, book_in, furnish
from benchmarks.over_http import FIRST_CHAT, OFFICIALS
from bot.app import converse
from bot.channels.telegram.channel import TelegramChannel
from bot.world import open_world
from domain.messages import Address
from tests.bot.telegram_server import TOKEN, USERNAME


def _over_telegram(number: int, _: str) -> Address:
    return Address("telegram", USERNAME, str(FIRST_CHAT + number))


async def run(api: str, files: str, folder: Path) -> None:
    telegram = TelegramChannel(TOKEN, api, files)
    async with (
        telegram.open(),
        open_world(book_in(folder), Clock(), {telegram.name: telegram}) as world,
    ):
        await furnish(world, OFFICIALS, _over_telegram)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await converse(world, telegram)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
