"""Plans as text and Markdown: what officials' documents look like."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.plan import read_plan
from documents.plan.lines import is_blank, lines_of_text
from documents.plan.reader import plan_of
from domain.plan import ImportedPlan
from domain.programme import Asks

PLAIN = """BÁO CÁO
Kết quả ứng dụng công nghệ
Kính gửi: Sở Khoa học và Công nghệ.
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/2/2022 của UBND tỉnh, UBND xã Mẫu báo cáo như sau:
I. Kết quả năm 2022
1. Công tác chỉ đạo
- Đã họp giao việc.
II. Nhiệm vụ năm 2023
1. Phòng Kinh tế
- Mở lớp tập huấn cho hợp tác xã.
- Lập danh mục sản phẩm chủ lực của xã và của từng thôn để
đưa lên sàn.
2. Các thôn:
Duy trì tổ công nghệ số cộng đồng.
III. Khó khăn
- Thiếu kinh phí.
Trên đây là báo cáo của UBND xã Mẫu./.
Nơi nhận:
- Như trên;
- Lưu: VT, KT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""


def read(text: str) -> ImportedPlan:
    plan = plan_of(lines_of_text(text))
    assert plan is not None
    return plan


def tasks(plan: ImportedPlan) -> list[str]:
    return [task.text for task in plan.tasks()]


TOPICS = """I. Kết quả tháng 6 năm 2026
- Đã họp.
II. Nhiệm vụ tháng 7 năm 2026
Tập trung thực hiện:
1. Lĩnh vực nội vụ
- Nâng lương trước hạn.
2. Lĩnh vực y tế
- Trực cấp cứu.
"""


def test_a_reports_plan_by_topics_is_asked_of_the_drafting_unit() -> None:
    plan = read(TOPICS)
    second = plan.outline[1]
    assert second.asks is Asks.COMPUTED
    assert [(child.number, child.title, child.asks) for child in second.children] == [
        ("II.1", "Lĩnh vực nội vụ", Asks.DRAFTING_UNIT),
        ("II.2", "Lĩnh vực y tế", Asks.DRAFTING_UNIT),
    ]
    assert plan.previous_answers["II"] == ("Tập trung thực hiện:",)
    assert plan.previous_answers["II.2"] == ("Trực cấp cứu.",)
    assert plan.unplaced == ()


def test_a_plan_that_reports_nothing_asks_nobody_for_its_sections() -> None:
    assert all(not heading.children for heading in read(TOPICS.split("họp.\n")[1]).outline)


def test_plain_text_without_any_mark_is_read() -> None:
    plan = read(PLAIN)
    assert [block.units for block in plan.blocks] == [("Phòng Kinh tế",), ("Các thôn",)]
    assert tasks(plan)[1].endswith("từng thôn để đưa lên sàn.")
    assert plan.frame.issuer == "UBND xã Mẫu"
    assert plan.drafting_unit == "Phòng Kinh tế"
    assert plan.frame.signature == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu")
    assert plan.unplaced == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("- ", "-\t"),
        lambda text: text.replace("- ", "\u2022 "),
        lambda text: text.replace("1. ", "1.\t").replace("2. ", "2) "),
        lambda text: "\n".join(f"  {line}  " for line in text.split("\n")),
        lambda text: text.replace("II. Nhiệm vụ năm 2023", "##### **II. Nhiệm vụ năm 2023:**"),
        lambda text: text.replace("1. Phòng Kinh tế", "## **1. Phòng Kinh tế**"),
    ],
)
def test_the_way_it_was_typed_does_not_matter(change) -> None:
    plain, changed = read(PLAIN), read(change(PLAIN))
    assert tasks(changed) == tasks(plain)
    assert [block.units for block in changed.blocks] == [block.units for block in plain.blocks]
    assert changed.frame.receiver == plain.frame.receiver
    assert changed.unplaced == ()


def test_a_page_number_between_two_halves_does_not_part_them() -> None:
    plan = read(PLAIN.replace("để\nđưa", "để\n\n2\n\nđưa"))
    assert tasks(plan)[1].endswith("để đưa lên sàn.")
    assert [left.text for left in plan.unplaced] == ["2"]


def test_blocks_without_dashes_have_a_task_a_paragraph() -> None:
    text = PLAIN.replace("- Mở lớp", "Mở lớp").replace("- Lập danh", "Lập danh")
    assert len(read(text).blocks[0].tasks) == 2


def test_blocks_without_numbers_are_known_by_their_colon() -> None:
    text = PLAIN.replace("1. Phòng Kinh tế", "Phòng Kinh tế:").replace("2. Các thôn", "Các thôn")
    assert [block.units for block in read(text).blocks] == [("Phòng Kinh tế",), ("Các thôn",)]


def test_a_task_that_begins_with_a_unit_opens_no_block() -> None:
    text = PLAIN.replace("- Mở lớp", "- Công an xã: phối hợp mở lớp")
    assert len(read(text).blocks) == 2


def test_points_below_a_task_belong_to_it() -> None:
    text = PLAIN.replace("hợp tác xã.\n", "hợp tác xã:\n+ Lớp thứ nhất;\n+ Lớp thứ hai.\n")
    first = read(text).blocks[0].tasks[0].text
    assert first.split("\n")[1:] == ["+ Lớp thứ nhất;", "+ Lớp thứ hai."]


def test_a_heading_of_an_unknown_kind_of_unit_is_still_a_block() -> None:
    text = PLAIN.replace("2. Các thôn:", "2. Nhà văn hóa xã:\n- Trực hằng ngày.\n3. Các thôn:")
    assert [block.units[0] for block in read(text).blocks][1] == "Nhà văn hóa xã"


def test_a_letterhead_in_a_table_is_read() -> None:
    head = (
        "ỦY BAN NHÂN DÂN XÃ MẪU ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do\n"
        "Số: 15/BC-UBND | Mẫu, ngày 05 tháng 12 năm 2022\n"
    )
    frame = read(head + PLAIN).frame
    assert frame.issuer == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert (frame.number, frame.place, frame.date) == ("15/BC-UBND", "Mẫu", "2022-12-05")


def test_a_letterhead_without_its_place_takes_that_of_the_date() -> None:
    head = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    head += "Số: 1/KH | Mẫu, ngày 5 tháng 1 năm 2026\n"
    said = "KẾ HOẠCH\nNăm 2026\nỦy ban nhân dân xã ban hành như sau:\nI. Nhiệm vụ\n- Trực.\n"
    assert read(head + said).frame.issuer == "ỦY BAN NHÂN DÂN XÃ MẪU"


def test_blank_number_and_day_stay_blank() -> None:
    head = "Số: /BC-UBND | Mẫu, ngày    tháng 12 năm 2022\n"
    frame = read(head + PLAIN).frame
    assert (frame.number, frame.date, frame.place) == ("/BC-UBND", None, "Mẫu")


def test_recipients_and_signature_in_one_row_are_parted() -> None:
    start = PLAIN.index("Nơi nhận")
    row = "Nơi nhận: - Như trên; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH Nguyễn Văn Mẫu"
    frame = read(PLAIN[:start] + row).frame
    assert frame.recipients == ("Như trên", "Lưu: VT")
    assert frame.signature == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Nguyễn Văn Mẫu")


def test_a_table_of_tasks_makes_a_block_a_lead() -> None:
    table = (
        "\nPHỤ LỤC\nSTT | Nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời hạn | Ghi chú\n"
        "1 | Lập bản đồ số | Phòng Kinh tế | Công an xã | Quý I/2023 | đã duyệt\n"
        "2 | Mở lớp học | Trạm Y tế | | Thường xuyên |\n"
    )
    plan = read(PLAIN + table)
    block = plan.blocks[2]
    assert (block.heading, block.units) == ("Phòng Kinh tế", ("Phòng Kinh tế",))
    assert block.tasks[0].deadline == "2023-03-31"
    assert block.tasks[0].supporting == ("Công an xã",)
    assert plan.blocks[3].tasks[0].deadline is None
    assert "Ghi chú: đã duyệt" in [left.text for left in plan.unplaced]


def test_matters_with_a_lead_unit_become_blocks() -> None:
    text = (
        "KẾ HOẠCH\nChuyển đổi số\nI. Mục đích\n- Nâng cao nhận thức.\nII. Nhiệm vụ năm 2023\n"
        "1. Về dữ liệu\na) Nhiệm vụ:\n- Rà soát dữ liệu.\n- Làm sạch dữ liệu.\n"
        "b) Cơ quan thực hiện:\n- Đơn vị chủ trì: Phòng Kinh tế.\n- Đơn vị phối hợp: Các thôn.\n"
        "c) Thời gian thực hiện: quý I/2023.\n"
    )
    plan = read(text)
    (block,) = plan.blocks
    assert block.units == ("Phòng Kinh tế",)
    assert [task.deadline for task in block.tasks] == ["2023-03-31"] * 2
    assert block.tasks[1].lead == "Phòng Kinh tế"
    assert [heading.asks for heading in plan.outline] == [Asks.FRAME, Asks.COMPUTED, Asks.TASKS]
    assert {left.text for left in plan.unplaced} == {"- Nâng cao nhận thức."}


def test_an_outline_that_has_a_place_for_tasks_gets_no_other() -> None:
    text = PLAIN.replace(
        "II. Nhiệm vụ năm", "2. Kết quả thực hiện nhiệm vụ được giao\n- Đã xong.\nII. Nhiệm vụ năm"
    )
    plan = read(text)
    assert [h.number for h in plan.outline[0].children] == ["I.1", "I.2"]
    assert {task.heading for task in plan.tasks()} == {"I.2"}


def test_results_by_unit_are_the_headings_of_their_tasks() -> None:
    text = PLAIN.replace(
        "II. Nhiệm vụ năm",
        "2. Phòng Kinh tế\n- Đã mở lớp.\n3. Các thôn\n- Đã lập tổ.\nII. Nhiệm vụ năm",
    )
    plan = read(text)
    assert [task.heading for task in plan.tasks()] == ["I.2", "I.2", "I.3"]
    assert len(plan.outline[0].children) == 3


PIECES = st.sampled_from(
    [
        *PLAIN.split("\n"),
        "IV. Kiến nghị", "a) Nhiệm vụ: rà soát", "Đơn vị chủ trì: Phòng Y tế", "+ Điểm nhỏ",
        "PHỤ LỤC", "TT | Nhiệm vụ | Chủ trì", "1 | Việc | Sở Y tế", "|---|---|", "3", "- 4 -",
        "Số: 1/KH", "| | |", "**", "# ", "PHẦN THỨ HAI", "1.1. Về dữ liệu", "đ) điểm đ", "---",
        "Thời gian thực hiện: khi có điều kiện", "I. MỤC TIÊU", "- Tỷ lệ hồ sơ đạt 5%.",
        "TT | Chỉ tiêu | ĐVT | Kế hoạch", "1 | Hồ sơ | % | 90", "TT | Nội dung | Thời hạn",
        "- Giao Sở Y tế chủ trì khám.", "- Lập đề án (Sở Y tế chủ trì; quý I/2026).", "l. Mục",
        "Định kỳ báo cáo về Sở Y tế trước ngày 15 hằng tháng.", "QUYẾT ĐỊNH", "KẾ HOẠCH",
        "II | HẠ TẦNG |", "ll. MỤC", "1. Về hạ tầng", "Sản phẩm: báo cáo", "- Phòng Y tế: trực",
    ]
)  # fmt: skip
ANY_LINE = st.one_of(PIECES, st.text(st.characters(blacklist_characters="\r\n"), max_size=40))


@given(st.lists(ANY_LINE, max_size=40))
def test_no_line_is_dropped(lines: list[str]) -> None:
    """Whatever the document: each line that says something is placed or listed."""
    plan = plan_of(lines_of_text("\n".join(lines)))
    if plan is None:
        return
    known = set(plan.places) | {left.line for left in plan.unplaced}
    said = {n for n, line in enumerate(lines, start=1) if not is_blank(line)}
    assert said <= known


@given(st.lists(PIECES, min_size=1, max_size=40))
def test_what_is_placed_can_be_found_again(lines: list[str]) -> None:
    """The words of a placed task or answer stand in the plan, in full."""
    plan = plan_of(lines_of_text("\n".join(lines)))
    if plan is None:
        return
    said = " ".join(
        [*tasks(plan), *(t for texts in plan.previous_answers.values() for t in texts)]
    )
    for number, what in plan.places.items():
        line = lines[number - 1]
        if what.split()[0] in ("task", "answer") and ":" not in line and "|" not in line:
            assert line.split(None, 1)[-1].strip() in said.replace("\n", " ")


def test_every_text_of_the_shared_folder_is_read() -> None:
    folder = Path(__file__).parents[4] / "shared" / "texts"
    if not folder.exists():
        pytest.skip("the shared folder is absent")
    for path in sorted(folder.glob("*.txt")):
        plan = read_plan(path)
        known = set(plan.places) | {left.line for left in plan.unplaced}
        lines = path.read_text("utf-8").split("\n")
        assert {n for n, line in enumerate(lines, 1) if not is_blank(line)} <= known, path.name


@pytest.mark.parametrize(
    "body",
    [
        "- Việc đạt 5% , " * 5000,
        "abc def\n" * 5000,
        "1. Mục:\n" * 5000,
        "UBND huyện " * 5000,
        "hoàn thành ngày 1/1 báo cáo định kỳ về A " * 3000,
    ],
)
def test_a_tiresome_document_is_read_in_time(body: str) -> None:
    """Read once: a step that looks at all lines for each line would take minutes."""
    for head in ("I. Kết quả\n", "II. Nhiệm vụ\n1. Phòng Y tế\n"):
        assert plan_of(lines_of_text(head + body)) is not None
