"""`tiendo check` counts the places at the Zalo bots, and says when another bot is needed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiosqlite import Connection

from bot.checks.findings import Level
from bot.checks.seats import check_seats
from domain.bots import ZALO, MessengerBot
from domain.messages import Address
from domain.people import Invite, Role
from storage import addresses, invites, people
from storage.database import open_database
from tests.cast import CLOCK_START, FIRST_BOT, SECOND_BOT, make_book

BOTS = (FIRST_BOT, SECOND_BOT)


def found(folder: Path, many: int = 10, bots: tuple[MessengerBot, ...] = BOTS) -> list[str]:
    book = make_book(folder, bots, many)
    return list(map(str, check_seats(book.rules, book.database, CLOCK_START)))


def write(folder: Path, change: Callable[[Connection], Awaitable[None]]) -> None:
    async def written() -> None:
        async with (
            open_database(make_book(folder).database, durable=False) as database,
            database.transaction() as connection,
        ):
            await change(connection)

    asyncio.run(written())


def joined(*bots: str) -> Callable[[Connection], Awaitable[None]]:
    """A person at each of these bots."""

    async def change(connection: Connection) -> None:
        for number, bot in enumerate(bots):
            person = await people.add(connection, "Lan", "1", CLOCK_START)
            await people.grant(connection, person, Role.FOCAL_POINT, "xa", CLOCK_START)
            await addresses.bind(connection, person, Address(ZALO, bot, str(number)), CLOCK_START)

    return change


async def invited(connection: Connection) -> None:
    expires = CLOCK_START + timedelta(hours=72)
    for code, bot in (("one", "hai"), ("two", None)):
        invite = Invite(0, Role.LEADER, None, None, None, expires, bot=bot)
        await invites.add(connection, code, invite, "cli", CLOCK_START)


def test_without_bots_nothing_is_said(tmp_path: Path) -> None:
    assert found(tmp_path, bots=()) == []


def test_before_the_first_start_all_places_are_free(tmp_path: Path) -> None:
    assert found(tmp_path)[-1] == "ok: seats: 20 of 20 places left, 0 people have or await a role"


def test_people_and_open_invites_take_places(tmp_path: Path) -> None:
    write(tmp_path, joined("mot", "mot", "hai"))
    write(tmp_path, invited)
    assert found(tmp_path) == [
        "ok: seats: mot: 2 of 10 places taken",
        "ok: seats: hai: 2 of 10 places taken",
        "ok: seats: 16 of 20 places left, 5 people have or await a role",
    ]


def test_it_warns_when_fewer_than_a_tenth_are_left(tmp_path: Path) -> None:
    write(tmp_path, joined(*["mot"] * 10, *["hai"] * 8))
    assert found(tmp_path)[-1].startswith(Level.OK)
    write(tmp_path, joined("hai"))
    assert found(tmp_path)[-1] == (
        "warning: seats: 1 of 20 places left: name another bot under [zalo]"
    )


def test_it_warns_where_more_came_to_a_bot_than_it_takes(tmp_path: Path) -> None:
    write(tmp_path, joined(*["mot"] * 3))
    assert found(tmp_path, many=2)[0] == (
        "warning: seats: mot: 3 of 2 places taken: Zalo may turn people away there"
    )
    assert "1 of 4" not in "".join(found(tmp_path, many=2)), "room elsewhere is not used up by it"


def test_it_warns_where_more_people_report_than_all_bots_take(tmp_path: Path) -> None:
    write(tmp_path, joined("mot", "hai"))
    write(tmp_path, invited)
    assert found(tmp_path, many=1)[-1] == (
        "warning: seats: 4 people have or await a role, the bots take 2: name 2 more under "
        "[zalo], or let some use another channel"
    )


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""])
def test_books_that_cannot_be_read_are_the_matter_of_another_check(
    tmp_path: Path, content: bytes
) -> None:
    make_book(tmp_path).database.write_bytes(content)
    assert found(tmp_path) == []
