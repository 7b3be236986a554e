"""The beginning of a choice picks it where nothing else was meant, and never what is for good."""

from datetime import datetime

import pytest

from domain import effects as do
from domain.calendar import VIETNAM
from domain.channels import OwnChannel
from domain.conversation import Chose, Said, Session, Turn
from domain.facts import ReportState
from domain.look_ups import OwnChannels
from domain.messages import Choice, Question
from domain.status import Said as What
from domain.submission import State
from handlers import handle
from handlers.tables import CHOICES, NEVER_BEGUN
from tests.handlers.builders_coordinator import BOTH, Office, compiled
from tests.handlers.builders_people import NOW as TODAY
from tests.handlers.builders_people import facts
from tests.handlers.builders_reporting import LAN, NOW, ONE, THREE, a_paper
from tests.handlers.in_memory import Books, Chat

FORGET = Question(5, (Choice("yes", "forget_me"), Choice("no", "cancel")))


def reporting(*tasks: object) -> Chat:
    chat = Chat(Books.of(a_paper(tasks or ONE)), LAN, NOW)  # type: ignore[arg-type]
    chat.say("báo cáo")
    return chat


@pytest.mark.parametrize("typed", ["danh", "Danh", "danh muc", "Danh mục ạ"])
def test_the_first_words_of_a_choice_are_enough(typed: str) -> None:
    chat = reporting()
    chat.say(typed)
    assert chat.session.step == "report.menu"


@pytest.mark.parametrize("typed", ["d", "đ", "D", "không", "chua biet gi"])
def test_a_letter_or_an_unclear_word_asks_again(typed: str) -> None:
    chat = reporting()
    assert "chưa hiểu" in chat.say(typed)
    assert chat.session.step == "report.status"
    assert not chat.books.only().entries


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("giúp", "report.status"),
        ("gửi", "report.review"),
        ("không phát sinh tất cả", "report.nothing"),
        ("hủy", "idle"),
    ],
)
def test_a_command_is_taken_before_a_beginning(typed: str, step: str) -> None:
    chat = reporting(*THREE)
    chat.say("1.1")
    chat.take(Said(typed, "m9", begins="to_menu"))
    assert chat.session.step == step


def test_an_answer_is_taken_before_a_beginning() -> None:
    chat = reporting()
    chat.take(Said("xong 15/11", "m9", begins="to_menu"))
    assert chat.books.only().entry("8.1").said is What.DONE


def test_an_order_is_taken_before_a_beginning() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("xem phòng y tế")
    office.meets(Said("tình hình", "m9", begins="approve|ttnt:2022|phong-y-te"))
    assert not office.applied
    assert "Đã gửi" in office.text


def test_a_beginning_chooses_for_a_coordinator_too() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("xem phòng y tế")
    key = next(choice.key for choice in office.choices if choice.label == "order_return")
    office.meets(Said("trả", "m9", begins=key))
    assert office.session.step == "coordinator.return_item"


def test_what_begins_two_choices_asks_again() -> None:
    chat = reporting(*THREE)
    chat.say("xem lại")
    assert "chưa hiểu" in chat.say("nhập")
    chat.say("nhập iv")
    assert chat.session.step == "report.heading"
    assert chat.session.data["item"] == "IV"


def test_a_report_for_good_is_not_sent_by_half_a_word() -> None:
    chat = reporting(*THREE)
    chat.say("không phát sinh tất cả")
    assert "Đồng ý, gửi ngay" in chat.labels
    chat.say("đồng")
    assert chat.books.only().submission.state is not State.SUBMITTED
    chat.say("đồng ý")
    assert chat.books.only().submission.state is State.SUBMITTED


@pytest.mark.parametrize("typed", ["xóa", "xóa dữ", "xóa dữ liệu của"])
def test_nobody_is_forgotten_by_a_beginning(typed: str) -> None:
    known = facts(question=FORGET)
    said = Said(typed, "m1", begins="yes")
    turn = handle(Session("rights.forget", question=5), said, known, TODAY)
    assert not any(isinstance(effect, do.ForgetMe) for effect in turn.effects)
    whole = handle(Session("rights.forget", question=5), Chose("yes", 5), known, TODAY)
    assert any(isinstance(effect, do.ForgetMe) for effect in whole.effects)


@pytest.mark.parametrize("typed", ["thôi", "thôi dùng", "gỡ", "thôi dùng trợ lý qua"])
def test_no_channel_is_removed_by_a_beginning(typed: str) -> None:
    own = (OwnChannel("t1", "telegram", "a", NOW, here=True), OwnChannel("z1", "zalo", "b", NOW))
    asked = Question(5, (Choice("yes", "remove_channel"), Choice("no", "cancel")))
    known = facts(question=asked, found={OwnChannels(): own})
    session = Session("channels.remove", {"key": "z1"}, question=5)
    turn = handle(session, Said(typed, "m1", begins="yes"), known, TODAY)
    assert isinstance(turn, Turn) and not turn.effects
    whole = handle(session, Chose("yes", 5), known, TODAY)
    assert isinstance(whole, Turn) and whole.effects == (do.RemoveChannel("z1"),)


ASK_FIRST = {
    "answer", "brief", "channels", "chase", "enter_for", "extend", "extension", "extract",
    "hand_over", "import_plan", "invite", "issue", "late", "leave", "lock_period", "look", "menu",
    "merge", "my_data", "nothing", "open_period", "overview", "pick", "proofread", "reopen",
    "report", "return", "rewriting", "rewriting_difference", "snooze", "typo", "view",
}  # fmt: skip
"""Choices that show or ask something, or concern nobody but who makes them; of some, one deed is
different."""


ONE_S_OWN = {"channels", "import_plan"}
"""Of these the first word only lists and prefers, the second only asks for a file."""


def test_every_choice_is_known_to_ask_first_or_is_never_begun() -> None:
    heads = {key for key in NEVER_BEGUN if "|" not in key} - {"yes"}
    assert ASK_FIRST | heads == set(CHOICES)
    assert not ASK_FIRST & heads


@pytest.mark.parametrize("head", sorted(set(CHOICES) - ONE_S_OWN))
def test_what_a_choice_does_to_others_its_beginning_does_not(head: str) -> None:
    for key in keys_of(head):
        for office in offices():
            office.choices, office.asked = (Choice(key, "order_approve"),), 1
            office.meets(Said("đồng ý đã", "m1", begins=key))
            assert [effect for effect in office.applied if not isinstance(effect, OWN)] == []


OWN = (do.Snooze, do.TakeExtract, do.Record)
"""What concerns nobody but who asks for it."""


def keys_of(head: str) -> list[str]:
    place, until = "ttnt:2022|phong-y-te", "2022-12-23T16:30:00+07:00"
    of = {
        "agree": ["agree|ttnt:2022|phong-y-te|yes", "agree|ttnt:2022|phong-y-te|no"],
        "compile": ["compile|ttnt:2022||now"],
        "extend": [f"extend|{deed}|{place}|{until}" for deed in ("grant", "decline", "ask")],
        "leave": ["leave|new", "leave|end"],
        "sign": ["sign|agree|1", "sign|back|1"],
        "snooze": ["snooze|2h"],
        "my_data": ["my_data|forget", "my_data|rename"],
    }
    return of.get(head, [f"{head}|{place}"])


def offices() -> list[Office]:
    """Of a coordinator who is the leader, too."""
    asked = {"extension_asked": datetime(2022, 12, 23, 16, 30, tzinfo=VIETNAM)}
    return [
        Office(person=BOTH, reports=[compiled(state=shown)]).put("phong-y-te", state, **asked)
        for state in State
        for shown in (ReportState.COMPILED, ReportState.SHOWN)
    ]


ACTING = [
    "approve|ttnt:2022|phong-y-te",
    "extend|grant|ttnt:2022|phong-y-te|2022-12-23T16:30:00+07:00",
    "extend|decline|ttnt:2022|phong-y-te",
    "sign|agree|1",
    "sign_off|ttnt:2022",
    "withdraw|ttnt:2022|phong-y-te",
]


@pytest.mark.parametrize("key", ACTING)
def test_the_choices_of_notices_do_act_when_they_are_made_whole(key: str) -> None:
    acted = []
    for office in offices():
        office.meets(Chose(key, 1))
        acted += office.applied
    assert acted, "else the test above tests nothing"


def test_a_sent_report_is_not_recalled_by_a_beginning() -> None:
    chat = reporting()
    chat.say("không phát sinh")
    chat.say("gửi")
    assert chat.books.only().submission.state is State.SUBMITTED
    recall = next(choice.key for choice in chat.choices if choice.label == "recall")
    chat.take(Said("thu lại", "m9", begins=recall))
    assert chat.books.only().submission.state is State.SUBMITTED
