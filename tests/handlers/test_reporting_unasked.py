"""Reports that come unasked: on a reminder, at rest, in the middle of something else."""

from dataclasses import replace

import pytest

from domain.conversation import Session
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

LISTED = "1. Xong ngày 5/11, đã tập huấn 3 lớp\n2. Đang triển khai, hỗ trợ 4 doanh nghiệp"
OTHER = replace(MONTH, code="2022-12")


def the_month(tasks=ONE, **more):
    return a_paper(tasks, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"), **more)


def at_rest(*papers) -> Chat:
    return Chat(Books.of(*(papers or (a_paper(),))), LAN, NOW)


def said(chat: Chat, item: str, period: str = "ttnt:2022") -> str:
    return chat.books.papers[period, "phong-y-te"].entry(item).text


@pytest.mark.parametrize(
    "text", [LISTED, LISTED.replace("1.", "1.1.").replace("2.", "1.2."), "kps", "không phát sinh"]
)
def test_an_answer_to_a_reminder_opens_the_only_paper(text: str) -> None:
    chat = at_rest()
    chat.say(text)
    assert chat.session.step in ("report.preview", "report.nothing")


def test_a_numbered_message_opens_a_paper_that_was_sent() -> None:
    chat = at_rest(
        in_state(a_paper(entries={"1.1": an_entry("1.1", "Đã mở 2 lớp")}), State.SUBMITTED)
    )
    chat.say(LISTED)
    assert chat.session.step == "report.preview"
    assert said(chat, "1.1").endswith("đã tập huấn 3 lớp")


def test_with_several_papers_it_is_asked_which_and_nothing_is_lost() -> None:
    chat = at_rest(a_paper(), the_month(THREE))
    chat.say(LISTED)
    assert "2022" in " ".join(chat.labels) and chat.session.step == "report.choose"
    assert not chat.books.effects
    chat.press(f"report|{MONTH.key}|phong-y-te")
    assert chat.session.step == "report.preview"
    assert said(chat, "1.1", MONTH.key) == "Xong ngày 5/11, đã tập huấn 3 lớp"
    assert not said(chat, "1.1")


def test_what_is_said_while_a_paper_is_chosen_is_kept_too() -> None:
    chat = at_rest(a_paper(), the_month(THREE))
    chat.say(LISTED)
    chat.say("2. Đang khảo sát thêm\n3. Chưa triển khai do thiếu kinh phí")
    chat.press("report|ttnt:2022|phong-y-te")
    assert said(chat, "1.1") and said(chat, "1.2").endswith("Đang khảo sát thêm")
    assert chat.books.papers["ttnt:2022", "phong-y-te"].entry("1.3").said is Said.NOT_STARTED


def test_codes_tell_which_paper_is_meant() -> None:
    chat = at_rest(a_paper(), the_month(ONE))
    chat.say("1.2. Đang triển khai, hỗ trợ 4 doanh nghiệp\n1.3. kps")
    assert chat.session.step == "report.preview"
    assert said(chat, "1.2")


def test_words_that_do_not_fit_the_chosen_paper_are_shown_again() -> None:
    """A sentence on the only task of one paper, but the paper of three tasks is chosen."""
    text = "Đang triển khai phần mềm quản lý khám chữa bệnh tại trạm"
    chat = at_rest(a_paper(), the_month(ONE))
    chat.say(text)
    assert chat.session.step == "report.choose"
    chat.press("report|ttnt:2022|phong-y-te")
    assert text in chat.heard and chat.session.step == "report.menu"


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("report.status", {"item": "1.3", "seen": 0}),
        ("report.date", {"item": "1.3", "seen": 0}),
        ("report.nothing", {}),
        ("report.previous", {}),
        ("report.review", {}),
        ("report.confirm", {}),
    ],
)
def test_at_a_step_that_takes_no_text_it_fills_the_paper(
    step: str, data: dict[str, object]
) -> None:
    chat = at_rest(a_paper(previous={"1.1": an_entry("1.1", "Kỳ trước")}))
    chat.session = Session(step, {"period": "ttnt:2022", "unit": "phong-y-te", **data})
    chat.say(LISTED)
    assert chat.session.step == "report.preview"
    assert said(chat, "1.2") == "Đang triển khai, hỗ trợ 4 doanh nghiệp"
    assert chat.books.papers["ttnt:2022", "phong-y-te"].entry("1.3").is_empty


@pytest.mark.parametrize("step", ["report.result", "report.reason"])
def test_where_a_text_is_asked_a_list_is_that_text(step: str) -> None:
    chat = at_rest(a_paper(entries={"1.1": an_entry("1.1", "", statements=(), said=Said.DOING)}))
    data = {"period": "ttnt:2022", "unit": "phong-y-te", "item": "1.1", "seen": 1}
    chat.session = Session(step, data)
    chat.say(LISTED)
    assert chat.books.only().entry("1.2").is_empty


def test_a_list_at_the_plan_of_the_next_period_is_not_taken_for_results() -> None:
    chat = at_rest()
    chat.say("báo cáo")
    chat.press("plan")
    chat.say(LISTED)
    assert chat.session.step == "report.plan"
    assert not chat.books.effects


def test_in_another_conversation_a_list_is_a_report_and_a_sentence_is_not() -> None:
    chat = at_rest(the_month(ONE))
    chat.session = Session("rights.forget")
    chat.say("Đang triển khai phần mềm quản lý khám chữa bệnh tại trạm")
    assert chat.session.step == "rights.forget"
    chat = at_rest()
    chat.session = Session("rights.forget")
    chat.say(LISTED)
    assert chat.session.step == "report.preview"


def test_a_file_that_waits_goes_with_the_words() -> None:
    chat = at_rest(a_paper(), the_month(THREE))
    chat.session = Session(
        "report.place_file",
        {
            "files": [
                {"sha256": "ab", "name": "a.jpg", "mime": "image/jpeg", "size": 1, "caption": ""}
            ]
        },
    )
    chat.say(LISTED)
    chat.press("report|ttnt:2022|phong-y-te")
    paper = chat.books.papers["ttnt:2022", "phong-y-te"]
    assert paper.evidence and paper.entry("1.1").text


def test_giving_up_says_that_the_words_stand_nowhere() -> None:
    chat = at_rest(a_paper(), the_month(THREE))
    chat.say(LISTED)
    chat.say("hủy")
    assert "chưa được ghi vào báo cáo nào" in chat.heard
