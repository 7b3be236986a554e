"""What may happen to a submission, through the conversation; and who else is in it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain import effects as e
from domain.calendar import VIETNAM
from domain.conversation import FileKept
from domain.people import Grant, Person, Role
from domain.status import Said
from domain.submission import LateWord, Remark, State
from tests.handlers.builders_reporting import (
    HEAD,
    HUNG,
    LAN,
    MAI,
    MONTH,
    NOW,
    THREE,
    a_paper,
    an_entry,
    in_state,
)
from tests.handlers.in_memory import RULES, Books, Chat

SAID = {code: an_entry(code, f"Kết quả {code}", said=Said.DOING) for code in ("1.1", "1.2", "1.3")}
KEY = "ttnt:2022|phong-y-te"


def in_conversation(state: State, person: Person = LAN, **more: object) -> Chat:
    paper = in_state(a_paper(entries=SAID), state, **more)
    return Chat(Books.of(paper), person, NOW)


def state(chat: Chat) -> State:
    return chat.books.only().submission.state


def sent(chat: Chat) -> str:
    return chat.books.only().sent_entries["1.1"].text


# The table, row by row.


def test_not_started_begins_with_the_first_word() -> None:
    chat = Chat(Books.of(a_paper()), LAN, NOW)
    chat.say("báo cáo")
    assert state(chat) is State.NOT_STARTED
    chat.press("1.1")
    chat.press("doing")
    assert state(chat) is State.DRAFT


def test_a_draft_is_edited_and_sent() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.press("review")
    chat.press("send")
    assert state(chat) is State.SUBMITTED
    assert sent(chat) == "Kết quả 1.1"


def test_a_submitted_one_is_recalled_and_the_last_version_stays() -> None:
    chat = in_conversation(State.SUBMITTED)
    chat.say("báo cáo")
    chat.say("thu hồi")
    assert state(chat) is State.DRAFT
    assert "vẫn dùng để tổng hợp" in chat.heard
    assert sent(chat) == "Kết quả 1.1"


def test_a_submitted_one_that_is_edited_is_a_draft_again_and_that_is_said_once() -> None:
    chat = in_conversation(State.SUBMITTED)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("result")
    chat.say("Thêm một câu")
    assert state(chat) is State.DRAFT and "được mở lại để sửa" in chat.heard
    chat.say("Thêm câu nữa")
    assert "được mở lại để sửa" not in chat.heard
    assert sent(chat) == "Kết quả 1.1"
    chat.say("gửi")
    chat.press("send")
    assert state(chat) is State.SUBMITTED
    assert "2022-phong-y-te-2" in chat.heard and "gửi lại" in chat.heard
    assert sent(chat) == "Kết quả 1.1\nThêm một câu\nThêm câu nữa"


def test_a_submitted_one_without_a_change_is_not_sent_twice() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.press("review")
    chat.press("send")
    chat.press(f"report|{KEY}")
    chat.press("review")
    assert "send" not in [choice.key for choice in chat.choices]
    assert "chưa có thay đổi" in chat.say("gửi")
    assert chat.books.only().submission.version == 1


RETURNED = Remark("1.1", "Thiếu số lớp tập huấn")
MEND = datetime(2022, 12, 1, 16, 30, tzinfo=VIETNAM)


def test_a_returned_one_shows_the_reason_beside_the_text_it_is_about() -> None:
    chat = in_conversation(State.RETURNED, remarks=(RETURNED,), mend_due=MEND)
    chat.take_choice(f"report|{KEY}|1.1")
    assert "Thiếu số lớp tập huấn" in chat.heard and "Kết quả 1.1" in chat.heard


def test_a_returned_one_stands_in_the_menu_as_to_be_mended() -> None:
    chat = in_conversation(State.RETURNED, remarks=(RETURNED,), mend_due=MEND)
    chat.say("báo cáo")
    assert "Đề nghị bổ sung mục 1.1" in chat.heard and "01/12/2022" in chat.heard
    assert chat.labels[0].endswith("cần bổ sung")


def test_a_returned_one_is_mended_and_sent_again() -> None:
    chat = in_conversation(State.RETURNED, remarks=(RETURNED,))
    chat.take_choice(f"report|{KEY}|1.1")
    chat.press("result")
    chat.say("Đã mở 3 lớp")
    assert state(chat) is State.RETURNED
    chat.say("gửi")
    chat.press("send")
    assert state(chat) is State.SUBMITTED and chat.books.only().submission.version == 2


def test_an_approved_one_is_read_and_may_be_asked_to_be_reopened() -> None:
    chat = in_conversation(State.APPROVED)
    assert "đã được duyệt" in chat.say("báo cáo") and "Kết quả 1.1" in chat.heard
    chat.press(f"ask_reopen|{KEY}")
    ((audience, reply),) = chat.books.told
    assert audience == e.EveryoneWith(Role.COORDINATOR)
    assert [choice.key for choice in reply.choices] == [f"reopen|{KEY}"]


def test_what_is_approved_meanwhile_is_not_changed() -> None:
    chat = in_conversation(State.SUBMITTED)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.books.put(in_state(chat.books.only(), State.APPROVED))
    chat.press("done")
    assert "đã được duyệt" in chat.heard
    assert chat.books.effects == []


def test_after_the_lock_it_is_read_only() -> None:
    chat = in_conversation(State.SUBMITTED)
    chat.books.lock()
    assert "đã khóa" in chat.say("báo cáo") and "Kết quả 1.1" in chat.heard


def test_after_the_lock_something_late_is_kept_and_passed_on() -> None:
    chat = in_conversation(State.SUBMITTED)
    chat.books.lock()
    chat.say("báo cáo")
    chat.press(f"late|{KEY}")
    chat.say("Xin bổ sung: đã mở thêm 2 lớp")
    assert chat.books.late_words == ["Xin bổ sung: đã mở thêm 2 lớp"]
    ((audience, _),) = chat.books.told
    assert audience == e.EveryoneWith(Role.COORDINATOR)


def test_what_is_typed_when_the_lock_falls_is_kept_as_a_late_word() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("result")
    chat.books.lock()
    chat.say("Câu viết lúc khóa kỳ")
    assert chat.books.late_words == ["Câu viết lúc khóa kỳ"]
    assert chat.books.only().entry("1.1").text == "Kết quả 1.1"


def test_a_button_pressed_after_the_lock_changes_nothing() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.press("review")
    chat.books.lock()
    chat.press("send")
    assert chat.books.effects == [] and "đã khóa" in chat.heard


@pytest.mark.parametrize("given", [State.NOT_STARTED, State.DRAFT, State.RETURNED])
def test_what_was_not_sent_is_not_recalled(given: State) -> None:
    chat = in_conversation(given)
    chat.take_choice(f"recall|{KEY}")
    assert "không cần thu hồi" in chat.heard and state(chat) is given


# Two focal points.


def test_two_focal_points_see_each_others_words() -> None:
    books = Books.of(a_paper())
    lan, hung = Chat(books, LAN, NOW), Chat(books, HUNG, NOW)
    lan.say("báo cáo")
    lan.say("1.1 đang triển khai, đã khảo sát")
    hung.say("báo cáo")
    hung.press("1.1")
    assert "đã khảo sát" in hung.heard


def test_a_stale_edit_is_refused_with_the_newer_text_and_then_taken() -> None:
    books = Books.of(a_paper(entries=SAID))
    lan, hung = Chat(books, LAN, NOW), Chat(books, HUNG, NOW)
    for chat in (lan, hung):
        chat.say("báo cáo")
        chat.press("1.1")
        chat.press("result")
    lan.say("Câu của Lan")
    hung.say("Câu của Hùng")
    assert hung.heard.count("Câu của Lan") == 1
    assert "Câu của Hùng" not in books.only().entry("1.1").text
    hung.say("Câu của Hùng")
    assert books.only().entry("1.1").text == "Kết quả 1.1\nCâu của Lan\nCâu của Hùng"


def test_clearing_what_another_just_wrote_is_refused_first() -> None:
    books = Books.of(a_paper(entries=SAID))
    lan, hung = Chat(books, LAN, NOW), Chat(books, HUNG, NOW)
    for chat in (lan, hung):
        chat.say("báo cáo")
        chat.press("1.1")
        chat.press("result")
    lan.say("Câu của Lan")
    hung.press("rewrite")
    assert "Câu của Lan" in books.only().entry("1.1").text


def test_a_stale_edit_of_the_plan_is_refused_with_the_newer_text() -> None:
    books = Books.of(a_paper(entries=SAID))
    lan, hung = Chat(books, LAN, NOW), Chat(books, HUNG, NOW)
    for chat in (lan, hung):
        chat.say("báo cáo")
        chat.press("plan")
        chat.press("1.1")
        chat.press("change")
    lan.say("Mở 5 lớp")
    hung.say("Mở 9 lớp")
    assert "Mở 5 lớp" in hung.heard
    assert [i.statement.text for i in books.only().plan if i.statement] == ["Mở 5 lớp"]


def test_two_additions_to_the_plan_stand_side_by_side() -> None:
    books = Books.of(a_paper(entries=SAID))
    lan, hung = Chat(books, LAN, NOW), Chat(books, HUNG, NOW)
    for chat in (lan, hung):
        chat.say("báo cáo")
        chat.press("plan")
        chat.press("add")
    lan.say("Việc của Lan")
    hung.say("Việc của Hùng")
    added = [i.statement.text for i in books.only().plan if i.statement]
    assert added == ["Việc của Lan", "Việc của Hùng"]


# The unit head.

AGREES = replace(RULES, head_agrees=True)


def waiting() -> tuple[Chat, Chat]:
    books = Books.of(in_state(a_paper(entries=SAID), State.DRAFT), rules=AGREES)
    lan, head = Chat(books, LAN, NOW), Chat(books, HEAD, NOW)
    lan.say("báo cáo")
    lan.press("review")
    lan.press("send")
    return lan, head


def answer_of_head(lan: Chat, said: str) -> str:
    """The key under what the head was last shown."""
    shown = [reply for who, reply in lan.books.told if who == e.HeadsOf("phong-y-te")][-1]
    return next(choice.key for choice in shown.choices if f"|{said}|" in choice.key)


def test_where_the_settings_ask_it_the_unit_head_agrees_first() -> None:
    lan, head = waiting()
    submission = lan.books.only().submission
    assert (submission.state, submission.waits_for_head) == (State.DRAFT, True)
    ((audience, reply),) = lan.books.told
    assert audience == e.HeadsOf("phong-y-te")
    yes, no = (choice.key for choice in reply.choices)
    assert yes.startswith(f"agree|{KEY}|yes|") and no.startswith(f"agree|{KEY}|no|")
    head.take_choice(yes)
    assert lan.books.only().submission.state is State.SUBMITTED
    assert lan.books.told[-1][0] == e.FocalPointsOf("phong-y-te")


def test_the_unit_head_may_decline() -> None:
    lan, head = waiting()
    head.take_choice(answer_of_head(lan, "no"))
    head.press("skip")
    assert lan.books.only().submission.state is State.DRAFT
    assert lan.books.told[-1][0] == e.FocalPointsOf("phong-y-te")


def test_an_old_answer_of_the_head_is_not_one_to_a_newer_draft() -> None:
    lan, head = waiting()
    yes, no = answer_of_head(lan, "yes"), answer_of_head(lan, "no")
    lan.say("báo cáo")
    lan.press("1.1")
    lan.press("result")
    lan.say("Câu mà trưởng đơn vị chưa xem")
    lan.say("xem lại")
    lan.say("gửi")
    for answer in (yes, no):
        assert "sửa sau bản mà đồng chí đã xem" in head.take_choice(answer)
        assert "Câu mà trưởng đơn vị chưa xem" in head.heard
        assert lan.books.only().submission.waits_for_head
    head.press(answer_of_head(lan, "yes"))
    assert lan.books.only().submission.state is State.SUBMITTED


def test_an_edit_takes_it_back_from_the_head() -> None:
    lan, head = waiting()
    yes = answer_of_head(lan, "yes")
    lan.say("báo cáo")
    lan.press("1.1")
    lan.press("result")
    assert "rút về từ trưởng đơn vị" in lan.say("Thêm một câu")
    head.take_choice(yes)
    assert lan.books.only().submission.state is State.DRAFT


@pytest.mark.parametrize("person", [LAN, MAI])
def test_nobody_else_agrees_for_the_head(person: Person) -> None:
    lan, _ = waiting()
    other = Chat(lan.books, person, NOW)
    other.take_choice(answer_of_head(lan, "yes"))
    assert lan.books.only().submission.state is State.DRAFT


# The coordinator enters for a unit.


def test_what_the_coordinator_enters_is_marked_and_the_unit_told_when_it_is_sent() -> None:
    books = Books.of(a_paper(), rules=AGREES)
    mai = Chat(books, MAI, NOW)
    mai.take_choice(f"report|{KEY}")
    assert "nhập thay" in mai.heard
    mai.say("1. đang làm phần mềm\n2. kps\n3. kps")
    assert books.told == []
    mai.say("gửi")
    assert books.only().submission.on_behalf
    assert books.only().submission.state is State.SUBMITTED
    assert [audience for audience, _ in books.told] == [e.FocalPointsOf("phong-y-te")]
    assert mai.session.step == "idle"


def test_a_plan_and_a_file_that_the_coordinator_enters_are_marked_too() -> None:
    for way in ("plan", "file"):
        mai = Chat(Books.of(a_paper()), MAI, NOW)
        mai.take_choice(f"report|{KEY}")
        if way == "plan":
            mai.press("plan")
            mai.press("all")
        else:
            mai.take(FileKept("ab", "a.jpg", "image/jpeg", 1, "", *KEY.split("|"), None))
        assert mai.books.only().submission.on_behalf


def test_what_was_said_late_is_shown_until_the_unit_sends_again() -> None:
    word = LateWord("Bổ sung 2 lớp tập huấn", LAN.code, NOW)
    sent = in_state(a_paper(entries=SAID), State.SUBMITTED)
    early = replace(sent.submission, sent_at=NOW - timedelta(days=3))
    chat = Chat(Books.of(replace(sent, submission=early, late_words=(word,))), LAN, NOW)
    assert "Bổ sung 2 lớp tập huấn" in chat.say("báo cáo")
    later = replace(sent.submission, sent_at=NOW + timedelta(days=3))
    chat = Chat(Books.of(replace(sent, submission=later, late_words=(word,))), LAN, NOW)
    assert "Bổ sung 2 lớp tập huấn" not in chat.say("báo cáo")


def test_the_words_of_the_plan_are_shown_and_never_copied() -> None:
    chat = Chat(Books.of(a_paper(in_plan={"III": "Thiếu kinh phí đầu tư"})), LAN, NOW)
    chat.say("báo cáo")
    assert "previous" not in [choice.key for choice in chat.choices]
    assert "Kỳ trước: Thiếu kinh phí đầu tư" in chat.press("III")
    assert chat.books.only().entries == {}


STRANGER = Person("p-0009", "Người khác", (Grant(Role.FOCAL_POINT, "cong-an-huyen"),))


@pytest.mark.parametrize("word", ["report", "nothing", "recall", "late", "ask_reopen"])
@pytest.mark.parametrize("person", [STRANGER, HEAD])
def test_nobody_touches_another_units_paper(word: str, person: Person) -> None:
    chat = in_conversation(State.SUBMITTED, person)
    chat.take_choice(f"{word}|{KEY}")
    assert chat.books.effects == [] and "Kết quả" not in chat.heard


def test_a_session_left_by_a_handed_over_person_shows_nothing() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.person = replace(LAN, grants=())
    chat.say("1")
    assert "Kết quả" not in chat.heard and chat.session.step == "idle"


# Several papers, progress.


def two_papers() -> Chat:
    here = a_paper()
    there = replace(a_paper(THREE[:1]), period=MONTH)
    there = replace(there, submission=replace(there.submission, period=MONTH.key))
    return Chat(Books.of(here, there), LAN, NOW)


def test_with_several_open_papers_one_is_chosen() -> None:
    chat = two_papers()
    chat.say("báo cáo")
    assert len(chat.choices) == 2 and "năm 2022" in chat.heard and "tháng 11/2022" in chat.heard
    chat.say("2")
    assert chat.session.data["period"] in ("ttnt:2022", "ttnt:2022-11")


def test_progress_says_what_the_units_have_and_owe() -> None:
    chat = two_papers()
    chat.say("tiến độ")
    assert "năm 2022: chưa bắt đầu, đã có 0/3 nhiệm vụ" in chat.heard
    assert "Còn: Tuyên truyền" in chat.heard
    chat.say("1")
    assert str(chat.session.step).startswith("report.")


def test_progress_in_the_middle_of_a_task_loses_nothing() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("result")
    chat.say("tiến độ")
    chat.say("Câu tiếp theo")
    assert chat.books.only().entry("1.1").text == "Kết quả 1.1\nCâu tiếp theo"


def test_after_one_paper_the_next_that_is_owed_is_offered() -> None:
    chat = two_papers()
    chat.take_choice(f"nothing|{KEY}")
    chat.press("yes")
    assert chat.choices[0].key == "report|ttnt:2022-11|phong-y-te"


def test_without_an_open_period_that_is_said() -> None:
    chat = Chat(Books({}), LAN, NOW)
    assert "không có kỳ báo cáo nào mở" in chat.say("báo cáo")


def test_nothing_to_report_from_a_reminder_is_confirmed() -> None:
    chat = Chat(Books.of(a_paper()), LAN, NOW)
    chat.take_choice(f"nothing|{KEY}")
    assert chat.books.effects == []
    chat.press("yes")
    assert state(chat) is State.SUBMITTED


def test_an_old_button_answers_with_the_current_question() -> None:
    chat = in_conversation(State.DRAFT)
    chat.say("báo cáo")
    old = chat.asked
    chat.press("1.1")
    chat.take_choice("review", old)
    assert "Nhiệm vụ 1.1" in chat.heard and chat.session.step == "report.status"
