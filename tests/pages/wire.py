"""A wire between a browser and the server, which can be cut while something is on its way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

UPLOAD = b"POST /chat/files"


@dataclass
class Wire:
    """Cut when `cut_after` bytes of a file went through; then it carries nothing till mended."""

    behind: int
    cut_after: int
    port: int = 0
    was_cut: bool = False
    is_mended: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_broken(self) -> bool:
        return self.was_cut and not self.is_mended

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_broken:
            return writer.close()
        there, back = await asyncio.open_connection("127.0.0.1", self.behind)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._up(reader, back))
                both.create_task(self._pass(there, writer))
        except* OSError:
            pass
        finally:
            back.close()
            writer.close()

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed, uploads = 0, False
        while piece := await reader.read(4096):
            uploads = uploads or UPLOAD in piece
            passed += len(piece) if uploads else 0
            self.was_cut = self.was_cut or passed > self.cut_after
            if self.is_broken:
                raise ConnectionAbortedError
            writer.write(piece)
            await writer.drain()
        writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(4096):
            writer.write(piece)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def wire_to(port: int, cut_after: int) -> AsyncIterator[Wire]:
    wire = Wire(port, cut_after)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
