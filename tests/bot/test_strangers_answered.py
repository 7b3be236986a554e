"""Somebody unknown cannot use up a bot's month: answers to strangers are few, good codes aside."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.tidying import Tidying
from bot.uploads import Uploads
from domain.conversation import Event, Said, SentUnreadable
from domain.messages import Address
from domain.people import Invite, Role
from tests.bot.thrift_office import Office, open_office, texts
from tests.cast import LAN
from tests.recorders import rows

UNKNOWN = Address("zalo", "mot", "somebody")
SECRET = "tôi gửi tài liệu mật"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as office:
        yield office


_numbers = count()


async def hears(office: Office, what: Event, address: Address = UNKNOWN) -> int:
    """How many answers that brought."""
    before = len(texts(office.zalo)) + len(texts(office.telegram))
    await office.writes(address, what, f"s{next(_numbers)}")
    return len(texts(office.zalo)) + len(texts(office.telegram)) - before


async def code_for_lan(office: Office) -> str:
    until = office.clock() + timedelta(hours=72)
    return await office.invite(Invite(0, Role.FOCAL_POINT, LAN.unit, None, LAN.name, until))


@pytest.mark.parametrize(
    "event",
    [Said("xin chào"), Said("AAAA-AAAA"), Said(SECRET), SentUnreadable("sticker")],
    ids=["words", "a wrong code", "a secret", "a sticker"],
)
async def test_a_stranger_is_answered_three_times_an_hour_and_ten_times_a_day(
    office: Office, event: Event
) -> None:
    assert [await hears(office, event) for _ in range(5)] == [1, 1, 1, 0, 0]
    office.clock.advance(hours=1)
    assert [await hears(office, event) for _ in range(4)] == [1, 1, 1, 0]
    for _ in range(2):
        office.clock.advance(hours=1)
        answered = [await hears(office, event) for _ in range(4)]
    assert answered == [1, 0, 0, 0], "the tenth of the day"
    office.clock.advance(hours=24)
    assert await hears(office, event) == 1


async def test_what_is_not_answered_is_stored_and_emptied(office: Office) -> None:
    for _ in range(4):
        await hears(office, Said("bí mật của tôi"))
    assert await rows(office.world, "SELECT DISTINCT state FROM inbox") == [("done",)]
    said = "SELECT count(*) FROM inbox WHERE payload LIKE '%bí mật của tôi%'"
    assert await rows(office.world, said) == [(0,)]


async def test_all_strangers_of_a_bot_get_a_twentieth_of_its_month_a_day(office: Office) -> None:
    answered = [
        await hears(office, Said("chào"), replace(UNKNOWN, chat=f"c{number}"))
        for number in range(12)
    ]
    assert answered == [1] * 10 + [0] * 2
    office.clock.advance(hours=24)
    assert await hears(office, Said("chào")) == 1


async def test_a_good_code_is_answered_and_so_is_what_follows_it(office: Office) -> None:
    for number in range(12):
        await hears(office, Said("chào"), replace(UNKNOWN, chat=f"c{number}"))
    for _ in range(3):
        await hears(office, Said("chào"))
    assert await hears(office, Said(await code_for_lan(office))) == 1
    assert await hears(office, Said("là sao")) == 1
    assert await hears(office, Said("Đồng ý")) == 1
    assert await hears(office, Said("giúp")) == 1


async def test_where_messages_are_not_counted_everybody_is_answered(office: Office) -> None:
    there = Address("telegram", "tiendo", "somebody")
    assert [await hears(office, Said("xin chào"), there) for _ in range(5)] == [1] * 5
    assert await rows(office.world, "SELECT count(*) FROM answered_strangers") == [(0,)]


async def test_nothing_tells_later_who_was_answered(office: Office, tmp_path: Path) -> None:
    await hears(office, Said("xin chào"))
    (kept,) = await rows(office.world, "SELECT * FROM answered_strangers")
    assert UNKNOWN.chat not in str(kept)
    office.clock.advance(hours=24)
    tidying = Tidying(office.world.database, Uploads(tmp_path), timedelta(hours=72))
    await tidying.tidy(office.clock())
    assert await rows(office.world, "SELECT count(*) FROM answered_strangers") == [(0,)]
