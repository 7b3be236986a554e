"""The situation, pressing, and looking at one unit."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain import effects as do
from domain.bots import BotMonth, MessengerBot, Unheard, Usage
from domain.calendar import VIETNAM
from domain.conversation import Chose
from domain.facts import ReportState
from domain.period_state import PeriodState
from domain.submission import State
from tests.handlers.builders_coordinator import (
    LAN,
    LEADER,
    NOW,
    PERIOD,
    UNITS,
    Office,
    compiled,
    entry_of,
)


def test_the_situation_counts_and_names_who_is_missing() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).put("xa-co-dam", State.DRAFT)
    office.says("tình hình")
    assert "Đã gửi: 1/6 đơn vị" in office.text
    assert "Còn phải gửi: Phòng Nội vụ; Công an huyện; Xã Cổ Đạm" in office.text
    assert "còn 1 ngày" in office.text
    assert {"Đôn đốc 5 đơn vị", "Xem một đơn vị", "Tổng hợp"} <= set(office.labels())


def test_many_missing_units_are_paged() -> None:
    office = Office(page_size=4).says("tình hình")
    assert "(1–4/6)" in office.text
    assert "còn 2 đơn vị" in office.text
    office.presses("Xem tiếp đơn vị chưa gửi")
    assert "(5–6/6): Xã Xuân Lam; Xã Xuân Liên." in office.text
    assert "Xem tiếp đơn vị chưa gửi" not in office.labels()


def test_a_unit_added_later_does_not_change_the_denominator() -> None:
    office = Office().put("xa-co-dam", State.SUBMITTED, added_late=True)
    office.says("tình hình")
    assert "Đã gửi: 0/5 đơn vị" in office.text
    assert "không tính vào 5 đơn vị" in office.text


def test_a_returned_submission_has_been_sent_and_is_still_owed() -> None:
    office = Office().put("phong-y-te", State.RETURNED).says("tình hình")
    assert "Đã gửi: 1/6 đơn vị" in office.text
    assert "Phòng Y tế (bổ sung)" in office.text


def test_requests_the_call_list_and_an_unconfirmed_year_are_said() -> None:
    due = datetime(2023, 1, 4, 16, 30, tzinfo=VIETNAM)
    period = replace(PERIOD, unit_due=due, compile_due=due + timedelta(days=3))
    office = Office(period=period, unreachable=frozenset({"xa-co-dam"}))
    office.put("phong-y-te", State.DRAFT, extension_asked=due, extension_reason="lũ")
    office.says("tình hình")
    assert "Chưa có đầu mối, cần mời: Xã Cổ Đạm." in office.text
    assert "lý do: lũ" in office.text
    assert "chưa có lịch nghỉ chính thức năm 2023" in office.text
    assert "Xem đề nghị gia hạn: Phòng Y tế" in office.labels()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("compiled", "đã tổng hợp, chưa trình"),
        ("shown", "đang trình"),
        ("agreed", "lãnh đạo đã đồng ý"),
        ("sent_back", "lãnh đạo chuyển lại"),
        ("issued", "đã phát hành, số 05/BC-UBND"),
    ],
)
def test_the_situation_says_how_the_report_stands(state: str, words: str) -> None:
    office = Office(reports=[compiled(state=ReportState(state), number="05/BC-UBND")])
    assert words in office.says("tình hình").text


def test_without_any_period_the_way_to_open_one_is_said() -> None:
    office = Office(no_period=True).says("tình hình")
    assert "Chưa có kỳ báo cáo nào" in office.text


def test_a_leader_sees_but_is_offered_nothing_to_do() -> None:
    office = Office(person=LEADER).put("phong-y-te", State.SUBMITTED).says("tình hình")
    assert office.labels() == ["Xem một đơn vị"]
    office.says("xem phòng y tế")
    assert office.labels() == ["Tình hình"]


@pytest.mark.parametrize(
    "order",
    ["đôn đốc", "duyệt phòng y tế", "trả lại phòng y tế", "khóa kỳ", "tổng hợp", "mời phòng y tế"],
)
def test_a_leader_may_not_give_orders(order: str) -> None:
    office = Office(person=LEADER).put("phong-y-te", State.SUBMITTED).says(order)
    assert office.applied == []


def test_a_button_of_a_coordinator_does_nothing_for_a_focal_point() -> None:
    office = Office(person=LAN).put("phong-y-te", State.SUBMITTED)
    office.meets(Chose(f"approve|{PERIOD.key}|phong-y-te"))
    assert office.applied == []


# Pressing.


def test_pressing_lists_and_counts_before_it_is_confirmed() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("đôn đốc")
    assert "Đôn đốc 5 đơn vị" in office.text
    assert office.applied == []
    office.presses("Đôn đốc 5 đơn vị này")
    owing = tuple(unit for unit in UNITS if unit != "phong-y-te")
    assert office.did() == [do.Press(PERIOD.key, owing)]


def test_pressing_can_be_left() -> None:
    office = Office().says("đôn đốc").says("thôi")
    assert office.applied == []
    assert office.session.step == "idle"
    assert office.choices


def test_a_unit_that_sent_in_the_meantime_is_not_pressed() -> None:
    office = Office().says("đôn đốc")
    office.put("xa-co-dam", State.SUBMITTED)
    office.says("có")
    (press,) = office.did()
    assert isinstance(press, do.Press)
    assert "xa-co-dam" not in press.units
    assert "Xã Cổ Đạm" in office.text


def test_when_all_have_sent_in_the_meantime_nobody_is_pressed() -> None:
    office = Office().says("đôn đốc xã cổ đạm")
    office.put("xa-co-dam", State.SUBMITTED)
    office.says("có")
    assert office.applied == []
    assert "không còn đơn vị nào phải đôn đốc" in office.text


def test_of_named_units_those_that_owe_nothing_are_said() -> None:
    office = Office().put("phong-y-te", State.APPROVED)
    office.says("đôn đốc phòng y tế, xã cổ đạm")
    assert "Không đôn đốc: Phòng Y tế (đã duyệt)" in office.text
    office.says("đồng ý")
    assert office.did() == [do.Press(PERIOD.key, ("xa-co-dam",))]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_unit_that_owes_nothing_is_not_pressed(state: State) -> None:
    office = Office().put("phong-y-te", state).says("đôn đốc phòng y tế")
    assert office.session.step == "idle"
    assert "Chưa thể đôn đốc Phòng Y tế" in office.text


def test_where_there_is_nobody_to_press_somebody_is_invited_instead() -> None:
    office = Office(unreachable=frozenset({"xa-co-dam"})).says("đôn đốc xã cổ đạm")
    assert "Chưa có đầu mối nào để đôn đốc: Xã Cổ Đạm." in office.text
    assert office.session.step == "idle"
    office.presses("Mời đầu mối")
    assert office.session.step == "coordinator.invite"
    assert "Xã Cổ Đạm" in office.text


def test_where_several_units_have_nobody_the_unit_to_invite_for_is_asked() -> None:
    office = Office(unreachable=frozenset({"xa-co-dam", "xa-xuan-lam"}))
    office.says("đôn đốc xã cổ đạm, xã xuân lam").presses("Mời đầu mối")
    assert "Xã Cổ Đạm" in office.labels()


def test_who_only_uses_the_page_is_pressed_and_called_too() -> None:
    office = Office(page_only=frozenset({"xa-co-dam"}), unreachable=frozenset({"xa-xuan-lam"}))
    office.says("tình hình")
    calls = "Xã Cổ Đạm (đ/c Phan Thị Mai, chỉ dùng trang web).\n"
    reach = "Qua tin nhắn liên hệ được 4/6 đơn vị còn phải gửi."
    assert f"{reach} Cần gọi điện: {calls}" in office.text
    assert "Chưa có đầu mối, cần mời: Xã Xuân Lam." in office.text
    office.says("đôn đốc tất cả")
    assert "Xã Cổ Đạm – cần gọi điện đ/c Phan Thị Mai (chỉ dùng trang web)\n" in office.text
    assert "Xã Xuân Lam – chưa có đầu mối, cần mời\n" in office.text
    office.says("có")
    assert f"Cần gọi điện: {calls.strip()}" in office.text
    assert "Chưa có đầu mối, cần mời: Xã Xuân Lam." in office.text
    (press,) = office.did()
    assert isinstance(press, do.Press) and "xa-co-dam" in press.units
    office.says("xem xã cổ đạm")
    assert "(chỉ dùng trang web, cần gọi điện)" in office.text


def test_where_nobody_is_to_be_called_the_situation_says_nothing_of_reach() -> None:
    assert "liên hệ" not in Office().says("tình hình").text


# The bots' months.

ONE, TWO = MessengerBot("zalo", "mot", "Tiến độ 1"), MessengerBot("zalo", "hai", "Tiến độ 2")
WELL = BotMonth(TWO, "2022-12", Usage(50, 4), people=7)
SHORT = BotMonth(ONE, "2022-12", Usage(2700), people=46, ahead=Usage(410))


def with_bots(*months: BotMonth, **more: Any) -> Office:
    return Office(bots=tuple(month.bot for month in months), months=months, **more)


def test_while_all_is_well_one_line_tells_of_all_bots_in_the_order_of_the_settings() -> None:
    months = (BotMonth(ONE, "2022-12", Usage(29), people=5), WELL)
    office = with_bots(*months).says("tình hình")
    line = (
        "Tin nhắn Zalo tháng 12/2022: “Tiến độ 1” 29/3.000 (gửi 29, nhận 0), “Tiến độ 2” "
        "54/3.000 (gửi 50, nhận 4); dự kiến đủ."
    )
    assert line in office.text
    assert "Trợ lý" not in office.text


def test_a_bot_that_runs_short_has_a_sentence_of_its_own() -> None:
    office = with_bots(SHORT, WELL).says("tình hình")
    sentence = (
        "Trợ lý Zalo “Tiến độ 1” (46/50 người): tháng 12/2022 đã dùng 2.700/3.000 tin nhắn "
        "(gửi 2.700, nhận 0), dự kiến cần thêm khoảng 410: không đủ. "
        "Đề nghị báo quản trị hệ thống.\n"
    )
    assert sentence in office.text
    assert "Tin nhắn Zalo tháng 12/2022: “Tiến độ 2” 54/3.000 (gửi 50, nhận 4); dự" in office.text


def test_of_many_bots_only_so_many_are_named() -> None:
    many = [MessengerBot("zalo", f"b{n}", f"Tiến độ {n}") for n in range(12)]
    office = with_bots(*(BotMonth(bot, "2022-12", Usage(1)) for bot in many)).says("tình hình")
    assert "“Tiến độ 7” 1/3.000 (gửi 1, nhận 0) và 4 trợ lý khác; dự kiến đủ." in office.text
    office = with_bots(*(BotMonth(bot, "2022-12", Usage(2500)) for bot in many)).says("tình hình")
    assert "9 trợ lý khác cũng sắp hết tin nhắn." in office.text


def test_of_whom_something_was_held_back_is_said_by_name() -> None:
    lan = Unheard("phong-y-te", "Nguyễn Thị Lan")
    month = replace(SHORT, unreminded=(lan, Unheard("xa-co-dam", "Phan Sơn")), waiting=(lan,))
    office = with_bots(month).put("xa-co-dam", State.SUBMITTED).says("tình hình")
    assert "cần gọi điện nếu gấp: Phòng Y tế (đ/c Nguyễn Thị Lan).\n" in office.text
    assert "Chưa chuyển thông báo đến: Phòng Y tế (đ/c Nguyễn Thị Lan). Thông báo" in office.text


def test_a_leader_sees_neither_bots_nor_whom_to_call() -> None:
    office = with_bots(SHORT, person=LEADER, page_only=frozenset({"xa-co-dam"}))
    office.says("tình hình")
    assert "tin nhắn" not in office.text and "gọi điện" not in office.text


# Pressing those whom nothing reaches.


def test_who_is_reached_by_nothing_is_called_although_a_colleague_is_reached() -> None:
    office = Office(silent={"phong-y-te": ("Lê Văn Tâm",), "xa-co-dam": ("Hồ Sĩ Nam",)})
    office.put("xa-co-dam", State.SUBMITTED)
    office.says("tình hình")
    assert "\n\nCần gọi điện: Phòng Y tế (đ/c Lê Văn Tâm)." in office.text, (
        "who owes nothing is not"
    )
    office.says("đôn đốc")
    assert "Phòng Y tế – cần gọi điện đ/c Lê Văn Tâm\n" in office.text
    assert "Mỗi cán bộ đầu mối nhận một tin nhắn." in office.text
    office.says("xem phòng y tế")
    assert "Đầu mối: Nguyễn Thị Lan (Telegram, trang web), Lê Văn Tâm (chưa" in office.text


def test_where_nobody_is_rung_the_order_says_so() -> None:
    office = Office(page_only=frozenset({"xa-co-dam"})).says("đôn đốc xã cổ đạm")
    assert "Tin nhắn hiện trên trang web khi đầu mối mở trang." in office.text


def test_after_the_lock_nobody_is_pressed() -> None:
    office = Office(period=replace(PERIOD, state=PeriodState.LOCKED)).says("đôn đốc")
    assert "đã khóa" in office.text
    assert office.session.step == "idle"


def test_a_lock_between_asking_and_confirming_stops_the_press() -> None:
    office = Office().says("đôn đốc")
    office.period = replace(PERIOD, state=PeriodState.LOCKED)
    office.says("có")
    assert office.applied == []


# Looking at a unit.


def test_what_was_sent_is_shown_with_its_computed_status() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("xem phòng y tế")
    assert "1.1 Lập hồ sơ sức khỏe điện tử" in office.text
    assert "đang thực hiện, thường xuyên" in office.text
    assert "1.2 Tập huấn chuyển đổi số\nchưa báo cáo" in office.text
    assert office.labels() == ["Duyệt", "Trả lại để bổ sung", "Sửa lỗi chính tả", "Tình hình"]


def test_what_is_being_written_is_not_shown() -> None:
    office = Office().put("phong-y-te", State.DRAFT)
    office.words["phong-y-te"] = {"1.1": entry_of("1.1", "chưa muốn cho ai xem")}
    office.says("xem phòng y tế")
    assert "Đơn vị đang soạn" in office.text
    assert "chưa muốn cho ai xem" not in office.text


@pytest.mark.parametrize(
    ("state", "more", "deeds"),
    [
        (State.NOT_STARTED, {}, ["Đôn đốc", "Gia hạn", "Nhập thay"]),
        (State.DRAFT, {}, ["Đôn đốc", "Gia hạn"]),
        (State.DRAFT, {"on_behalf": True}, ["Đôn đốc", "Gia hạn", "Nhập thay"]),
        (State.SUBMITTED, {}, ["Duyệt", "Trả lại để bổ sung", "Sửa lỗi chính tả"]),
        (State.RETURNED, {}, ["Rút việc trả lại", "Đôn đốc", "Gia hạn"]),
        (State.APPROVED, {}, ["Mở lại"]),
    ],
)
def test_each_state_offers_what_its_row_allows(
    state: State, more: dict[str, bool], deeds: list[str]
) -> None:
    office = Office().put("phong-y-te", state, **more).says("xem phòng y tế")
    assert office.labels() == [*deeds, "Tình hình"]


@pytest.mark.parametrize("state", list(State))
def test_after_the_lock_a_unit_can_only_be_looked_at(state: State) -> None:
    office = Office(period=replace(PERIOD, state=PeriodState.LOCKED)).put("phong-y-te", state)
    assert office.says("xem phòng y tế").labels() == ["Tình hình"]


def test_without_a_name_the_units_are_offered_and_a_typed_name_is_taken() -> None:
    office = Office(page_size=4).says("xem")
    assert office.labels() == [*list(UNITS.values())[:4], "Trang sau", "Tình hình"]
    office.presses("Trang sau")
    assert office.labels() == [*list(UNITS.values())[4:], "Trang trước", "Tình hình"]
    office.says("cổ đạm")
    assert "Xã Cổ Đạm ·" in office.text


def test_near_names_are_offered_where_a_name_is_not_certain() -> None:
    office = Office().says("xem xã xuân")
    assert office.labels() == ["Xã Xuân Lam", "Xã Xuân Liên", "Tình hình"]


def test_a_unit_outside_the_roster_is_said_to_be() -> None:
    office = Office()
    del office.submissions["xa-co-dam"]
    office.says("xem xã cổ đạm")
    assert "Xã Cổ Đạm không có trong danh sách" in office.text


def test_nonsense_while_looking_puts_the_choices_again() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("xem phòng y tế").says("abc xyz")
    assert "Đồng chí đang xem Phòng Y tế" in office.text
    assert "Duyệt" in office.labels()


def test_an_old_view_from_before_a_restart_still_answers() -> None:
    office = Office(now=NOW + timedelta(days=30)).put("phong-y-te", State.SUBMITTED)
    office.says("xem phòng y tế")
    office.submissions.clear()
    office.says("abc")
    assert office.labels() == ["Tình hình"]


def test_who_lost_the_role_meanwhile_confirms_nothing() -> None:
    office = Office().says("đôn đốc")
    office.person = LEADER
    office.says("có")
    assert office.applied == []
    assert office.session.step == "idle"


def test_a_unit_whose_name_is_not_certain_is_offered_for_the_order_that_was_given() -> None:
    office = Office().put("xa-xuan-lam", State.SUBMITTED).says("duyệt xã xuân")
    office.presses("Xã Xuân Lam")
    assert office.did() == [do.ApproveSubmission(PERIOD.key, "xa-xuan-lam", 1)]


def test_everybody_but_one_is_not_guessed_at() -> None:
    office = Office().says("đôn đốc tất cả trừ phòng y tế")
    assert office.applied == []
    assert "chưa thực hiện" in office.text


def test_a_negated_order_is_no_order() -> None:
    office = Office().says("đừng đôn đốc xã cổ đạm")
    assert office.session.step == "idle"
    assert office.applied == []
