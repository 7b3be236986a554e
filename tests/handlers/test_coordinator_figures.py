"""Questions about figures and tasks, answered from what was sent, for any number of units."""

from dataclasses import replace

import pytest

from domain.programme import Indicator
from domain.submission import Figure, State
from tests.handlers import builders_coordinator as office_of
from tests.handlers.builders_coordinator import TASKS, UNITS, Office, entry_of

RECORDS = Indicator("2.1", "Hồ sơ trực tuyến", ">", "100", "hồ sơ")
SHARE = replace(RECORDS, name="Tỷ lệ hồ sơ", target="95", unit_of_measure="%")


def asked(monkeypatch: pytest.MonkeyPatch, indicator: Indicator, **values: str) -> Office:
    """Each unit's figure, by its code with "_" for "-"."""
    tasks = (*TASKS[:2], replace(TASKS[2], indicators=(indicator,)))
    monkeypatch.setattr(office_of, "PROGRAMME", replace(office_of.PROGRAMME, tasks=tasks))
    office = Office()
    for name, value in values.items():
        unit = name.replace("_", "-")
        figure = Figure(indicator.name, value, unit_of_measure=indicator.unit_of_measure)
        office.put(unit, State.SUBMITTED)
        office.words[unit] = {"2.1": replace(entry_of("2.1"), figures=(figure,))}
    return office


def test_the_sum_the_lowest_and_who_missed_the_target_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = asked(monkeypatch, RECORDS, phong_y_te="1200", xa_co_dam="80", cong_an_huyen="90.5")
    office.says("hỏi nhiệm vụ 2.1 tổng bao nhiêu")
    assert "3/6 đơn vị có số liệu" in office.text
    assert "Tổng: 1.370,5 hồ sơ" in office.text
    assert "Thấp nhất: 80 hồ sơ (Xã Cổ Đạm)" in office.text
    assert "trên 100 hồ sơ: 2 đơn vị chưa đạt: Công an huyện; Xã Cổ Đạm" in office.text
    assert "Chưa có số liệu: Phòng Nội vụ; Xã Xuân Lam; Xã Xuân Liên" in office.text


def test_percentages_are_not_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    office = asked(monkeypatch, SHARE, phong_y_te="96.4", xa_co_dam="98")
    office.says("hỏi chỉ tiêu nhiệm vụ 2.1 xã nào chưa đạt")
    assert "Tổng" not in office.text
    assert "Thấp nhất: 96,4% (Phòng Y tế)" in office.text
    assert "không có đơn vị nào chưa đạt" in office.text


def test_the_only_indicator_need_not_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    office = asked(monkeypatch, SHARE, phong_y_te="96.4")
    assert "96,4%" in office.says("tỷ lệ hồ sơ bao nhiêu phần trăm?").text


def test_without_an_indicator_that_is_said() -> None:
    assert "chưa trả lời được" in Office().says("tỷ lệ hồ sơ bao nhiêu phần trăm?").text


def test_all_units_of_a_task_are_answered_for() -> None:
    office = Office()
    for unit in UNITS:
        office.put(unit, State.SUBMITTED)
    office.says("nhiệm vụ 2.1 có những xã nào chưa xong?")
    assert "0/6 đơn vị đã hoàn thành" in office.text and "Xã Xuân Liên" in office.text
