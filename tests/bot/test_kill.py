"""kill -9 in the middle of a burst: nothing is lost, nothing is handled twice."""

import asyncio
import signal
import socket
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import aiohttp

from bot.web.webhook import PATH
from storage import inbox
from storage.database import open_database
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TelegramServer

ROOT = Path(__file__).parents[2]
BURST = 400
CHATS = 20
# As many as delivery has under way at once: only what is in flight may be said again.
IN_FLIGHT = 16


async def start(server: TelegramServer, path: Path, *hook: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.echo_bot",
        server.api_base_url, server.file_base_url, str(path), *hook, cwd=ROOT,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until_sent(server: TelegramServer, count: int) -> None:
    async with asyncio.timeout(60):
        while len(server.sent()) < count:  # noqa: ASYNC110 (a process)
            await asyncio.sleep(0.005)


async def test_nothing_is_lost_or_handled_twice(tmp_path: Path) -> None:
    path = tmp_path / "tiendo.sqlite3"
    async with TelegramServer().running() as server:
        people = People(server)
        for number in range(BURST):
            await people.say(1 + number % CHATS, str(number))
        for share in (0.1, 0.4, 0.7):
            process = await start(server, path)
            await until_sent(server, int(BURST * share))
            process.send_signal(signal.SIGKILL)
            await process.wait()
        process = await start(server, path)
        said = {f"echo {number}" for number in range(BURST)}
        async with asyncio.timeout(60):
            while {str(c.parameters["text"]) for c in server.sent()} != said:  # noqa: ASYNC110 (a process)
                await asyncio.sleep(0.01)
        process.kill()
        await process.wait()

        repeated = Counter(str(call.parameters["text"]) for call in server.sent())
        assert sum(repeated.values()) - BURST <= 3 * IN_FLIGHT
        for chat in range(1, CHATS + 1):
            first_time = list(dict.fromkeys(server.texts(chat)))
            assert first_time == [f"echo {n}" for n in range(BURST) if 1 + n % CHATS == chat]
    async with open_database(path) as database:
        assert await inbox.waiting(database.reader, 1) == []
        rows = list(await database.reader.execute_fetchall("SELECT count(*) FROM inbox"))
        queued = list(await database.reader.execute_fetchall("SELECT count(*) FROM outbox"))
        assert (rows[0][0], queued[0][0]) == (BURST, BURST)


def stored(path: Path) -> set[int]:
    """The updates on disk, seen from another process than the one that was killed."""
    with closing(sqlite3.connect(path)) as connection:
        return {int(row[0]) for row in connection.execute("SELECT event_id FROM inbox")}


async def test_what_the_webhook_answered_with_200_is_on_disk(tmp_path: Path) -> None:
    path, port = tmp_path / "tiendo.sqlite3", free_port()
    url = f"https://tiendo.test{PATH}"
    async with TelegramServer().running() as server:
        server.webhook.fronts["https://tiendo.test"] = f"http://127.0.0.1:{port}"
        people = People(server)
        for number in range(BURST):
            await people.say(1 + number % CHATS, str(number))
        everything = {update["update_id"] for update in server.waiting}
        for share in (0.1, 0.4, 0.7):
            process = await start(server, path, url, str(port))
            await until_brought(server, int(BURST * share))
            process.send_signal(signal.SIGKILL)
            await process.wait()
            assert set(server.confirmed) <= stored(path)
        process = await start(server, path, url, str(port))
        await until_brought(server, BURST)
        process.kill()
        await process.wait()
        assert sorted(server.confirmed) == sorted(everything), "each was taken once"
    assert stored(path) == everything


async def until_brought(server: TelegramServer, count: int) -> None:
    async with asyncio.timeout(60):
        while len(server.confirmed) < count:  # noqa: ASYNC110 (a process)
            await asyncio.sleep(0.001)


async def test_the_server_can_be_played_from_another_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.telegram_server", "--port", "0",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        port = int(await process.stdout.readline())
        control = f"http://127.0.0.1:{port}/control"
        async with aiohttp.ClientSession() as session:
            for act in ("say", "photo", "document", "press", "block"):
                words = {"chat": 1, "text": "a", "hex": "ff", "name": "a.docx", "data": "1:0"}
                await (await session.post(f"{control}/{act}", json=words)).json()
            state = await (await session.get(f"{control}/state")).json()
            sent = await (await session.get(f"{control}/sent?chat=1&after=0")).json()
        assert (len(state["waiting"]), sent) == (5, [])
    finally:
        process.kill()
        await process.wait()
