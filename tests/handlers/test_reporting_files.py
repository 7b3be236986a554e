"""Photos and files, and messages changed after they were sent."""

from dataclasses import replace

import pytest

from domain import effects as e
from domain.conversation import Edited, FileKept, SentFile
from domain.file_names import photo_name
from domain.status import Said
from domain.submission import State, Submission
from tests.handlers.builders_reporting import (
    LAN,
    MONTH,
    NOW,
    ONE,
    THREE,
    a_paper,
    an_entry,
    in_state,
)
from tests.handlers.in_memory import Books, Chat

PHOTO = SentFile("ref-1", "anh.jpg", "image/jpeg", 120_000, "Lớp tập huấn")


def a_chat(**more) -> Chat:
    return Chat(Books.of(a_paper(**more)), LAN, NOW)


def fetched(chat: Chat, number: int = -1, sha256: str = "a" * 64) -> FileKept:
    """The job's event for the file that was asked for."""
    wanted = [x for x in chat.books.effects if isinstance(x, e.FetchFile)][number]
    return FileKept(
        sha256,
        wanted.name,
        wanted.mime,
        120_000,
        wanted.caption,
        wanted.period,
        wanted.unit,
        wanted.item,
        wanted.album,
        wanted.message,
    )


def at_result(chat: Chat) -> None:
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("doing")


def test_a_photo_is_fetched_for_the_task_that_is_on() -> None:
    chat = a_chat()
    at_result(chat)
    assert chat.take(PHOTO) == ""
    wanted = chat.books.effects[-1]
    assert wanted == e.FetchFile(
        "ref-1", "anh.jpg", "image/jpeg", "Lớp tập huấn", "ttnt:2022", "phong-y-te", "1.1"
    )


def test_its_receipt_says_where_it_went_and_the_question_still_stands() -> None:
    chat = a_chat()
    at_result(chat)
    chat.take(PHOTO)
    chat.take(fetched(chat))
    assert "mục 1.1 (Tuyên truyền về trí tuệ nhân tạo)" in chat.heard
    assert "Chú thích: Lớp tập huấn" in chat.heard
    assert chat.heard.endswith("Đồng chí trả lời tiếp câu hỏi ở trên.")
    assert chat.books.only().evidence[0].item == "1.1"
    assert chat.books.only().entry("1.1").statements == ()
    chat.say("Đã mở 3 lớp")
    assert chat.books.only().entry("1.1").text == "Đã mở 3 lớp"


def test_where_words_are_gathered_a_receipt_says_how_to_end() -> None:
    chat = a_chat()
    at_result(chat)
    chat.say("Đã mở 3 lớp")
    chat.take(PHOTO)
    chat.take(fetched(chat))
    assert chat.heard.endswith("Nếu còn, đồng chí gửi tiếp; hết thì nhắn “Xong”.")
    chat.say("xong")
    assert chat.session.step != "report.result"


def test_photos_without_a_name_are_numbered_where_they_are_listed() -> None:
    chat = a_chat()
    at_result(chat)
    for number in ("2d758cb5e2", "2d758cb5e3", "2d758cb5e4"):
        chat.take(replace(PHOTO, name=photo_name(number), caption="", message=number))
        chat.take(fetched(chat, sha256=number * 6))
        assert "Đã nhận ảnh, kèm mục 1.1" in chat.heard
    chat.say("Đã mở 3 lớp")
    assert "- Tài liệu: Ảnh 1; Ảnh 2; Ảnh 3" in chat.say("gửi")
    chat.press("detach")
    assert [label.partition(" ·")[0] for label in chat.labels[:3]] == ["Ảnh 1", "Ảnh 2", "Ảnh 3"]
    heard = chat.press("2d758cb5e3" * 6)
    assert "Đã gỡ khỏi báo cáo: Ảnh 2." in heard and "- Tài liệu: Ảnh 1; Ảnh 2\n" in heard
    assert "photo_" not in heard


def test_buttons_above_a_receipt_still_work() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.take(PHOTO)
    chat.take(fetched(chat))
    assert "Nhiệm vụ 1.2" in chat.press("1.2")


def test_at_the_menu_it_belongs_to_the_submission_as_a_whole() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.take(PHOTO)
    chat.take(fetched(chat))
    assert chat.books.only().evidence[0].item is None
    assert "toàn bộ báo cáo năm 2022 của Phòng Y tế" in chat.heard


def test_an_album_gets_one_receipt() -> None:
    chat = a_chat()
    at_result(chat)
    heard = []
    for n in range(3):
        chat.take(replace(PHOTO, reference=f"ref-{n}", album="al-1", caption=""))
        heard.append(chat.take(fetched(chat, sha256=f"{n}" * 64)))
    assert [bool(words) for words in heard] == [True, False, False]
    assert len(chat.books.only().evidence) == 3


def test_a_file_too_big_is_refused_kindly() -> None:
    chat = a_chat()
    at_result(chat)
    chat.take(replace(PHOTO, size=21_000_000))
    assert "không quá 20 MB" in chat.heard and "Kết quả trong kỳ" in chat.heard
    assert not [x for x in chat.books.effects if isinstance(x, e.FetchFile)]


@pytest.mark.parametrize("name", ["evil.exe", "a.docm", "a.zip", "con.pdf\x00.exe", "passwd"])
def test_a_kind_of_file_that_is_not_taken_is_refused_with_those_that_are(name: str) -> None:
    chat = a_chat()
    at_result(chat)
    chat.take(replace(PHOTO, name=name))
    assert "jpg, jpeg, png" in chat.heard and "Kết quả trong kỳ" in chat.heard
    assert not [x for x in chat.books.effects if isinstance(x, e.FetchFile)]


def test_a_name_is_cleaned_before_it_is_stored_or_shown() -> None:
    chat = a_chat()
    at_result(chat)
    chat.take(replace(PHOTO, name="../a\nb\u202e.JPG"))
    chat.take(fetched(chat))
    assert chat.books.only().evidence[0].name == "a b.JPG"


def test_without_a_conversation_it_goes_to_the_only_open_paper() -> None:
    chat = a_chat()
    chat.take(PHOTO)
    chat.take(fetched(chat))
    assert chat.books.only().evidence[0].item is None
    assert [choice.key for choice in chat.choices] == ["report|ttnt:2022|phong-y-te"]


def test_with_several_papers_one_question_is_asked_for_all_files() -> None:
    there = a_paper(ONE, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"))
    books = Books.of(a_paper(), there)
    chat = Chat(books, LAN, NOW)
    heard = []
    for n in range(2):
        chat.take(replace(PHOTO, reference=f"ref-{n}"))
        heard.append(chat.take(fetched(chat, sha256=f"{n}" * 64)))
    assert "kèm báo cáo nào" in heard[0] and heard[1] == ""
    chat.say("2")
    attached = [x for x in books.effects if isinstance(x, e.AttachEvidence)]
    assert len(attached) == 2 and len({x.period for x in attached}) == 1
    assert "Đã nhận các tệp vừa gửi" in chat.heard
    assert chat.session.step.startswith("report.")


def test_files_that_wait_follow_to_the_paper_that_is_opened() -> None:
    there = a_paper(ONE, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"))
    chat = Chat(Books.of(a_paper(), there), LAN, NOW)
    chat.take(PHOTO)
    chat.take(fetched(chat))
    chat.say("báo cáo")
    chat.say("1")
    assert [x for x in chat.books.effects if isinstance(x, e.AttachEvidence)]


def test_a_file_sent_in_another_conversation_goes_to_no_paper_by_accident() -> None:
    from domain.conversation import Session

    there = a_paper(ONE, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"))
    chat = Chat(Books.of(a_paper(), there), LAN, NOW)
    chat.session = Session("idle", {"period": "ttnt:2022", "unit": "phong-y-te"})
    chat.take(PHOTO)
    assert fetched(chat).period is None


def test_with_no_open_paper_that_is_said() -> None:
    chat = Chat(Books({}), LAN, NOW)
    assert "không có báo cáo nào đang mở" in chat.take(PHOTO)


@pytest.mark.parametrize("close", ["lock", "approve"])
def test_what_cannot_be_attached_any_more_is_said(close: str) -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.take(PHOTO)
    kept = fetched(chat)
    if close == "lock":
        chat.books.lock()
    else:
        chat.books.put(in_state(chat.books.only(), State.APPROVED))
    assert "chưa được đính kèm" in chat.take(kept)
    assert chat.books.only().evidence == ()


def test_a_file_can_be_taken_off_in_the_review() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã làm", said=Said.DOING)})
    chat.say("báo cáo")
    chat.take(PHOTO)
    chat.take(fetched(chat))
    chat.press("review")
    assert "Lớp tập huấn" in chat.heard
    chat.press("detach")
    chat.say("1")
    assert "Đã gỡ khỏi báo cáo: Lớp tập huấn" in chat.heard
    assert chat.books.only().evidence == ()


# Edited messages.


def test_a_changed_message_changes_its_words() -> None:
    chat = a_chat()
    at_result(chat)
    chat.say("Đã mở 3 lớp", "m-1")
    chat.say("Có 120 người", "m-2")
    chat.take(Edited("Đã mở 4 lớp", "m-1"))
    assert chat.books.only().entry("1.1").text == "Đã mở 4 lớp\nCó 120 người"
    assert "Đã sửa theo tin nhắn" in chat.heard
    chat.say("Thêm một câu")
    assert chat.books.only().entry("1.1").text == "Đã mở 4 lớp\nCó 120 người\nThêm một câu"


def test_a_changed_message_of_several_tasks_changes_each() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.say("1. đang làm phần mềm\n2. đang khảo sát", "m-1")
    chat.take(Edited("1. đang làm phần mềm mới\n2. đang khảo sát", "m-1"))
    assert chat.books.only().entry("1.1").text == "đang làm phần mềm mới"
    assert chat.books.only().entry("1.2").text == "đang khảo sát"


def test_a_changed_message_reaches_a_reason_too() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.say("1. đang làm phần mềm\n2. chưa làm do thiếu người", "m-1")
    chat.take(Edited("1. đang làm phần mềm\n2. chưa làm do thiếu kinh phí", "m-1"))
    assert chat.books.only().entry("1.2").reason == "chưa làm do thiếu kinh phí"
    assert chat.books.only().entry("1.1").text == "đang làm phần mềm"


def test_a_list_inside_one_tasks_words_stays_one_text() -> None:
    chat = a_chat()
    at_result(chat)
    chat.say("1. Mở 3 lớp\n2. Cử 5 cán bộ", "m-1")
    chat.take(Edited("1. Mở 4 lớp\n2. Cử 5 cán bộ", "m-1"))
    assert chat.books.only().entry("1.1").text == "1. Mở 4 lớp\n2. Cử 5 cán bộ"
    assert chat.books.only().entry("1.2").is_empty


def test_a_text_that_becomes_a_list_stays_with_its_task() -> None:
    chat = a_chat()
    at_result(chat)
    chat.say("Mở 3 lớp", "m-1")
    chat.take(Edited("1. Mở 4 lớp\n2. Cử 5 cán bộ", "m-1"))
    assert chat.books.only().entry("1.1").text == "1. Mở 4 lớp\n2. Cử 5 cán bộ"
    assert chat.books.only().entry("1.2").is_empty


def test_a_changed_message_of_the_plan_changes_the_plan() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    chat.press("add")
    chat.say("Việc mới", "m-1")
    chat.take(Edited("Việc mới hơn", "m-1"))
    (item,) = chat.books.only().plan
    assert item.statement and item.statement.text == "Việc mới hơn"


def test_a_changed_message_that_gave_nothing_is_not_used_and_that_is_said() -> None:
    chat = a_chat()
    chat.say("báo cáo", "m-1")
    chat.take(Edited("báo cáo ạ", "m-1"))
    assert "chưa sử dụng" in chat.heard
    assert len(chat.choices) == len(THREE) + 5
    assert chat.books.effects == []


def test_a_message_changed_after_sending_reopens_the_draft_and_says_so() -> None:
    chat = a_chat()
    at_result(chat)
    chat.say("Đã mở 3 lớp", "m-1")
    chat.books.put(in_state(chat.books.only(), State.SUBMITTED))
    chat.take(Edited("Đã mở 4 lớp", "m-1"))
    assert "được mở lại để sửa" in chat.heard
    assert chat.books.only().sent_entries["1.1"].text == "Đã mở 3 lớp"
