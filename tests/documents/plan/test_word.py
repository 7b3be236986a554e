"""The same plan as a Word document with real tables and numbering, and as text rows."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.plan import PlanNotRead, plan_json, read_plan
from documents.plan.lines import is_blank
from documents.plan.word_lines import lines_of_docx
from domain.plan import ImportedPlan
from tests.documents.plan.test_files import numbered, saved
from tests.documents.plan.test_seed import without_places

HEAD = [
    ["ỦY BAN NHÂN DÂN\nTỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 12/KH-UBND", "Mẫu, ngày 05 tháng 01 năm 2026"],
]
OPENING = (
    "KẾ HOẠCH",
    "Chuyển đổi số năm 2026",
    "Thực hiện Nghị quyết số 12/NQ-HĐND của HĐND tỉnh, UBND tỉnh ban hành như sau:",
)
NUMBERED = [
    ("MỤC TIÊU", 0),
    ("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 60%.", 2),
    ("Tỷ lệ người dân có chữ ký số đạt 50%.", 2),
    ("TỔ CHỨC THỰC HIỆN", 0),
    ("Sở Khoa học và Công nghệ", 1),
    ("Chủ trì, phối hợp với Công an tỉnh đôn đốc, tổng hợp.", 2),
    ("Báo cáo UBND tỉnh, gửi Bộ Khoa học và Công nghệ trước ngày 15/11 hằng năm.", 2),
    ("Các sở, ban, ngành tỉnh", 1),
    ("Số hóa hồ sơ của đơn vị.", 2),
]
MARKS = ("I. ", "- ", "- ", "II. ", "1. ", "- ", "- ", "2. ", "- ")
END = [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu"]]
ANNEX = ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND)")
TABLE = [
    ["TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Cơ quan chủ trì", "Cơ quan phối hợp"],
    ["I", "HẠ TẦNG", "", "", "", ""],
    ["1", "Phủ sóng 5G tại 20 xã", "Báo cáo", "Quý II/2026", "Sở KH&CN", "Công an tỉnh; các xã"],
    ["2", "Kiểm tra an toàn", "Biên bản", "Thường xuyên", "Công an tỉnh", "Sở KH&CN"],
    ["II", "DỮ LIỆU", "", "", "", ""],
    ["3", "Làm sạch dữ liệu đất đai", "Cơ sở dữ liệu", "2026-2027", "Các sở, ban, ngành", ""],
]


def add_table(document: object, rows: Sequence[Sequence[str]]) -> object:
    table = document.add_table(len(rows), len(rows[0]))
    for cells, said in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, said, strict=True):
            cell.text = text
    return table


def word(path: Path) -> Path:
    document = docx.Document()
    add_table(document, HEAD)
    for text in OPENING:
        document.add_paragraph(text)
    numbered(document, NUMBERED)
    add_table(document, END)
    for text in ANNEX:
        document.add_paragraph(text)
    add_table(document, TABLE)
    return saved(document, path / "plan.docx")


def text(path: Path) -> Path:
    rows = [" | ".join(cell.replace("\n", " ") for cell in row) for row in (*HEAD, *END, *TABLE)]
    said = [mark + words for mark, (words, _) in zip(MARKS, NUMBERED, strict=True)]
    whole = [*rows[:2], *OPENING, *said, rows[2], *ANNEX, *rows[3:]]
    (path / "plan.txt").write_text("\n".join(whole), "utf-8")
    return path / "plan.txt"


@pytest.fixture(params=[word, text], ids=["word", "text"])
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> ImportedPlan:
    return read_plan(request.param(tmp_path))


def test_both_forms_hold_the_same(tmp_path: Path) -> None:
    shown = [without_places(plan_json(read_plan(make(tmp_path)))) for make in (word, text)]
    shown[0]["document"]["issuer"] = shown[1]["document"]["issuer"]
    assert shown[0] == shown[1]


def test_everything_is_found(plan: ImportedPlan) -> None:
    assert [(b.units, len(b.tasks)) for b in plan.blocks] == [
        (("Sở Khoa học và Công nghệ",), 2),
        (("Các sở, ban, ngành tỉnh",), 1),
        (("Sở Khoa học và Công nghệ",), 1),
        (("Công an tỉnh",), 1),
        (("Các sở, ban, ngành tỉnh",), 1),
    ]
    rows = [task for block in plan.blocks[2:] for task in block.tasks]
    assert [(t.deadline, t.deadline_words) for t in rows] == [
        ("2026-06-30", "Quý II/2026"),
        (None, "Thường xuyên"),
        ("2027-12-31", "2026-2027"),
    ]
    assert [t.product for t in rows] == ["Báo cáo", "Biên bản", "Cơ sở dữ liệu"]
    assert rows[0].supporting == ("Công an tỉnh", "các xã")
    assert rows[1].supporting == ("Sở Khoa học và Công nghệ",)
    assert [goal.indicator.target for goal in plan.goals] == ["60", "50"]
    assert [duty.receiver for duty in plan.report_duties] == ["Bộ Khoa học và Công nghệ"]
    assert plan.unplaced == ()


def test_places_in_word_are_paragraphs_and_rows(tmp_path: Path) -> None:
    shown = plan_json(read_plan(word(tmp_path)))
    task = shown["blocks"][2]["tasks"][0]["place_in_document"]
    assert task == {"line": 21, "table": 3, "row": 3}
    assert shown["blocks"][0]["place_in_document"] == {"line": 10}
    assert shown["indicators"][-1]["place_in_document"] == {"line": 8}
    assert shown["report_duties"][0]["place_in_document"] == {"line": 12}
    assert shown["outline"][1]["place_in_document"] == {"line": 9}
    assert shown["outline"][-1]["place_in_document"] is None
    assert {"line": 19, "table": 3, "row": 1, "holds": "table header"} in shown["places"]


def led_table(document: object) -> None:
    """The lead over two columns, and merged downwards over two tasks."""
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan", "", "Thời hạn"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["1", "Việc thứ nhất", "Sở Y tế", "Công an tỉnh", "Quý I/2026"],
        ["2", "Việc thứ hai", "", "Sở Nội vụ", "Quý II/2026"],
        ["Các việc khác", "", "", "", ""],
        ["3", "Việc thứ ba", "Sở Xây dựng", "", "Quý III/2026"],
    ]
    table = add_table(document, rows)
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(4, 0).merge(table.cell(4, 4))


def test_merged_cells_are_taken_apart(tmp_path: Path) -> None:
    document = docx.Document()
    for said in ("KẾ HOẠCH", "Năm 2026", "I. NHIỆM VỤ"):
        document.add_paragraph(said)
    led_table(document)
    plan = read_plan(saved(document, tmp_path / "plan.docx"))
    tasks = [(t.text, t.lead, t.supporting, t.deadline) for t in plan.tasks()]
    assert tasks == [
        ("Việc thứ nhất", "Sở Y tế", ("Công an tỉnh",), "2026-03-31"),
        ("Việc thứ hai", "Sở Y tế", ("Sở Nội vụ",), "2026-06-30"),
        ("Việc thứ ba", "Sở Xây dựng", (), "2026-09-30"),
    ]
    assert [left.text for left in plan.unplaced if "Việc" in left.text] == []


def test_a_table_under_a_unit_holds_its_tasks(tmp_path: Path) -> None:
    document = docx.Document()
    for said in ("II. NHIỆM VỤ NĂM 2026", "1. Phòng Y tế:"):
        document.add_paragraph(said)
    add_table(
        document,
        [
            ["TT", "Nội dung công việc", "Kết quả yêu cầu", "Thời gian hoàn thành"],
            ["1", "Khám sức khỏe cho người cao tuổi", "Hồ sơ", "trước ngày 30/6"],
            ["2", "Tiêm chủng", "", "Thường xuyên"],
        ],
    )
    document.add_paragraph("2. Công an xã:")
    document.add_paragraph("Tuần tra.")
    plan = read_plan(saved(document, tmp_path / "plan.docx"))
    assert [(b.units, [t.deadline for t in b.tasks]) for b in plan.blocks] == [
        (("Phòng Y tế",), ["2026-06-29", None]),
        (("Công an xã",), [None]),
    ]
    assert plan.unplaced == ()


@pytest.mark.parametrize(
    ("target", "unit", "figure"),
    [
        ("≥ 95", "%", (">=", "95", "%")),
        ("trên 98,5%", "", (">", "98.5", "%")),
        ("1.200", "Hộ", ("=", "1200", "Hộ")),
        ("70 trở lên", "%", (">=", "70", "%")),
        ("20 tập dữ liệu", "", ("=", "20", "tập dữ liệu")),
    ],
)
def test_a_table_of_figures_has_targets_and_units_of_measure(
    tmp_path: Path, target: str, unit: str, figure: tuple[str, str, str]
) -> None:
    rows = "TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026 | Cơ quan chủ trì\n"
    rows += f"1 | Tỷ lệ hồ sơ số hóa | {unit} | {target} | Sở Nội vụ\n"
    (tmp_path / "plan.txt").write_text(f"I. NHIỆM VỤ NĂM 2026\n{rows}", "utf-8")
    plan = read_plan(tmp_path / "plan.txt")
    (found,) = plan.indicators()
    assert (found.comparator, found.target, found.unit_of_measure) == figure
    assert (found.task, found.name) == ("1.1", "Tỷ lệ hồ sơ số hóa")
    assert plan.unplaced == ()


def test_a_table_of_figures_without_units_sets_goals(tmp_path: Path) -> None:
    rows = "TT | Chỉ tiêu | ĐVT | Kế hoạch\n1 | Tỷ lệ hồ sơ số hóa | % | 90\n"
    lines = f"I. NHIỆM VỤ\n1. Phòng Y tế\n- Khám bệnh.\nNơi nhận:\nPHỤ LỤC đến năm 2030\n{rows}"
    (tmp_path / "plan.txt").write_text(f"{lines}", "utf-8")
    plan = read_plan(tmp_path / "plan.txt")
    assert [(g.indicator.target, g.line, g.deadline) for g in plan.goals] == [
        ("90", 7, "2030-12-31")
    ]
    assert list(plan.indicators()) == []


CELLS = st.lists(
    st.sampled_from(["", "1", "Nhiệm vụ", "Chủ trì", "Sở Y tế", "Quý I", "x"]),
    min_size=3,
    max_size=3,
)
PARTS = st.one_of(
    st.sampled_from(["I. NHIỆM VỤ", "1. Phòng Y tế", "- việc", "abc", "PHỤ LỤC", "Nơi nhận:"]),
    st.lists(CELLS, min_size=1, max_size=4),
)


@settings(max_examples=40)
@given(
    parts=st.lists(PARTS, min_size=1, max_size=8), spans=st.lists(st.integers(0, 2), max_size=4)
)
def test_no_row_or_paragraph_of_a_word_document_vanishes(
    parts: list[object], spans: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = add_table(document, part)
        for row, column in enumerate(spans[: len(part)]):
            table.cell(row, 0).merge(table.cell(row, column))
    path = saved(document, tmp_path_factory.mktemp("word") / "plan.docx")
    lines = lines_of_docx(path.read_bytes(), path.name)
    try:
        plan = read_plan(path)
    except PlanNotRead:
        return
    known = set(plan.places) | {left.line for left in plan.unplaced}
    assert {line.number for line in lines if not is_blank(line.text)} <= known


def test_a_span_without_end_is_cut(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("I. NHIỆM VỤ")
    table = add_table(document, [["a", "b"]])
    properties = table.cell(0, 0)._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="999999999"/>'))
    path = saved(document, tmp_path / "plan.docx")
    (row,) = [line for line in lines_of_docx(path.read_bytes(), path.name) if line.cells]
    assert len(row.cells) < 100
