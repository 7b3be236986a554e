"""What nobody needs any more is deleted: files that were fetched, strangers, codes not read."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.web import BOT
from bot.fates import forget_fleeting
from bot.uploads import Uploads
from bot.web.visitors import IDLE, STRANGERS
from storage import inbox, invites, outbox, strangers
from storage.database import Database
from storage.sweeping import sweep

EVERY = timedelta(hours=1)


@dataclass
class Tidying:
    database: Database
    uploads: Uploads
    invites_last: timedelta
    """How long a one-time code is good for."""
    _swept: datetime | None = None

    async def tidy(self, now: datetime) -> None:
        """At every tick; what takes long once an hour."""
        await self._uploads(now)
        if self._swept is None or now - self._swept >= EVERY:
            self._swept = now
            await self._sweep(now)

    async def _uploads(self, now: datetime) -> None:
        for reference in await asyncio.to_thread(self.uploads.old, now):
            if not await inbox.waits_for(self.database.reader, reference):
                self.uploads.drop(reference)

    async def _sweep(self, now: datetime) -> None:
        async with self.database.transaction() as connection:
            await sweep(connection, BOT, now - STRANGERS, now - IDLE, now - invites.WINDOW)
            await strangers.forget(connection, now)
            for message in await outbox.fleeting_until(connection, now - self.invites_last):
                await forget_fleeting(connection, message.id, message.replies)
