import pytest
from aiosqlite import Connection

from domain.conversation import Chose, Due, ReminderDue, Said, Told
from domain.messages import Address, Choice, Picks, Reply
from storage import inbox, outbox
from storage.codec import EVENTS, dump_tagged, load_tagged
from storage.outbox import Kind
from tests.storage.conftest import NOW

LAN = Address("telegram", "tiendo_bot", "7")


async def test_the_same_event_is_stored_once(connection: Connection) -> None:
    assert await inbox.add(connection, LAN, "1", Said("báo cáo"), NOW)
    assert not await inbox.add(connection, LAN, "1", Said("báo cáo"), NOW)
    assert len(await inbox.waiting(connection, 10)) == 1


async def test_events_come_out_as_they_went_in_and_in_order(connection: Connection) -> None:
    events = [
        Said("một", "m1"),
        Chose("#0", 12, "m2"),
        ReminderDue((Due("p:2022", "phong-y-te", "T-3", "remind"),)),
        Told(Reply("notices/x.j2", {"n": 1}, (Choice("a", "b", {"c": "d"}),), Picks.WORD)),
    ]
    for number, event in enumerate(events):
        await inbox.add(connection, LAN, str(number), event, NOW)
    assert [row.event() for row in await inbox.waiting(connection, 10)] == events
    assert all(load_tagged(EVENTS, dump_tagged(event)) == event for event in events)


async def test_what_is_done_or_set_aside_waits_no_more(connection: Connection) -> None:
    for number in range(3):
        await inbox.add(connection, LAN, str(number), Said(str(number)), NOW)
    first, second, third = await inbox.waiting(connection, 10)
    await inbox.done(connection, first.id, NOW)
    await inbox.set_aside(connection, second.id, NOW)
    assert await inbox.waiting(connection, 10) == [third]


async def test_what_must_not_be_kept_is_emptied(connection: Connection) -> None:
    await inbox.add(connection, LAN, "1", Said("điều không được lưu"), NOW)
    row = (await inbox.waiting(connection, 1))[0]
    await inbox.forget(connection, row.id)
    rows = list(await connection.execute_fetchall("SELECT payload FROM inbox"))
    assert rows[0][0] == ""


async def test_an_address_comes_back_from_its_row(connection: Connection) -> None:
    await inbox.add(connection, Address("zalo", "tiendo", "a:b:c"), "1", Said("x"), NOW)
    assert (await inbox.waiting(connection, 1))[0].address == Address("zalo", "tiendo", "a:b:c")


ASKED = Reply("a.j2", {}, (Choice("yes", "yes"),), Picks.WORD)
TELEGRAM, PAGE_OF_LAN = Address("telegram", "tiendo", "1"), Address("web", "pages", "ab")


async def told(
    connection: Connection,
    address: Address,
    kind: Kind = Kind.ANSWER,
    reply: Reply = ASKED,
    state: str = "sent",
) -> int:
    message = await outbox.add(connection, "person:p-0001", address, kind, [reply], NOW)
    await connection.execute("UPDATE outbox SET state = ? WHERE id = ?", (state, message))
    return message


async def seen(
    connection: Connection, address: Address | None, standing: int | None = None
) -> int | None:
    found = await outbox.question_seen(connection, "person:p-0001", address, standing)
    return found.id if found else None


async def test_the_question_is_the_newest_with_choices(connection: Connection) -> None:
    question = await told(connection, LAN)
    await told(connection, LAN, reply=Reply("b.j2"))
    await outbox.add(connection, "person:p-0002", LAN, Kind.ANSWER, [ASKED], NOW)
    found = await outbox.question_seen(connection, "person:p-0001", LAN, None)
    assert found is not None
    assert (found.id, found.choices, found.picks) == (question, ASKED.choices, Picks.WORD)


async def test_what_was_asked_at_another_address_is_not_chosen_from(
    connection: Connection,
) -> None:
    here = await told(connection, LAN)
    there = await told(connection, TELEGRAM, Kind.NOTICE)
    assert await seen(connection, LAN) == here
    assert await seen(connection, TELEGRAM) == there
    assert await seen(connection, PAGE_OF_LAN) == there, "a page shows everything"
    assert await seen(connection, None) == there


async def test_the_question_at_which_the_conversation_stands_is_answered_from_anywhere(
    connection: Connection,
) -> None:
    standing = await told(connection, LAN)
    assert await seen(connection, TELEGRAM) is None
    assert await seen(connection, TELEGRAM, standing) == standing


async def test_nobody_chooses_from_an_answer_that_may_not_have_arrived_nor_from_above_it(
    connection: Connection,
) -> None:
    await told(connection, LAN)
    await told(connection, LAN, state="queued")
    assert await seen(connection, LAN) is None


@pytest.mark.parametrize("kind", [Kind.NOTICE, Kind.REMINDER])
async def test_a_notice_that_waits_for_its_turn_is_passed_over(
    connection: Connection, kind: Kind
) -> None:
    here = await told(connection, LAN)
    waiting = await told(connection, LAN, kind, state="queued")
    assert await seen(connection, LAN) == here
    await connection.execute("UPDATE outbox SET tries = 1 WHERE id = ?", (waiting,))
    assert await seen(connection, LAN) is None, "it may have arrived"
