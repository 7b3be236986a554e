"""The unit head: agrees, hands back, looks."""

from dataclasses import replace

import pytest

from domain import effects as e
from domain.people import Grant, Role
from domain.status import Said
from domain.submission import State
from tests.handlers.builders_reporting import (
    HEAD,
    LAN,
    NOW,
    PERIOD,
    a_paper,
    an_entry,
    in_state,
)
from tests.handlers.in_memory import RULES, Books, Chat, draw

AGREES = replace(RULES, head_agrees=True)
KEY = "ttnt:2022|phong-y-te"
SAID = {code: an_entry(code, f"Kết quả {code}", said=Said.DOING) for code in ("1.1", "1.2", "1.3")}


def waiting() -> tuple[Chat, Chat]:
    books = Books.of(in_state(a_paper(entries=SAID), State.DRAFT), rules=AGREES)
    lan, head = Chat(books, LAN, NOW), Chat(books, HEAD, NOW)
    lan.say("xem lại")
    lan.press("send")
    return lan, head


def test_what_is_handed_back_is_owed_again_and_the_reason_is_passed_on() -> None:
    lan, head = waiting()
    head.say("không đồng ý")
    assert "Kết quả 1.1" in head.heard
    head.say("không đồng ý")
    head.say("Cần bổ sung số liệu mục 1.2")
    submission = lan.books.only().submission
    assert (submission.state, submission.waits_for_head) == (State.DRAFT, False)
    assert submission.owes
    audience, reply = lan.books.told[-1]
    assert audience == e.FocalPointsOf("phong-y-te")
    assert "Cần bổ sung số liệu mục 1.2" in draw(reply)


def test_the_head_may_think_again_before_handing_back() -> None:
    lan, head = waiting()
    head.say("không đồng ý")
    assert "Kết quả 1.1" in head.heard
    head.say("không đồng ý")
    head.press("no")
    assert lan.books.only().submission.waits_for_head


def test_the_unit_head_need_not_say_why() -> None:
    lan, head = waiting()
    head.say("tình hình")
    head.press(f"look|{KEY}")
    head.say("chưa nhất trí")
    head.press("skip")
    assert e.HandBack(PERIOD.key, "phong-y-te", "") in lan.books.effects


def test_the_unit_head_may_agree_in_words() -> None:
    lan, head = waiting()
    head.say("Đồng ý")
    assert lan.books.only().submission.waits_for_head and "Kết quả 1.1" in head.heard
    head.say("Nhất trí")
    assert lan.books.only().submission.state is State.SUBMITTED


def test_without_a_head_on_the_system_it_goes_out_at_once() -> None:
    paper = replace(in_state(a_paper(entries=SAID), State.DRAFT), headed=False)
    lan = Chat(Books.of(paper, rules=AGREES), LAN, NOW)
    lan.say("xem lại")
    lan.press("send")
    assert lan.books.only().submission.state is State.SUBMITTED


def test_a_head_who_reports_agrees_by_sending() -> None:
    both = replace(LAN, grants=(*LAN.grants, *HEAD.grants))
    lan = Chat(Books.of(in_state(a_paper(entries=SAID), State.DRAFT), rules=AGREES), both, NOW)
    lan.say("xem lại")
    lan.press("send")
    assert lan.books.only().submission.state is State.SUBMITTED


@pytest.mark.parametrize("words", ["tình hình", "tiến độ", "báo cáo"])
def test_a_unit_head_sees_how_the_unit_stands_and_what_waits(words: str) -> None:
    _, head = waiting()
    head.say(words)
    assert "Phòng Y tế · năm 2022: chờ trưởng đơn vị đồng ý" in head.heard
    head.press(f"look|{KEY}")
    assert "Kết quả 1.1" in head.heard
    head.press(head.choices[0].key)
    assert head.books.only().submission.state is State.SUBMITTED


def test_a_unit_head_is_not_shown_what_is_being_written() -> None:
    books = Books.of(in_state(a_paper(entries=SAID), State.DRAFT), rules=AGREES)
    head = Chat(books, HEAD, NOW)
    head.say("tình hình")
    head.press(f"look|{KEY}")
    assert "đang soạn" in head.heard and "Kết quả 1.1" not in head.heard
    assert books.effects == []


def test_nobody_looks_at_another_units_paper_as_its_head() -> None:
    books = Books.of(in_state(a_paper(entries=SAID), State.SUBMITTED))
    other = Chat(books, replace(HEAD, grants=(Grant(Role.UNIT_HEAD, "cong-an-huyen"),)), NOW)
    other.take_choice(f"look|{KEY}")
    assert "Kết quả 1.1" not in other.heard


def test_agreement_where_the_reason_is_asked_is_no_reason() -> None:
    lan, head = waiting()
    head.say("tình hình")
    head.press(f"look|{KEY}")
    head.say("chưa đồng ý")
    head.say("đồng ý")
    assert lan.books.only().submission.state is State.SUBMITTED


def test_a_draft_that_changed_while_the_reason_was_thought_of_is_shown_first() -> None:
    lan, head = waiting()
    head.say("tình hình")
    head.press(f"look|{KEY}")
    head.say("chưa đồng ý")
    for said in (
        "báo cáo",
        "1.1",
        "Đang thực hiện thêm một lớp tập huấn cho xã",
        "xem lại",
        "gửi",
    ):
        lan.say(said)
    head.say("Cần bổ sung số liệu")
    assert "thêm một lớp tập huấn" in head.heard
    assert lan.books.only().submission.waits_for_head
