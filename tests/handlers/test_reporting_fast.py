"""The fast path: several tasks in one message, shown in one answer."""

from datetime import date

import pytest

from domain.status import Said
from domain.submission import Entry, State, Submission
from tests.handlers.builders_reporting import (
    LAN,
    MONTH,
    NOW,
    ONE,
    THREE,
    a_paper,
    a_task,
    an_entry,
    an_indicator,
)
from tests.handlers.in_memory import Books, Chat

THREE_AT_ONCE = (
    "1. Xong ngày 5/11, đã tập huấn 3 lớp\n"
    "2. Đang triển khai, hỗ trợ 4 doanh nghiệp\n"
    "3. Chưa triển khai do thiếu kinh phí"
)


def at_menu(*tasks, **more) -> Chat:
    chat = Chat(Books.of(a_paper(tasks or THREE, **more)), LAN, NOW)
    chat.say("báo cáo")
    return chat


def entry(chat: Chat, code: str) -> Entry:
    return chat.books.only().entry(code)


def test_three_tasks_cost_six_messages() -> None:
    chat = at_menu()
    chat.say(THREE_AT_ONCE)
    chat.say("Gửi")
    assert chat.messages == 6
    assert chat.books.only().submission.state is State.SUBMITTED
    assert "2022-phong-y-te-1" in chat.heard


def test_the_status_of_each_is_understood_from_its_words() -> None:
    chat = at_menu()
    chat.say(THREE_AT_ONCE)
    said = [entry(chat, code).said for code in ("1.1", "1.2", "1.3")]
    assert said == [Said.DONE, Said.DOING, Said.NOT_STARTED]
    assert entry(chat, "1.1").completed_on == date(2022, 11, 5)
    assert entry(chat, "1.1").text == "Xong ngày 5/11, đã tập huấn 3 lớp"
    assert entry(chat, "1.3").reason == "Chưa triển khai do thiếu kinh phí"
    for words in ("hoàn thành (ngày 05/11/2022)", "đang thực hiện, trong hạn", "quá hạn"):
        assert words in chat.heard


def test_everything_is_saved_before_it_is_sent() -> None:
    chat = at_menu()
    chat.say(THREE_AT_ONCE)
    assert chat.books.only().submission.state is State.DRAFT
    chat.say("Sửa")
    assert chat.session.step == "report.menu"
    assert entry(chat, "1.2").text == "Đang triển khai, hỗ trợ 4 doanh nghiệp"


def test_the_codes_of_tasks_work_like_the_numbers() -> None:
    chat = at_menu()
    chat.say("1.2. Đang triển khai, hỗ trợ 4 doanh nghiệp\n1.3: kps")
    assert entry(chat, "1.2").said is Said.DOING
    assert entry(chat, "1.3").said is Said.NOTHING_TO_REPORT
    assert entry(chat, "1.1").is_empty


def test_one_task_can_be_answered_from_the_menu_by_its_code() -> None:
    chat = at_menu()
    chat.say("1.3 đang triển khai, đã khảo sát 5 cơ sở")
    assert chat.session.step == "report.preview"
    assert entry(chat, "1.3").said is Said.DOING


def test_numbers_of_no_task_are_said_and_nothing_is_lost() -> None:
    chat = at_menu()
    chat.say("1. đang làm phần mềm\n7. đã xong hết")
    assert "Số 7 không có trong danh mục" in chat.heard
    assert entry(chat, "1.1").text == "đang làm phần mềm"


def test_an_unclear_status_is_shown_and_not_guessed() -> None:
    chat = at_menu()
    chat.say("1. Công văn số 12/CV-YT\n2. đang làm\n3. kps")
    assert entry(chat, "1.1").said is None
    assert "chưa rõ tình hình" in chat.heard
    chat.press("1.1")
    chat.press("doing")
    assert chat.session.step == "report.preview"
    assert entry(chat, "1.1").said is Said.DOING
    chat.press("send")
    assert chat.books.only().submission.state is State.SUBMITTED


@pytest.mark.parametrize(
    "text",
    ["Xong, còn phần tập huấn", "Đã xong, riêng xã Cổ Đạm thì không", "Xong, tiếp tục duy trì"],
)
def test_done_with_a_reserve_is_not_taken_for_done(text: str) -> None:
    chat = at_menu()
    chat.say(f"1. {text}\n2. kps")
    assert entry(chat, "1.1").said is not Said.DONE


def test_words_that_contradict_each_other_are_not_guessed() -> None:
    chat = at_menu()
    chat.say("1. Phần mềm đã xong, tập huấn chưa làm\n2. kps")
    assert entry(chat, "1.1").said in (None, Said.DOING)


def test_sending_with_tasks_not_reported_takes_the_confirmation() -> None:
    chat = at_menu()
    chat.say("1. đang làm phần mềm\n2. kps")
    assert "Ứng dụng TTNT trong công nghiệp" in chat.heard
    chat.say("Gửi")
    assert chat.session.step == "report.confirm"
    chat.say("Vẫn gửi")
    assert chat.books.only().submission.state is State.SUBMITTED


def test_a_part_said_again_at_the_preview_replaces_the_first() -> None:
    chat = at_menu()
    chat.say(THREE_AT_ONCE)
    chat.say("2. Đang triển khai, hỗ trợ 5 doanh nghiệp")
    assert entry(chat, "1.2").text == "Đang triển khai, hỗ trợ 5 doanh nghiệp"
    assert entry(chat, "1.1").text == "Xong ngày 5/11, đã tập huấn 3 lớp"


def test_at_the_menu_more_words_append() -> None:
    chat = at_menu(entries={"1.1": an_entry("1.1", "Đã tập huấn", said=Said.DOING)})
    chat.say("1. đang làm phần mềm\n2. kps")
    assert entry(chat, "1.1").text == "Đã tập huấn\nđang làm phần mềm"


def test_numbers_count_from_the_first_task_shown() -> None:
    tasks = tuple(a_task(f"2.{n}", f"Việc thứ {n}") for n in range(1, 13))
    chat = at_menu(*tasks)
    chat.press("next_page")
    chat.say("1. đang làm chín\n2. đang làm mười")
    assert entry(chat, "2.9").text == "đang làm chín"
    assert entry(chat, "2.10").text == "đang làm mười"


def test_figures_that_are_missing_are_named_and_can_be_added() -> None:
    task = a_task("1.1", "Hồ sơ", None, an_indicator("1.1"))
    chat = at_menu(task, THREE[1])
    chat.say("1. đang rà soát hồ sơ\n2. kps")
    assert "Còn thiếu: số liệu" in chat.heard
    chat.press("1.1")
    chat.say("96")
    assert chat.session.step == "report.preview"
    assert entry(chat, "1.1").figures[0].value == "96"


@pytest.mark.parametrize(
    "mark", ["1) {}\n2) {}", "1/ {}\n2/ {}", "1. {} 2. {}", "- 1: {}\n- 2: {}"]
)
def test_other_marks_do(mark: str) -> None:
    chat = at_menu()
    chat.say(mark.format("đang làm phần mềm;", "không phát sinh"))
    assert entry(chat, "1.1").said is Said.DOING
    assert entry(chat, "1.2").said is Said.NOTHING_TO_REPORT


# Without having been asked.


def test_a_numbered_answer_to_a_reminder_is_taken_at_once() -> None:
    chat = Chat(Books.of(a_paper(THREE)), LAN, NOW)
    chat.say(THREE_AT_ONCE)
    assert entry(chat, "1.2").said is Said.DOING
    chat.say("Gửi")
    assert chat.messages == 4
    assert chat.books.only().submission.state is State.SUBMITTED


@pytest.mark.parametrize("text", ["kps", "không phát sinh", "kỳ này không phát sinh ạ"])
def test_nothing_to_report_is_confirmed_wherever_it_is_said(text: str) -> None:
    chat = Chat(Books.of(a_paper(THREE)), LAN, NOW)
    chat.say(text)
    assert chat.session.step == "report.nothing"
    assert entry(chat, "1.1").said is None


def test_whole_sentences_on_the_only_task_are_taken_at_once() -> None:
    chat = Chat(Books.of(a_paper(ONE)), LAN, NOW)
    chat.say("Đang thực hiện, đã kết nối 17 trạm y tế của huyện")
    assert entry(chat, "8.1").said is Said.DOING
    assert entry(chat, "8.1").text == "Đang thực hiện, đã kết nối 17 trạm y tế của huyện"


@pytest.mark.parametrize("text", ["xong rồi ạ", "cảm ơn", "đang làm", "1", "Chào đồng chí"])
def test_a_short_word_out_of_the_blue_is_not_a_report(text: str) -> None:
    chat = Chat(Books.of(a_paper(ONE)), LAN, NOW)
    chat.say(text)
    assert chat.books.only().entries == {}


def test_with_two_papers_owed_the_paper_is_asked_first() -> None:
    other = a_paper(ONE, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"))
    chat = Chat(Books.of(a_paper(THREE), other), LAN, NOW)
    chat.say(THREE_AT_ONCE)
    assert all(paper.entries == {} for paper in chat.books.papers.values())
