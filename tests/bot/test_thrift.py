"""Thrift with a bot's month: what is counted, told, held back, and what never is."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.memory import Sent
from bot.channels.received import Received
from bot.loading.bots import bot_months
from domain.bots import Unheard, Usage
from domain.conversation import Said
from domain.errors import SendError
from domain.messages import Address, Choice, Reply
from domain.submission import State
from storage import holding, submissions
from tests.bot.thrift_office import ONE, Office, open_office, texts
from tests.cast import CLOCK_START, HA, LAN, PERIOD, SON
from tests.recorders import rows

LOCKED = Reply("notices/period_locked.j2", {"period": "2022"}, can_wait=True)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as office:
        yield office


# What is counted.


async def test_what_goes_out_and_what_comes_in_is_counted_by_bot_and_month(
    office: Office,
) -> None:
    await office.let_in(LAN, "zalo")
    await office.says(LAN, "tiến độ")
    await office.says(LAN, "giúp", "m2")
    assert await office.used() == Usage(sent=2, received=2)
    office.clock.advance(days=31)
    assert await office.used() == Usage()


async def test_an_event_given_twice_is_counted_once_and_a_photo_with_words_too(
    office: Office,
) -> None:
    await office.let_in(LAN, "zalo")
    address = Address("zalo", "mot", LAN.chat)
    said = [Received("m1", address, Said("a")), Received("m1.1", address, Said("b"))]
    await office.world.intake.store(said)
    await office.world.intake.store(said)
    assert (await office.used()).received == 1


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (SendError("read time-out", doubtful=True), 1),
        (SendError("connection refused"), 0),
        (SendError("no such chat", permanent=True), 0),
    ],
)
async def test_what_may_have_arrived_is_counted(
    office: Office, error: SendError, counted: int
) -> None:
    await office.let_in(LAN, "zalo")

    def refuse(sent: Sent) -> None:
        raise error

    office.zalo.on_send = refuse
    await office.says(LAN, "tiến độ")
    assert (await office.used()).sent == counted


# What is told.


async def test_at_eighty_percent_the_coordinator_is_told_once(office: Office) -> None:
    await office.let_in(HA, "telegram")
    await office.tick()
    assert texts(office.telegram) == []
    await office.spend("warned")
    await office.tick()
    await office.tick()
    (word,) = texts(office.telegram)
    assert "“Tiến độ 1” đã dùng 165/200 tin nhắn của tháng 11/2022 (82%)" in word
    await office.spend("saving")
    await office.tick()
    await office.tick()
    assert "chỉ gửi từ ngày làm việc cuối cùng trước hạn" in texts(office.telegram)[-1]
    assert len(texts(office.telegram)) == 2


async def test_at_a_hundred_percent_the_coordinator_is_told_once_more(office: Office) -> None:
    await office.let_in(HA, "telegram")
    await office.spend("spent")
    await office.tick()
    await office.tick()
    (word,) = texts(office.telegram)
    assert "đã dùng hết 200 tin nhắn của tháng 11/2022. Đến hết tháng" in word


async def test_of_many_held_back_only_so_many_are_named(office: Office) -> None:
    roster = await submissions.roster(office.world.database.reader, PERIOD)
    for number, unit in enumerate(submission.unit for submission in roster):
        await office.let_in(replace(LAN, chat=f"c{number}", unit=unit), "zalo")
    await office.let_in(HA, "telegram")
    await office.spend("saving")
    await office.tick()
    office.clock.advance(minutes=15)
    await office.tick()
    assert " và 19 đơn vị khác. Từ ngày" in texts(office.telegram)[-1]


async def test_nobody_is_told_at_night(office: Office) -> None:
    await office.let_in(HA, "telegram")
    await office.spend("warned")
    office.clock.advance(hours=13)
    await office.tick()
    assert texts(office.telegram) == []


# What is held back.


@pytest.mark.parametrize("strain", ["saving", "spent"])
async def test_past_ninety_five_percent_an_early_reminder_is_held_back_and_told_of(
    office: Office, strain: str
) -> None:
    await office.let_in(LAN, "zalo")
    await office.let_in(HA, "telegram")
    await office.spend(strain)
    await office.tick()
    assert texts(office.zalo) == []
    office.clock.advance(minutes=15)
    await office.tick()
    await office.tick()
    assert "chưa nhắc: Phòng Y tế (đ/c Nguyễn Thị Lan). Từ ngày" in texts(office.telegram)[-1]
    assert await rows(office.world, "SELECT DISTINCT state FROM reminders") == [("held",)]
    told = len(texts(office.telegram))
    office.clock.advance(minutes=30)
    await office.tick()
    assert len(texts(office.telegram)) == told, "each unit is told of once"


async def test_what_is_held_back_on_the_last_evening_of_a_month_is_told_of_in_the_next(
    office: Office,
) -> None:
    await office.let_in(LAN, "zalo")
    await office.let_in(HA, "telegram")
    office.clock.to(CLOCK_START.replace(month=11, day=30, hour=16, minute=55))
    await office.spend("saving")
    await office.tick()
    before = len(texts(office.telegram))
    office.clock.to(CLOCK_START.replace(month=12, day=1))
    await office.tick()
    await office.tick()
    told = texts(office.telegram)[before:]
    assert len(told) == 1 and "chưa nhắc: Phòng Y tế" in told[0], told


async def test_a_reminder_near_the_due_time_goes_all_the_same(office: Office) -> None:
    await office.let_in(LAN, "zalo")
    await office.spend("saving")
    office.clock.to(CLOCK_START.replace(month=12, day=16))
    await office.spend("saving")
    await office.tick()
    assert len(texts(office.zalo)) == 1, "the last working day before the due day"


async def test_what_is_held_back_goes_by_another_channel_of_the_person(office: Office) -> None:
    await office.let_in(LAN, "telegram", "zalo")
    await office.spend("saving")
    await office.tick()
    assert (len(texts(office.zalo)), len(texts(office.telegram))) == (0, 1)
    assert await rows(office.world, "SELECT DISTINCT state FROM reminders") == [("sent",)]


async def test_an_answer_always_goes(office: Office) -> None:
    await office.let_in(LAN, "zalo")
    await office.spend("saving")
    await office.says(LAN, "giúp")
    assert len(texts(office.zalo)) == 1


async def test_who_oversees_is_always_told(office: Office) -> None:
    await office.let_in(HA, "zalo")
    await office.spend("saving")
    await office.tick()
    assert len(texts(office.zalo)) == 1


async def test_other_word_waits_until_its_reader_writes_and_is_said_with_the_answer(
    office: Office,
) -> None:
    code = await office.let_in(LAN, "zalo")
    await office.spend("saving")
    await office.tell(code, LOCKED)
    await office.world.settle()
    assert texts(office.zalo) == []
    assert await holding.waiting(office.world.database.reader, *ONE.key) == [
        Unheard("phong-y-te", LAN.name)
    ]
    await office.says(LAN, "giúp")
    (answer,) = texts(office.zalo)
    assert "Kỳ báo cáo năm 2022 đã khóa theo lịch.\n\nĐồng chí gõ" in answer
    assert await holding.waiting(office.world.database.reader, *ONE.key) == []


async def test_other_word_goes_when_the_next_month_begins(office: Office) -> None:
    code = await office.let_in(LAN, "zalo")
    await office.spend("saving")
    await office.tell(code, LOCKED)
    await office.world.settle()
    office.clock.to(CLOCK_START.replace(month=12, day=1))
    await office.tick()
    await office.world.settle()
    assert any("đã khóa theo lịch" in text for text in texts(office.zalo))


async def test_who_is_forgotten_leaves_nothing_held_back(office: Office) -> None:
    code = await office.let_in(LAN, "zalo")
    await office.spend("saving")
    await office.tell(code, LOCKED)
    await office.world.settle()
    await office.says(LAN, "dữ liệu của tôi")
    await office.says(LAN, "Xóa dữ liệu của tôi", "m2")
    await office.says(LAN, "Xóa dữ liệu của tôi", "m3")
    assert await rows(office.world, "SELECT count(*) FROM outbox WHERE state = 'held'") == [(0,)]


# Fewer messages.


async def test_notices_that_wait_for_their_slot_are_joined(office: Office) -> None:
    code = await office.let_in(LAN, "zalo")
    word = Reply("notices/period_locked.j2", {"period": "2022"})
    await office.tell(code, word, replace(word, data={"period": "2021"}))
    await office.world.settle()
    (text,) = texts(office.zalo)
    assert "năm 2022" in text and "năm 2021" in text


async def test_notices_that_each_ask_something_stay_apart(office: Office) -> None:
    code = await office.let_in(LAN, "zalo")
    word = Reply("notices/period_locked.j2", {"period": "2022"}, (Choice("menu|help", "help"),))
    await office.tell(code, word, word)
    await office.world.settle()
    assert len(texts(office.zalo)) == 2


async def test_answers_to_several_messages_at_once_are_one_message(office: Office) -> None:
    await office.let_in(LAN, "zalo")
    address = Address("zalo", "mot", LAN.chat)
    said = [Received(f"m{n}", address, Said(text)) for n, text in enumerate(("giúp", "tiến độ"))]
    await office.world.intake.store(said)
    await office.world.settle()
    assert len(texts(office.zalo)) == 1


async def test_where_messages_are_not_counted_each_is_its_own(office: Office) -> None:
    code = await office.let_in(LAN, "telegram")
    word = Reply("notices/period_locked.j2", {"period": "2022"})
    await office.tell(code, word, word)
    await office.world.settle()
    assert len(texts(office.telegram)) == 2


# What may still come.


async def test_the_forecast_counts_the_stages_to_come_and_the_submissions_not_sent(
    office: Office,
) -> None:
    await office.let_in(LAN, "zalo")
    await office.let_in(SON, "telegram")
    await office.tick()
    reader, book = office.world.database.reader, office.world.book
    (month,) = await bot_months(reader, book, office.clock())
    assert (month.people, month.usage) == (1, Usage(sent=1))
    # No stage of the year's period falls into what is left of November.
    assert month.ahead == Usage(sent=5, received=5), "of one task"
    office.clock.to(CLOCK_START.replace(month=12, day=1))
    (month,) = await bot_months(reader, book, office.clock())
    stages = {"T-7", "T-3", "T-1", "due-morning", "due-afternoon"}
    assert month.ahead == Usage(sent=5 + len(stages), received=5)


async def test_who_has_sent_costs_nothing_more(office: Office) -> None:
    await office.let_in(LAN, "zalo")
    async with office.world.database.transaction() as connection:
        submission = await submissions.get(connection, PERIOD, str(LAN.unit))
        assert submission is not None
        await submissions.put(connection, replace(submission, state=State.SUBMITTED, version=1))
    (month,) = await bot_months(office.world.database.reader, office.world.book, office.clock())
    assert month.ahead == Usage()


async def test_the_situation_shows_the_month_to_coordinators(office: Office) -> None:
    await office.let_in(LAN, "zalo")
    await office.let_in(HA, "zalo")
    await office.spend("warned")
    await office.says(HA, "tình hình")
    (text,) = texts(office.zalo, HA.chat)[-1:]
    assert "Trợ lý Zalo “Tiến độ 1”: tháng 11/2022 đã dùng 16" in text
    assert "/200 tin nhắn (gửi 16" in text
    assert "nhận 1), dự kiến cần thêm khoảng 10: đủ.\n" in text
