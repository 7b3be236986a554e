"""What strangers leave behind at the pages, and browsers that nobody uses any more: deleted."""

from datetime import datetime

from aiosqlite import Connection

from storage.codec import stamp

_STRANGERS = """
    SELECT 'web:' || :bot || ':' || chat FROM browsers b
    WHERE opened_at <= :strangers AND NOT EXISTS (
        SELECT 1 FROM addresses a WHERE a.channel = 'web' AND a.chat = b.chat)
"""


async def sweep(
    connection: Connection, bot: str, strangers: datetime, idle: datetime, codes: datetime
) -> None:
    """Strangers who came up to one moment with all they said, browsers whose cookie is older than
    another, wrong codes tried before a third."""
    moments = {"bot": bot, "strangers": stamp(strangers), "idle": stamp(idle)}
    for table, done in (
        ("lines", "1"),
        ("inbox", "state <> 'waiting'"),
        ("outbox", "state NOT IN ('queued', 'sending')"),
        ("sessions", "1"),
    ):
        await connection.execute(
            f"DELETE FROM {table} WHERE {done} AND owner IN ({_STRANGERS})",  # noqa: S608 (ours)
            moments,
        )
    await connection.execute(
        """
        DELETE FROM browsers
        WHERE changed_at <= :idle OR (opened_at <= :strangers AND NOT EXISTS (
            SELECT 1 FROM addresses a WHERE a.channel = 'web' AND a.chat = browsers.chat))
        """,
        moments,
    )
    await connection.execute("DELETE FROM wrong_codes WHERE at <= ?", (stamp(codes),))
