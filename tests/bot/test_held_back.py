"""What is held back while a bot's month runs short: what never is, what becomes of the rest."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.codes import address_key
from bot.falling_over import leave_unserved
from bot.ticking import tick
from domain.conversation import Apologised, Chose, Event, JobFailed
from domain.messages import Address, Choice, Reply
from domain.people import Invite, Role
from storage import holding, outbox, sending
from storage.outbox import Kind
from tests.bot.thrift_office import Office, book_of, open_office, texts
from tests.cast import CLOCK_START, HA, LAN, TAM
from tests.recorders import rows

APPROVED = Reply(
    "coordinator/told_approved.j2", {"unit": "Phòng Y tế", "period": "2022"}, can_wait=True
)
MORE_TIME = Reply(
    "coordinator/told_extended.j2",
    {"unit": "Phòng Y tế", "period": "2022", "until": "2022-12-20T17:00:00+07:00"},
    (Choice("menu|help", "help"),),
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as office:
        await office.spend("saving")
        yield office


async def held(office: Office) -> list[tuple[object, ...]]:
    return await rows(office.world, "SELECT channel, chat FROM outbox WHERE state = 'held'")


async def hold_a_word(office: Office, *channels: str) -> str:
    code = await office.let_in(LAN, *(channels or ("zalo",)))
    await office.tell(code, APPROVED)
    await office.world.settle()
    return code


# What never waits.


@pytest.mark.parametrize(
    "event",
    [Apologised(), JobFailed("CompileReport", "compile_failed")],
    ids=lambda e: type(e).__name__,
)
async def test_a_mishap_of_work_that_somebody_waits_for_is_told_at_once(
    office: Office, event: Event
) -> None:
    await office.bring(await office.let_in(LAN, "zalo"), event)
    await office.world.settle()
    assert len(texts(office.zalo)) == 1


@pytest.mark.parametrize("word", [MORE_TIME, replace(MORE_TIME, choices=())])
async def test_word_that_sets_a_date_or_asks_for_work_goes(office: Office, word: Reply) -> None:
    await office.tell(await office.let_in(LAN, "zalo"), word)
    await office.world.settle()
    assert len(texts(office.zalo)) == 1
    assert await held(office) == []


async def test_what_can_wait_goes_along_with_what_cannot(office: Office) -> None:
    await office.tell(await office.let_in(LAN, "zalo"), APPROVED, MORE_TIME)
    await office.world.settle()
    (text,) = texts(office.zalo)
    assert "đã được duyệt" in text


async def test_the_coordinator_sees_in_the_situation_from_whom_word_is_held_back(
    office: Office,
) -> None:
    await hold_a_word(office)
    await office.let_in(HA, "zalo")
    await office.says(HA, "tình hình")
    assert "Chưa chuyển thông báo đến: Phòng Y tế (đ/c Nguyễn Thị Lan)" in texts(office.zalo)[-1]


# What becomes of it.


async def test_held_word_goes_by_the_other_channel_when_its_own_is_removed(
    office: Office,
) -> None:
    code = await office.let_in(LAN, "zalo")
    here, there = await office.bind(code, LAN), Address("zalo", "mot", LAN.chat)
    key = address_key(office.world.book.secret, there)
    await office.writes(here, Chose(f"channels|remove|{key}"), "m1")
    async with office.world.database.transaction() as connection:
        now, owner = office.clock(), f"person:{code}"
        word = await outbox.add(connection, owner, there, Kind.NOTICE, [APPROVED], now)
        await holding.hold(connection, word)
    await office.writes(here, Chose("yes"), "m2")
    moved = f"SELECT channel, state FROM outbox WHERE id = {word}"
    assert await rows(office.world, moved) == [("telegram", "sent")]


async def test_held_word_leaves_a_channel_that_was_switched_off(office: Office) -> None:
    await office.bind(await hold_a_word(office), LAN)
    async with office.world.database.transaction() as connection:
        await leave_unserved(connection, ["telegram"], office.clock())
    await office.world.settle()
    assert len(texts(office.telegram)) == 1


async def test_held_word_of_a_bot_that_is_not_in_the_settings_any_more_is_set_free(
    office: Office,
) -> None:
    await hold_a_word(office)
    async with office.world.database.transaction() as connection:
        await connection.execute("UPDATE outbox SET bot = 'old' WHERE state = 'held'")
    await office.tick()
    assert await held(office) == []


async def test_held_word_is_set_free_where_no_bot_is_counted_any_more(
    office: Office, tmp_path: Path
) -> None:
    await hold_a_word(office)
    book = book_of(tmp_path)
    uncounted = replace(book, rules=replace(book.rules, bots=()))
    await tick(office.world.database, uncounted, office.clock())
    assert await held(office) == []


async def test_word_that_was_refused_once_outlives_its_day_in_hold(office: Office) -> None:
    code = await office.let_in(LAN, "zalo")
    async with office.world.database.transaction() as connection:
        now, place = office.clock(), Address("zalo", "mot", LAN.chat)
        owner = f"person:{code}"
        word = await outbox.add(connection, owner, place, Kind.NOTICE, [APPROVED], now)
        await sending.try_again(connection, word, now, now + timedelta(hours=24), "down")
        await sending.refused(connection, word, now)
    await office.world.settle()
    kept = "SELECT state, tries, expires_at, refused_since FROM outbox"
    assert await rows(office.world, kept) == [("held", 0, None, None)]
    office.clock.to(CLOCK_START.replace(month=12, day=1))
    await office.tick()
    assert any("đã được duyệt" in text for text in texts(office.zalo))


@pytest.mark.parametrize(("kind", "ends"), [(Kind.NOTICE, False), (Kind.REMINDER, True)])
async def test_only_a_reminder_keeps_its_end_at_another_address(
    office: Office, kind: Kind, ends: bool
) -> None:
    place, other = Address("zalo", "mot", "1"), Address("zalo", "mot", "2")
    async with office.world.database.transaction() as connection:
        now = office.clock()
        word = await outbox.add(
            connection, "person:p-1", place, kind, [APPROVED], now, expires_at=now
        )
        await sending.readdress(connection, word, other)
    ((end,),) = await rows(office.world, "SELECT expires_at FROM outbox")
    assert (end is not None) is ends


@pytest.mark.parametrize("state", ["held", "queued"])
async def test_word_that_never_went_is_emptied_with_what_is_kept_so_long(
    office: Office, state: str
) -> None:
    await hold_a_word(office)
    async with office.world.database.transaction() as connection:
        await connection.execute("UPDATE outbox SET state = ? WHERE kind = 'notice'", (state,))
        await outbox.empty_until(connection, office.clock())
    last = "SELECT reply, state FROM outbox WHERE kind = 'notice'"
    assert await rows(office.world, last) == [("[]", "dropped")]


async def test_who_hands_over_is_told_no_more_of_what_was_held_back(office: Office) -> None:
    code = await hold_a_word(office)
    until = office.clock() + timedelta(hours=72)
    place = (Role.FOCAL_POINT, LAN.unit, None, TAM.name)
    handing_over = await office.invite(Invite(0, *place, until, replaces=code))
    await office.says(TAM, handing_over, "t1")
    await office.says(TAM, "Đồng ý", "t2")
    assert any("Đồng chí" in text for text in texts(office.zalo, LAN.chat)), "of the hand-over"
    assert await held(office) == []
    await office.says(LAN, "giúp", "m9")
    assert not any("đã được duyệt" in text for text in texts(office.zalo, LAN.chat))
