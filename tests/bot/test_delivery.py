"""Outbox -> channel, with time moved by hand."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels.refusals import MessageRefused
from bot.lanes import Rate
from domain.bots import month_of
from domain.errors import SendError
from domain.messages import Address
from storage import addresses, ledger, people
from storage.database import open_database
from storage.outbox import Kind
from tests.bot.delivery_office import BOT, MemoryMessenger, Office

RATE = Rate(per_bot=20.0, per_chat=1.0, chat_burst=3)
LAN, MINH = 1, 2


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_database(tmp_path / "tiendo.sqlite3") as database:
        yield Office(database, RATE)


async def test_a_message_is_sent_and_remembered(office: Office) -> None:
    await office.queue(LAN, "Chào đồng chí")
    await office.run_for(1)
    assert office.messenger.to("1") == ["Chào đồng chí"]
    assert await office.rows("SELECT state, message, parts_sent FROM outbox") == [
        ("sent", "m1", 1)
    ]


async def test_one_chats_messages_go_in_order(office: Office) -> None:
    for number in range(6):
        await office.queue(LAN, f"câu {number}")
    await office.run_for(10)
    assert office.messenger.to("1") == [f"câu {number}" for number in range(6)]


async def test_a_chat_gets_a_short_burst_and_then_one_a_second(office: Office) -> None:
    for number in range(6):
        await office.queue(LAN, f"câu {number}")
    await office.run_for(10)
    times = [at for at, _, _ in office.messenger.taken]
    assert times[2] < 0.2
    assert [round(b - a, 1) for a, b in pairwise(times[2:])] == pytest.approx([1, 1, 1], abs=0.2)


async def test_a_bot_never_sends_faster_than_its_rate(office: Office) -> None:
    for chat in range(1, 61):
        await office.queue(chat, "nhắc", Kind.REMINDER)
    await office.run_for(10)
    times = sorted(at for at, _, _ in office.messenger.taken)
    assert len(times) == 60
    assert all(b - a > 0.9 for a, b in zip(times, times[21:], strict=False))
    assert times[-1] < 3.1


async def test_answers_go_before_notices_before_reminders(office: Office) -> None:
    for chat in range(100, 140):
        await office.queue(chat, "nhắc", Kind.REMINDER)
    await office.queue(MINH, "báo tin", Kind.NOTICE)
    await office.queue(LAN, "trả lời", Kind.ANSWER)
    await office.run_for(5)
    assert [text for _, _, text in office.messenger.taken[:3]] == ["trả lời", "báo tin", "nhắc"]


async def test_an_answer_amid_a_blast_waits_for_one_slot(office: Office) -> None:
    for chat in range(100, 200):
        await office.queue(chat, "nhắc", Kind.REMINDER)
    await office.run_for(1)
    queued_at = office.seconds
    await office.queue(LAN, "trả lời")
    await office.run_for(1)
    (answered,) = [at for at, _, text in office.messenger.taken if text == "trả lời"]
    assert answered - queued_at < 0.1


async def test_a_slow_chat_holds_up_no_other(office: Office) -> None:
    office.messenger.gates["1"] = asyncio.Event()
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.queue(MINH, "c")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(office.run_for(3))
        while not office.messenger.to("2"):  # noqa: ASYNC110 (a task beside us)
            await asyncio.sleep(0.001)
        assert office.messenger.to("1") == []
        office.messenger.gates["1"].set()
    await office.run_for(3)
    assert office.messenger.to("1") == ["a", "b"]


async def test_no_more_go_side_by_side_than_allowed(office: Office) -> None:
    office.delivery.side_by_side = 2
    gate = asyncio.Event()
    for chat in range(1, 6):
        office.messenger.gates[str(chat)] = gate
        await office.queue(chat, "a")
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(office.run_for(2))
        while office.seconds < 2:  # noqa: ASYNC110 (a task beside us)
            await asyncio.sleep(0.001)
        assert (await office.states()).count("sending") == 2
        gate.set()
        await running


async def test_a_chat_told_to_wait_waits_alone(office: Office) -> None:
    office.messenger.refusals["1"] = [SendError("Too Many Requests", retry_after=30)]
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.queue(MINH, "c")
    await office.run_for(29)
    assert [chat for _, chat, _ in office.messenger.taken] == ["2"]
    await office.run_for(3)
    assert office.messenger.to("1") == ["a", "b"]
    assert office.messenger.taken[1][0] >= 30


async def test_a_wait_outlives_a_restart(office: Office) -> None:
    office.messenger.refusals["1"] = [SendError("Too Many Requests", retry_after=30)]
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.run_for(1)
    office.delivery = office.new_delivery(RATE)
    await office.run_for(28)
    assert office.messenger.taken == []
    await office.run_for(3)
    assert office.messenger.to("1") == ["a", "b"]


async def test_a_fault_of_the_network_is_waited_out_and_order_kept(office: Office) -> None:
    office.messenger.refusals["1"] = [SendError("NetworkError")] * 4
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.run_for(29)
    assert office.messenger.taken == []
    await office.run_for(10)
    assert office.messenger.to("1") == ["a", "b"]
    assert office.messenger.taken[0][0] == pytest.approx(2 + 4 + 8 + 16, abs=0.5)


async def test_retries_last_until_the_message_expires(office: Office) -> None:
    office.messenger.refusals["1"] = [SendError("NetworkError")] * 1000
    await office.queue(LAN, "a", expires_in=3600)
    await office.run_for(3000)
    assert await office.states() == ["queued"]
    await office.run_for(1300)
    assert await office.rows("SELECT state, error FROM outbox") == [("dropped", "expired")]


async def test_without_an_end_of_its_own_a_day_is_tried(office: Office) -> None:
    office.messenger.refusals["1"] = [SendError("NetworkError")] * 1000
    await office.queue(LAN, "a")
    await office.run_for(23 * 3600)
    assert await office.states() == ["queued"]
    await office.run_for(2 * 3600)
    assert await office.states() == ["dropped"]


async def test_what_waited_through_a_long_outage_of_ours_is_still_said(office: Office) -> None:
    await office.queue(LAN, "a")
    office.ends = 0
    office.now = office.now.replace(day=27)
    await office.run_for(1)
    assert office.messenger.to("1") == ["a"]


async def test_an_expired_message_is_never_sent(office: Office) -> None:
    await office.queue(LAN, "nhắc", Kind.REMINDER, expires_in=-1)
    await office.run_for(1)
    assert office.messenger.taken == []
    assert await office.states() == ["dropped"]
    assert office.asked == []


async def test_a_blocked_address_is_closed_and_the_turns_hear_of_it(office: Office) -> None:
    await office.change(
        "INSERT INTO people (code, name, wording, consented_at) VALUES ('p-0001', 'Lan', '1', 'x')"
    )
    await office.change(
        "INSERT INTO addresses (channel, bot, chat, person, bound_at, heard_at)"
        f" VALUES ('telegram', '{BOT}', '1', 'p-0001', 'x', 'x')"
    )
    office.messenger.refusals["1"] = [SendError("Forbidden", permanent=True)]
    await office.queue(LAN, "a")
    await office.run_for(1)
    assert await office.states() == ["failed"]
    assert await office.rows("SELECT disabled_at IS NULL FROM addresses") == [(0,)]
    assert await office.rows("SELECT owner, payload FROM inbox") == [
        (f"telegram:{BOT}:1", '{"kind": "Blocked", "body": {}}')
    ]
    assert office.delivery.arrived.is_set()


async def test_an_error_that_no_channel_knows_is_not_permanent(office: Office) -> None:
    office.messenger.refusals["1"] = [ConnectionResetError()]
    await office.queue(LAN, "a")
    await office.run_for(5)
    assert await office.states() == ["sent"]


async def test_a_refused_message_closes_no_address(office: Office) -> None:
    office.messenger.refusals["1"] = [MessageRefused("BadRequest: message is too long")]
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.run_for(1)
    assert await office.states() == ["failed", "sent"]
    assert await office.rows("SELECT 1 FROM inbox") == []


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (Kind.ANSWER, "sent", ["a"]),
        (Kind.NOTICE, "sent", ["a"]),
        (Kind.REMINDER, "doubtful", []),
    ],
)
async def test_in_doubt_answers_are_repeated_and_reminders_are_not(
    office: Office, kind: Kind, state: str, said: list[str]
) -> None:
    office.messenger.refusals["1"] = [SendError("TimedOut", doubtful=True)]
    await office.queue(LAN, "a", kind)
    await office.run_for(60)
    assert await office.states() == [state]
    assert office.messenger.to("1") == said


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (Kind.ANSWER, "sent", ["hai ba bốn năm sáu.", "Bảy tám chín mười."]),
        (Kind.NOTICE, "sent", ["hai ba bốn năm sáu.", "Bảy tám chín mười."]),
        (Kind.REMINDER, "doubtful", []),
    ],
)
async def test_after_a_crash_answers_go_on_from_the_next_part(
    office: Office, kind: Kind, state: str, said: list[str]
) -> None:
    await office.queue(LAN, "Một một một một một. hai ba bốn năm sáu. Bảy tám chín mười.", kind)
    await office.change("UPDATE outbox SET state = 'sending', parts_sent = 1")
    await office.delivery.recover()
    await office.run_for(30)
    assert await office.states() == [state]
    assert office.messenger.to("1") == said


async def test_a_long_message_is_sent_part_by_part(office: Office) -> None:
    await office.queue(LAN, "Một một một một một. hai ba bốn năm sáu. Bảy tám chín mười.")
    await office.queue(LAN, "sau")
    office.messenger.refusals["1"] = [SendError("NetworkError")]
    await office.run_for(30)
    assert office.messenger.to("1") == [
        "Một một một một một.", "hai ba bốn năm sáu.", "Bảy tám chín mười.", "sau",
    ]  # fmt: skip
    assert await office.rows("SELECT parts_sent, tries FROM outbox") == [(3, 0), (1, 0)]


async def test_files_follow_their_words(office: Office) -> None:
    await office.queue(LAN, "Báo cáo", attachments=["aa", "bb"])
    await office.run_for(10)
    assert office.messenger.to("1") == ["Báo cáo", "aa.docx", "bb.docx"]


async def test_the_intent_is_on_disk_before_the_call(office: Office) -> None:
    office.messenger.gates["1"] = asyncio.Event()
    await office.queue(LAN, "a")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(office.run_for(1))
        while "sending" not in await office.states():  # noqa: ASYNC110 (a task beside us)
            await asyncio.sleep(0.001)
        assert office.messenger.taken == []
        office.messenger.gates["1"].set()
    assert await office.states() == ["sent"]


async def test_a_reminder_asks_once_more_whether_it_is_owed(office: Office) -> None:
    await office.queue(LAN, "nhắc", Kind.REMINDER)
    office.owed = False
    await office.run_for(1)
    assert office.messenger.taken == []
    assert await office.rows("SELECT state, error FROM outbox") == [("dropped", "no longer owed")]
    assert office.asked == [1]


async def test_only_reminders_ask(office: Office) -> None:
    await office.queue(LAN, "a")
    await office.run_for(1)
    assert office.asked == []


async def test_a_question_that_fails_stops_nobody_else(office: Office) -> None:
    office.owed = RuntimeError("Đã cấp 250 thẻ")
    await office.queue(LAN, "nhắc", Kind.REMINDER)
    await office.queue(MINH, "a")
    await office.run_for(5)
    assert await office.states() == ["queued", "sent"]
    office.owed = True
    await office.run_for(61)
    assert await office.states() == ["sent", "sent"]


async def test_what_cannot_be_drawn_is_set_aside_with_an_apology(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.queue(LAN, "Báo cáo", attachments=["gone"])
    await office.queue(LAN, "b")
    await office.run_for(3)
    assert await office.states() == ["failed", "sent"]
    assert await office.rows("SELECT owner, payload FROM inbox") == [
        ("person:p-0001", '{"kind": "Apologised", "body": {}}')
    ]
    assert "message 1 could not be drawn: FileNotFoundError" in caplog.text


async def test_a_row_that_cannot_be_read_stops_nobody_else(office: Office) -> None:
    await office.queue(LAN, "a")
    await office.change("""UPDATE outbox SET reply = '[{"colour": 1}]'""")
    await office.queue(LAN, "b")
    await office.run_for(6)
    assert await office.states() == ["failed", "sent"]


async def test_reminders_not_owed_any_more_hold_up_no_answer(office: Office) -> None:
    office.owed = False
    for chat in range(100, 400):
        await office.queue(chat, "nhắc", Kind.REMINDER)
    await office.queue(LAN, "a")
    await office.run_for(2)
    assert office.messenger.to("1") == ["a"]
    assert set(await office.states()) == {"dropped", "sent"}
    assert len(office.asked) == 300


async def test_a_busy_database_is_waited_out(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole, faults = office.delivery._settle, [OSError("Đã cấp 250 thẻ"), OSError("x")]

    async def settle(*given: object) -> object:
        if office.messenger.taken and faults:
            raise faults.pop()
        return await whole(*given)

    monkeypatch.setattr(office.delivery, "_settle", settle)
    caplog.set_level(logging.ERROR)
    await office.queue(LAN, "a")
    await office.queue(LAN, "b")
    await office.run_for(10)
    assert office.messenger.to("1") == ["a", "b"]
    assert await office.states() == ["sent", "sent"]
    assert caplog.text.count("OSError") == 2
    assert "250" not in caplog.text


async def test_messages_of_a_channel_that_is_off_wait(office: Office) -> None:
    await office.queue(LAN, "a")
    await office.change("UPDATE outbox SET channel = 'zalo'")
    await office.queue(MINH, "b")
    await office.run_for(3)
    assert await office.states() == ["queued", "sent"]


SHOWS = replace(MemoryMessenger.carries, files_out=False, pictures=True)
PAGE = "person:p-0001/pp.png"
LATER = SendError("503")


async def test_a_picture_goes_before_its_words(office: Office) -> None:
    office.messenger.carries = SHOWS
    await office.queue(LAN, "Báo cáo", picture="pp")
    await office.run_for(5)
    assert office.messenger.to("1") == [PAGE, "Báo cáo"]
    assert await office.rows("SELECT state, message, parts_sent FROM outbox") == [
        ("sent", "m2", 2)
    ]


@pytest.mark.parametrize(
    "refusals",
    [
        [MessageRefused("400 the picture")],
        [SendError("404", permanent=True)],
        [SendError("cut", doubtful=True)],
        [LATER, LATER, LATER],
    ],
    ids=["never", "nothing there", "doubtful", "three times later"],
)
async def test_a_picture_that_is_not_taken_does_not_keep_back_the_words(
    office: Office, caplog: pytest.LogCaptureFixture, refusals: list[Exception]
) -> None:
    office.messenger.carries = SHOWS
    office.messenger.refusals["1"] = refusals
    await office.queue(LAN, "Báo cáo", picture="pp")
    await office.run_for(30)
    assert office.messenger.to("1") == ["Báo cáo"]
    assert await office.states() == ["sent"]
    assert "message 1 goes on without its picture" in caplog.text
    assert await office.rows("SELECT count(*) FROM inbox") == [(0,)], "nobody is blocked"


@pytest.mark.parametrize(
    ("refusals", "counted"),
    [([SendError("cut", doubtful=True)], 1), ([LATER] * 3, 0), ([MessageRefused("400")], 0)],
)
async def test_a_picture_left_out_shows_nothing_of_the_bot_and_counts_where_in_doubt(
    office: Office, refusals: list[Exception], counted: int
) -> None:
    office.messenger.carries = SHOWS
    office.messenger.refusals["1"] = [*refusals, SendError("down", retry_after=600)]
    address = Address("telegram", BOT, "1")
    async with office.database.transaction() as connection:
        await people.add(connection, "Lan", "1", office.now)
        await addresses.bind(connection, "p-0001", address, office.now)
        await addresses.fail(connection, address, office.now)
    await office.queue(LAN, "Báo cáo", picture="pp")
    await office.run_for(30)
    assert await office.rows("SELECT failing_since IS NULL FROM addresses") == [(0,)]
    used = await ledger.used(office.database.reader, "telegram", BOT, month_of(office.now))
    assert used.sent == counted
    await office.run_for(1200)
    assert await office.rows("SELECT failing_since IS NULL FROM addresses") == [(1,)]


async def test_a_picture_that_is_taken_later_is_shown(office: Office) -> None:
    office.messenger.carries = SHOWS
    office.messenger.refusals["1"] = [LATER, LATER]
    await office.queue(LAN, "Báo cáo", picture="pp")
    await office.run_for(30)
    assert office.messenger.to("1") == [PAGE, "Báo cáo"]


async def test_words_behind_a_picture_that_are_refused_are_refused(office: Office) -> None:
    office.messenger.carries = SHOWS
    gone = SendError("404 no such chat", permanent=True)
    async with office.database.transaction() as connection:
        await people.add(connection, "Lan", "1", office.now)
        await addresses.bind(connection, "p-0001", Address("telegram", BOT, "1"), office.now)
    office.messenger.refusals["1"] = [gone, gone]
    await office.queue(LAN, "Báo cáo", picture="pp")
    await office.run_for(5)
    assert await office.states() == ["failed"]
    assert await office.rows("SELECT count(*) FROM inbox") == [(1,)]
