"""Answers to people we do not know, under a name that says nothing of them, for a day."""

from datetime import datetime, timedelta

from aiosqlite import Connection

from domain.messages import Address
from domain.strangers import AnsweredLately
from storage.codec import stamp

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def answer(connection: Connection, at: Address, stranger: str, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO answered_strangers (channel, bot, stranger, at) VALUES (?, ?, ?, ?)",
        (at.channel, at.bot, stranger, stamp(now)),
    )


async def answered(
    connection: Connection, at: Address, stranger: str, now: datetime
) -> AnsweredLately:
    rows = list(
        await connection.execute_fetchall(
            """
            SELECT count(*) FILTER (WHERE stranger = :who AND at > :hour),
                   count(*) FILTER (WHERE stranger = :who), count(*)
            FROM answered_strangers WHERE channel = :channel AND bot = :bot AND at > :day
            """,
            {
                "who": stranger,
                "channel": at.channel,
                "bot": at.bot,
                "hour": stamp(now - HOUR),
                "day": stamp(now - DAY),
            },
        )
    )
    return AnsweredLately(*rows[0])


async def forget(connection: Connection, now: datetime) -> None:
    await connection.execute("DELETE FROM answered_strangers WHERE at <= ?", (stamp(now - DAY),))
