"""How many people each bot has."""

from collections.abc import Mapping
from datetime import datetime

from aiosqlite import Connection

from storage.codec import stamp


async def taken(
    connection: Connection, channel: str, now: datetime, but_for: str | None = None
) -> Mapping[str, int]:
    """People reached there, and open invites that name the bot: nobody counts twice at one bot.
    Invites for the person `but_for` are left out."""
    rows = await connection.execute_fetchall(
        """
        SELECT bot, count(*) AS people FROM (
            SELECT bot, person FROM addresses WHERE channel = ? AND disabled_at IS NULL
            UNION
            SELECT bot, coalesce(person, 'invite ' || id) FROM invites
            WHERE bot IS NOT NULL AND used_at IS NULL AND voided_at IS NULL
                AND expires_at > ? AND person IS NOT coalesce(?, '')
        ) GROUP BY bot
        """,
        (channel, stamp(now), but_for),
    )
    return {row["bot"]: row["people"] for row in rows}
