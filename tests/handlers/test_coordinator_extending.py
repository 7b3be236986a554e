"""More time: for a unit, asked for or not, and for the whole period."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain import effects as do
from domain.calendar import VIETNAM
from domain.conversation import Chose
from domain.period_state import PeriodState
from domain.submission import State
from tests.handlers.builders_coordinator import PERIOD, Office

KEY, UNIT = PERIOD.key, "phong-y-te"
ASKED = datetime(2022, 12, 23, 16, 30, tzinfo=VIETNAM)


def asking() -> Office:
    return Office().put(UNIT, State.DRAFT, extension_asked=ASKED, extension_reason="mưa lũ")


def test_time_is_given_until_the_day_named_and_the_unit_is_told() -> None:
    office = Office().says("gia hạn phòng y tế đến 22/12")
    until = datetime(2022, 12, 22, 16, 30, tzinfo=VIETNAM)
    (effect,) = office.did()
    assert effect == do.GrantExtension(KEY, UNIT, until)
    assert "Đồng ý gia hạn cho Phòng Y tế" in office.told()[0][1]
    assert [choice.key for choice in office.told()[0][2]] == [f"report|{KEY}|{UNIT}"]


def test_without_a_day_later_working_days_are_offered() -> None:
    office = Office().says("gia hạn phòng y tế")
    assert office.labels()[0] == "16 giờ 30, thứ Tư, ngày 21/12/2022"
    office.presses("16 giờ 30, thứ Tư, ngày 21/12/2022")
    assert isinstance(office.did()[0], do.GrantExtension)


def test_two_days_more_are_counted_from_the_due_day() -> None:
    office = Office().says("gia hạn phòng y tế 2 ngày")
    (effect,) = office.did()
    assert isinstance(effect, do.GrantExtension)
    assert effect.until == datetime(2022, 12, 22, 16, 30, tzinfo=VIETNAM)


def test_several_units_are_given_the_same_time() -> None:
    office = Office().says("gia hạn phòng y tế, xã cổ đạm đến 22/12")
    assert len(office.did()) == 2
    assert len(office.told()) == 2


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("gia hạn phòng y tế đến 27/12", None),
        ("gia hạn phòng y tế đến 20/12", "phải muộn hơn"),
        ("gia hạn phòng y tế đến 12/12", None),
    ],
)
def test_a_time_that_cannot_be_is_refused(order: str, words: str | None) -> None:
    office = Office().says(order)
    assert office.applied == []
    assert office.choices
    assert words is None or words in office.text


def test_a_request_is_shown_and_granted() -> None:
    office = asking().says("gia hạn")
    office.presses("Xem đề nghị gia hạn: Phòng Y tế")
    assert "mưa lũ" in office.text
    office.presses("Đồng ý gia hạn")
    assert office.did() == [do.GrantExtension(KEY, UNIT, ASKED)]


def test_a_request_is_declined_with_the_reason() -> None:
    office = asking()
    office.meets(Chose(f"extend|decline|{KEY}|{UNIT}"))
    assert office.did() == [do.DeclineExtension(KEY, UNIT)]
    assert "đề nghị đồng chí gửi số liệu ước" in office.told()[0][1]
    assert "17 giờ, thứ Hai, ngày 26/12/2022" in office.told()[0][1]


def test_a_request_is_answered_with_another_day() -> None:
    office = asking()
    office.meets(Chose(f"extend|answer|{KEY}|{UNIT}"))
    office.presses("Chọn thời hạn khác")
    office.says("21/12")
    (effect,) = office.did()
    assert isinstance(effect, do.GrantExtension)
    assert effect.until == datetime(2022, 12, 21, 16, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize("deed", ["grant", "decline", "answer"])
def test_a_request_is_answered_once(deed: str) -> None:
    office = asking().meets(Chose(f"extend|decline|{KEY}|{UNIT}"))
    office.meets(Chose(f"extend|{deed}|{KEY}|{UNIT}|{ASKED.isoformat()}"))
    assert office.applied == []
    assert "đã được trả lời" in office.text


def test_a_request_of_a_unit_that_has_sent_is_gone() -> None:
    office = Office().put(UNIT, State.SUBMITTED, extension_asked=ASKED)
    office.meets(Chose(f"extend|grant|{KEY}|{UNIT}|{ASKED.isoformat()}"))
    assert office.applied == []


def test_the_whole_period_is_extended_after_a_confirmation() -> None:
    office = Office().says("gia hạn tất cả đến 22/12")
    assert office.applied == []
    office.presses("Gia hạn cả kỳ")
    (effect,) = office.did()
    assert effect == do.ExtendPeriod(KEY, datetime(2022, 12, 22, 16, 30, tzinfo=VIETNAM))


def test_the_compile_due_time_is_said_to_move_with_the_period() -> None:
    office = Office().says("gia hạn tất cả")
    office.says("27/12")
    assert "Thời hạn tổng hợp cũng lùi theo" in office.text


def test_after_the_lock_no_time_is_given() -> None:
    office = Office(period=replace(PERIOD, state=PeriodState.LOCKED))
    office.says("gia hạn phòng y tế đến 22/12")
    assert office.applied == []
    assert "đã khóa" in office.text


def test_what_is_no_day_is_asked_again() -> None:
    office = Office().says("gia hạn phòng y tế").says("hôm nào cũng được")
    assert office.session.step == "coordinator.extend"
    assert "gõ một ngày cụ thể" in office.text
