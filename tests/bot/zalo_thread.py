"""The loopback Bot Platform in a thread of its own, for tests that bring their own event loop, or
start processes and wait for them."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.bot.zalo_server import ZaloServer

T = TypeVar("T")
LONGEST = 30.0


@dataclass(frozen=True)
class ZaloThread:
    server: ZaloServer
    loop: asyncio.AbstractEventLoop

    def do(self, what: Coroutine[Any, Any, T]) -> T:
        """Done in the server's thread; what it gives."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(LONGEST)


@contextmanager
def zalo_in_a_thread(server: ZaloServer) -> Iterator[ZaloThread]:
    ready, end = threading.Event(), threading.Event()
    found: list[ZaloThread] = []

    async def serve() -> None:
        async with server.running():
            found.append(ZaloThread(server, asyncio.get_running_loop()))
            ready.set()
            await asyncio.to_thread(end.wait, 300)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(LONGEST)
        yield found[0]
    finally:
        end.set()
        thread.join(LONGEST)
