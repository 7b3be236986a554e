from datetime import timedelta

import pytest
from aiosqlite import Connection, IntegrityError

from domain.people import Invite, Role
from storage import invites, people
from tests.storage.conftest import NOW

EXPIRES = NOW + timedelta(hours=72)


def invite(person: str | None) -> Invite:
    return Invite(0, Role.FOCAL_POINT, "phong-y-te", None, None, EXPIRES, person=person)


@pytest.fixture
async def lan(connection: Connection) -> str:
    return await people.add(connection, "Nguyễn Thị Lan", "1", NOW)


async def test_whom_a_code_is_for_is_kept(connection: Connection, lan: str) -> None:
    await invites.add(connection, "hash", invite(lan), "cli", NOW)
    kept = await invites.behind(connection, "hash")
    assert kept is not None and kept.person == lan and not kept.used


async def test_a_code_for_nobody_known_is_refused(connection: Connection) -> None:
    with pytest.raises(IntegrityError):
        await invites.add(connection, "hash", invite("p-0099"), "cli", NOW)


async def test_only_unused_codes_for_one_person_are_voided(
    connection: Connection, lan: str
) -> None:
    hoa = await people.add(connection, "Đặng Thị Hoa", "1", NOW)
    used = await invites.add(connection, "used", invite(lan), "cli", NOW)
    await invites.use(connection, used, lan, NOW)
    for code_hash, person in (("lan", lan), ("hoa", hoa), ("new", None)):
        await invites.add(connection, code_hash, invite(person), "cli", NOW)
    await invites.void_for(connection, lan, NOW)
    rows = await connection.execute_fetchall(
        "SELECT code_hash FROM invites WHERE voided_at IS NOT NULL"
    )
    assert [row["code_hash"] for row in rows] == ["lan"]
