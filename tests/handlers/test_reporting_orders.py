"""Orders about the whole report, typed wherever one stands."""

from dataclasses import replace

import pytest

from domain.people import Grant, Role
from domain.submission import State, Submission
from tests.handlers.builders_reporting import LAN, MONTH, NOW, ONE, a_paper, an_entry, in_state
from tests.handlers.in_memory import Books, Chat

WRITTEN = {"1.1": an_entry("1.1", "Đã mở 2 lớp")}


def at_rest(*papers) -> Chat:
    return Chat(Books.of(*papers), LAN, NOW)


@pytest.mark.parametrize("words", ["xem lại", "Xem lại báo cáo ạ", "kiểm tra lại"])
@pytest.mark.parametrize("way", [[], ["báo cáo"], ["báo cáo", "1.1"], ["báo cáo", "III"]])
def test_looking_again_is_understood_everywhere(words: str, way: list[str]) -> None:
    chat = at_rest(a_paper(entries=WRITTEN))
    for said in way:
        chat.say(said)
    chat.say(words.removesuffix(" ạ"))
    assert chat.session.step == "report.review"


def test_looking_again_at_the_result_is_no_result() -> None:
    chat = at_rest(a_paper(entries=WRITTEN))
    for said in ("báo cáo", "1.1", "đang làm", "xem lại"):
        chat.say(said)
    assert chat.books.only().entry("1.1").text == "Đã mở 2 lớp"


@pytest.mark.parametrize("way", [[], ["báo cáo"], ["báo cáo", "III"], ["xem lại"]])
def test_recalling_is_understood_everywhere(way: list[str]) -> None:
    chat = at_rest(in_state(a_paper(entries=WRITTEN), State.SUBMITTED))
    for said in way:
        chat.say(said)
    chat.say("thu hồi")
    assert chat.books.only().submission.state is State.DRAFT


def test_recalling_means_the_only_paper_that_was_sent() -> None:
    month = a_paper(ONE, period=MONTH, submission=Submission(MONTH.key, "phong-y-te"))
    chat = at_rest(in_state(a_paper(entries=WRITTEN), State.SUBMITTED), month)
    chat.say("rút lại báo cáo")
    assert chat.books.papers["ttnt:2022", "phong-y-te"].submission.state is State.DRAFT


def test_the_coordinator_who_enters_for_a_unit_looks_at_what_is_entered() -> None:
    chat = at_rest(a_paper(entries=WRITTEN))
    chat.person = replace(LAN, grants=(*LAN.grants, Grant(Role.COORDINATOR)))
    chat.say("báo cáo")
    chat.say("xem lại")
    assert chat.session.step == "report.review"
