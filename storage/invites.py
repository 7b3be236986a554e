"""One-time codes. Only a keyed hash of a code is kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from sqlite3 import Row

from aiosqlite import Connection

from domain.messages import Address
from domain.people import Invite, Role
from storage.codec import stamp, unstamp

WINDOW = timedelta(hours=1)


async def add(
    connection: Connection,
    code_hash: str,
    invite: Invite,
    created_by: str,
    now: datetime,
) -> int:
    cursor = await connection.execute(
        """
        INSERT INTO invites
            (code_hash, role, unit, name, replaces, person, bot, created_by, created_at,
             expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            code_hash,
            invite.role,
            invite.unit,
            invite.name,
            invite.replaces,
            invite.person,
            invite.bot,
            created_by,
            stamp(now),
            stamp(invite.expires_at),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def behind(connection: Connection, code_hash: str) -> Invite | None:
    return await _one(connection, "code_hash", code_hash)


async def get(connection: Connection, invite: int) -> Invite | None:
    return await _one(connection, "id", invite)


async def _one(connection: Connection, column: str, value: str | int) -> Invite | None:
    rows = list(
        await connection.execute_fetchall(
            f"SELECT * FROM invites WHERE {column} = ?",  # noqa: S608 (a column of ours)
            (value,),
        )
    )
    return _invite(rows[0]) if rows else None


def _invite(row: Row) -> Invite:
    return Invite(
        row["id"],
        Role(row["role"]),
        row["unit"],
        None,
        row["name"],
        unstamp(row["expires_at"]),
        used=row["used_at"] is not None or row["voided_at"] is not None,
        replaces=row["replaces"],
        person=row["person"],
        bot=row["bot"],
    )


async def unused(connection: Connection, now: datetime) -> Sequence[Invite]:
    """Those that still open something, the one that ends first first."""
    rows = await connection.execute_fetchall(
        """
        SELECT * FROM invites
        WHERE used_at IS NULL AND voided_at IS NULL AND expires_at > ? ORDER BY expires_at, id
        """,
        (stamp(now),),
    )
    return [_invite(row) for row in rows]


async def use(connection: Connection, invite: int, person: str, now: datetime) -> bool:
    """Take the invite for a person; False if somebody was faster."""
    cursor = await connection.execute(
        """
        UPDATE invites SET used_at = ?, used_by = ?
        WHERE id = ? AND used_at IS NULL AND voided_at IS NULL
        """,
        (stamp(now), person, invite),
    )
    return cursor.rowcount == 1


async def void(connection: Connection, code_hash: str, now: datetime) -> None:
    await connection.execute(
        "UPDATE invites SET voided_at = ? WHERE code_hash = ? AND used_at IS NULL",
        (stamp(now), code_hash),
    )


async def void_for(connection: Connection, person: str, now: datetime) -> None:
    """Codes by which a person was to be reached elsewhere, as long as nobody used them."""
    await connection.execute(
        """
        UPDATE invites SET voided_at = ?
        WHERE person = ? AND used_at IS NULL AND voided_at IS NULL
        """,
        (stamp(now), person),
    )


async def forget_name(connection: Connection, invite: int) -> None:
    """Who was invited by it did not consent; the code stays good."""
    await connection.execute("UPDATE invites SET name = NULL WHERE id = ?", (invite,))


async def forget_person(connection: Connection, person: str, addresses: Iterable[Address]) -> None:
    await connection.execute("UPDATE invites SET name = NULL WHERE used_by = ?", (person,))
    await connection.executemany(
        "DELETE FROM wrong_codes WHERE address = ?", [(str(address),) for address in addresses]
    )


async def count_wrong(connection: Connection, address: Address, now: datetime) -> None:
    await connection.execute("INSERT INTO wrong_codes VALUES (?, ?)", (str(address), stamp(now)))


async def wrong_lately(connection: Connection, address: Address, now: datetime) -> int:
    """How many wrong codes an address tried within the hour."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT count(*) FROM wrong_codes WHERE address = ? AND at > ?",
            (str(address), stamp(now - WINDOW)),
        )
    )
    return int(rows[0][0])
