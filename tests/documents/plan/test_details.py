"""Deadlines, figures, leads and report duties in a plan's words."""

import pytest

from documents.plan.deadlines import deadline, deadline_said
from documents.plan.details import details_in, label_of
from documents.plan.drafting import drafting_unit
from documents.plan.duties import duties_in
from documents.plan.indicators import indicators_in
from documents.plan.items import item_of
from documents.plan.lines import Line


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Quý I/2026", "2026-03-31"),
        ("quý IV năm 2026", "2026-12-31"),
        ("Quí IV-2025", "2025-12-31"),
        ("Tháng 4/2025", "2025-04-30"),
        ("tháng 2 năm 2028", "2028-02-29"),
        ("trước ngày 15/11/2026", "2026-11-14"),
        ("chậm nhất ngày 15/11/2026", "2026-11-15"),
        ("trước 15/11 hằng năm", "2022-11-14"),
        ("ngày 30 tháng 6 năm 2026", "2026-06-30"),
        ("trước tháng 6/2026", "2026-05-31"),
        ("6 tháng đầu năm 2026", "2026-06-30"),
        ("Hoàn thành trong năm 2025", "2025-12-31"),
        ("Năm 2026 - 2027", "2027-12-31"),
        ("Quý II", "2022-06-30"),
        ("Thường xuyên", None),
        ("Theo lộ trình của Bộ", None),
        ("ngày 31/02/2026", "2026-12-31"),
    ],
)
def test_a_labelled_time_becomes_its_last_day(phrase: str, day: str | None) -> None:
    assert deadline(phrase, 2022) == day


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Lập danh sách, hoàn thành trước ngày 30/6/2026.", "2026-06-29"),
        ("Rà soát xong trong quý II/2026.", "2026-06-30"),
        ("Xây dựng mô hình (hoàn thành trong năm 2022).", "2022-12-31"),
        ("Phát triển doanh nghiệp đến năm 2028, tầm nhìn 2035.", None),
        ("Thực hiện Kế hoạch số 165/KH-UBND ngày 12/5/2021.", None),
        ("Hoàn thành số hóa hồ sơ.", None),
    ],
)
def test_a_sentence_has_a_deadline_only_where_it_says_so(sentence: str, day: str | None) -> None:
    said = deadline_said(sentence, 2022)
    assert (said and said[0]) == day
    assert said is None or said[1] in sentence


@pytest.mark.parametrize(
    ("text", "comparator", "target", "unit"),
    [
        ("bảo đảm trên 95% hồ sơ đạt chất lượng", ">", "95", "%"),
        ("đạt tối thiểu 40%", ">=", "40", "%"),
        ("ít nhất 98,5% hộ dân", ">=", "98.5", "%"),
        ("từ 70% trở lên", ">=", "70", "%"),
        ("tỷ lệ nghèo dưới 3%", "<", "3", "%"),
        ("không quá 5% hồ sơ trễ hạn", "<=", "5", "%"),
        ("100% trường học có câu lạc bộ", "=", "100", "%"),
        ("có ≥ 30% doanh nghiệp", ">=", "30", "%"),
        ("mở ít nhất 02 lớp tập huấn", ">=", "2", "lớp"),
        ("tối thiểu 1.200 lượt người", ">=", "1200", "lượt người"),
    ],
)
def test_a_figure_has_its_comparator(text: str, comparator: str, target: str, unit: str) -> None:
    (found,) = indicators_in(f"Thực hiện nhiệm vụ, {text}.", "1.1")
    assert (found.comparator, found.target, found.unit_of_measure) == (comparator, target, unit)
    assert found.task == "1.1"
    assert found.name


@pytest.mark.parametrize(
    "text",
    ["Nghị quyết số 91/2018/NQ-HĐND ngày 18/7/2018", "trên 3 lĩnh vực", "năm 2030", "40-50%"],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert len(indicators_in(text, "1.1")) <= (1 if "%" in text else 0)


def test_labels_in_a_task_name_lead_support_and_product() -> None:
    said = details_in(
        "Lập bản đồ (Đơn vị chủ trì: Phòng Kinh tế; đơn vị phối hợp: Công an xã, Trạm Y tế; "
        "sản phẩm: bản đồ số; thời gian hoàn thành: quý I/2026).",
        None,
    )
    assert said.lead == "Phòng Kinh tế"
    assert said.supporting == ("Công an xã", "Trạm Y tế")
    assert said.product == "bản đồ số"
    assert said.deadline == "2026-03-31"


def test_a_label_may_have_no_value() -> None:
    assert label_of("Cơ quan thực hiện:") == ("lead", "")
    assert label_of("Đơn vị phối hợp: Sở Y tế.") == ("supporting", "Sở Y tế")
    assert label_of("Tổ chức tuyên truyền: phát thanh") is None


def test_a_report_duty_says_from_whom_to_whom_and_when() -> None:
    line = Line(
        1, "Các đơn vị định kỳ báo cáo gửi về Phòng Văn hóa - Xã hội trước ngày 25 hằng tháng."
    )
    (duty,) = duties_in([item_of(line)])
    assert duty.sender == "Các đơn vị"
    assert duty.receiver == "Phòng Văn hóa - Xã hội"
    assert "25 hằng tháng" in duty.due


@pytest.mark.parametrize(
    ("short", "unit"),
    [
        ("KT&HT", "Phòng Kinh tế & Hạ tầng"),
        ("KTHT", "Phòng Kinh tế & Hạ tầng"),
        ("VHXH", "Phòng Văn hóa - Xã hội"),
        ("VP", "Văn phòng HĐND và UBND"),
        ("PYT", "Phòng Y tế"),
        ("XYZ", None),
    ],
)
def test_the_drafting_unit_is_found_by_its_initials(short: str, unit: str | None) -> None:
    names = [
        "Phòng Kinh tế & Hạ tầng",
        "Phòng Văn hóa - Xã hội",
        "Văn phòng HĐND và UBND",
        "Phòng Y tế",
    ]
    assert drafting_unit([short], names) == unit


def test_two_units_of_the_same_initials_are_not_guessed() -> None:
    assert drafting_unit(["TC"], ["Phòng Tài chính", "Phòng Tổ chức"]) is None
