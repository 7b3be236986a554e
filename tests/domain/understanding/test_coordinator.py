"""Orders of the coordinator; a negated order is no order."""

import pytest

from domain.understanding import understand
from tests.domain.understanding.people import UNITS

CONTEXT = {"today": "2026-11-16", "units": UNITS, "period": "2026-11"}

SAID = [
    ("tình hình", "overview", {}),
    ("tinh hinh", "overview", {}),
    ("tình hình quý 4/2026", "overview", {"period": "2026-Q4"}),
    ("tình hình xã cổ đạm", "view", {"unit": "xã Cổ Đạm"}),
    ("tình hình an ninh trật tự ổn định", "none", {}),
    ("xem xã cổ đạm", "view", {"unit": "xã Cổ Đạm"}),
    ("xem phòng nội vụ", "unclear", {}),
    ("giúp tôi xem báo cáo của phòng y tế", "view", {"unit": "Phòng Y tế"}),
    ("Xem xét đề nghị của các đơn vị", "none", {}),
    ("bản tóm tắt", "brief", {}),
    ("cho tôi xem ban tom tat kỳ 2026-10", "brief", {"period": "2026-10"}),
    ("không cần bản tóm tắt", "none", {}),
    ("tóm tắt nội dung cuộc họp giao ban sáng nay giúp tôi", "none", {}),
    ("trích báo cáo", "extract", {}),
    ("trích báo cáo của phòng y tế", "extract", {"unit": "Phòng Y tế"}),
    ("trích mục III", "extract", {"heading": "III"}),
    ("trich bao cao muc iii ạ", "extract", {"heading": "III"}),
    ("trích phần I.3.đ quý 4/2026", "extract", {"heading": "I.3.đ", "period": "2026-Q4"}),
    ("trích mục I.3.a", "extract", {"heading": "I.3.a"}),
    ("trích báo cáo mục i.a", "extract", {"heading": "I.a"}),
    ("trích mục I.3 a", "extract", {"heading": "I.3"}),
    ("trích mục 8.1", "unclear", {}),
    ("trích mục III xã cổ đạm", "unclear", {}),
    ("trích yếu văn bản", "none", {}),
    ("trích lục khai sinh", "none", {}),
    ("duyệt y tế", "approve", {"unit": "Phòng Y tế"}),
    ("duyệt xã Cổ Đạm và thị trấn Xuân An", "approve", {"unit": "xã Cổ Đạm, thị trấn Xuân An"}),
    ("duyệt tất cả", "approve", {"unit": "all"}),
    ("duyệt xuân", "unclear", {}),
    ("duyệt y tế, trả lại cổ đạm", "unclear", {}),
    ("không duyệt y tế", "none", {}),
    ("khoan duyệt", "none", {}),
    ("chưa duyệt xã cổ đạm", "none", {}),
    ("đã duyệt y tế chưa?", "ask", {"unit": "Phòng Y tế", "kind": "missing"}),
    ("Duyệt chủ trương đầu tư dự án đường giao thông nông thôn", "none", {}),
    (
        "trả lại y tế mục 8.1 thiếu số liệu hạn 20/12",
        "return",
        {"unit": "Phòng Y tế", "task": "8.1", "reason": "thiếu số liệu", "until": "2026-12-20"},
    ),
    (
        "tra lai phong y te muc 8.1 thieu so lieu han 20/12",
        "return",
        {"unit": "Phòng Y tế", "task": "8.1", "reason": "thieu so lieu", "until": "2026-12-20"},
    ),
    (
        "trả lại xã Cổ Đạm vì số liệu sai, hạn 20/12",
        "return",
        {"unit": "xã Cổ Đạm", "reason": "số liệu sai", "until": "2026-12-20"},
    ),
    ("trả lại y tế: thiếu số liệu", "return", {"unit": "Phòng Y tế", "reason": "thiếu số liệu"}),
    ("trả lại xuan hog", "unclear", {}),
    ("đôn đốc", "chase", {}),
    ("đôn đốc tất cả", "chase", {"unit": "all"}),
    ("đôn đốc tất cả trừ y tế", "unclear", {}),
    ("đừng đôn đốc", "none", {}),
    ("hủy đôn đốc", "none", {}),
    ("đã đôn đốc xã cổ đạm", "none", {}),
    ("đôn đốc các đơn vị chưa gửi", "chase", {"unit": "all", "kind": "missing"}),
    ("đôn đốc đơn vị quá hạn", "chase", {"unit": "all", "kind": "late"}),
    (
        "đôn đốc y tế và cổ đạm, xuân an",
        "chase",
        {"unit": "Phòng Y tế, xã Cổ Đạm, thị trấn Xuân An"},
    ),
    ("gia hạn xã cổ đạm 2 ngày", "extend", {"unit": "xã Cổ Đạm", "days": 2}),
    ("gia hạn cho y tế đến 20/12", "extend", {"unit": "Phòng Y tế", "until": "2026-12-20"}),
    (
        "gia hạn cho y tế thêm 3 ngày vì bão lũ",
        "extend",
        {"unit": "Phòng Y tế", "reason": "bão lũ", "days": 3},
    ),
    ("tổng hợp", "compile", {}),
    ("tổng hợp báo cáo kỳ tháng 11", "compile", {"period": "2026-11"}),
    ("tổng hợp ý kiến cử tri trên địa bàn huyện gửi về tỉnh", "none", {}),
    ("biên tập", "rewrite", {}),
    ("bien tap muc III", "rewrite", {}),
    ("biên tập mục I.3.a", "rewrite", {}),
    ("biên tập khó khăn cho các xã", "none", {}),
    ("biên tập báo cáo kỳ tháng 11", "rewrite", {"period": "2026-11"}),
    ("đừng biên tập mục III", "none", {}),
    ("biên tập viên đã viết bài", "none", {}),
    ("soát lỗi", "proofread", {}),
    ("soat loi bao cao", "proofread", {}),
    ("chưa soát lỗi", "none", {}),
    ("kiểm tra lỗi đường truyền", "none", {}),
    ("mở kỳ tháng 12/2026", "open_period", {"period": "2026-12"}),
    ("mở kỳ quý 4 năm 2026", "open_period", {"period": "2026-Q4"}),
    ("mở kỳ năm 2026", "open_period", {"period": "2026"}),
    ("mở kỳ tháng 1", "open_period", {"period": "2027-01"}),
    ("mở kỳ tháng 13", "unclear", {}),
    ("khoa ky 2026-11", "lock_period", {"period": "2026-11"}),
    ("khóa kỳ này", "lock_period", {"period": "2026-11"}),
    ("mở lại xã cổ đạm", "reopen", {"unit": "xã Cổ Đạm"}),
    (
        "mở lại kỳ tháng 11/2026 vì sai số liệu",
        "reopen",
        {"reason": "sai số liệu", "period": "2026-11"},
    ),
    ("mời phòng y tế", "invite", {"unit": "Phòng Y tế"}),
    ("nhập thay xã cổ đạm", "enter_for", {"unit": "xã Cổ Đạm"}),
    ("trình ký", "sign_off", {}),
    ("phát hành số 215 ngày 20/12/2026", "issue", {}),
    ("bàn giao đầu mối phòng y tế cho đ/c Hoa", "hand_over", {"unit": "Phòng Y tế"}),
    ("xã nào chưa xong nhiệm vụ 10.1?", "ask", {"task": "10.1", "kind": "missing"}),
    ("ai chưa gửi?", "ask", {"kind": "missing"}),
    ("đơn vị nào quá hạn", "ask", {"kind": "late"}),
    ("tổng số hồ sơ là bao nhiêu?", "ask", {"kind": "figure"}),
    (
        "y tế báo cáo gì ở mục 8.1?",
        "ask",
        {"unit": "Phòng Y tế", "task": "8.1", "kind": "content"},
    ),
    ("có nên duyệt không?", "none", {}),
    ("hôm nay trời đẹp", "none", {}),
]


@pytest.mark.parametrize(("text", "head", "keys"), SAID)
def test_an_order_is_understood_or_asked_again(
    text: str, head: str, keys: dict[str, object]
) -> None:
    understood = understand("coordinator", text, CONTEXT)
    assert (understood.head, dict(understood.keys)) == (head, keys)
