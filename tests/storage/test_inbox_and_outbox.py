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


async def test_the_last_question_is_the_newest_with_choices(connection: Connection) -> None:
    asked = Reply("a.j2", {}, (Choice("yes", "yes"),), Picks.WORD)
    plain = Reply("b.j2")
    question = await outbox.add(connection, "person:p-0001", LAN, Kind.ANSWER, [asked], NOW)
    await outbox.add(connection, "person:p-0001", LAN, Kind.ANSWER, [plain], NOW)
    await outbox.add(connection, "person:p-0002", LAN, Kind.ANSWER, [asked], NOW)
    last = await outbox.last_question(connection, "person:p-0001")
    assert last is not None
    assert (last.id, last.choices, last.picks) == (question, asked.choices, Picks.WORD)
