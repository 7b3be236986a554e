"""What an effect is applied with: the transaction, who acts, and the settings."""

from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from bot.rulebook import Rulebook
from domain.errors import NothingSuch
from domain.messages import Address
from domain.moves import require_open
from domain.period_state import Period
from domain.submission import Submission
from storage import periods, submissions


@dataclass(frozen=True, slots=True)
class Context:
    """`actor` is a person's code, or the name of a part of ours ("cli"); `inbox` the row.

    `channel` and `bot` are those by which the row came: a file that was sent on the page waits
    there, wherever the person is reached (`address`).
    """

    connection: Connection
    book: Rulebook
    now: datetime
    actor: str
    owner: str
    address: Address | None = None
    inbox: int | None = None
    channel: str = ""
    bot: str = ""

    async def period(self, key: str) -> Period:
        period = await periods.get(self.connection, key)
        if period is None:
            raise NothingSuch(what=key)
        return period

    async def submission(self, period: str, unit: str) -> Submission:
        submission = await submissions.get(self.connection, period, unit)
        if submission is None:
            raise NothingSuch(what=unit)
        return submission

    async def open_submission(self, period: str, unit: str) -> Submission:
        """One that can still change: its period is open."""
        require_open(await self.period(period))
        return await self.submission(period, unit)
