"""What a scanner and a converter do to a document: it is read as if they had not."""

import random
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.plan.lines import clean, is_blank, lines_of_text
from documents.plan.reader import plan_of
from documents.plan.words import same
from domain.plan import ImportedPlan
from domain.spelling import one_tone_place

LONG = (
    "a) Chủ trì, phối hợp với Công an xã, Trạm Y tế rà soát các điểm chưa có sóng di động trên "
    "địa bàn và lập danh sách gửi về Sở Khoa học và Công nghệ, hoàn thành trước ngày 15/11/2026.",
    "b) Lập danh mục sản phẩm chủ lực của xã và của từng thôn để đưa lên sàn thương mại điện tử "
    "trong quý II, bảo đảm trên 95% sản phẩm có tem truy xuất.",
    "Vận động người dân cài đặt ứng dụng, mỗi thôn thành lập một tổ công nghệ số cộng đồng và duy "
    "trì hoạt động hằng tuần theo hướng dẫn.",
)
WHOLE = f"""ỦY BAN NHÂN DÂN XÃ MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/KH-UBND | Mẫu, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Chuyển đổi số xã Mẫu năm 2026
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/12/2025 của UBND tỉnh, UBND xã ban hành như sau:
I. MỤC TIÊU
1. Có ít nhất 60% người dân trưởng thành có chữ ký số vào cuối năm 2026.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
{LONG[0]}
{LONG[1]}
2. Ủy ban Mặt trận Tổ quốc xã
{LONG[2]}
3. Các thôn
- Duy trì tổ công nghệ số cộng đồng.
- Báo cáo kết quả về Phòng Kinh tế trước ngày 15 hằng tháng.
Trên đây là kế hoạch của UBND xã Mẫu./.
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


def meaning(plan: ImportedPlan) -> object:
    """What is followed, without places."""
    return (
        [
            (block.units, [(t.text, t.lead, t.supporting, t.deadline) for t in block.tasks])
            for block in plan.blocks
        ],
        [(i.comparator, i.target, i.unit_of_measure) for i in plan.indicators()],
        [(goal.indicator.target, goal.deadline) for goal in plan.goals],
        [(duty.sender, duty.receiver, duty.rules) for duty in plan.report_duties],
        plan.frame.recipients,
    )


def test_the_document_itself_is_read_whole() -> None:
    plan = read(WHOLE)
    assert [len(block.tasks) for block in plan.blocks] == [2, 1, 2]
    first = plan.blocks[0].tasks[0]
    assert (first.lead, first.supporting) == ("Phòng Kinh tế", ("Công an xã", "Trạm Y tế"))
    assert first.deadline == "2026-11-14"
    assert plan.blocks[0].tasks[1].indicators[0].target == "95"
    assert [goal.deadline for goal in plan.goals] == [None]
    assert len(plan.report_duties) == 1
    assert plan.unplaced == ()


def wrapped(text: str, width: int = 72) -> str:
    """Every paragraph cut at a width, as a scanner sees the page."""
    cut = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        if "|" not in line
        else [line]
        for line in text.split("\n")
    )
    return "\n".join("\n".join(lines) for lines in cut)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_lines_cut_at_a_width_are_whole_again(width: int) -> None:
    assert meaning(read(wrapped(WHOLE, width))) == meaning(read(WHOLE))


def paged(text: str, every: int = 7) -> str:
    """With a page number and a running head between the lines, as a converter leaves them."""
    lines = text.split("\n")
    pages = range(every, len(lines) - 8, every)
    for page, at in reversed(list(enumerate(pages, start=2))):
        lines[at:at] = [str(page), "Kế hoạch chuyển đổi số xã Mẫu"]
    return "\n".join(lines)


def test_page_numbers_and_running_heads_are_no_matter() -> None:
    plan = read(paged(wrapped(WHOLE)))
    assert meaning(plan) == meaning(read(WHOLE))
    left = {item.text for item in plan.unplaced}
    assert {"2", "3", "Kế hoạch chuyển đổi số xã Mẫu"} <= left


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("1. Phòng", "l. Phòng").replace("15/11", "l5/ll"),
        lambda text: text.replace("95%", "9 5%").replace("9 5%", "95 %"),
        lambda text: text.replace("15 hằng", "l5 hằng").replace("I. MỤC", "l. MỤC"),
        lambda text: text.replace("II. TỔ", "ll. TỔ"),
        lambda text: text.replace("Lập danh mục", "~ Lập danh mục").replace("b) ~", "b)"),
        lambda text: text.replace("\n3. Các", "\n ■ \n^\n3. Các"),
        lambda text: text.replace("- Duy trì", "\uf0b7 Duy trì").replace("- Báo", "■ Báo"),
        lambda text: text.replace("TỔ CHỨC THỰC HIỆN", "TO CHUC THUC HIEN"),
        lambda text: text.replace("Nơi nhận:", "Noi nhan:"),
        lambda text: text.replace("MỤC TIÊU", "MUC TIEU"),
        lambda text: text.replace("hòa", "hoà").replace("Ủy", "Uỷ"),
        lambda text: text.replace(" ", "  "),
    ],
)
def test_noise_changes_nothing(change) -> None:
    changed, plain = (str(meaning(read(text))).lower() for text in (change(WHOLE), WHOLE))
    assert one_tone_place(changed.replace("95 %", "95%")) == one_tone_place(plain)


@pytest.mark.parametrize(
    ("bare", "whole"),
    [
        ("So Khoa hoc va Cong nghe", "sở khoa hoc và cong nghe"),
        ("Uy ban nhan dan cac xa, phuong", one_tone_place("ủy ban nhân dân các xã, phuong")),
        ("PHAN THU HAI", "phần thứ hai"),
        ("So: 12/KH-UBND", "so: 12/kh-ubnd"),
        ("Báo cáo so sánh", "báo cáo so sánh"),
    ],
)
def test_known_words_get_their_diacritics_back_where_all_are_gone(bare: str, whole: str) -> None:
    assert same(bare) == whole
    assert len(same(bare)) == len(bare)


def test_units_without_diacritics_are_units() -> None:
    text = WHOLE.replace("1. Phòng Kinh tế", "1. Phong Kinh te").replace("3. Các", "3. Cac")
    assert [b.units for b in read(text.replace("Cac thôn", "Cac thon")).blocks] == [
        ("Phong Kinh te",),
        ("Ủy ban Mặt trận Tổ quốc xã",),
        ("Cac thon",),
    ]


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [
        ("ngày l5/ll/2026, Quý II/2026", "ngày 15/11/2026, Quý II/2026"),
        ("đạt l00%", "đạt 100%"),
        ("O1/6 hằng năm", "01/6 hằng năm"),
        ("1O xã", "10 xã"),
        ("khí CO2, H5N1", "khí CO2, H5N1"),
        ("Phụ lục I", "Phụ lục I"),
        ("định k\u01f6", "định kỳ"),
        ("đội ng\u01dc", "đội ngũ"),
        ("a \u00ac b", "a b"),
        ("5 > 3", "5 > 3"),
    ],
)
def test_misread_letters(scanned: str, meant: str) -> None:
    assert clean(scanned) == meant


def test_a_dash_that_began_a_line_inside_a_name_makes_no_point() -> None:
    long = "Theo dõi, đôn đốc các thôn thực hiện nhiệm vụ được giao; tổng hợp, báo cáo kết quả về "
    text = WHOLE.replace(
        "3. Các thôn\n",
        f"3. Công an xã\n{long}Cục Quản lý hành chính về trật tự xã hội\n"
        "- Cơ quan thường trực Tổ công tác trước ngày 20 hằng tháng.\n4. Các thôn\n",
    )
    plan = read(text)
    assert [len(block.tasks) for block in plan.blocks] == [2, 1, 1, 2]
    duty = plan.report_duties[0]
    assert (duty.sender, duty.receiver) == (
        "Công an xã",
        "Cục Quản lý hành chính về trật tự xã hội",
    )


@given(st.integers(0, 10_000))
def test_no_line_of_a_damaged_document_vanishes(seed: int) -> None:
    """Lines cut, doubled, lost in part: each that is there is placed or listed."""
    dice = random.Random(seed)
    lines = paged(wrapped(WHOLE, dice.choice([40, 60, 80, 200]))).split("\n")
    for _ in range(dice.randrange(12)):
        at = dice.randrange(len(lines))
        cut = dice.randrange(len(lines[at]) + 1)
        lines[at : at + 1] = dice.choice(
            [[lines[at][:cut], lines[at][cut:]], [lines[at]] * 2, [lines[at][cut:]], []]
        )
        lines = lines or [""]
    plan = plan_of(lines_of_text("\n".join(lines)))
    if plan is None:
        return
    known = set(plan.places) | {left.line for left in plan.unplaced}
    assert {n for n, line in enumerate(lines, 1) if not is_blank(line)} <= known
