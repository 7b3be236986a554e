"""Where each person, or each address not yet known, is in a conversation."""

from datetime import datetime

from aiosqlite import Connection

from domain.conversation import Session
from storage.codec import dump, load, stamp


async def get(connection: Connection, owner: str) -> Session:
    rows = list(
        await connection.execute_fetchall("SELECT body FROM sessions WHERE owner = ?", (owner,))
    )
    return load(Session, rows[0][0]) if rows else Session()


async def put(connection: Connection, owner: str, session: Session, now: datetime) -> None:
    await connection.execute(
        """
        INSERT INTO sessions (owner, body, updated_at) VALUES (?, ?, ?)
        ON CONFLICT (owner) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
        """,
        (owner, dump(session), stamp(now)),
    )


async def drop(connection: Connection, owner: str) -> None:
    await connection.execute("DELETE FROM sessions WHERE owner = ?", (owner,))
