"""A lone number where words are asked may be a habit: it is written only when that is said."""

import pytest

from domain.conversation import Edited
from domain.period_state import PeriodState
from tests.handlers.builders_reporting import LAN, NOW, ONE, a_paper, a_task, an_indicator
from tests.handlers.in_memory import Books, Chat


def at_the_result() -> Chat:
    chat = Chat(Books.of(a_paper(ONE)), LAN, NOW)
    chat.say("báo cáo")
    chat.say("đang thực hiện")
    assert chat.session.step == "report.result"
    return chat


def texts(chat: Chat) -> list[str]:
    return [statement.text for statement in chat.books.only().entry("8.1").statements]


@pytest.mark.parametrize("typed", ["1", " 12 ", "1.", "2)"])
def test_a_lone_number_is_asked_about_before_it_is_a_result(typed: str) -> None:
    chat = at_the_result()
    chat.say("Đã mở 3 lớp")
    heard = chat.say(typed)
    number = typed.strip(" .)")
    assert f"Đồng chí muốn ghi “{number}” làm nội dung, hay chọn mục khác?" in heard
    assert chat.labels == [f"Ghi {number}", "Xong", "Sửa lại"]
    assert texts(chat) == ["Đã mở 3 lớp"]


def test_what_the_habit_meant_is_done_and_no_number_is_written() -> None:
    chat = at_the_result()
    chat.say("Đã mở 3 lớp")
    chat.say("1")
    chat.say("xong")
    assert texts(chat) == ["Đã mở 3 lớp"]
    assert chat.session.step != "report.result"


@pytest.mark.parametrize("answer", ["ghi 1", "Ghi 1"])
def test_a_number_that_is_meant_is_written(answer: str) -> None:
    chat = at_the_result()
    chat.say("1", "m1")
    assert chat.labels == ["Ghi 1", "Để sau"]
    heard = chat.say(answer)
    assert texts(chat) == ["1"]
    assert chat.books.only().entry("8.1").statements[0].message == "m1"
    assert "Đồng chí muốn ghi" not in heard


def test_a_written_number_can_be_changed_by_its_message() -> None:
    chat = at_the_result()
    chat.say("1", "m1")
    chat.press("write_number")
    chat.take(Edited("1 lớp", "m1"))
    assert texts(chat) == ["1 lớp"]


def test_words_in_answer_are_the_result_and_the_number_is_forgotten() -> None:
    chat = at_the_result()
    chat.say("1")
    heard = chat.say("Đã mở 3 lớp")
    assert texts(chat) == ["Đã mở 3 lớp"]
    assert "Đồng chí muốn ghi" not in heard and chat.labels == ["Xong", "Sửa lại"]


def test_help_does_not_lose_the_number() -> None:
    chat = at_the_result()
    chat.say("1")
    assert "Đồng chí muốn ghi “1”" in chat.say("giúp")
    chat.press("write_number")
    assert texts(chat) == ["1"]


def test_going_back_is_to_the_question_itself() -> None:
    chat = at_the_result()
    chat.say("1")
    assert "Kết quả trong kỳ?" in chat.say("quay lại")
    assert (chat.session.step, texts(chat)) == ("report.result", [])


def test_a_figure_is_no_habit() -> None:
    measured = a_task("8.1", "Chuẩn hóa hồ sơ", None, an_indicator("8.1"))
    chat = Chat(Books.of(a_paper((measured,))), LAN, NOW)
    chat.say("báo cáo")
    chat.say("đang thực hiện, đã mở 3 lớp cho cán bộ trạm y tế")
    assert chat.session.step == "report.figure"
    assert "Đồng chí muốn ghi" not in chat.say("99")
    assert chat.books.only().entry("8.1").figures[0].value == "99"


@pytest.mark.parametrize("typed", ["1 lớp", "125", "1,5", "1-2"])
def test_more_than_a_lone_number_is_a_result(typed: str) -> None:
    chat = at_the_result()
    chat.say(typed)
    assert texts(chat) == [typed]


def test_a_reason_is_asked_about_alike() -> None:
    chat = Chat(Books.of(a_paper(ONE)), LAN, NOW)
    chat.say("báo cáo")
    chat.say("chưa thực hiện")
    chat.say("1")
    assert chat.books.only().entry("8.1").reason is None
    assert chat.labels == ["Ghi 1", "Chọn lại tình hình"]


def test_after_the_lock_a_number_is_late_only_when_it_is_meant() -> None:
    chat = at_the_result()
    chat.say("1")
    chat.books.lock()
    assert chat.books.only().period.state is PeriodState.LOCKED
    chat.press("write_number")
    assert chat.books.late_words == ["1"]
