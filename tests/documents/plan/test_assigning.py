"""Who does a task: in a label, a cell, a sentence, in brackets, or the issuer itself."""

import pytest

from documents.plan.deadlines import deadline
from documents.plan.joining import items_of
from documents.plan.leads import assigned_in, leads_itself, led_by
from documents.plan.lines import lines_of_text
from documents.plan.naming import one_name
from documents.plan.reader import plan_of
from documents.plan.years import own_year, until_year
from domain.plan import ImportedPlan
from domain.programme import Asks


def read(text: str) -> ImportedPlan:
    plan = plan_of(lines_of_text(text))
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("cell", "leads", "supporting", "rest"),
    [
        ("Sở Y tế", ["Sở Y tế"], [], ""),
        ("Sở Y tế; Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], [], ""),
        ("Sở Y tế\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], [], ""),
        ("Sở Y tế chủ trì; Công an tỉnh phối hợp", ["Sở Y tế"], ["Công an tỉnh"], ""),
        ("Sở Y tế chủ trì, phối hợp với Sở Xây dựng", ["Sở Y tế"], ["Sở Xây dựng"], ""),
        ("Sở Y tế theo dõi, báo cáo", ["Sở Y tế"], [], "theo dõi, báo cáo"),
        (
            "Sở Y tế chủ trì hướng dẫn; UBND cấp xã thực hiện",
            ["Sở Y tế"],
            ["UBND cấp xã"],
            "chủ trì hướng dẫn; thực hiện",
        ),
        ("Như Phụ lục", ["Như Phụ lục"], [], ""),
    ],
)
def test_a_cell_names_who_leads_and_who_supports(
    cell: str, leads: list[str], supporting: list[str], rest: str
) -> None:
    led = led_by(cell)
    assert (list(led.leads), list(led.supporting), led.rest) == (leads, supporting, rest)


@pytest.mark.parametrize(
    ("sentence", "leads", "supporting"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với các xã lập đề án.", ["Sở Y tế"], ["các xã"]),
        ("Các sở, ngành có trách nhiệm bố trí kinh phí.", ["Các sở, ngành"], []),
        ("Lập đề án (Sở Y tế chủ trì; các xã phối hợp; quý I/2026).", ["Sở Y tế"], ["các xã"]),
        ("Lập đề án (nếu có kinh phí).", None, None),
        ("Nâng cao nhận thức của cán bộ.", None, None),
    ],
)  # fmt: skip
def test_a_sentence_gives_a_task(
    sentence: str, leads: list[str] | None, supporting: list[str] | None
) -> None:
    led = assigned_in(sentence)
    assert (led and list(led.leads)) == leads
    assert (led and list(led.supporting)) == supporting


def test_a_unit_that_leads_works_with_others() -> None:
    assert leads_itself("Chủ trì, phối hợp với Công an xã, các thôn rà soát.") == (
        "Công an xã",
        "các thôn",
    )
    assert leads_itself("Lập danh sách. Chủ trì việc kiểm tra.") == ()
    assert leads_itself("Phối hợp với Công an xã rà soát.") is None


def test_a_name_that_holds_a_verb_is_not_cut() -> None:
    led = led_by("Sở Y tế chủ trì, phối hợp với Sở Xây dựng, Ban Tổ chức Tỉnh ủy xây dựng đề án")
    assert led.supporting == ("Sở Xây dựng", "Ban Tổ chức Tỉnh ủy")


def test_one_unit_has_one_name() -> None:
    names = ["Sở KH&CN", "Sở Khoa học và Công nghệ", "UBND các xã", "Ủy ban nhân dân các xã"]
    called = one_name([*names, "Các sở, ban, ngành", "Sở Y tế"], "UBND tỉnh Mẫu")
    assert called("Sở KH&CN") == "Sở Khoa học và Công nghệ"
    assert called("Ủy ban nhân dân các xã") == "UBND các xã"
    assert called("các sở, ban, ngành tỉnh") == "Các sở, ban, ngành"
    assert called("Sở Công Thương") == "Sở Công Thương"


def test_initials_of_two_units_are_not_guessed() -> None:
    called = one_name(["Sở Tài chính", "Sở Tổ chức", "Sở TC"], None)
    assert called("Sở TC") == "Sở TC"


def test_each_task_of_a_matter_is_its_own_units() -> None:
    plan = read(
        "KẾ HOẠCH\nChuyển đổi số năm 2026\nI. NHIỆM VỤ\n1. Về hạ tầng\n"
        "- Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã lắp đặt wifi, hoàn thành trong "
        "quý II.\n"
        "- Nâng cấp đường truyền.\n"
        "- Sửa phòng họp (Văn phòng chủ trì; hoàn thành trước ngày 30/9).\n"
    )
    (block,) = plan.blocks
    assert [(t.code, t.units, t.deadline) for t in block.tasks] == [
        ("1.1", ("Phòng Kinh tế",), "2026-06-30"),
        ("1.2", ("Văn phòng",), "2026-09-29"),
    ]
    assert plan.places[7] == "task 1.2"
    assert [left.text for left in plan.unplaced] == ["- Nâng cấp đường truyền."]


def test_labels_stand_in_one_line_or_behind_each_other() -> None:
    plan = read(
        "I. NHIỆM VỤ NĂM 2026\n1. Tuyên truyền\n- Mở chuyên mục.\n"
        "+ Đơn vị chủ trì: Phòng Y tế; đơn vị phối hợp: VNPT; các thôn. Thời hạn: quý I.\n"
        "- Tổ chức hội nghị.\n+ Chủ trì: Công an xã. Hoàn thành trước ngày 30 tháng 9.\n"
    )
    first, second = plan.tasks()
    assert (first.lead, first.supporting, first.deadline) == (
        "Phòng Y tế",
        ("VNPT",),
        "2026-03-31",
    )
    assert (second.lead, second.deadline) == ("Công an xã", "2026-09-29")


def test_a_heading_with_nothing_but_labels_is_the_task() -> None:
    plan = read(
        "PHẦN I\nNHIỆM VỤ\nI. CẢI CÁCH THỂ CHẾ\n1. Rà soát văn bản\n- Chủ trì: Phòng Tư pháp\n"
        "- Thời gian: Thường xuyên\n- Kết quả: Báo cáo\n2. Sắp xếp đơn vị\na) Xây dựng đề án\n"
        "Cơ quan chủ trì: Phòng Nội vụ. Thời gian hoàn thành: tháng 10/2026.\n"
    )
    assert [(t.text, t.lead, t.product, t.deadline) for t in plan.tasks()] == [
        ("Rà soát văn bản", "Phòng Tư pháp", "Báo cáo", None),
        ("Xây dựng đề án", "Phòng Nội vụ", None, "2026-10-31"),
    ]
    assert plan.unplaced == ()


def test_what_a_unit_is_stands_behind_its_name() -> None:
    plan = read(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế là cơ quan thường trực, theo dõi, đôn đốc.\n"
        "2. Phòng Kinh tế: Bố trí kinh phí.\n"
    )
    assert [(b.units, b.tasks[0].text) for b in plan.blocks] == [
        (("Phòng Y tế",), "là cơ quan thường trực, theo dõi, đôn đốc."),
        (("Phòng Kinh tế",), "Bố trí kinh phí."),
    ]


def test_a_document_that_names_nobody_is_its_issuers() -> None:
    plan = read(
        "UBND XÃ MẪU / PHÒNG VĂN HÓA-XÃ HỘI | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: /BC-VHXH | Mẫu, ngày tháng 6 năm 2026\nBÁO CÁO\nKết quả tháng 6 năm 2026\n"
        "Phòng Văn hóa - Xã hội báo cáo như sau:\n"
        "I. KẾT QUẢ\n1. Lĩnh vực y tế\n- Đã tiêm chủng.\n2. Lĩnh vực khác\n- Đã họp.\n"
        "II. NHIỆM VỤ THÁNG 7\n1. Lĩnh vực y tế:\n- Tiêm chủng cho trẻ em.\n- Trực cấp cứu.\n"
        "2. Lĩnh vực giáo dục\n- Tuyển sinh lớp 1.\n"
    )
    assert [(b.heading, b.units, len(b.tasks)) for b in plan.blocks] == [
        ("1. Lĩnh vực y tế", ("Phòng Văn hóa - Xã hội",), 2),
        ("2. Lĩnh vực giáo dục", ("Phòng Văn hóa - Xã hội",), 1),
    ]
    assert [task.heading for task in plan.tasks()] == ["I.1", "I.1", "I.3"]
    first = plan.outline[0].children
    assert [h.asks for h in first] == [Asks.TASKS, Asks.DRAFTING_UNIT, Asks.TASKS]
    assert plan.unplaced == ()


def test_a_plan_behind_its_decision_is_read() -> None:
    plan = read(
        "QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2026\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu\nKẾ HOẠCH\nChuyển đổi số năm 2026\n"
        "(Kèm theo Quyết định số 12/QĐ-UBND)\nI. MỤC TIÊU\n1. 100% hồ sơ được số hóa.\n"
        "II. NHIỆM VỤ\n1. Phòng Y tế\n- Khám bệnh.\n"
    )
    assert [block.units for block in plan.blocks] == [("Phòng Y tế",)]
    assert plan.frame.title == "Ban hành Kế hoạch năm 2026"
    assert [goal.indicator.target for goal in plan.goals] == ["100"]
    assert plan.unplaced == ()


def test_points_that_begin_with_a_matter_hold_no_labels() -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Phòng Y tế\n- Truyền thông: viết bài.\n- Sản phẩm: hoàn thiện hồ sơ.\n"
        "- Cải tiến quy trình: rút ngắn thời gian.\n"
    )
    tasks = list(plan.tasks())
    assert len(tasks) == 3
    assert [task.product for task in tasks] == [None] * 3


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Quý I, II/2026", "2026-06-30"),
        ("quý III-IV/2026", "2026-12-31"),
        ("quý I và quý II năm 2026", "2026-06-30"),
        ("trước quý III/2026", "2026-06-30"),
        ("trước quý I/2026", "2025-12-31"),
        ("tháng 3-5/2025", "2025-05-31"),
        ("tháng 3, 4/2026", "2026-04-30"),
        ("trước tháng 1/2026", "2025-12-31"),
        ("T6/2026", "2026-06-30"),
        ("từ tháng 10/2025 đến tháng 3/2026", "2026-03-31"),
        ("từ ngày 02-05/7/2026", "2026-07-05"),
        ("30.6.2026", "2026-06-30"),
        ("trước ngày 01/6 và 15/11", "2022-11-14"),
        ("9 tháng đầu năm 2026", "2026-09-30"),
        ("6 tháng cuối năm", "2022-12-31"),
        ("trước năm 2027", "2026-12-31"),
        ("giai đoạn 2026-2030", "2030-12-31"),
        ("đến năm 2030, tầm nhìn 2045", "2030-12-31"),
        ("cuối năm 2026", "2026-12-31"),
        ("Hằng năm", None),
        ("Thường xuyên, liên tục", None),
    ],
)
def test_more_ways_to_name_a_time(phrase: str, day: str | None) -> None:
    assert deadline(phrase, 2022) == day


def test_a_deadline_keeps_the_words_of_the_document() -> None:
    plan = read(
        "I. NHIỆM VỤ NĂM 2026\nTT | Nhiệm vụ | Chủ trì | Thời hạn\n"
        "1 | Việc A | Sở Y tế | Theo lộ trình\n"
        "2 | Việc B | Sở Y tế | Thường xuyên\n3 | Việc C (hoàn thành trong quý II) | Sở Y tế | \n"
    )  # fmt: skip
    assert [(task.deadline, task.deadline_words) for task in plan.tasks()] == [
        (None, "Theo lộ trình"),
        (None, "Thường xuyên"),
        ("2026-06-30", "quý II"),
    ]
    assert plan.unplaced == ()


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Kế hoạch chuyển đổi số năm 2026", 2026),
        ("Kết quả năm 2025, nhiệm vụ năm 2026", 2026),
        ("Thực hiện Chiến lược đến năm 2030", None),
        ("Thực hiện Quyết định ngày 05 tháng 12 năm 2025", None),
        ("Nhiệm vụ tháng 7 năm 2026", 2026),
        (None, None),
    ],
)
def test_a_title_has_its_own_year(title: str | None, year: int | None) -> None:
    assert own_year(title) == year


def test_a_goal_has_its_year() -> None:
    assert until_year("Đến hết năm 2027: đạt 5%; đến năm 2030: 8%") == "2027-12-31"
    assert until_year("tầm nhìn đến năm 2045") is None


def test_goals_that_a_unit_answers_for_stand_there_alone() -> None:
    plan = read(
        "I. MỤC TIÊU ĐẾN NĂM 2030\n- Tỷ lệ hồ sơ trực tuyến đạt 80%.\n- Tỷ lệ khác đạt 5%.\n"
        "- Năm 2025 đã đạt 50%.\nII. NHIỆM VỤ\nTT | Chỉ tiêu | Chủ trì\n"
        "1 | Tỷ lệ hồ sơ trực tuyến đạt 80% | Sở Nội vụ\n"
    )
    assert [(goal.line, goal.deadline) for goal in plan.goals] == [(3, "2030-12-31")]
    assert plan.places[2] == "goal of task 1.1"
    assert [left.line for left in plan.unplaced] == [4]


def test_indicators_have_the_place_of_their_own_paragraph() -> None:
    plan = read("II. NHIỆM VỤ\n1. Phòng Y tế\na) Khám bệnh:\n- Trên 95% hồ sơ.\n- Dưới 3% sai.\n")
    (task,) = plan.tasks()
    assert task.indicator_lines == (4, 5)


def test_a_hundred_pages_take_no_time() -> None:
    """CPU time, far above what it takes: a step that is not linear would take minutes."""
    import time

    page = "1. Phòng Y tế\n" + "- Khám sức khỏe, hoàn thành trước ngày 15/11/2026.\n" * 40
    began = time.process_time()
    plan = read("II. NHIỆM VỤ\n" + page * 150)
    assert len(list(plan.tasks())) == 6000
    assert time.process_time() - began < 10


def test_paragraphs_that_were_not_cut_stay_apart() -> None:
    long = "Một đoạn dài không có dấu chấm ở cuối " * 5
    lines = lines_of_text(f"1. Phòng Y tế\n{long}\nĐoạn thứ hai\n")
    assert len(items_of(lines)) == 3


def test_short_paragraphs_without_full_stops_stay_apart() -> None:
    said = ["Khám sức khỏe định kỳ cho người cao tuổi trên địa bàn toàn xã trong năm"] * 4
    plan = read("\n".join(["II. NHIỆM VỤ", "1. Phòng Y tế", *said]))
    assert len(list(plan.tasks())) == 4
