"""Done, being done, not begun, nothing to report: or a question."""

import pytest

from domain.understanding import understand

TODAY = {"today": "2026-11-16"}

SAID = [
    ("xong", "done", {}),
    ("da ht", "done", {}),
    ("Đã hoàn thành ạ.", "done", {}),
    ("DA HOAN THANH", "done", {}),
    ("xong 80%", "doing", {"percent": 80}),
    ("xong khoảng 80%", "doing", {"percent": 80}),
    ("hoàn thành 80% khối lượng", "doing", {"percent": 80}),
    ("đang thực hiện, đạt 98,5%", "doing", {"percent": 98.5}),
    ("xong 100%", "done", {"percent": 100}),
    ("100%", "done", {"percent": 100}),
    ("0%", "not_started", {"percent": 0}),
    ("120%", "reject", {}),
    ("xong 150%", "reject", {}),
    ("80-90%", "unclear", {}),
    ("kps", "nothing_to_report", {}),
    ("khong phat sinh a", "nothing_to_report", {}),
    ("không có nội dung phát sinh trong kỳ", "nothing_to_report", {}),
    ("không phát sinh nhưng đang làm", "unclear", {}),
    ("chưa kps", "unclear", {}),
    ("có phát sinh 2 vụ", "unclear", {}),
    ("chưa", "not_started", {}),
    ("chua lam dc", "not_started", {}),
    ("chưa thực hiện vì thiếu kinh phí", "not_started", {}),
    ("chưa triển khai, đang chờ kinh phí", "not_started", {}),
    ("chưa làm, dự kiến xong 20/12", "not_started", {"date": "2026-12-20"}),
    ("chưa thực hiện xong", "unclear", {}),
    ("chưa xong", "unclear", {}),
    ("chưa hoàn thành, đạt 70%", "doing", {"percent": 70}),
    ("chưa xong, đang làm", "doing", {}),
    ("chưa xong hết", "doing", {}),
    ("không phải chưa làm", "unclear", {}),
    ("không phải không phát sinh", "unclear", {}),
    ("dang trien khai", "doing", {}),
    ("gần xong", "doing", {}),
    ("cơ bản hoàn thành", "unclear", {}),
    ("xong phần 1, phần 2 đang làm", "doing", {}),
    ("hoàn thành bước 1", "unclear", {}),
    ("xong rồi nhưng chưa ký", "unclear", {}),
    ("hoàn thành, chờ nghiệm thu", "unclear", {}),
    ("xong chưa?", "reject", {}),
    ("xong chưa", "reject", {}),
    ("ht ngay 5/11", "done", {"date": "2026-11-05"}),
    ("xong hôm qua", "done", {"date": "2026-11-15"}),
    ("xong thứ 6 tuần trước", "done", {"date": "2026-11-13"}),
    ("xong tuần trước", "done", {}),
    ("xong tuần này", "unclear", {}),
    ("hoan thanh cuoi thang 10", "done", {}),
    ("xong 20/12", "doing", {"date": "2026-12-20"}),
    ("đã xong 20/12", "unclear", {}),
    ("hoàn thành ngày 20/12/2026", "doing", {"date": "2026-12-20"}),
    ("dự kiến xong 20/12", "doing", {"date": "2026-12-20"}),
    ("dự kiến 20/12", "doing", {"date": "2026-12-20"}),
    ("dự kiến triển khai 20/12", "unclear", {}),
    ("dự kiến xong 5/11", "unclear", {}),
    ("hạn 30/11", "unclear", {}),
    ("tuần sau mới làm", "unclear", {}),
    ("xong 31/2", "reject", {}),
    ("xong 29/2", "reject", {}),
    ("xong 2/3", "unclear", {}),
    ("xong 2/3 xã", "doing", {}),
    ("hoàn thành 5/5 nội dung", "done", {}),
    ("đang làm từ 5/11", "doing", {}),
    ("đang chờ kinh phí", "unclear", {}),
    ("đã triển khai", "unclear", {}),
    ("đã triển khai nhưng chưa xong", "doing", {}),
    ("tăng 15% so với cùng kỳ", "unclear", {}),
    ("nếu xong em báo", "unclear", {}),
    ("xin chào", "reject", {}),
    ("quay lại", "reject", {}),
    ("5/11", "unclear", {}),
    ("đang làm, được 70%, dự kiến 30/11 xong", "doing", {"percent": 70, "date": "2026-11-30"}),
]


@pytest.mark.parametrize(("text", "head", "keys"), SAID)
def test_a_status_is_understood_or_asked_again(
    text: str, head: str, keys: dict[str, object]
) -> None:
    understood = understand("status", text, TODAY)
    assert (understood.head, dict(understood.keys)) == (head, keys)


@pytest.mark.parametrize("text", ["xong 20/12/2026", "đã hoàn thành ngày 17/11", "xong ngày mai"])
def test_a_date_in_the_future_is_not_done(text: str) -> None:
    assert understand("status", text, TODAY).head != "done"


def test_in_january_a_day_of_december_is_last_years() -> None:
    understood = understand("status", "xong 20/12", {"today": "2027-01-05"})
    assert understood.as_json() == {"head": "done", "date": "2026-12-20", "flags": []}
