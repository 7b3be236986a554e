"""Opening, locking and reopening a period."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain import effects as do
from domain.calendar import VIETNAM
from domain.period_state import PeriodState
from domain.submission import State
from tests.handlers.builders_coordinator import PERIOD, Office

LOCKED = replace(PERIOD, state=PeriodState.LOCKED)


def test_a_period_is_opened_with_the_dates_that_were_shown() -> None:
    office = Office().says("mở kỳ tháng 1/2023")
    assert "Số liệu từ 15/12/2022 đến 14/01/2023" in office.text
    assert "chưa có lịch nghỉ chính thức năm 2023" in office.text
    assert office.applied == []
    office.presses("Mở kỳ")
    assert office.did() == [
        do.OpenPeriod(
            "ttnt:2023-01",
            datetime(2023, 1, 17, 16, 30, tzinfo=VIETNAM),
            datetime(2023, 1, 20, 17, 0, tzinfo=VIETNAM),
        )
    ]


def test_another_due_time_may_be_typed_before_opening() -> None:
    office = Office().says("mở kỳ tháng 1/2023").says("18/1/2023")
    assert "thứ Tư, ngày 18/01/2023" in office.text
    office.says("đồng ý")
    (effect,) = office.did()
    assert isinstance(effect, do.OpenPeriod)
    assert effect.unit_due == datetime(2023, 1, 18, 16, 30, tzinfo=VIETNAM)


def test_without_a_code_the_next_periods_are_offered() -> None:
    office = Office().says("mở kỳ")
    assert "năm 2023" in office.labels()
    office.presses("năm 2023")
    assert office.session.step == "coordinator.open"


def test_a_code_may_be_typed() -> None:
    office = Office().says("mở kỳ").says("2026-Q4")
    assert "quý IV/2026" in office.text


@pytest.mark.parametrize("state", [PeriodState.OPEN, PeriodState.LOCKED])
def test_a_period_is_not_opened_twice(state: PeriodState) -> None:
    office = Office(period=replace(PERIOD, state=state)).says("mở kỳ năm 2022")
    assert office.session.step == "idle"
    assert "Chưa thể mở kỳ năm 2022" in office.text


def test_a_first_period_is_opened_where_there_is_none() -> None:
    office = Office(no_period=True).says("mở kỳ năm 2022").says("có")
    (effect,) = office.did()
    assert isinstance(effect, do.OpenPeriod)
    assert effect.code == "2022"


def test_locking_says_who_is_missing_first() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("khóa kỳ")
    assert "đã có 1/6 đơn vị gửi" in office.text
    assert "Phòng Nội vụ" in office.text
    assert "1 phiếu báo cáo chưa duyệt" in office.text
    office.presses("Khóa kỳ")
    assert office.did() == [do.LockPeriod(PERIOD.key)]


def test_a_lock_is_not_locked_again() -> None:
    office = Office(period=LOCKED).says("khóa kỳ")
    assert office.applied == []
    assert "Chưa thể khóa kỳ" in office.text


def test_a_locked_period_is_reopened_with_a_reason() -> None:
    office = Office(period=LOCKED).says("mở lại kỳ")
    assert "gõ lý do" in office.text
    office.says("Bổ sung số liệu theo yêu cầu của Sở")
    reason = "Bổ sung số liệu theo yêu cầu của Sở"
    assert office.did() == [do.UnlockPeriod(PERIOD.key, reason)]
    assert "không tự khóa theo lịch" in office.text


def test_an_open_period_is_not_reopened() -> None:
    office = Office().says("mở lại kỳ")
    assert office.applied == []
    assert "đang mở" in office.text


def test_a_lock_can_be_left_and_undone() -> None:
    assert Office().says("khóa kỳ").says("không").applied == []
    office = Office().says("khóa kỳ").says("có")
    office.presses("Mở lại kỳ").says("khóa nhầm")
    assert isinstance(office.did()[0], do.UnlockPeriod)
