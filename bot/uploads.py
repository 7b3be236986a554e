"""Files that came by a page, until the job that fetches them has put them on the shelf."""

import asyncio
import os
import re
import secrets
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from domain.errors import TiendoError

KEPT = timedelta(minutes=10)
"""How long one that nothing waits for is kept: it, or its message, may still be on its way."""
DRAFT = "draft-"
_OURS = re.compile(r"[0-9a-f]{32}|draft-\w+")
"""Other channels' references are not looked for here."""


class TooLarge(TiendoError):
    """More bytes than may be taken."""


class Uploads:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / "uploads"

    async def take(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        """Write to disk as it comes; returns a reference and the size. Raises TooLarge."""
        with self._draft() as file:
            async for chunk in chunks:
                file.write(chunk)
                if file.tell() > limit:
                    raise TooLarge
            size = file.tell()
            return await asyncio.to_thread(self._finish, file), size

    def _draft(self) -> "tempfile._TemporaryFileWrapper[bytes]":
        """Gone with its block, unless it was finished."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        return tempfile.NamedTemporaryFile(dir=self._folder, prefix=DRAFT)

    def _finish(self, file: IO[bytes]) -> str:
        file.flush()
        os.fsync(file.fileno())
        reference = secrets.token_hex(16)
        os.link(file.name, self._folder / reference)
        return reference

    def read(self, reference: str) -> bytes:
        """Raises FileNotFoundError for one that is gone, or never was ours."""
        if not _OURS.fullmatch(reference):
            raise FileNotFoundError
        return (self._folder / reference).read_bytes()

    def drop(self, reference: str) -> None:
        if _OURS.fullmatch(reference):
            (self._folder / reference).unlink(missing_ok=True)

    def old(self, now: datetime) -> list[str]:
        """Those that have lain here for a while."""
        if not self._folder.is_dir():
            return []
        before = (now - KEPT).timestamp()
        return [path.name for path in self._folder.iterdir() if path.stat().st_mtime < before]
