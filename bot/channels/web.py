"""The web chat as a channel. The page reads the conversation from the outbox itself, as often as
it is opened: handing over is letting it stand there."""

import asyncio

from bot.channels.base import Carries, Part
from bot.uploads import Uploads
from domain.errors import SendError
from domain.messages import PAGE

BOT = "pages"


class WebChannel:
    name = PAGE
    carries = Carries(
        buttons=True,
        files_out=True,
        max_text=1_000_000,
        units="characters",
        read_later=True,
    )

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def send(self, bot: str, chat: str, part: Part) -> str:
        return ""

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        try:
            content = await asyncio.to_thread(self._uploads.read, reference)
        except FileNotFoundError:
            raise SendError("the file is gone", permanent=True) from None
        if len(content) > limit:
            raise SendError(f"the file is larger than {limit} bytes", permanent=True)
        return content

    async def leave(self, bot: str, chat: str) -> None:
        """A page is never in a group."""
