"""Commands in their short forms; a sentence with such a word in it is none."""

import pytest

from domain.understanding import understand

CONTEXT = {"now": "2026-11-16T09:30:00+07:00", "due": "2026-11-20", "tasks": 5}

SAID = [
    ("Báo cáo ạ", "report", {}),
    ("bao cao", "report", {}),
    ("BC", "report", {}),
    ("/baocao", "report", {}),
    ("/start", "report", {}),
    ("tiến độ", "progress", {}),
    ("tiến độ?", "progress", {}),
    ("giup voi", "help", {}),
    ("?", "help", {}),
    ("/help", "help", {}),
    ("huỷ", "cancel", {}),
    ("hủy", "cancel", {}),
    ("đừng hủy", "none", {}),
    ("hủy hợp đồng", "none", {}),
    ("quaylai", "back", {}),
    ("quay lại trường", "none", {}),
    ("bỏ qua", "skip", {}),
    ("bỏ qua mục 3 nhé", "skip", {"task": "3"}),
    ("/bo_qua 2", "skip", {"task": "2"}),
    ("gui", "send", {}),
    ("gửi 👍", "send", {}),
    ("da gui", "none", {}),
    ("đã gửi", "none", {}),
    ("chưa gửi", "none", {}),
    ("gửi chưa?", "none", {}),
    ("sửa", "edit", {}),
    ("sửa 1.3", "edit", {"task": "1.3"}),
    ("sua 3", "edit", {"task": "3"}),
    ("sửa 9", "none", {}),
    ("sửa 1 và 3", "none", {}),
    ("/sua 1.3", "edit", {"task": "1.3"}),
    ("nhu ky truoc", "resend_previous", {}),
    ("mục 3 như kỳ trước", "resend_previous", {"task": "3"}),
    ("không như kỳ trước", "none", {}),
    ("Kết quả như kỳ trước, tăng 5%", "none", {}),
    ("kps tất cả", "nothing_all", {}),
    ("tất cả không phát sinh trừ mục 3", "none", {}),
    ("kps", "none", {}),
    ("nhắc lại sau 2 giờ", "snooze", {"until": "2026-11-16T11:30:00+07:00"}),
    ("nhắc lại sau 2h", "snooze", {"until": "2026-11-16T11:30:00+07:00"}),
    ("nhắc sau 30p", "snooze", {"until": "2026-11-16T10:00:00+07:00"}),
    ("nhắc lại sau nửa tiếng", "snooze", {"until": "2026-11-16T10:00:00+07:00"}),
    ("chiều mai", "snooze", {"until": "2026-11-17T14:00:00+07:00"}),
    ("nhắc tôi chiều mai nhé", "snooze", {"until": "2026-11-17T14:00:00+07:00"}),
    ("nhắc lại vào chiều thứ sáu", "snooze", {"until": "2026-11-20T14:00:00+07:00"}),
    ("nhắc lại lúc 8h", "snooze", {"until": "2026-11-17T08:00:00+07:00"}),
    ("để sau", "snooze", {}),
    ("nhắc lại sau 0 giờ", "snooze", {}),
    ("đừng nhắc nữa", "stop", {}),
    ("không cần nhắc", "none", {}),
    ("chiều mai họp giao ban", "none", {}),
    (
        "vắng đến 20/12, đ/c Hoa thay",
        "leave",
        {"from": "2026-11-16", "to": "2026-12-20", "substitute": "Hoa"},
    ),
    (
        "vang den 20/12, d/c hoa thay",
        "leave",
        {"from": "2026-11-16", "to": "2026-12-20", "substitute": "hoa"},
    ),
    (
        "nghỉ phép từ 17/11 đến 20/11, đồng chí Nguyễn Thị Hoa thay",
        "leave",
        {"from": "2026-11-17", "to": "2026-11-20", "substitute": "Nguyễn Thị Hoa"},
    ),
    (
        "nghỉ phép 17/11-20/11 người thay: Trần Văn Nam",
        "leave",
        {"from": "2026-11-17", "to": "2026-11-20", "substitute": "Trần Văn Nam"},
    ),
    ("mai em nghỉ", "leave", {"from": "2026-11-17", "to": "2026-11-17"}),
    ("nghỉ 3 ngày", "leave", {"from": "2026-11-16", "to": "2026-11-18"}),
    ("vắng 3 ngày từ 17/11", "leave", {"from": "2026-11-17", "to": "2026-11-19"}),
    ("vắng đến 31/2", "leave", {}),
    ("Do đ/c Lan nghỉ thai sản nên chưa có số liệu", "none", {}),
    (
        "xin gia hạn 2 ngày vì chờ số liệu của Sở",
        "extension",
        {"days": 2, "reason": "chờ số liệu của Sở"},
    ),
    ("gia han 2 ngay", "extension", {"days": 2}),
    ("xin gia hạn đến thứ sáu tuần này", "extension", {"until": "2026-11-20"}),
    ("xin gia hạn", "extension", {}),
    ("gia hạn đến 5/11", "extension", {}),
    ("không xin gia hạn", "none", {}),
    ("đã được gia hạn", "none", {}),
    ("gia hạn thẻ BHYT cho 200 hộ", "none", {}),
    ("hỏi cán bộ tổng hợp: mẫu này nộp ở đâu", "ask_coordinator", {}),
    ("dữ liệu của tôi", "my_data", {}),
    ("dừng", "stop", {}),
    ("Phòng đã báo cáo UBND huyện", "none", {}),
    ("Hướng dẫn số 5 đã ban hành", "none", {}),
    ("Tiến độ thực hiện còn chậm", "none", {}),
    ("xin chào", "none", {}),
    ("xong", "none", {}),
]


@pytest.mark.parametrize(("text", "head", "keys"), SAID)
def test_a_command_is_the_whole_message(text: str, head: str, keys: dict[str, object]) -> None:
    understood = understand("command", text, CONTEXT)
    assert (understood.head, dict(understood.keys)) == (head, keys)


def test_with_one_task_on_the_menu_nothing_to_report_means_all_of_them() -> None:
    assert understand("command", "kps", {"step": "menu", "tasks": 1}).head == "nothing_all"
    assert understand("command", "kps", {"step": "menu", "tasks": 3}).head == "none"
