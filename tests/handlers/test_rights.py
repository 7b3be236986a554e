from dataclasses import replace
from datetime import timedelta

import pytest

from domain.conversation import Chose, Event, Said, Session
from domain.effects import EveryoneWith, ForgetMe, IssueInvite, Rename, Tell
from domain.look_ups import FreshCode, OwnData
from domain.people import Grant, Person, Role
from tests.handlers.builders_people import (
    BINH,
    LAN,
    NOW,
    facts,
    look_up,
    offered,
    templates,
    turn,
    words,
)

CODE = "K7Q2-M9XD"
FRESH = {FreshCode(): CODE}
KEPT = {
    OwnData(): {
        "code": "p-0007",
        "name": "Nguyễn Thị Lan",
        "grants": [],
        "channels": ["telegram", "web", "web"],
        "wording": "1",
        "entries": 3,
        "files": 1,
        "consented_at": "2022-11-01T08:00:00+07:00",
    }
}


def test_everything_kept_is_shown_with_what_can_be_done() -> None:
    assert look_up(Session(), Said("dữ liệu của tôi"), facts()) == OwnData()
    decided = turn(Session(), Said("dữ liệu của tôi"), facts(found=KEPT))
    text = words(decided.replies[0])
    for kept in (
        "Nguyễn Thị Lan",
        "cán bộ đầu mối của Phòng Y tế",
        "Telegram (mã tài khoản)",
        "trang web (2 mã tài khoản)",
        "08:00, ngày 01/11/2022",
    ):
        assert kept in text
    assert offered(decided) == ["my_data|rename", "channels", "my_data|channel", "my_data|forget"]


def test_the_unit_of_somebody_on_leave_is_not_ones_own() -> None:
    lent = Grant(Role.FOCAL_POINT, "xa-co-dam")
    lan = replace(LAN, grants=(*LAN.grants, lent), lent=(lent,))
    decided = turn(Session(), Said("dữ liệu của tôi"), facts(lan, found=KEPT))
    text = words(decided.replies[0])
    assert "Phòng Y tế" in text and "Xã Cổ Đạm" not in text
    asked = turn(Session(), Chose("my_data|forget"), facts(lan))
    assert "Xã Cổ Đạm" not in words(asked.replies[0])


def test_a_name_can_be_corrected() -> None:
    asked = turn(Session(), Chose("my_data|rename"), facts())
    assert asked.session.step == "rights.rename"
    decided = turn(asked.session, Said("Nguyễn Thị Ngọc Lan"), facts())
    assert decided.effects == (Rename("Nguyễn Thị Ngọc Lan"),)
    assert decided.session.step == "idle"


@pytest.mark.parametrize("text", ["", "12", "K7Q2-M9XD"])
def test_what_is_no_name_changes_nothing(text: str) -> None:
    decided = turn(Session("rights.rename"), Said(text), facts())
    assert decided.session.step == "rights.rename" and decided.effects == ()


def test_deleting_is_confirmed_and_the_coordinators_learn_that_the_unit_has_nobody() -> None:
    asked = turn(Session(), Chose("my_data|forget"), facts())
    assert "Phòng Y tế" in words(asked.replies[0])
    decided = turn(asked.session, Chose("yes"), facts())
    tell, forget = decided.effects
    assert isinstance(tell, Tell) and isinstance(forget, ForgetMe)
    assert tell.audience == EveryoneWith(Role.COORDINATOR)
    assert "không còn là đầu mối của Phòng Y tế" in words(tell.reply)
    assert decided.session == Session()


def test_who_answers_for_no_unit_is_deleted_without_a_word_to_others() -> None:
    decided = turn(Session("rights.forget"), Chose("yes"), facts(BINH))
    assert decided.effects == (ForgetMe(),)


@pytest.mark.parametrize(
    "event", [Chose("no"), Said("không"), Said("hủy"), Said("vâng"), Said("x")]
)
def test_only_the_choice_itself_deletes(event: Event) -> None:
    decided = turn(Session("rights.forget"), event, facts())
    assert decided.effects == ()


def test_stop_explains_what_can_be_done_instead() -> None:
    decided = turn(Session(), Said("dừng"), facts())
    assert templates(decided) == ["rights/stop.j2"]
    assert offered(decided) == ["leave|new", "menu|ask_coordinator", "my_data|forget"]


# One more channel or device.


@pytest.mark.parametrize(
    "event",
    [
        Chose("my_data|channel"),
        Said("mở trang web"),
        Said("mo trang web"),
        Said("Liên kết trang web"),
        Said("thêm thiết bị"),
        Said("them kenh."),
        Said("đăng nhập trang web"),
    ],
)
@pytest.mark.parametrize("person", [LAN, BINH])
def test_a_person_gets_a_code_for_one_more_channel(event: Event, person: Person) -> None:
    known = facts(person, found=FRESH)
    decided = turn(Session(), event, known)
    role, unit = person.grants[0].role, person.grants[0].unit
    expires_at = NOW + timedelta(hours=72)
    assert decided.effects == (
        IssueInvite(CODE, role, unit, None, expires_at, person=person.code),
    )
    (reply,) = decided.replies
    assert reply.fleeting
    assert CODE in words(reply) and "09:00, ngày 10/12/2022" in words(reply)
    assert decided.session.step == "idle"


def test_who_only_takes_somebodys_place_gets_no_code() -> None:
    lent = Grant(Role.FOCAL_POINT, "xa-co-dam")
    substitute = replace(LAN, grants=(lent,), lent=(lent,))
    decided = turn(Session(), Said("thêm kênh"), facts(substitute))
    assert templates(decided) == ["rights/no_role.j2"]
    assert decided.effects == ()
