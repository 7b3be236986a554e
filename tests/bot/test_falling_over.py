"""What an address refuses, or what waits for a messenger out of reach, goes to another address of
the same person: the same row of the outbox, so never to two at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.refusals import MessageRefused
from bot.falling_over import fall_over
from bot.lanes import Rate
from domain.conversation import Due
from domain.errors import SendError
from domain.messages import PAGE, Address
from storage import addresses, browsers, people, reminders, sending
from storage.database import open_database
from storage.outbox import Kind
from storage.reminders import Decision
from tests.bot.delivery_office import BOT, DUE, Office

RATE = Rate(per_bot=1000.0, per_chat=1000.0, chat_burst=1000)
LAN = "p-0001"
TELEGRAM, ZALO = Address("telegram", BOT, "1"), Address("zalo", BOT, "lan")
ON_PAGE = Address(PAGE, "pages", "ab12")
DOWN = SendError("ClientConnectorError")
REFUSED = MessageRefused("400")
GONE = SendError("Forbidden", permanent=True)
IN_DOUBT = SendError("TimedOut", doubtful=True)
LONG: list[Exception] = [DOWN] * 1000
STRIDE = timedelta(minutes=5)


async def lan_at(office: Office, *places: Address) -> None:
    """She is reached there, the first heard from last."""
    async with office.database.transaction() as connection:
        await people.add(connection, "Nguyễn Thị Lan", "1", office.now)
        for hours, place in enumerate(places):
            await addresses.bind(connection, LAN, place, office.now - timedelta(hours=hours))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_database(tmp_path / "tiendo.sqlite3") as database:
        office = Office(database, RATE, ("telegram", "zalo", PAGE))
        await lan_at(office, TELEGRAM, ZALO)
        yield office


def said(office: Office) -> dict[str, list[str]]:
    """What arrived, by channel."""
    return {
        name: [text for _, _, text in messenger.taken]
        for name, messenger in office.messengers.items()
        if messenger.taken
    }


async def hours_pass(office: Office, hours: float) -> None:
    """In strides, for what waits long."""
    until = office.now + timedelta(hours=hours)
    while office.now < until:
        office.now = min(office.now + STRIDE, until)
        while await one_round(office):
            pass


async def one_round(office: Office) -> int:
    async with asyncio.TaskGroup() as tasks:
        await office.delivery.step(tasks)
    return await office.delivery.settle()


async def at_a_page(office: Office, heard_at: datetime, *, opens: bool = True) -> None:
    """Lan's browser, which opens the page still, or does not."""
    async with office.database.transaction() as connection:
        await addresses.bind(connection, LAN, ON_PAGE, heard_at)
        await browsers.let_in(connection, ON_PAGE.chat, "digest", heard_at)
        if not opens:
            await browsers.end(connection, 1, office.now)


async def order(office: Office) -> list[str]:
    found = await addresses.for_reminders(office.database.reader, LAN)
    return [address.channel for address in found]


async def decided(office: Office, message: int, due: Due = DUE) -> None:
    """The stage that the message carries."""
    async with office.database.transaction() as connection:
        decision = Decision(due, LAN, "1", office.now, reminders.QUEUED)
        await reminders.decide(connection, [decision])
        await reminders.bind(connection, [due], LAN, message)


async def states_of_reminders(office: Office) -> list[str]:
    return [row[0] for row in await office.rows("SELECT state FROM reminders")]


# Refused for good.


@pytest.mark.parametrize("kind", Kind)
async def test_what_an_address_refuses_for_good_goes_to_the_next(
    office: Office, kind: Kind
) -> None:
    office.messenger.refusals["1"] = [GONE]
    number = await office.queue(1, "a", kind)
    await office.run_for(5)
    assert said(office) == {"zalo": ["a"]}
    assert await office.rows("SELECT id, channel, chat, state FROM outbox") == [
        (number, "zalo", "lan", "sent")
    ]
    assert await order(office) == ["zalo"]
    assert await office.rows("SELECT owner, payload FROM inbox") == [
        (str(TELEGRAM), '{"kind": "Blocked", "body": {}}')
    ]


async def test_a_reminder_that_moved_is_settled_where_it_arrived(office: Office) -> None:
    office.messenger.refusals["1"] = [GONE]
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await office.run_for(5)
    assert await states_of_reminders(office) == ["sent"]
    assert office.asked == [1, 1], "whether it is owed is asked again where it goes now"


async def test_where_no_other_address_is_left_it_has_failed_and_is_decided_anew(
    office: Office,
) -> None:
    office.messengers["zalo"].refusals["lan"] = [GONE]
    office.messenger.refusals["1"] = [GONE]
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await office.run_for(5)
    assert said(office) == {}
    assert await office.states() == ["failed"]
    assert await states_of_reminders(office) == []


async def test_an_answer_begun_at_one_address_is_said_whole_at_the_next(office: Office) -> None:
    whole = "Một một một một một. hai ba bốn năm sáu."
    number = await office.queue(1, whole)
    await office.change("UPDATE outbox SET parts_sent = 1")
    office.messenger.refusals["1"] = [GONE]
    await office.run_for(5)
    assert said(office) == {"zalo": ["Một một một một một.", "hai ba bốn năm sáu."]}
    assert await office.rows("SELECT id, parts_sent FROM outbox") == [(number, 2)]


async def test_a_reminder_of_which_a_part_arrived_is_not_said_elsewhere(office: Office) -> None:
    number = await office.queue(1, "Một một một một một. hai ba bốn năm sáu.", Kind.REMINDER)
    await decided(office, number)
    await office.change("UPDATE outbox SET parts_sent = 1")
    office.messenger.refusals["1"] = [GONE]
    await office.run_for(5)
    assert said(office) == {}
    assert await office.states() == ["failed"]
    assert await states_of_reminders(office) == ["doubtful"], "nor by the next tick"


@pytest.mark.parametrize("kind", Kind)
async def test_one_message_that_is_refused_goes_to_the_next_and_the_address_stays(
    office: Office, kind: Kind
) -> None:
    """A 400 may mean the message, or a chat that Zalo does not know."""
    office.messenger.refusals["1"] = [REFUSED]
    number = await office.queue(1, "a", kind)
    await decided(office, number)
    await office.run_for(5)
    assert said(office) == {"zalo": ["a"]}
    assert await order(office) == ["telegram", "zalo"]
    assert await states_of_reminders(office) == ["sent"]
    assert await office.rows("SELECT 1 FROM inbox") == [], "nobody is blocked"


async def test_what_two_messengers_refuse_is_not_handed_to_and_fro(office: Office) -> None:
    for messenger, chat in ((office.messenger, "1"), (office.messengers["zalo"], "lan")):
        messenger.refusals[chat] = [REFUSED] * 5
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await office.run_for(60)
    assert [
        len(m.refusals[c])
        for m, c in ((office.messenger, "1"), (office.messengers["zalo"], "lan"))
    ] == [4, 4]
    assert await office.states() == ["failed"]
    assert await states_of_reminders(office) == ["dropped"]
    assert await order(office) == ["telegram", "zalo"]


async def test_what_two_messengers_refuse_goes_to_the_page_that_refuses_nothing(
    office: Office,
) -> None:
    await at_a_page(office, office.now - timedelta(days=1))
    office.messenger.refusals["1"] = [REFUSED]
    office.messengers["zalo"].refusals["lan"] = [REFUSED]
    await office.queue(1, "nhắc", Kind.REMINDER)
    await office.run_for(5)
    assert said(office) == {PAGE: ["nhắc"]}


async def test_a_reminder_refused_where_there_is_no_other_way_is_dropped(office: Office) -> None:
    await office.change("DELETE FROM addresses WHERE channel = 'zalo'")
    office.messenger.refusals["1"] = [REFUSED]
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await office.run_for(5)
    assert said(office) == {}
    assert await office.states() == ["failed"]
    assert await states_of_reminders(office) == ["dropped"]
    assert await order(office) == ["telegram"]


# Where the person is no more.


async def test_an_address_that_was_left_is_not_written_down_again(office: Office) -> None:
    """The farewell to a channel that was removed, refused for good."""
    await office.change("DELETE FROM addresses")
    office.messenger.refusals["1"] = [GONE]
    await office.queue(1, "tạm biệt")
    await office.run_for(5)
    assert await office.states() == ["failed"]
    assert await office.rows("SELECT 1 FROM inbox") == []


async def somebody_else_there(office: Office) -> None:
    async with office.database.transaction() as connection:
        await people.add(connection, "Trần Văn Minh", "1", office.now)
        await addresses.bind(connection, "p-0002", TELEGRAM, office.now)


async def test_where_somebody_else_is_now_it_goes_where_the_person_is(office: Office) -> None:
    await somebody_else_there(office)
    office.messenger.refusals["1"] = [DOWN]
    await office.queue(1, "nhắc", Kind.REMINDER)
    await office.run_for(60)
    assert said(office) == {"zalo": ["nhắc"]}


@pytest.mark.parametrize(("parts", "state"), [(0, []), (1, ["doubtful"])])
async def test_where_somebody_else_is_now_it_is_not_said_to_them(
    office: Office, parts: int, state: list[str]
) -> None:
    await office.change("DELETE FROM addresses")
    await somebody_else_there(office)
    office.messenger.refusals["1"] = [DOWN]
    number = await office.queue(1, "Một một một một một. hai ba bốn năm sáu.", Kind.REMINDER)
    await decided(office, number)
    await office.change(f"UPDATE outbox SET parts_sent = {parts}")
    await office.run_for(60)
    assert said(office) == {}
    assert await office.states() == ["dropped"]
    assert await states_of_reminders(office) == state


async def test_that_somebody_else_blocks_is_not_said_of_who_was_there(office: Office) -> None:
    await somebody_else_there(office)
    office.messenger.refusals["1"] = [GONE]
    await office.queue(1, "nhắc", Kind.REMINDER)
    await office.run_for(5)
    assert said(office) == {"zalo": ["nhắc"]}
    assert await office.rows("SELECT 1 FROM inbox") == []


async def test_a_strangers_answer_goes_nowhere_else(office: Office) -> None:
    office.messenger.refusals["7"] = [GONE]
    await office.queue(7, "a")
    await office.change("UPDATE outbox SET owner = 'telegram:b:7'")
    await office.run_for(5)
    assert await office.states() == ["failed"]


async def test_addresses_that_will_not_do_are_left_out(office: Office) -> None:
    await office.queue(1, "a")
    async with office.database.transaction() as connection:
        (message,) = await sending.open_at(connection, TELEGRAM)
        assert not await fall_over(connection, message, office.now, but=lambda way: way == ZALO)
        assert await fall_over(connection, message, office.now)
        assert await sending.open_at(connection, TELEGRAM) == []


# Out of reach.


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.NOTICE])
async def test_after_half_an_hour_out_of_reach_it_moves_once(office: Office, kind: Kind) -> None:
    office.messenger.refusals["1"] = list(LONG)
    await office.queue(1, "a", kind)
    await hours_pass(office, 0.48)
    assert said(office) == {}
    assert await order(office) == ["telegram", "zalo"]
    await hours_pass(office, 0.25)
    assert said(office) == {"zalo": ["a"]}
    assert await order(office) == ["zalo", "telegram"]
    assert await office.rows("SELECT 1 FROM inbox") == [], "nobody has blocked anything"


async def test_an_answer_waits_where_the_person_wrote(office: Office) -> None:
    office.messenger.refusals["1"] = list(LONG)
    await office.queue(1, "trả lời")
    await office.queue(1, "nhắc", Kind.REMINDER)
    await hours_pass(office, 0.75)
    assert said(office) == {"zalo": ["nhắc"]}, "and holds up no reminder"
    office.messenger.refusals["1"].clear()
    await hours_pass(office, 0.25)
    assert said(office) == {"zalo": ["nhắc"], "telegram": ["trả lời"]}


async def test_what_was_moved_does_not_move_on_for_the_same_reason(office: Office) -> None:
    await at_a_page(office, office.now - timedelta(days=1))
    office.messenger.refusals["1"] = list(LONG)
    office.messengers["zalo"].refusals["lan"] = list(LONG)
    await office.queue(1, "nhắc", Kind.REMINDER)
    await hours_pass(office, 3)
    assert said(office) == {}
    office.messengers["zalo"].refusals["lan"].clear()
    await hours_pass(office, 0.25)
    assert said(office) == {"zalo": ["nhắc"]}


async def test_without_another_address_it_waits_and_the_address_is_known_to_fail(
    office: Office,
) -> None:
    await office.change("DELETE FROM addresses WHERE channel = 'zalo'")
    office.messenger.refusals["1"] = list(LONG)
    await office.queue(1, "nhắc", Kind.REMINDER)
    await hours_pass(office, 0.75)
    assert await office.states() == ["queued"]
    assert await office.rows("SELECT failing_since IS NULL FROM addresses") == [(0,)]
    office.messenger.refusals["1"].clear()
    await hours_pass(office, 0.25)
    assert said(office) == {"telegram": ["nhắc"]}
    assert await office.rows("SELECT failing_since FROM addresses") == [(None,)]


async def test_an_address_that_fails_is_no_place_to_go(office: Office) -> None:
    async with office.database.transaction() as connection:
        await addresses.fail(connection, ZALO, office.now)
    office.messenger.refusals["1"] = list(LONG)
    await office.queue(1, "nhắc", Kind.REMINDER)
    await hours_pass(office, 0.75)
    assert await office.rows("SELECT channel, state FROM outbox") == [("telegram", "queued")]


async def test_refused_for_good_even_an_address_that_fails_is_better_than_none(
    office: Office,
) -> None:
    async with office.database.transaction() as connection:
        await addresses.fail(connection, ZALO, office.now)
    office.messenger.refusals["1"] = [GONE]
    await office.queue(1, "nhắc", Kind.REMINDER)
    await office.run_for(5)
    assert said(office) == {"zalo": ["nhắc"]}


@pytest.mark.parametrize(
    "error", [SendError("Too Many Requests", retry_after=4000), IN_DOUBT], ids=str
)
async def test_being_asked_to_wait_or_being_in_doubt_moves_nothing(
    office: Office, error: SendError
) -> None:
    office.messenger.refusals["1"] += [error] * 5
    await office.queue(1, "báo tin", Kind.NOTICE)
    await hours_pass(office, 6)
    assert said(office) == {"telegram": ["báo tin"]}
    assert await order(office) == ["telegram", "zalo"]


async def test_a_reminder_in_doubt_is_neither_moved_nor_repeated(office: Office) -> None:
    office.messenger.refusals["1"] = [*LONG[:3], IN_DOUBT]
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await hours_pass(office, 3)
    assert said(office) == {}
    assert await states_of_reminders(office) == ["doubtful"]


async def test_patience_begins_anew_with_every_part_that_arrives(office: Office) -> None:
    await office.queue(1, "Một một một một một. hai ba bốn năm sáu.", Kind.NOTICE)
    office.messenger.refusals["1"] = list(LONG)
    await hours_pass(office, 0.33)
    await office.change("UPDATE outbox SET parts_sent = 1")
    async with office.database.transaction() as connection:
        await sending.part_sent(connection, 1, 1)
    await hours_pass(office, 0.33)
    assert said(office) == {}


async def test_one_message_taken_shows_that_a_bot_is_within_reach_for_all(office: Office) -> None:
    async with office.database.transaction() as connection:
        await addresses.fail(connection, TELEGRAM, office.now)
    await office.queue(2, "của người khác")
    await office.run_for(1)
    assert await order(office) == ["telegram", "zalo"]


# The order of addresses.


async def test_a_page_whose_browser_has_ended_is_no_place_to_go(office: Office) -> None:
    await at_a_page(office, office.now + timedelta(hours=1), opens=False)
    await office.change("DELETE FROM addresses WHERE channel = 'zalo'")
    office.messenger.refusals["1"] = [GONE]
    await decided(office, await office.queue(1, "nhắc", Kind.REMINDER))
    await office.run_for(5)
    assert said(office) == {}
    assert await office.states() == ["failed"]
    assert await states_of_reminders(office) == [], "the next tick says that nobody was reached"
    assert await addresses.working(office.database.reader, LAN) == []
    assert await addresses.every(office.database.reader, LAN) == [TELEGRAM, ON_PAGE]


async def test_a_page_comes_after_all_that_ring_even_after_those_out_of_reach(
    office: Office,
) -> None:
    await at_a_page(office, office.now + timedelta(hours=1))
    async with office.database.transaction() as connection:
        await addresses.fail(connection, TELEGRAM, office.now)
    assert await order(office) == ["zalo", "telegram", PAGE]


async def test_from_a_messenger_out_of_reach_a_page_is_better_than_nothing(
    office: Office,
) -> None:
    await at_a_page(office, office.now)
    async with office.database.transaction() as connection:
        await addresses.disable(connection, ZALO, office.now)
    office.messenger.refusals["1"] = list(LONG)
    await office.queue(1, "nhắc", Kind.REMINDER)
    await hours_pass(office, 0.75)
    assert said(office) == {PAGE: ["nhắc"]}


async def test_word_from_an_address_shows_that_it_works(office: Office) -> None:
    async with office.database.transaction() as connection:
        await addresses.fail(connection, TELEGRAM, office.now)
        await addresses.heard(connection, TELEGRAM, office.now)
    assert await order(office) == ["telegram", "zalo"]


# A crash, and chance.


@pytest.mark.parametrize(
    ("kind", "arrived"), [(Kind.REMINDER, {}), (Kind.NOTICE, {"zalo": ["a"]})]
)
async def test_a_kill_between_the_refusal_and_the_move_moves_nothing_twice(
    office: Office, kind: Kind, arrived: dict[str, list[str]]
) -> None:
    office.messenger.refusals["1"] = [GONE, GONE]
    await office.queue(1, "a", kind)
    async with asyncio.TaskGroup() as tasks:
        await office.delivery.step(tasks)
    assert await office.rows("SELECT channel, state FROM outbox") == [("telegram", "sending")]
    office.delivery = office.new_delivery(RATE)
    await office.delivery.recover()
    await office.run_for(60)
    assert said(office) == arrived, "a reminder on its way may have arrived"


async def test_a_fault_of_the_database_takes_back_the_whole_move(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, faults = sending.moved, [OSError("full")]

    async def moved(*given: object) -> None:
        if faults:
            raise faults.pop()
        await whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "moved", moved)
    office.messenger.refusals["1"] = [GONE]
    await office.queue(1, "nhắc", Kind.REMINDER)
    await office.run_for(10)
    assert faults == []
    assert said(office) == {"zalo": ["nhắc"]}


ARRIVED_ALL_THE_SAME = SendError("TimedOut, but taken", doubtful=True)
FATES = st.sampled_from([None, DOWN, DOWN, DOWN, GONE, REFUSED, IN_DOUBT, ARRIVED_ALL_THE_SAME])
SEQUENCES = st.lists(FATES, max_size=9)


class Moody:
    """Puts one fate after another before a chat; some refusals come after it was taken."""

    def __init__(
        self, office: Office, name: str, chat: str, fates: list[SendError | None]
    ) -> None:
        self.messenger, self.fates = office.messengers[name], fates
        self._send, self.messenger.send = self.messenger.send, self.send  # type: ignore

    async def send(self, *given: object) -> str:
        fate = self.fates.pop(0) if self.fates else None
        if fate is None:
            return await self._send(*given)  # type: ignore[arg-type]
        if fate is ARRIVED_ALL_THE_SAME:
            await self._send(*given)  # type: ignore[arg-type]
        raise fate


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES, SEQUENCES, st.lists(st.integers(1, 3000), max_size=3))
def test_no_reminder_is_ever_delivered_twice(
    at_telegram: list[SendError | None], at_zalo: list[SendError | None], kills: list[int]
) -> None:
    asyncio.run(_delivered_once(at_telegram, at_zalo, kills))


async def _delivered_once(
    at_telegram: list[SendError | None], at_zalo: list[SendError | None], kills: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "t.sqlite3", durable=False) as database:
            office = Office(database, RATE, ("telegram", "zalo"))
            await lan_at(office, TELEGRAM, ZALO)
            Moody(office, "telegram", "1", list(at_telegram))
            Moody(office, "zalo", "lan", list(at_zalo))
            texts = [f"nhắc {number}" for number in range(3)]
            for text in texts:
                await office.queue(1, text, Kind.REMINDER)
            await office.queue(1, "báo tin", Kind.NOTICE)
            for seconds in kills:
                await hours_pass(office, seconds / 3600)
                async with asyncio.TaskGroup() as tasks:
                    await office.delivery.step(tasks)
                office.delivery = office.new_delivery(RATE)
                await office.delivery.recover()
            await hours_pass(office, 8)
            arrived = Counter(text for texts in said(office).values() for text in texts)
            assert all(arrived[text] <= 1 for text in texts), arrived
            if not {GONE, REFUSED} & {*at_telegram, *at_zalo}:
                assert arrived["báo tin"] >= 1, "what may be repeated is never lost"


# Switched off.


async def test_what_waits_for_a_channel_that_was_switched_off_goes_to_another(
    tmp_path: Path,
) -> None:
    async with open_database(tmp_path / "tiendo.sqlite3") as database:
        office = Office(database, RATE, ("zalo", PAGE))
        await lan_at(office, TELEGRAM, ZALO)
        await decided(office, await office.queue(1, "a", Kind.REMINDER))
        await office.queue(1, "b", Kind.NOTICE)
        await office.delivery.leave_unserved()
        await office.run_for(5)
        assert said(office) == {"zalo": ["b", "a"]}
        assert await order(office) == ["zalo", "telegram"]


async def test_what_is_queued_there_later_goes_to_a_page_at_the_next_tick(tmp_path: Path) -> None:
    async with open_database(tmp_path / "tiendo.sqlite3") as database:
        office = Office(database, RATE, ("zalo", PAGE))
        await lan_at(office, TELEGRAM)
        await at_a_page(office, office.now)
        await office.delivery.leave_unserved()
        await office.queue(1, "a", Kind.NOTICE)
        await office.delivery.leave_unserved()
        await office.run_for(5)
        assert said(office) == {PAGE: ["a"]}


async def test_who_is_reached_by_a_channel_that_was_switched_off_alone_counts_as_failing(
    tmp_path: Path,
) -> None:
    async with open_database(tmp_path / "tiendo.sqlite3") as database:
        office = Office(database, RATE, ("zalo", PAGE))
        await lan_at(office, TELEGRAM)
        await office.queue(1, "a", Kind.NOTICE)
        await office.delivery.leave_unserved()
        await office.run_for(5)
        assert said(office) == {}
        assert await addresses.failing(database.reader, LAN) == [TELEGRAM]
        assert await office.rows("SELECT channel, state FROM outbox") == [("telegram", "queued")]
