from datetime import timedelta

import pytest
from aiosqlite import Connection

from domain.messages import Address
from domain.people import Invite, Role
from storage import addresses, invites, people, seats
from tests.storage.conftest import NOW

LATER = NOW + timedelta(hours=72)


@pytest.fixture
async def lan(connection: Connection) -> str:
    return await people.add(connection, "Nguyễn Thị Lan", "1", NOW)


async def sends_to(connection: Connection, code: str, bot: str, person: str | None = None) -> int:
    invite = Invite(0, Role.FOCAL_POINT, "phong-y-te", None, None, LATER, person=person, bot=bot)
    return await invites.add(connection, code, invite, "cli", NOW)


async def test_the_bot_of_an_invite_is_kept(connection: Connection) -> None:
    number = await sends_to(connection, "one", "mot")
    kept = await invites.get(connection, number)
    assert kept and kept.bot == "mot"


async def test_a_person_has_one_place_at_a_bot(connection: Connection, lan: str) -> None:
    for chat in ("phone", "other phone"):
        await addresses.bind(connection, lan, Address("zalo", "mot", chat), NOW)
    await addresses.bind(connection, lan, Address("zalo", "hai", "phone"), NOW)
    await addresses.bind(connection, lan, Address("telegram", "mot", "phone"), NOW)
    await sends_to(connection, "again", "mot", lan)
    assert await seats.taken(connection, "zalo", NOW) == {"mot": 1, "hai": 1}


async def test_an_address_that_carries_nothing_takes_no_place(
    connection: Connection, lan: str
) -> None:
    address = Address("zalo", "mot", "phone")
    await addresses.bind(connection, lan, address, NOW)
    await addresses.disable(connection, address, NOW)
    assert await seats.taken(connection, "zalo", NOW) == {}


async def test_invites_keep_a_place_while_they_are_good(connection: Connection, lan: str) -> None:
    numbers = [await sends_to(connection, code, "mot") for code in ("one", "two", "three")]
    assert await seats.taken(connection, "zalo", NOW) == {"mot": 3}
    await invites.use(connection, numbers[0], lan, NOW)
    await invites.void(connection, "two", NOW)
    assert await seats.taken(connection, "zalo", NOW) == {"mot": 1}
    assert await seats.taken(connection, "zalo", LATER) == {}


async def test_codes_that_a_newer_one_voids_keep_no_place_from_it(
    connection: Connection, lan: str
) -> None:
    await sends_to(connection, "one", "mot", lan)
    await sends_to(connection, "two", "mot")
    assert await seats.taken(connection, "zalo", NOW, lan) == {"mot": 1}
    assert await seats.taken(connection, "zalo", NOW) == {"mot": 2}
