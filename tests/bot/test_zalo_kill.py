"""kill -9 over Zalo, which gives an event once only: what is lost is bounded and known, nothing is
handled twice."""

import asyncio
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bot.zalo_server import ZaloServer

ROOT = Path(__file__).parents[2]
BURST, CHATS, KILLS = 200, 20, 3
# As many as delivery has under way at once: only what is in flight may be said again.
IN_FLIGHT = 16


async def start(server: ZaloServer, path: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.zalo_echo_bot", server.api_base_url, str(path), cwd=ROOT
    )


async def until_given(server: ZaloServer, count: int) -> None:
    async with asyncio.timeout(60):
        while len(server.given) < count:  # noqa: ASYNC110 (a process)
            await asyncio.sleep(0.0005)


async def until_all_is_said(path: Path) -> None:
    """At most one event a kill is not there to be answered."""
    async with asyncio.timeout(60):
        while (  # noqa: ASYNC110 (a process)
            rows(path, "SELECT 1 FROM inbox WHERE state = 'waiting'")
            or rows(path, "SELECT 1 FROM outbox WHERE state <> 'sent'")
            or len(rows(path, "SELECT 1 FROM outbox")) < BURST - KILLS
        ):
            await asyncio.sleep(0.02)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What is committed, seen from another process than the one that was killed."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


async def kill_in_the_middle(server: ZaloServer, path: Path) -> None:
    for kill in range(1, KILLS + 1):
        process = await start(server, path)
        await until_given(server, BURST * kill // (KILLS + 1))
        process.send_signal(signal.SIGKILL)
        await process.wait()
    process = await start(server, path)
    await until_given(server, BURST)
    await until_all_is_said(path)
    process.kill()
    await process.wait()


async def test_at_most_the_event_in_flight_is_lost_and_none_is_handled_twice(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tiendo.sqlite3"
    async with ZaloServer().running() as server:
        told = {
            await server.say(f"chat-{number % CHATS}", str(number)): number
            for number in range(BURST)
        }
        await kill_in_the_middle(server, path)
    given = [told[event["message"]["message_id"]] for event in server.given]
    assert given == list(range(BURST)), "each was given once"
    handled = [told[row[0]] for row in rows(path, "SELECT event_id FROM inbox ORDER BY id")]
    assert len(set(handled)) == len(handled) >= BURST - KILLS
    assert rows(path, "SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    assert len(rows(path, "SELECT 1 FROM outbox")) == len(handled), "each was answered once"
    repeated = 0
    for chat in range(CHATS):
        said = Counter(server.texts(f"chat-{chat}"))
        assert list(said) == [f"echo {n}" for n in handled if n % CHATS == chat], "in order"
        repeated += said.total() - len(said)
    assert repeated <= KILLS * IN_FLIGHT
