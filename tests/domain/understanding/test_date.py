"""Days, months and ranges; a day that cannot be meant is asked again."""

from datetime import date

import pytest

from domain.understanding import understand

COMPLETED = {"today": "2026-11-16", "ask": "completed_on"}
EXTENDED = {"today": "2026-11-16", "due": "2026-11-20", "ask": "extend_to"}

COMPLETED_ON = [
    ("5/11", "2026-11-05"),
    ("05-11-2026", "2026-11-05"),
    ("5.11.2026", "2026-11-05"),
    ("5/11/26", "2026-11-05"),
    ("2026-11-05", "2026-11-05"),
    ("ngày 5 tháng 11", "2026-11-05"),
    ("ngay 5 thang 11 nam 2026", "2026-11-05"),
    ("ngày mười lăm tháng mười một", "2026-11-15"),
    ("hom qua a", "2026-11-15"),
    ("hôm kia", "2026-11-14"),
    ("sáng nay", "2026-11-16"),
    ("chiều qua", "2026-11-15"),
    ("thứ 6 tuần trước", "2026-11-13"),
    ("t6 tuần trước", "2026-11-13"),
    ("thu sau", "2026-11-13"),
    ("chủ nhật", "2026-11-15"),
    ("thứ 6, ngày 13/11", "2026-11-13"),
    ("thứ 5, ngày 13/11", "unclear"),
    ("thứ tám", "reject"),
    ("tháng 10", "2026-10"),
    ("T10", "2026-10"),
    ("thang 10/2026", "2026-10"),
    ("tháng mười", "2026-10"),
    ("tháng trước", "2026-10"),
    ("thang sau", "unclear"),
    ("tuần trước", "2026-11-09..2026-11-15"),
    ("tuần này", "2026-11-16..2026-11-22"),
    ("quý 3", "2026-07-01..2026-09-30"),
    ("quý III/2026", "2026-07-01..2026-09-30"),
    ("năm ngoái", "2025-01-01..2025-12-31"),
    ("5-7/11", "2026-11-05..2026-11-07"),
    ("từ 5/11 đến 7/11", "2026-11-05..2026-11-07"),
    ("17/10-20/10", "2026-10-17..2026-10-20"),
    ("2 ngày trước", "2026-11-14"),
    ("cách đây 3 ngày", "2026-11-13"),
    ("mùng 5 tết", "unclear"),
    ("rằm tháng 10", "unclear"),
    ("5 tháng 11 âm lịch", "unclear"),
    ("30 tết", "unclear"),
    ("31/2", "reject"),
    ("29/2", "reject"),
    ("32/11", "reject"),
    ("13/13", "reject"),
    ("11/25/2026", "reject"),
    ("20/12/2026", "reject"),
    ("20/12", "2025-12-20"),
    ("ngày mai", "reject"),
    ("5/11 hoặc 6/11", "unclear"),
    ("khoảng 5/11", "unclear"),
    ("không phải 5/11", "unclear"),
    ("5", "unclear"),
    ("ngày 5", "2026-11-05"),
    ("chưa xong", "reject"),
    ("không nhớ", "reject"),
    ("5/11?", "unclear"),
    ("cuối tháng", "unclear"),
]

EXTEND_TO = [
    ("20/12", "2026-12-20"),
    ("đến hết ngày 20/12", "2026-12-20"),
    ("16h30 ngày 20/11", "2026-11-20"),
    ("ngày mai", "2026-11-17"),
    ("2 ngày nữa", "2026-11-18"),
    ("hai ngay nua", "2026-11-18"),
    ("3 ngày làm việc nữa", "2026-11-19"),
    ("1 tuần nữa", "2026-11-23"),
    ("thêm 2 ngày", "2026-11-22"),
    ("thứ sáu", "2026-11-20"),
    ("thứ 6 tới", "2026-11-20"),
    ("thứ 2 tuần sau", "2026-11-23"),
    ("chủ nhật", "2026-11-22"),
    ("cuối tháng", "2026-11-30"),
    ("hết tháng 11", "2026-11-30"),
    ("cuối năm", "2026-12-31"),
    ("cuối tháng sau", "2027-06-30"),
    ("tháng sau", "2026-12"),
    ("ngày 5", "2026-12-05"),
    ("5/1", "2027-01-05"),
    ("hôm qua", "reject"),
    ("05/11/2026", "reject"),
    ("5/11/2062", "unclear"),
    ("trước 20/12", "unclear"),
    ("2 ngày", "unclear"),
    ("rằm tháng 11", "unclear"),
    ("xin gia hạn đến 20/12", "2026-12-20"),
]


@pytest.mark.parametrize(("text", "head"), COMPLETED_ON)
def test_a_day_of_completion_lies_in_the_past(text: str, head: str) -> None:
    assert understand("date", text, COMPLETED).head == head


@pytest.mark.parametrize(("text", "head"), EXTEND_TO)
def test_an_extension_lies_in_the_future(text: str, head: str) -> None:
    assert understand("date", text, EXTENDED).head == head


def test_working_days_follow_the_calendar_given() -> None:
    def is_working_day(day: date) -> bool:
        return day.weekday() < 5 and day != date(2026, 11, 24)

    asked = {"today": "2026-11-20", "ask": "extend_to"}
    plain = understand("date", "3 ngày làm việc nữa", asked)
    told = understand("date", "3 ngày làm việc nữa", asked, is_working_day=is_working_day)
    assert (plain.head, told.head) == ("2026-11-25", "2026-11-26")


@pytest.mark.parametrize("text", ["hôm qua", "5/11", "tháng 10", "2 ngày nữa", "thứ sáu"])
def test_without_a_today_only_a_full_date_is_understood(text: str) -> None:
    assert understand("date", text).head == "unclear"
    assert understand("date", "5/11/2026").head == "2026-11-05"
