"""The one way round: each message once, in its person's order; a fault of one stops no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

import bot.turns
from bot.channels.memory import MemoryChannel
from bot.world import World
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import SaveEntry, SendSubmission
from domain.facts import Facts
from domain.messages import Address, Choice, Reply
from domain.people import Role
from domain.submission import Entry
from handlers import handle
from storage import outbox, sessions
from storage.outbox import Kind
from tests.cast import EVERYBODY, HOA, LAN, PERIOD, SON, TAM, Persona, let_in
from tests.recorders import Ear, code_of, files_that_hold, receive, rows

THUY = Persona("thuy", "Mai Thanh Thủy", Role.ADMINISTRATOR)
STRANGER = Address("memory", "tiendo", "khach")
BROKEN = "làm hỏng"
WAITING = "SELECT payload FROM inbox WHERE state = 'waiting'"


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, *EVERYBODY, THUY)
    return district


@pytest.fixture
def ear(channel: MemoryChannel) -> Ear:
    return Ear(channel)


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the handlers were asked about, in order; one sentence breaks them."""
    texts: list[str] = []

    def breakable(session: Session, event: Event, facts: Facts, now: object) -> object:
        if isinstance(event, Said):
            texts.append(event.text)
        if event == Said(BROKEN):
            raise KeyError(BROKEN)
        return handle(session, event, facts, now)

    monkeypatch.setattr(bot.turns, "handle", breakable)
    return texts


@pytest.fixture
def decide(monkeypatch: pytest.MonkeyPatch) -> Callable[[Turn], None]:
    """Makes every turn end as given."""

    def ends_as(turn: Turn) -> None:
        monkeypatch.setattr(bot.turns, "handle", lambda *_: turn)

    return ends_as


# Faults of ours.


async def test_a_broken_message_stops_nobody_else(
    office: World, ear: Ear, handled: list[str]
) -> None:
    for who, what in ((LAN, BROKEN), (SON, "giúp"), (HOA, "giúp")):
        await receive(office, who, what)
    await office.turns.handle_waiting()
    assert len(await rows(office, "SELECT 1 FROM inbox WHERE state = 'done'")) == 2
    assert await rows(office, "SELECT owner, tries FROM inbox WHERE state = 'waiting'") == [
        (str(LAN.address), 1)
    ]


async def test_after_three_tries_it_is_set_aside_with_an_apology_and_an_alert(
    office: World, ear: Ear, handled: list[str]
) -> None:
    await receive(office, LAN, BROKEN)
    await office.settle()
    assert handled == [BROKEN] * 3
    ((number, payload),) = await rows(
        office, "SELECT id, payload FROM inbox WHERE state = 'set_aside'"
    )
    assert BROKEN in str(payload)
    heard = ear.heard()
    assert set(heard) == {LAN.chat, THUY.chat}
    assert "Xin lỗi đồng chí" in heard[LAN.chat][0]
    assert f"dòng {number}" in heard[THUY.chat][0]


async def test_nobody_overtakes_oneself(office: World, handled: list[str]) -> None:
    for who, what in ((LAN, BROKEN), (LAN, "giúp"), (SON, "tiến độ"), (LAN, "báo cáo")):
        await receive(office, who, what)
    await office.turns.handle_waiting()
    assert handled == [BROKEN, "tiến độ"]
    await office.settle()
    assert handled == [BROKEN, "tiến độ", BROKEN, BROKEN, "giúp", "báo cáo"]


async def test_an_apology_that_fails_is_not_apologised_for(
    office: World, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always_broken(*_: object) -> Turn:
        raise RuntimeError

    monkeypatch.setattr(bot.turns, "handle", always_broken)
    await receive(office, LAN, "giúp")
    await office.settle()
    assert await rows(office, WAITING) == []
    ear.assert_nobody_was_disturbed()


async def test_a_row_that_cannot_be_read_is_set_aside_alone(
    office: World, ear: Ear, handled: list[str]
) -> None:
    """As after going back to an older version, which does not know the kind."""
    await receive(office, LAN, "giúp")
    async with office.database.transaction() as connection:
        await connection.execute("""UPDATE inbox SET payload = '{"kind": "Sang", "body": {}}'""")
    await receive(office, SON, "giúp")
    await office.settle()
    assert handled == ["giúp"]
    assert await rows(office, "SELECT state, tries FROM inbox WHERE channel <> 'inside'") == [
        ("set_aside", 3),
        ("done", 0),
    ]
    assert set(ear.heard()) == {LAN.chat, SON.chat, THUY.chat}


async def test_what_a_stranger_said_is_not_kept_when_it_breaks_us(
    office: World, handled: list[str]
) -> None:
    await receive(office, STRANGER, BROKEN)
    await office.settle()
    assert await rows(office, "SELECT payload FROM inbox WHERE state = 'set_aside'") == [("",)]


# What the books refuse.


async def test_refused_effects_are_all_taken_back_and_answered(
    office: World, ear: Ear, decide: Callable[[Turn], None]
) -> None:
    """The second save is made from a version that is no longer the newest."""
    saves = [SaveEntry(PERIOD, "phong-y-te", Entry("8.1")) for _ in range(2)]
    decide(Turn(Session("report.menu"), (Reply("help/passed_on.j2"),), tuple(saves)))
    await receive(office, LAN, "giúp")
    await office.settle()
    assert await rows(office, "SELECT 1 FROM entries") == []
    assert await rows(office, "SELECT 1 FROM audit WHERE what = 'SaveEntry'") == []
    assert await rows(office, "SELECT state FROM inbox") == [("done",)]
    async with office.database.transaction() as connection:
        session = await sessions.get(connection, f"person:{await code_of(connection, LAN)}")
    assert session.step == "idle"
    assert set(ear.heard()) == {LAN.chat}


async def test_a_refusal_leaves_the_others_of_its_batch_alone(
    office: World, handled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_refused(session: Session, event: Event, facts: Facts, now: object) -> Turn:
        item = "8.1" if facts.person and "phong-y-te" in facts.person.units() else "10.1"
        unit = "phong-y-te" if item == "8.1" else "xa-co-dam"
        save = SaveEntry(PERIOD, unit, Entry(item))
        more = (SendSubmission(PERIOD, "nowhere"),) if item == "8.1" else ()
        return Turn(session, (Reply("help/passed_on.j2"),), (save, *more))

    monkeypatch.setattr(bot.turns, "handle", one_refused)
    for who in (LAN, SON):
        await receive(office, who, "giúp")
    await office.turns.handle_waiting()
    assert await rows(office, "SELECT unit FROM entries") == [("xa-co-dam",)]


# Choices.


async def offer(world: World, to: Persona, *keys: str, kind: Kind = Kind.ANSWER) -> int:
    """A question with choices that stands in the outbox; its number."""
    choices = tuple(Choice(key, "help") for key in keys)
    async with world.database.transaction() as connection:
        owner = f"person:{await code_of(connection, to)}"
        reply = Reply("help/passed_on.j2", {}, choices)
        return await outbox.add(connection, owner, to.address, kind, (reply,), world.clock())


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What the shell made of what came in."""
    meant: list[Event] = []

    def remember(session: Session, event: Event, facts: Facts, now: object) -> Turn:
        meant.append(event)
        return Turn(session)

    monkeypatch.setattr(bot.turns, "handle", remember)
    return meant


async def test_a_button_means_what_it_meant_when_it_was_shown(
    office: World, events: list[Event]
) -> None:
    old = await offer(office, LAN, "a", "b")
    await offer(office, LAN, "c", "d")
    await receive(office, LAN, Chose("#1", old))
    await office.turns.handle_waiting()
    assert events == [Chose("b", old)]


async def test_a_typed_number_belongs_to_the_newest_question(
    office: World, events: list[Event]
) -> None:
    await offer(office, LAN, "a", "b")
    new = await offer(office, LAN, "c", "d")
    await office.settle()
    await receive(office, LAN, "2")
    await office.turns.handle_waiting()
    assert events == [Chose("d", new)]


async def test_nobody_answers_a_reminder_that_is_still_on_its_way(
    office: World, events: list[Event]
) -> None:
    seen = await offer(office, LAN, "a", "b")
    await office.settle()
    await offer(office, LAN, "snooze", "report", kind=Kind.REMINDER)
    await receive(office, LAN, "2")
    await office.turns.handle_waiting()
    assert events == [Chose("b", seen)]


async def test_nobody_answers_a_question_that_is_still_on_its_way(
    office: World, events: list[Event]
) -> None:
    await offer(office, LAN, "a", "b")
    await office.settle()
    await offer(office, LAN, "send", "edit")
    await receive(office, LAN, "1")
    await office.turns.handle_waiting()
    assert [type(event) for event in events] == [Said]


@pytest.mark.parametrize("index", ["#9", "#-1", "#x", "#"])
async def test_a_button_that_never_was_is_nobodys(
    office: World, events: list[Event], index: str
) -> None:
    question = await offer(office, LAN, "a")
    await receive(office, LAN, Chose(index, question))
    await office.turns.handle_waiting()
    assert events == [Chose("?", question)]


async def test_nobody_presses_the_buttons_of_another(office: World, events: list[Event]) -> None:
    hers = await offer(office, HOA, "order|now")
    await receive(office, LAN, Chose("#0", hers))
    await office.turns.handle_waiting()
    assert events == [Chose("?", hers)]


async def test_an_old_button_is_answered_with_the_present_question(
    office: World, ear: Ear
) -> None:
    await receive(office, LAN, "báo cáo")
    await office.settle()
    ((first,),) = await rows(office, "SELECT max(id) FROM outbox")
    await receive(office, LAN, Chose("#0", int(str(first))))
    await office.settle()
    ear.heard()
    await receive(office, LAN, Chose("#0", int(str(first))))
    await office.settle()
    ear.assert_only_heard(LAN, "thuộc câu hỏi cũ")


# What must not be kept.


async def test_a_refused_secret_is_gone_with_its_answer(
    office: World, ear: Ear, tmp_path: Path
) -> None:
    secret = "Gửi kèm công văn TỐI MẬT số 0417 về tuyến phòng thủ"
    await receive(office, LAN, secret)
    assert files_that_hold(tmp_path, "0417")
    await office.settle()
    ear.assert_only_heard(LAN, "bí mật nhà nước")
    assert await rows(office, "SELECT state, payload FROM inbox") == [("done", "")]
    assert files_that_hold(tmp_path, "0417") == []


async def test_before_consent_nothing_but_the_chat_is_kept(office: World, tmp_path: Path) -> None:
    for words in ("tôi là Phạm Khắc Quýnh, điện thoại 0912 000 417", "mã AB2C-D34E có đúng không"):
        await receive(office, STRANGER, words)
        await office.settle()
    for words in ("Quýnh", "0912 000 417", "AB2C"):
        assert files_that_hold(tmp_path, words) == []
    assert await rows(office, "SELECT owner, payload FROM inbox") == [(str(STRANGER), "")] * 2


async def test_two_focal_points_keep_their_own_place(office: World) -> None:
    await receive(office, LAN, "báo cáo")
    await receive(office, TAM, "giúp")
    await office.settle()
    async with office.database.transaction() as connection:
        steps = [
            (await sessions.get(connection, f"person:{await code_of(connection, who)}")).step
            for who in (LAN, TAM)
        ]
    assert steps[0] != "idle" and steps[1] == "idle"
