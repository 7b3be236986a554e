import pytest

from domain.conversation import Chose, Said, Session
from domain.effects import EveryoneWith, PersonIs, Tell
from domain.people import Person, Role
from tests.handlers.builders_people import (
    BINH,
    HEAD,
    LAN,
    facts,
    offered,
    paper,
    templates,
    turn,
    words,
)


@pytest.mark.parametrize(
    ("person", "said", "unsaid"),
    [
        (LAN, "xin gia hạn", "khóa kỳ"),
        (BINH, "khóa kỳ", "xin gia hạn"),
        (HEAD, "trình báo cáo", "khóa kỳ"),
    ],
)
def test_help_fits_the_role(person: Person, said: str, unsaid: str) -> None:
    decided = turn(Session(), Said("giúp"), facts(person))
    text = words(decided.replies[0])
    assert said in text and unsaid not in text
    assert "menu|my_data" in offered(decided)


def test_help_in_a_conversation_is_followed_by_its_question() -> None:
    session = Session("rights.rename", question=4)
    decided = turn(session, Said("giúp"), facts())
    assert templates(decided) == ["help/help.j2", "rights/ask_name.j2"]
    assert decided.session == session


def test_cancelling_leads_back_and_says_that_nothing_is_lost() -> None:
    decided = turn(Session("rights.rename"), Said("hủy"), facts())
    assert templates(decided) == ["help/cancelled.j2", "idle.j2"]
    assert "vẫn được lưu" in words(decided.replies[0])
    assert decided.session.step == "idle"


def test_with_nothing_under_way_cancelling_shows_the_main_menu() -> None:
    assert templates(turn(Session(), Said("hủy"), facts())) == ["idle.j2"]


def test_a_question_reaches_the_coordinators_with_who_asks() -> None:
    asked = turn(Session(), Chose("menu|ask_coordinator"), facts())
    assert asked.session.step == "ask.text"
    text = "Nộp bản giấy được không, vì báo cáo chưa có dấu?"
    decided = turn(asked.session, Said(text), facts())
    (tell,) = decided.effects
    assert isinstance(tell, Tell) and tell.audience == EveryoneWith(Role.COORDINATOR)
    assert (
        words(tell.reply) == f"Đồng chí Nguyễn Thị Lan (Phòng Y tế) gửi cán bộ tổng hợp:\n{text}"
    )
    assert [c.key for c in tell.reply.choices] == ["answer|p-0007"]
    assert decided.session.step == "idle"


def test_the_coordinators_answer_goes_back_to_who_asked() -> None:
    asked = turn(Session(), Chose("answer|p-0007"), facts(BINH))
    decided = turn(asked.session, Said("Được, gửi qua văn thư."), facts(BINH))
    (tell,) = decided.effects
    assert isinstance(tell, Tell) and tell.audience == PersonIs("p-0007")
    assert "Lê Văn Bình" in words(tell.reply) and "qua văn thư" in words(tell.reply)


def test_nobody_else_answers_for_the_coordinator() -> None:
    decided = turn(Session(), Chose("answer|p-0008"), facts(LAN))
    assert templates(decided)[0] == "errors/not_allowed.j2"
    assert decided.session.step == "idle"


@pytest.mark.parametrize("step", ["ask.text", "ask.answer"])
def test_a_question_can_be_given_up(step: str) -> None:
    decided = turn(Session(step, {"person": "p-0008"}), Chose("no"), facts(BINH))
    assert templates(decided) == ["help/not_passed_on.j2", "idle.j2"]
    assert decided.effects == ()


def test_the_main_menu_offers_to_start_where_something_is_open() -> None:
    decided = turn(Session(), Chose("menu|?"), facts(papers=(paper(),)))
    assert offered(decided)[0] == "menu|report"
