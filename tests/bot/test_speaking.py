"""What a turn leaves behind: one message, the session, and which question it waits on."""

import pytest

from bot.channels.memory import MemoryChannel
from bot.world import World
from domain.conversation import Blocked, Session, Told
from domain.messages import Address, Reply
from storage import inbox, sessions
from tests.cast import LAN, SON, let_in
from tests.hand_clock import HandClock
from tests.recorders import Ear, code_of, receive, rows

STRANGER = Address("memory", "tiendo", "khach")


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, LAN, SON)
    return district


async def session_of_lan(world: World) -> Session:
    async with world.database.transaction() as connection:
        return await sessions.get(connection, f"person:{await code_of(connection, LAN)}")


async def tell_lan(world: World) -> None:
    async with world.database.transaction() as connection:
        owner = f"person:{await code_of(connection, LAN)}"
        word = Told(Reply("help/answer_passed_on.j2"))
        await inbox.add_inside(connection, owner, word, world.clock())
    await world.settle()


async def test_all_replies_of_a_turn_are_one_message(
    office: World, channel: MemoryChannel
) -> None:
    await receive(office, LAN, "linh tinh gì đó")
    await office.settle()
    assert len(channel.take()) == 1
    assert len(await rows(office, "SELECT 1 FROM outbox")) == 1


async def test_a_session_waits_on_the_question_that_was_just_put(office: World) -> None:
    await receive(office, LAN, "báo cáo")
    await office.settle()
    ((newest,),) = await rows(office, "SELECT max(id) FROM outbox")
    assert (await session_of_lan(office)).question == newest


async def test_word_of_others_leaves_the_question_standing(office: World) -> None:
    await receive(office, LAN, "báo cáo")
    await office.settle()
    before = await session_of_lan(office)
    await tell_lan(office)
    after = await session_of_lan(office)
    assert (after.step, after.data, after.question) == (before.step, before.data, before.question)


async def test_kinds_decide_what_may_be_repeated(office: World) -> None:
    await receive(office, SON, "giúp")
    await office.settle()
    await tell_lan(office)
    await office.tick()
    await office.settle()
    kinds = await rows(office, "SELECT kind FROM outbox ORDER BY id")
    assert kinds == [("answer",), ("notice",), ("reminder",), ("reminder",)]


async def test_a_reminder_lasts_until_the_end_of_its_working_day(
    office: World, clock: HandClock
) -> None:
    await office.tick()
    await office.turns.handle_waiting()
    ends = await rows(office, "SELECT DISTINCT expires_at FROM outbox")
    assert ends == [("2022-11-25T10:00:00.000000+00:00",)]


async def test_who_cannot_be_reached_is_not_written_to(
    office: World, channel: MemoryChannel
) -> None:
    await receive(office, LAN, Blocked())
    await office.settle()
    await tell_lan(office)
    assert channel.take() == []
    assert await rows(office, "SELECT 1 FROM outbox") == []


async def test_the_answer_goes_where_the_person_wrote_from(
    office: World, channel: MemoryChannel
) -> None:
    await receive(office, STRANGER, "xin chào")
    await receive(office, LAN, "giúp")
    await office.settle()
    ear = Ear(channel)
    assert {chat: len(texts) for chat, texts in ear.heard().items()} == {
        STRANGER.chat: 1,
        LAN.chat: 1,
    }
