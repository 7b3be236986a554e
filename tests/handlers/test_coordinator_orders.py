"""Orders typed where something else is asked."""

import pytest

from domain import effects as do
from domain.submission import State
from tests.handlers.builders_coordinator import Office, compiled

UNIT = "phong-y-te"


@pytest.mark.parametrize(
    "order", ["rút việc trả lại Phòng Y tế", "tình hình", "xem Phòng Y tế", "hủy trả lại"]
)
def test_an_order_is_not_the_name_of_the_person_invited(order: str) -> None:
    office = Office().put(UNIT, State.RETURNED).says("mời xã cổ đạm").says(order)
    assert not any(isinstance(effect, do.IssueInvite) for effect in office.applied)
    assert office.session.step != "coordinator.invite"


def test_the_name_of_a_unit_is_not_the_name_of_a_person() -> None:
    office = Office().says("mời xã cổ đạm").says("Phòng Y tế")
    assert office.session.step == "coordinator.invite"


@pytest.mark.parametrize("order", ["rút việc trả lại phòng y tế", "hủy việc trả lại Phòng Y tế"])
def test_a_return_is_withdrawn_in_words(order: str) -> None:
    office = Office().put(UNIT, State.RETURNED).put("xa-co-dam", State.RETURNED).says(order)
    assert office.did() == [do.WithdrawReturn("ttnt:2022", UNIT)]


def test_withdrawing_without_a_unit_asks_which() -> None:
    office = Office().put(UNIT, State.RETURNED).says("rút việc trả lại")
    assert "Phòng Y tế" in office.labels()


def asked_why() -> Office:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế 1.1")
    office.takes(office.choices[0])
    assert office.session.step == "coordinator.return_why"
    return office


@pytest.mark.parametrize("order", ["tình hình", "Duyệt", "tổng hợp."])
def test_an_order_alone_is_not_a_reason(order: str) -> None:
    office = asked_why().says(order)
    assert not any(isinstance(effect, do.ReturnSubmission) for effect in office.applied)
    assert office.session.step != "coordinator.return_why"


@pytest.mark.parametrize(
    "reason",
    ["Tình hình tập huấn chưa rõ", "Chưa duyệt được do thiếu số liệu", "trả lại để bổ sung 1.1"],
)
def test_a_reason_may_contain_anything_else(reason: str) -> None:
    (effect,) = asked_why().says(reason).did()
    assert isinstance(effect, do.ReturnSubmission)
    assert effect.remarks[0].reason == reason


@pytest.mark.parametrize("order", ["tình hình", "xem Phòng Y tế", "đôn đốc"])
def test_an_order_is_not_the_number_of_the_report(order: str) -> None:
    office = Office(reports=[compiled()]).says("phát hành").says(order)
    assert office.session.step != "coordinator.issue"


def test_a_press_can_be_stopped_midway() -> None:
    office = Office().says("đôn đốc").says("có")
    office.pressed = ("xa-co-dam", "xa-xuan-lam")
    office.presses("Dừng đôn đốc")
    assert office.did() == [do.StopPress("ttnt:2022")]
    assert "dừng đôn đốc 2 đơn vị" in office.text and "Xã Cổ Đạm" in office.text


@pytest.mark.parametrize("order", ["dừng đôn đốc", "thôi không đôn đốc nữa"])
def test_a_press_that_is_over_cannot_be_stopped(order: str) -> None:
    office = Office().says(order)
    assert office.did() == [] and "không còn tin nào để dừng" in office.text
