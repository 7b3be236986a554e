"""The workbook, read back the way a spreadsheet would read it."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.report import view
from documents.report.sheet import write_xlsx
from documents.report.view import Issued
from domain.calendar import in_vietnam
from domain.programme import Indicator
from domain.report import CompiledReport
from domain.submission import Figure
from tests.domain.test_annexes import compiled, proof, records, with_indicators
from tests.report_sample import PERIOD, RECORDS, SENT, doing, done, paper, papers, teams

NAMES = ["Nhiệm vụ", "Chỉ tiêu", "Số liệu theo đơn vị", "Gửi báo cáo", "Đơn vị và nhiệm vụ"]


def opened(report: CompiledReport, issued: Issued | None = None) -> Any:
    return load_workbook(BytesIO(write_xlsx(report, view(report, issued))))


def head_of(sheet: Any) -> int:
    """The row of the column heads: the first below the frozen edge's rows."""
    return int(sheet.print_title_rows.strip("$").split(":")[0].strip("$"))


def cells(sheet: Any, head: str) -> list[Any]:
    row = head_of(sheet)
    column = next(c.column for c in sheet[row] if c.value == head)
    return [sheet.cell(at, column) for at in range(row + 1, sheet.max_row + 1)]


def values(sheet: Any, head: str) -> list[object]:
    return [cell.value for cell in cells(sheet, head)]


def said(text: str) -> CompiledReport:
    return compiled(paper("phong-y-te", doing("3.1", text)))


def test_a_sheet_an_annex_and_units_by_tasks() -> None:
    assert opened(compiled()).sheetnames == NAMES
    with_proof = compiled(paper("phong-y-te", done("3.1", "x"), evidence=(proof("3.1", "a"),)))
    assert "Minh chứng" in opened(with_proof).sheetnames


def test_numbers_are_numbers_with_formats_and_days_are_days() -> None:
    book = opened(compiled())
    share = cells(book["Chỉ tiêu"], "% kế hoạch")[0]
    assert (share.value, share.number_format) == (101.3, '#,##0.0"%"')
    plan = cells(book["Chỉ tiêu"], "Kế hoạch")[0]
    assert (plan.value, plan.number_format) == (95, '"Trên "#,##0;"Trên "#,##0')
    sums = cells(book["Chỉ tiêu"], "Thực hiện trong kỳ")[1]
    assert (sums.value, sums.data_type) == (40, "n")
    deadlines = cells(book["Nhiệm vụ"], "Thời hạn")
    assert deadlines[0].value == datetime(2022, 10, 31)  # noqa: DTZ001 (as a workbook has it)
    assert deadlines[0].number_format == "dd/mm/yyyy"
    assert deadlines[2].value == "Thường xuyên"
    sent = cells(book["Gửi báo cáo"], "Thời điểm gửi")
    assert sent[0].value == in_vietnam(SENT).replace(tzinfo=None)


def test_the_figures_of_the_units_add_up_to_the_indicator() -> None:
    book = opened(compiled())
    units = book["Số liệu theo đơn vị"]
    of_models = [
        value
        for task, value in zip(
            values(units, "Nhiệm vụ"), values(units, "Thực hiện trong kỳ"), strict=True
        )
        if task == "5.1"
    ]
    assert sum(of_models) == values(book["Chỉ tiêu"], "Thực hiện trong kỳ")[1] == 40


def test_a_change_shows_where_it_went() -> None:
    book = opened(compiled(records("90"), year_ago=compiled(records("96.2"))))
    change = cells(book["Chỉ tiêu"], "So với cùng kỳ")[0]
    assert (change.value, change.number_format) == (
        -6.2,
        '"↓ "#,##0.0" điểm %";"↓ "#,##0.0" điểm %"',
    )
    same = opened(compiled(records("90"), year_ago=compiled(records("90"))))
    assert values(same["Chỉ tiêu"], "So với cùng kỳ")[0] == "Không đổi"


def test_a_number_too_long_to_be_held_stays_whole_as_text() -> None:
    long = "123456789012345678.25"
    book = opened(compiled(paper("xa-co-dam", doing("5.1", "x", figures=(teams(long),)))))
    assert values(book["Chỉ tiêu"], "Thực hiện trong kỳ")[1] == "123456789012345678,25"


def test_every_unit_stands_against_every_task_it_was_asked() -> None:
    sheet = opened(compiled())["Đơn vị và nhiệm vụ"]
    rows = dict(zip(values(sheet, "Đơn vị"), values(sheet, "5.1"), strict=True))
    assert rows["UBND xã Xuân Lam"] == "Chưa báo cáo"
    assert rows["Phòng Y tế"] is None
    assert values(sheet, "3.1")[2] == "Hoàn thành đúng hạn"


def test_sheets_are_ready_to_be_printed() -> None:
    for sheet in opened(compiled()):
        head = head_of(sheet)
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.freeze_panes.lstrip("AC") == str(head + 1)
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
        assert fonts == {"Times New Roman"}


def test_the_title_tells_the_annex_and_the_number_it_was_issued_with() -> None:
    book = opened(compiled(), Issued("5/BC-UBND", PERIOD.data_to))
    sheet = book["Nhiệm vụ"]
    assert [sheet.cell(row, 1).value for row in (1, 2)] == [
        "Phụ lục I",
        "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
    ]
    assert "số 05/BC-UBND ngày 14 tháng 12 năm 2022" in sheet.cell(3, 1).value


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "{=", " ="])
def test_words_that_begin_like_a_formula_are_words(start: str) -> None:
    formula = f'{start}HYPERLINK("http://evil.example/","xem")'
    content = write_xlsx(said(formula), view(said(formula)))
    sheet = load_workbook(BytesIO(content))["Nhiệm vụ"]
    found = [c for row in sheet.iter_rows() for c in row if "HYPERLINK" in str(c.value)]
    assert found and all(cell.data_type == "s" for cell in found)
    parts = zipfile.ZipFile(BytesIO(content))
    sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in parts.read(name) for name in sheets)
    assert not any("hyperlink" in parts.read(name).decode() for name in sheets)


def test_an_address_is_no_link() -> None:
    sheet = opened(said("http://example.vn/ket-qua"))["Nhiệm vụ"]
    assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_letters_that_no_workbook_can_hold_are_left_out() -> None:
    told = "Đã mở\x00 lớp\x07 học\ufffe\ud800 _x0041_ <b>&"
    assert values(opened(said(told))["Nhiệm vụ"], "Kết quả trong kỳ")[3] == (
        "Đã mở lớp học _x0041_ <b>&"
    )


@pytest.mark.parametrize(
    "text", ["dài " * 20_000, "d" * 70_000, "\n".join(f"dòng {n}" for n in range(5_000))]
)
def test_what_is_too_long_for_a_cell_goes_on_below(text: str) -> None:
    sheet = opened(said(text))["Nhiệm vụ"]
    pieces = [v for v in values(sheet, "Kết quả trong kỳ") if v]
    assert max(map(len, pieces)) < 32_767
    told = "".join(str(piece).removeprefix("(tiếp theo) ").replace("- ", "") for piece in pieces)
    assert "".join(text.split()) in "".join(told.split())


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_words_can_be_written(text: str) -> None:
    assert opened(said(text)).sheetnames[-1] == "Đơn vị và nhiệm vụ"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_xlsx(compiled(), view(compiled())) == write_xlsx(
        compiled(*reversed(papers())), view(compiled(*reversed(papers())))
    )


def test_nobody_sent_still_gives_a_workbook() -> None:
    share = Indicator("3.1", RECORDS.name, ">", "95", "%")
    report = compiled(paper("phong-y-te"), programme=with_indicators("3.1", share))
    assert "Đơn vị và nhiệm vụ" in opened(report).sheetnames


def test_a_denominator_stands_behind_its_figure() -> None:
    figure = Figure(RECORDS.name, "1200", of="1500", unit_of_measure="hồ sơ")
    book = opened(compiled(paper("phong-y-te", doing("3.1", "x", figures=(figure,)))))
    cell = cells(book["Chỉ tiêu"], "Thực hiện trong kỳ")[0]
    assert (cell.value, cell.number_format) == (1200, '#,##0"/1.500"')
