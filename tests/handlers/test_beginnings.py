"""The beginning of a choice picks it where nothing else was meant, and never what is for good."""

import pytest

from domain import effects as do
from domain.conversation import Chose, Said, Session
from domain.messages import Choice, Question
from domain.status import Said as What
from domain.submission import State
from handlers import handle
from tests.handlers.builders_coordinator import Office
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
