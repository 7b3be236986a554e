"""The baseline over HTTP: asks for updates, answers each at once, keeps nothing."""

import asyncio
import json
import sys

from aiohttp import ClientSession, TCPConnector

from tests.bot.telegram_server import TOKEN


async def run(api: str) -> None:
    offset = 0
    async with (
        ClientSession(api.removesuffix("/bot"), connector=TCPConnector(limit=0)) as session,
        asyncio.TaskGroup() as sending,
    ):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            wanted = {"offset": offset, "timeout": 5, "limit": 100}
            async with session.post(f"/bot{TOKEN}/getUpdates", json=wanted) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                sending.create_task(_echo(session, update["message"]))


async def _echo(session: ClientSession, message: dict[str, object]) -> None:
    chat = message["chat"]
    assert isinstance(chat, dict)
    said = {"chat_id": chat["id"], "text": json.dumps(message["text"])}
    async with session.post(f"/bot{TOKEN}/sendMessage", json=said) as answer:
        await answer.read()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
