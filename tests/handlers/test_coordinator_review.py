"""Approving, returning, taking back, reopening, mending a typing error: the table of states."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from domain import effects as do
from domain.calendar import VIETNAM
from domain.conversation import Chose
from domain.period_state import PeriodState
from domain.submission import LateWord, Remark, State
from tests.handlers.builders_coordinator import NOW, PERIOD, Office

KEY, UNIT = PERIOD.key, "phong-y-te"
TOMORROW = datetime(2022, 12, 20, 16, 30, tzinfo=VIETNAM)

ALLOWED = {
    "chase": {State.NOT_STARTED, State.DRAFT, State.RETURNED},
    "enter_for": {State.NOT_STARTED},
    "extend|ask": {State.NOT_STARTED, State.DRAFT, State.RETURNED},
    "approve": {State.SUBMITTED},
    "return": {State.SUBMITTED},
    "typo": {State.SUBMITTED},
    "withdraw": {State.RETURNED},
    "reopen": {State.APPROVED},
}
CELLS = [(order, state) for order in ALLOWED for state in State]


@pytest.mark.parametrize(("order", "state"), CELLS)
def test_an_order_is_taken_in_its_states_only(order: str, state: State) -> None:
    office = Office().put(UNIT, state)
    office.meets(Chose(f"{order}|{KEY}|{UNIT}"))
    refused = "Chưa thể" in office.text
    assert refused == (state not in ALLOWED[order])
    assert office.choices
    if refused:
        assert office.applied == []


@pytest.mark.parametrize("order", ALLOWED)
@pytest.mark.parametrize("state", list(State))
def test_after_the_lock_every_order_is_refused(order: str, state: State) -> None:
    office = Office(period=replace(PERIOD, state=PeriodState.LOCKED)).put(UNIT, state)
    office.meets(Chose(f"{order}|{KEY}|{UNIT}"))
    assert "đã khóa" in office.text
    assert office.applied == []


# Approving.


def test_one_submission_is_approved_at_once_and_the_unit_is_told() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("duyệt phòng y tế")
    assert office.did() == [do.ApproveSubmission(KEY, UNIT, 1)]
    ((audience, text, _),) = office.told()
    assert audience == do.FocalPointsOf(UNIT)
    assert text == "Báo cáo của Phòng Y tế, kỳ năm 2022, đã được duyệt."
    assert "Mở lại" in office.labels()


def test_all_are_approved_after_a_confirmation_that_names_them() -> None:
    office = Office().put(UNIT, State.SUBMITTED).put("phong-noi-vu", State.SUBMITTED)
    office.says("duyệt tất cả")
    assert office.applied == []
    assert "Phòng Y tế; Phòng Nội vụ" in office.text
    office.put("xa-co-dam", State.SUBMITTED)
    office.says("đồng ý")
    assert [effect.unit for effect in office.did()] == [UNIT, "phong-noi-vu"]
    assert "Còn 1 đơn vị chờ duyệt" in office.text


def test_approving_all_leaves_out_what_was_recalled_in_the_meantime() -> None:
    office = Office().put(UNIT, State.SUBMITTED).put("phong-noi-vu", State.SUBMITTED)
    office.says("duyệt tất cả")
    office.put(UNIT, State.DRAFT)
    office.says("có")
    assert office.did() == [do.ApproveSubmission(KEY, "phong-noi-vu", 1)]


def test_approve_alone_means_the_unit_that_is_looked_at() -> None:
    office = Office().put(UNIT, State.SUBMITTED).put("phong-noi-vu", State.SUBMITTED)
    office.says("xem phòng y tế").says("duyệt")
    assert office.did() == [do.ApproveSubmission(KEY, UNIT, 1)]


def test_approve_with_a_word_too_many_does_not_mean_the_unit_that_is_looked_at() -> None:
    office = Office().put(UNIT, State.SUBMITTED).put("phong-noi-vu", State.SUBMITTED)
    office.says("xem phòng y tế").says("duyệt xã abc xyz")
    assert office.applied == []


def test_without_anything_to_approve_it_is_said() -> None:
    office = Office().says("duyệt")
    assert "không có phiếu báo cáo nào chờ duyệt" in office.text


# What is decided on is what was seen.


@pytest.mark.parametrize(
    "decide",
    [
        lambda office, seen: office.meets(Chose(seen["approve"])),
        lambda office, seen: office.meets(Chose(seen["return"])),
        lambda office, seen: office.says("duyệt"),
        lambda office, seen: office.says("duyệt phòng y tế"),
        lambda office, seen: office.says("trả lại mục 1.1 lý do thiếu số liệu"),
    ],
)
def test_what_was_sent_again_after_it_was_seen_is_shown_first(
    decide: Callable[[Office, dict[str, str]], object],
) -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("xem phòng y tế")
    seen = {choice.key.split("|")[0]: choice.key for choice in office.choices}
    office.put(UNIT, State.SUBMITTED, version=2)
    decide(office, seen)
    assert office.applied == []
    assert "gửi lại (lần 2)" in office.text and "Phòng Y tế · kỳ báo cáo" in office.text
    office.presses("Duyệt")
    assert office.did() == [do.ApproveSubmission(KEY, UNIT, 2)]


def test_what_is_sent_again_while_a_return_is_written_is_shown_first() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế mục 1.1")
    office.says("22/12")
    office.put(UNIT, State.SUBMITTED, version=2)
    office.says("Thiếu số liệu")
    assert office.applied == []
    assert "gửi lại (lần 2)" in office.text and "Trả lại để bổ sung" in office.labels()


def test_without_having_been_seen_a_unit_named_is_approved_as_it_stands() -> None:
    office = Office().put(UNIT, State.SUBMITTED, version=2).says("duyệt phòng y tế")
    assert office.did() == [do.ApproveSubmission(KEY, UNIT, 2)]


# Returning.


def test_a_return_asks_item_due_and_reason() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    assert "1.1 Lập hồ sơ sức khỏe điện tử" in office.labels()
    office.says("1.1")
    office.presses("16 giờ 30, thứ Tư, ngày 21/12/2022")
    office.says("Thiếu số liệu lũy kế")
    due = datetime(2022, 12, 21, 16, 30, tzinfo=VIETNAM)
    remarks = (Remark("1.1", "Thiếu số liệu lũy kế"),)
    assert office.did() == [do.ReturnSubmission(KEY, UNIT, remarks, due, 1)]


def test_the_reason_arrives_beside_the_text_with_a_button_to_mend() -> None:
    office = Office().put(UNIT, State.SUBMITTED)
    office.says("trả lại phòng y tế mục 1.1 lý do thiếu số liệu")
    ((audience, text, choices),) = office.told()
    assert audience == do.FocalPointsOf(UNIT)
    assert "Đề nghị bổ sung mục 1.1 Lập hồ sơ sức khỏe điện tử: thiếu số liệu" in text
    assert "Nội dung đã gửi: Đã lập 1.200 hồ sơ tại trạm y tê." in text
    assert [choice.key for choice in choices] == [f"report|{KEY}|{UNIT}|1.1"]


def test_without_a_due_time_the_next_working_day_counts_and_is_said() -> None:
    office = Office().put(UNIT, State.SUBMITTED)
    office.says("trả lại phòng y tế mục 1.1 lý do thiếu số liệu")
    (effect,) = office.did()
    assert isinstance(effect, do.ReturnSubmission)
    assert effect.mend_due == TOMORROW
    assert "hạn 16:30, ngày 20/12/2022" in office.text


def test_a_typed_due_time_is_understood_and_a_past_one_refused() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế mục 1.1")
    office.says("ngày kia không rõ")
    assert office.session.step == "coordinator.return_due"
    office.says("22/12")
    assert office.session.step == "coordinator.return_why"
    assert "16:30, ngày 22/12/2022" in office.text


def test_several_items_can_be_returned_in_one_reason() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    office.presses("Toàn bộ phiếu báo cáo")
    office.presses("16 giờ 30, thứ Ba, ngày 20/12/2022")
    office.says("1.1: thiếu số liệu\n2.1: nêu rõ số văn bản")
    (effect,) = office.did()
    assert isinstance(effect, do.ReturnSubmission)
    assert effect.remarks == (
        Remark("1.1", "thiếu số liệu"),
        Remark("2.1", "nêu rõ số văn bản"),
    )


def test_a_reason_that_begins_like_an_order_is_still_the_reason() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    office.presses("Toàn bộ phiếu báo cáo")
    office.presses("16 giờ 30, thứ Ba, ngày 20/12/2022")
    office.says("Xem lại số liệu của xã Cổ Đạm")
    (effect,) = office.did()
    assert isinstance(effect, do.ReturnSubmission)
    assert effect.remarks == (Remark(None, "Xem lại số liệu của xã Cổ Đạm"),)


def test_a_submission_recalled_while_the_reason_is_typed_is_not_returned() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    office.presses("Toàn bộ phiếu báo cáo")
    office.presses("16 giờ 30, thứ Ba, ngày 20/12/2022")
    office.put(UNIT, State.DRAFT)
    office.says("thiếu số liệu")
    assert office.applied == []
    assert "Chưa thể trả lại Phòng Y tế" in office.text


def test_a_return_can_be_taken_back() -> None:
    office = Office().put(UNIT, State.SUBMITTED)
    office.says("trả lại phòng y tế mục 1.1 lý do nhầm")
    office.presses("Rút việc trả lại")
    assert office.did() == [do.WithdrawReturn(KEY, UNIT)]
    assert office.told()[0][0] == do.FocalPointsOf(UNIT)


@pytest.mark.parametrize("step", range(3))
def test_a_return_can_be_left_at_every_step(step: int) -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    ways = ["Toàn bộ phiếu báo cáo", "16 giờ 30, thứ Ba, ngày 20/12/2022"]
    for label in ways[:step]:
        office.presses(label)
    office.presses("Thôi")
    assert office.applied == []
    assert office.session.step == "idle"


# Reopening.


def test_an_approved_submission_is_reopened_with_a_reason() -> None:
    office = Office().put(UNIT, State.APPROVED).says("mở lại phòng y tế")
    office.says("Cần thêm số liệu")
    (effect,) = office.did()
    assert effect == do.ReturnSubmission(KEY, UNIT, (Remark(None, "Cần thêm số liệu"),), TOMORROW)
    assert "Cần thêm số liệu" in office.told()[0][1]


def test_a_reason_in_the_order_is_enough() -> None:
    office = Office().put(UNIT, State.APPROVED).says("mở lại phòng y tế vì sai số")
    assert isinstance(office.did()[0], do.ReturnSubmission)


# A typing error.


def mending(office: Office) -> Office:
    return office.put(UNIT, State.SUBMITTED).meets(Chose(f"typo|{KEY}|{UNIT}")).says("1.1")


def test_a_typing_error_is_mended_and_the_unit_told_old_and_new() -> None:
    office = mending(Office()).says("y tê -> y tế")
    old, new = "Đã lập 1.200 hồ sơ tại trạm y tê.", "Đã lập 1.200 hồ sơ tại trạm y tế."
    assert office.did() == [do.CorrectTypo(KEY, UNIT, "1.1", old, new)]
    ((audience, text, _),) = office.told()
    assert audience == do.FocalPointsOf(UNIT)
    assert old in text
    assert new in text


@pytest.mark.parametrize("typed", ["y tế", "abc -> xyz", "ạ -> a", "y tê -> y tê", "-> y tế"])
def test_a_correction_that_fits_nowhere_or_everywhere_is_asked_again(typed: str) -> None:
    office = mending(Office()).says(typed if typed != "ạ -> a" else "t -> d")
    assert office.applied == []
    assert office.session.step == "coordinator.typo"
    assert "chữ sai -> chữ đúng" in office.text


def test_an_item_that_is_not_the_units_is_asked_and_nothing_returned() -> None:
    office = Office().put(UNIT, State.SUBMITTED)
    office.says("trả lại phòng y tế mục 8.1 thiếu số liệu")
    assert office.applied == []
    assert office.session.step == "coordinator.return_item"


@pytest.mark.parametrize("order", ["trả lại y tế: thiếu số liệu", "tra lai y te vi thieu so lieu"])
def test_a_reason_without_an_item_is_about_the_whole(order: str) -> None:
    office = Office().put(UNIT, State.SUBMITTED).says(order)
    (effect,) = office.did()
    assert isinstance(effect, do.ReturnSubmission)
    assert [remark.item for remark in effect.remarks] == [None]


def test_a_clear_order_is_heard_where_a_day_is_asked() -> None:
    office = Office().put(UNIT, State.SUBMITTED).says("trả lại phòng y tế")
    office.presses("Toàn bộ phiếu báo cáo")
    office.says("tình hình")
    assert "Đã gửi: 1/6" in office.text


def test_what_a_unit_said_after_the_lock_is_shown() -> None:
    office = Office(late_words=(LateWord("Bổ sung 2 lớp tập huấn", "p-0007", NOW),))
    office.put("phong-y-te", State.SUBMITTED).says("xem phòng y tế")
    assert "sau khi khóa kỳ" in office.text and "Bổ sung 2 lớp tập huấn" in office.text
