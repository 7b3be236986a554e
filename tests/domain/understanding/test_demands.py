"""What officials type and what must become of it: asking beats guessing, plain words are taken.

`asked` stands for any answer that stores nothing and leads to the question again.
"""

import time

import pytest

from domain.understanding import STEPS, understand
from tests.domain.understanding.people import OLD_NAMES, UNITS

TODAY = "2026-11-16"
KNOWN = {
    "today": TODAY,
    "now": f"{TODAY}T09:00:00+07:00",
    "units": UNITS,
    "old_names": OLD_NAMES,
    "period": "2026-11",
    "tasks": 5,
}
ASKED = {"unclear", "reject", "none"}
COMMUNES = ", ".join(unit for unit in UNITS if unit.startswith("xã"))
OFFICES = ", ".join(unit for unit in UNITS if unit.startswith("Phòng"))

STATUS: list[tuple[str, str, dict[str, object]]] = [
    ("Đã hoàn thành ngày 5/11, tổ chức 3 lớp tập huấn", "done", {"date": "2026-11-05"}),
    ("Hoàn thành ngày 26/10/2026: đưa 14 sản phẩm lên sàn", "done", {"date": "2026-10-26"}),
    ("Da hoan thanh ngay 10/11, to chuc 2 hoi nghi", "done", {"date": "2026-11-10"}),
    ("Tổ chức 3 lớp cho 120 cán bộ, đã hoàn thành ngày 5/11", "done", {"date": "2026-11-05"}),
    ("Đã hoàn thành\nCấp 45 chữ ký số cho cán bộ", "done", {}),
    ("hoàn thành ngày 2/11 (QĐ 127/QĐ-UBND)", "done", {"date": "2026-11-02"}),
    ("đã hoàn thành 5/11, hồ sơ trực tuyến đạt 98,5%", "done", {"date": "2026-11-05"}),
    ("dạ xong rồi chị", "done", {}),
    ("đang làm, chưa phát sinh vướng mắc", "doing", {}),
    ("đã hoàn thành, đạt 80%", "asked or doing", {}),
    ("đã hoàn thành, còn 2 xã chưa làm", "asked", {}),
    ("da ht 15/11, con cho nghiem thu", "asked", {}),
    ("xong 5/11, nghiệm thu 10/11", "done", {"date": "2026-11-05"}),
    ("đã hoàn thành, 2 xã chậm", "asked", {}),
    ("đã hoàn thành, chắc thế", "asked", {}),
    ("xong, à không", "asked", {}),
    ("đã hoàn thành ngày 31/11, mở 3 lớp", "asked", {}),
    ("đã hoàn thành, 3/5 lớp", "asked or doing", {}),
    ("Không phát sinh vướng mắc", "asked", {}),
    ("-10%", "asked", {}),
]
COMMAND: list[tuple[str, str, dict[str, object]]] = [
    (
        "đi học 2 tuần, chị Hoa thay",
        "leave",
        {"from": TODAY, "to": "2026-11-29", "substitute": "Hoa"},
    ),
    (
        "tuần sau em đi học, chị Hoa thay em",
        "leave",
        {"from": "2026-11-23", "to": "2026-11-29", "substitute": "Hoa"},
    ),
    ("sửa nv4", "edit", {"task": "4"}),
    ("hướng dẫn em với", "help", {}),
    ("3", "asked", {}),
    ("hủy 2 hồ sơ", "asked", {}),
    ("khoan gửi", "asked", {}),
]
RESULT_TEXT: list[tuple[str, str, dict[str, object]]] = [
    ("quay lại", "back", {}),
    ("giúp", "help", {}),
    ("bỏ qua", "skip", {}),
    ("Sửa 2", "asked", {}),
    ("Nghỉ hè 3 tháng, 2 lớp học tạm dừng", "asked", {}),
    ("Xin gia hạn thời gian thực hiện dự án đến 20/12", "asked", {}),
    ("Gửi 12 công văn đôn đốc", "asked", {}),
]
COORDINATOR: list[tuple[str, str, dict[str, object]]] = [
    ("đôn đốc các xã chưa nộp", "chase", {"unit": COMMUNES, "kind": "missing"}),
    ("đôn đốc xã chưa nộp", "chase", {"unit": COMMUNES, "kind": "missing"}),
    ("đôn đốc các phòng quá hạn", "chase", {"unit": OFFICES, "kind": "late"}),
    ("duyệt các xã", "approve", {"unit": COMMUNES}),
    ("đôn đốc các phường chưa nộp", "asked", {}),
    ("mời phòng y tế tham gia", "invite", {"unit": "Phòng Y tế"}),
    (
        "trả lại y tế nv2: thiếu số liệu",
        "return",
        {"unit": "Phòng Y tế", "task": "2", "reason": "thiếu số liệu"},
    ),
    ("gia hạn xã Cổ Đạm 2 ngày, xã Xuân Lam 3 ngày", "asked", {}),
    ("đừng đôn đốc các xã chưa nộp", "asked", {}),
]
UNIT_NAME: list[tuple[str, str, dict[str, object]]] = [
    ("PHÒNG Y TẾ HUYỆN", "Phòng Y tế", {}),
    ("phogn y te", "Phòng Y tế", {}),
    ("ban chqs", "Ban Chỉ huy Quân sự huyện", {}),
    ("thị trấn Nghi Xuân", "thị trấn Tiên Điền", {}),
    ("xã Xuân Hội và xã Xuân Hải", "asked", {}),
    ("xuân h", "asked", {}),
]
SECRET: list[tuple[str, str, dict[str, object]]] = [
    ("mat", "no", {}),
    ("MAT", "yes", {}),
    ("văn bản này có dấu mật", "yes", {}),
    ("van ban dong dau mat", "yes", {}),
    ("mật ong rừng 2 tấn", "no", {}),
    ("Độ mật: Không", "no", {}),
]
NUMBERED = [
    ("nv1 xong, nv2 chưa", [[1, 4], [2, 4]]),
    ("nhiệm vụ 1 đã xong, nhiệm vụ 2 chưa làm", [[1, 7], [2, 8]]),
    ("1 xong\n2 đang làm\n3 chưa", [[1, 4], [2, 8], [3, 4]]),
    ("1 xong 2 dang lam 3 chua", [[1, 4], [2, 8], [3, 4]]),
    ("1 xong, 2 đang làm", []),
    ("3 xong, 2 chưa", []),
    ("1 xong\n2 đã mở 3 lớp\n3 chưa", []),
    ("nv 1 xong, nv 2 và 3 chưa", []),
    ("mục 1 và 2 xong", []),
    ("10 hồ sơ xong, 20 hồ sơ chưa", []),
    ("5/QĐ-UBND", []),
    ("Dạ thưa anh, em báo cáo: 1. xong 2. chưa", [[1, 4], [2, 4]]),
]


def demand(
    step: str, text: str, head: str, keys: dict[str, object], asked_at: str = "menu"
) -> None:
    understood = understand(step, text, {**KNOWN, "step": asked_at})
    if head.startswith("asked"):
        assert understood.head in ASKED | ({"doing"} if head.endswith("doing") else set())
        return
    assert understood.head == head
    assert dict(understood.keys) == keys


@pytest.mark.parametrize(("text", "head", "keys"), STATUS)
def test_a_description_neither_hides_nor_changes_a_status(
    text: str, head: str, keys: dict[str, object]
) -> None:
    demand("status", text, head, keys)


@pytest.mark.parametrize(("text", "head", "keys"), COMMAND)
def test_a_whole_message_is_a_command(text: str, head: str, keys: dict[str, object]) -> None:
    demand("command", text, head, keys)


@pytest.mark.parametrize(("text", "head", "keys"), RESULT_TEXT)
def test_where_a_result_is_asked_only_a_lone_word_is_a_command(
    text: str, head: str, keys: dict[str, object]
) -> None:
    demand("command", text, head, keys, "result_text")


@pytest.mark.parametrize(("text", "head", "keys"), COORDINATOR)
def test_an_order_for_a_kind_of_units_reaches_no_other(
    text: str, head: str, keys: dict[str, object]
) -> None:
    demand("coordinator", text, head, keys)


@pytest.mark.parametrize(("text", "head", "keys"), UNIT_NAME)
def test_a_slip_in_the_kind_is_no_other_unit(
    text: str, head: str, keys: dict[str, object]
) -> None:
    demand("unit_name", text, head, keys)


@pytest.mark.parametrize(("text", "head", "keys"), SECRET)
def test_a_mark_is_told_from_ordinary_words(text: str, head: str, keys: dict[str, object]) -> None:
    demand("secret", text, head, keys)


@pytest.mark.parametrize(("text", "items"), NUMBERED)
def test_without_list_marks_only_the_unmistakable_is_several_tasks(
    text: str, items: list[list[int]]
) -> None:
    assert understand("numbered", text, KNOWN).get("items") == items


@pytest.mark.parametrize(
    ("text", "ask", "head"),
    [
        ("ngày 5 tháng trước", "completed_on", "2026-10-05"),
        ("5 tháng trước", "completed_on", "2026-06-16"),
        ("hết quý 4", "extend_to", "2026-12-31"),
        ("hết quý 3", "completed_on", "unclear"),
    ],
)
def test_a_day_of_a_near_month_and_the_end_of_a_quarter(text: str, ask: str, head: str) -> None:
    assert understand("date", text, {**KNOWN, "ask": ask}).head == head


PIECES = [
    *("mật ", "MẬT ", "mat ", "Mật: ", "bí mật nhà nước ", "mật\n", "1. ", "1.a ", "nv 1: "),
    *("1) a; ", "1 xong ", "- ", "…", "0", "1,", "ạ ", "5/11 ", "\n", "chưa ", "số ", "xong, "),
]


@pytest.mark.parametrize("step", STEPS)
def test_no_long_text_of_any_shape_is_slow(step: str) -> None:
    understand(step, "xong", KNOWN)
    for piece in PIECES:
        for length in (500, 4096):
            text = (piece * length)[:length]
            begun = time.process_time()
            understand(step, text, KNOWN)
            assert time.process_time() - begun < 0.25, (piece, length)
