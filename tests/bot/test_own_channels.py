"""One person at two messengers: one conversation, reminders at one of them, and leaving one."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.codes import address_key
from bot.world import World, open_world
from domain.conversation import Chose, Told
from domain.errors import SendError
from domain.messages import Address, Reply
from storage import addresses, inbox, people
from storage.inbox import PERSON
from tests.cast import HA, LAN, SON, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.recorders import code_of, files_that_hold, receive, rows

AT_TELEGRAM = Address("telegram", "tiendo", "4711001")
AT_ZALO = Address("zalo", "mot", "6ede9afa66b88fe6d6a9")
WORD = Told(Reply("help/answer_passed_on.j2"))


@dataclass
class Office:
    """Lan is reached at both; Zalo has no buttons."""

    world: World
    clock: HandClock
    telegram: "Flaky"
    zalo: "Flaky"
    lan: str

    async def says(self, address: Address, what: str | Chose) -> str:
        """What is answered there; nothing is said at the other messenger."""
        await receive(self.world, address, what)
        await self.world.settle()
        here, there = self.heard()
        if address is AT_ZALO:
            here, there = there, here
        assert there == []
        return "\n".join(here)

    def heard(self) -> tuple[list[str], list[str]]:
        """What came to Lan by Telegram and by Zalo since the last time."""
        return self.telegram.to(AT_TELEGRAM.chat), self.zalo.to(AT_ZALO.chat)

    async def tells_lan(self) -> None:
        async with self.world.database.transaction() as connection:
            await inbox.add_inside(connection, f"{PERSON}{self.lan}", WORD, self.clock())
        await self.world.settle()

    async def wait(self, *at: int) -> None:
        """Until a moment, with a tick every quarter of an hour."""
        until = self.clock.now.replace(day=at[0], hour=at[1], minute=at[2])
        while self.clock.now < until:
            self.clock.advance(minutes=15)
            await self.world.tick()
            await self.world.settle()

    async def remove(self, address: Address) -> None:
        """From the list, in the chat at Telegram."""
        key = address_key(self.world.book.secret, address)
        await receive(self.world, AT_TELEGRAM, Chose(f"channels|remove|{key}"))
        await receive(self.world, AT_TELEGRAM, Chose("yes"))
        await self.world.settle()


@dataclass
class Flaky(MemoryChannel):
    fault: SendError | None = None
    buttons: list[str] = field(default_factory=list)

    def to(self, chat: str) -> list[str]:
        sent = [one for one in self.take() if one.chat == chat]
        self.buttons = [button.data for one in sent for button in one.part.buttons]
        return [one.part.text for one in sent]

    async def send(self, bot, chat, part):  # type: ignore[no-untyped-def]
        if self.fault:
            raise self.fault
        return await MemoryChannel.send(self, bot, chat, part)


@pytest.fixture
async def office(
    tmp_path: Path, clock: HandClock, channel: MemoryChannel
) -> AsyncIterator[Office]:
    telegram, zalo = Flaky("telegram", BUTTONS), Flaky("zalo", NUMBERS)
    channels = {one.name: one for one in (channel, telegram, zalo)}
    async with open_world(make_book(tmp_path), clock, channels) as world:
        await take_over_sample(world)
        await let_in(world, LAN, SON, HA)
        async with world.database.transaction() as connection:
            lan = await code_of(connection, LAN)
            await addresses.unbind(connection, LAN.address)
            for address in (AT_TELEGRAM, AT_ZALO):
                await addresses.bind(connection, lan, address, clock())
                clock.advance(minutes=1)
        yield Office(world, clock, telegram, zalo, lan)


def press(data: str) -> Chose:
    question, index = data.split(":")
    return Chose(f"#{index}", int(question))


# One conversation.


async def test_a_question_put_at_one_messenger_is_answered_at_the_other(office: Office) -> None:
    assert "Tình hình thực hiện trong kỳ?" in await office.says(AT_TELEGRAM, "báo cáo")
    assert "đang thực hiện" in await office.says(AT_ZALO, "2")
    asked = await office.says(AT_TELEGRAM, "Đã lập 100 hồ sơ")
    assert "Đã lập 100 hồ sơ" in asked
    done = office.telegram.buttons[0]
    assert "1. " in await office.says(AT_ZALO, "quay lại")
    assert await office.says(AT_TELEGRAM, press(done)), "an old button is answered, too"


async def test_a_button_and_a_number_both_answer_the_question_that_stands(office: Office) -> None:
    numbered = await office.says(AT_ZALO, "báo cáo")
    assert "2. Đang thực hiện" in numbered
    ((question,),) = await rows(office.world, "SELECT max(id) FROM outbox")
    assert "đang thực hiện" in await office.says(AT_TELEGRAM, press(f"{question}:1"))


async def test_the_receipt_goes_where_the_person_wrote_last(office: Office) -> None:
    await office.says(AT_TELEGRAM, "báo cáo")
    assert "không phát sinh" in await office.says(AT_TELEGRAM, "không phát sinh tất cả")
    assert "Đã ghi nhận" in await office.says(AT_ZALO, "1")


async def test_what_moved_is_answered_where_it_was_shown_and_nowhere_else(
    office: Office,
) -> None:
    office.zalo.fault = SendError("404", permanent=True)
    await office.world.tick()
    await office.world.settle()
    (reminder,), _ = office.heard()
    assert "đã mở" in reminder
    start = office.telegram.buttons[0]
    office.zalo.fault = None
    assert "chưa hiểu" in await office.says(AT_ZALO, "9"), "nothing was shown here"
    assert "8.1" in await office.says(AT_TELEGRAM, "1")
    await office.says(AT_TELEGRAM, "hủy")
    assert "8.1" in await office.says(AT_TELEGRAM, press(start))


# Reminders.


async def test_reminders_go_to_the_one_heard_last_and_to_the_preferred_one(
    office: Office,
) -> None:
    await office.tells_lan()
    assert [len(texts) for texts in office.heard()] == [0, 1]
    key = address_key(office.world.book.secret, AT_TELEGRAM)
    assert "Từ nay lời nhắc" in await office.says(AT_ZALO, Chose(f"channels|prefer|{key}"))
    await office.tells_lan()
    await office.world.tick()
    await office.world.settle()
    assert [len(texts) for texts in office.heard()] == [2, 0]


async def test_an_outage_of_a_day_is_reminded_elsewhere_and_each_stage_once(
    office: Office,
) -> None:
    office.zalo.fault = SendError("ClientConnectorError")
    await office.wait(25, 16, 0)
    there, here = office.heard()
    assert [len(there), len(here)] == [1, 0]
    office.zalo.fault = None
    await office.wait(30, 16, 0)
    told = await rows(
        office.world,
        "SELECT stage, count(*) FROM reminders WHERE person = ? AND state = 'sent' GROUP BY stage",
        office.lan,
    )
    assert told and all(times == 1 for _, times in told)


async def test_an_expired_reminder_is_decided_anew_and_goes_elsewhere(office: Office) -> None:
    """It was refused shortly before the end of the working day, and another time since."""
    await office.wait(25, 16, 45)
    office.heard()
    async with office.world.database.transaction() as connection:
        await connection.execute("DELETE FROM reminders WHERE person = ?", (office.lan,))
    office.zalo.fault = SendError("ClientConnectorError")
    await office.wait(25, 19, 0)
    assert office.heard() == ([], [])
    async with office.world.database.transaction() as connection:
        await addresses.fail(connection, AT_ZALO, office.clock())
    await office.wait(28, 9, 0)
    there, here = office.heard()
    assert [len(there), len(here)] == [1, 0]


# Leaving one.


async def test_nothing_tells_any_more_where_a_removed_channel_was(
    office: Office, tmp_path: Path
) -> None:
    await office.says(AT_ZALO, "báo cáo")
    await office.says(AT_ZALO, "Đang thực hiện")
    await office.says(AT_ZALO, "Đã lập 100 hồ sơ")
    await office.says(AT_ZALO, "hủy")
    await office.remove(AT_ZALO)
    await office.world.tick()
    assert files_that_hold(tmp_path, AT_ZALO.chat) == []
    assert await rows(office.world, "SELECT count(*) FROM lines WHERE owner LIKE '%zalo%'") == [
        (0,)
    ]
    said = "SELECT count(*) FROM lines l JOIN inbox i ON i.id = l.inbox WHERE i.channel = 'zalo'"
    assert await rows(office.world, f"{said} AND l.owner = ?", f"{PERSON}{office.lan}") == [(4,)]


async def test_the_last_word_where_one_left_is_said_there_and_forgotten(
    office: Office, tmp_path: Path
) -> None:
    await office.says(AT_ZALO, "giúp")
    key = address_key(office.world.book.secret, AT_ZALO)
    await office.says(AT_ZALO, Chose(f"channels|remove|{key}"))
    assert "Đã thôi dùng tại đây." in await office.says(AT_ZALO, Chose("yes"))
    await office.world.tick()
    assert files_that_hold(tmp_path, AT_ZALO.chat) == []
    await office.world.settle()
    assert len(office.heard()[0]) == 1, "a reminder"
    assert "gửi mã mời" in await office.says(AT_ZALO, "báo cáo")
    assert "Phòng Y tế" in await office.says(AT_TELEGRAM, "báo cáo")


async def test_what_was_given_out_at_a_removed_channel_opens_nothing_any_more(
    office: Office,
) -> None:
    """The phone may be lost: a code asked for there would bring it back in."""
    given = await office.says(AT_ZALO, "thêm kênh")
    await office.remove(AT_ZALO)
    office.heard()
    code = re.search(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", given)
    assert code is not None
    assert "đồng ý" not in await office.says(AT_ZALO, code[0])
    reader = office.world.database.reader
    assert await people.links_from(reader, office.lan) == office.world.clock()


async def test_what_was_queued_for_a_removed_channel_goes_to_another(office: Office) -> None:
    office.zalo.fault = SendError("429")
    await office.tells_lan()
    await office.remove(AT_ZALO)
    there, _ = office.heard()
    assert any("chuyển" in text for text in there)
    assert await rows(office.world, "SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_a_last_word_that_is_not_taken_is_said_elsewhere(office: Office) -> None:
    key = address_key(office.world.book.secret, AT_ZALO)
    await office.says(AT_ZALO, Chose(f"channels|remove|{key}"))
    office.zalo.fault = SendError("ClientConnectorError")
    await receive(office.world, AT_ZALO, Chose("yes"))
    await office.world.settle()
    assert len(office.heard()[0]) == 1


async def test_of_another_person_nothing_is_removed(office: Office) -> None:
    key = address_key(office.world.book.secret, AT_TELEGRAM)
    await receive(office.world, SON, Chose(f"channels|remove|{key}"))
    await office.world.settle()
    await receive(office.world, SON, Chose("yes"))
    await office.world.settle()
    assert await rows(office.world, "SELECT count(*) FROM addresses") == [(4,)]
