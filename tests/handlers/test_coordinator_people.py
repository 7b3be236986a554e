"""Inviting, handing over, entering for a unit, asking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import effects as do
from domain.people import Grant, Person, Role
from domain.status import Said
from domain.submission import State
from tests.handlers.builders_coordinator import (
    HANH,
    LAN,
    LEADER,
    NOW,
    PERIOD,
    UNITS,
    Office,
    entry_of,
)

UNIT = "phong-y-te"


def test_a_focal_point_is_invited_by_name() -> None:
    office = Office().says("mời phòng y tế").says("Nguyễn Văn Nam")
    expires = NOW + timedelta(hours=72)
    assert office.did() == [
        do.IssueInvite("K7Q2-M9XD", Role.FOCAL_POINT, UNIT, "Nguyễn Văn Nam", expires)
    ]
    assert "K7Q2-M9XD" in office.text
    assert "https://t.me/tiendo_bot?start=K7Q2-M9XD" in office.text
    assert "09:00, ngày 22/12/2022" in office.text


def test_a_name_is_not_needed() -> None:
    office = Office().says("mời phòng y tế").presses("Không ghi tên")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.name is None


@pytest.mark.parametrize(
    ("order", "role", "unit"),
    [
        ("mời trưởng đơn vị phòng y tế", Role.UNIT_HEAD, UNIT),
        ("mời trưởng phòng y tế", Role.UNIT_HEAD, UNIT),
        ("mời chủ tịch xã cổ đạm", Role.UNIT_HEAD, "xa-co-dam"),
        ("mời lãnh đạo", Role.LEADER, None),
        ("mời cán bộ tổng hợp", Role.COORDINATOR, None),
        ("mời xã cổ đạm", Role.FOCAL_POINT, "xa-co-dam"),
    ],
)
def test_a_role_may_be_named(order: str, role: Role, unit: str | None) -> None:
    (effect,) = Office().says(order).says("Không ghi tên").did()
    assert isinstance(effect, do.IssueInvite)
    assert (effect.role, effect.unit) == (role, unit)


def test_the_head_is_invited_by_a_button() -> None:
    office = Office().says("mời phòng y tế").presses("Mời trưởng đơn vị")
    office.presses("Không ghi tên")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.role is Role.UNIT_HEAD


@pytest.mark.parametrize("typed", ["12345", "K7Q2-M9XD", "a"])
def test_what_is_no_name_is_asked_again(typed: str) -> None:
    office = Office().says("mời phòng y tế").says(typed)
    assert office.applied == []
    assert office.session.step == "coordinator.invite"


def test_a_focal_point_who_lost_the_way_in_gets_another_link() -> None:
    office = Office().says("mời phòng y tế").presses("Cấp lại mã cho đ/c Nguyễn Thị Lan")
    expires = NOW + timedelta(hours=72)
    assert office.did() == [
        do.IssueInvite("K7Q2-M9XD", Role.FOCAL_POINT, UNIT, None, expires, person=LAN.code)
    ]
    assert "Nguyễn Thị Lan, cán bộ đầu mối của Phòng Y tế" in office.text
    assert "Liên kết trên Telegram: https://t.me/tiendo_bot?start=K7Q2-M9XD\n" in office.text
    assert "trang web: https://tiendo.example.vn/join#K7Q2-M9XD\n" in office.text
    assert "zalo" not in office.text.casefold()
    assert office.session.step == "idle"


@pytest.mark.parametrize("order", ["mời trưởng phòng y tế", "mời xã cổ đạm", "mời lãnh đạo"])
def test_links_are_given_anew_to_focal_points_only(order: str) -> None:
    assert not [label for label in Office().says(order).labels() if "Cấp lại" in label]


def test_no_link_is_given_to_who_is_no_focal_point_any_more() -> None:
    office = Office().says("mời phòng y tế")
    office.people = (HANH, LEADER)
    office.takes(office.choices[1])
    assert office.applied == []
    assert office.session.step == "coordinator.invite"


def test_without_a_unit_it_is_asked() -> None:
    office = Office().says("mời")
    assert set(UNITS.values()) <= set(office.labels())
    office.presses("Xã Cổ Đạm").presses("Không ghi tên")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.unit == "xa-co-dam"


def test_invites_need_no_period() -> None:
    office = Office(no_period=True).says("mời phòng y tế").presses("Không ghi tên")
    assert isinstance(office.did()[0], do.IssueInvite)


def test_a_hand_over_names_whose_place_is_taken() -> None:
    office = Office().says("bàn giao đầu mối phòng y tế").says("Nguyễn Văn Nam")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert (effect.replaces, effect.unit) == (LAN.code, UNIT)


def test_of_several_focal_points_one_is_chosen() -> None:
    hoa = Person("p-0009", "Phạm Thị Hoa", (Grant(Role.FOCAL_POINT, UNIT),))
    office = Office(people=(HANH, LEADER, LAN, hoa)).says("bàn giao đầu mối phòng y tế")
    assert "Nguyễn Thị Lan, Phạm Thị Hoa" in office.text
    office.presses("Phạm Thị Hoa").presses("Không ghi tên")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.replaces == "p-0009"


def test_where_nobody_is_there_yet_somebody_is_invited() -> None:
    office = Office().says("bàn giao đầu mối xã cổ đạm")
    assert "chưa có đầu mối" in office.text
    office.presses("Mời đầu mối mới").presses("Không ghi tên")
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.replaces is None


# Entering for a unit.


def test_the_session_moves_to_the_units_paper() -> None:
    office = Office().says("nhập thay xã cổ đạm")
    assert office.session.step == "report.menu"
    assert office.session.data == {"period": PERIOD.key, "unit": "xa-co-dam"}
    assert office.choices[0].key == f"report|{PERIOD.key}|xa-co-dam"
    assert "nhập thay" in office.text


def test_without_a_unit_those_that_nobody_began_are_offered() -> None:
    office = Office().put(UNIT, State.DRAFT).says("nhập thay")
    assert "Phòng Y tế" not in office.labels()
    assert "Xã Cổ Đạm" in office.labels()


# Asking.


def test_who_is_missing_is_answered() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("hỏi đơn vị nào chưa gửi")
    assert "còn 5 đơn vị chưa gửi" in office.text
    assert "Phòng Y tế" not in office.text


def test_who_is_late_is_answered() -> None:
    office = Office(now=PERIOD.unit_due + timedelta(days=1))
    office.put(UNIT, State.SUBMITTED, late=True).put("phong-noi-vu", State.SUBMITTED)
    office.says("hỏi đơn vị nào quá hạn")
    assert "đã gửi: Phòng Y tế" in office.text
    assert "Phòng Nội vụ" not in office.text


def test_who_has_not_finished_a_task_is_answered_from_what_was_sent() -> None:
    office = Office().put(UNIT, State.SUBMITTED).put("phong-noi-vu", State.SUBMITTED)
    done = replace(entry_of("2.1"), said=Said.DONE)
    office.words["phong-noi-vu"] = {"2.1": done}
    office.says("hỏi nhiệm vụ 2.1")
    assert "1/6 đơn vị đã hoàn thành" in office.text
    assert "Chưa hoàn thành: Phòng Y tế" in office.text


def test_what_the_books_do_not_hold_is_not_answered() -> None:
    office = Office().says("hỏi thời tiết hôm nay")
    assert "chưa trả lời được" in office.text
    assert office.choices


@pytest.mark.parametrize("order", ["mời xã cổ đạm", "mời", "tình hình", "khóa kỳ", "mời lãnh đạo"])
def test_an_order_is_not_the_name_of_the_one_to_be_invited(order: str) -> None:
    assert Office().says("mời phòng y tế").says(order).did() == []


@pytest.mark.parametrize("name", ["Trình Thị Lan", "Lê Duyệt", "Mời Hà Thị Xem"])
def test_a_name_that_looks_like_an_order_is_a_name(name: str) -> None:
    (effect,) = Office().says("mời phòng y tế").says(name).did()
    assert isinstance(effect, do.IssueInvite)
    assert effect.name == name
