import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.report import view, write_text
from documents.report.as_json import report_json
from documents.report.widths import Face, balanced_width, last_line_width, text_width
from documents.report.wording import by_status, clean, phrase, status_word
from domain.compiling import compile_report
from domain.programme import AnnexKind
from domain.report import FigureLine, GroupCount, Kind, Paragraph, Voices
from domain.status import TaskStatus
from tests.report_sample import PERIOD, PROGRAMME, papers

REPORT = compile_report(PROGRAMME, PERIOD, papers())


def test_every_status_has_its_words() -> None:
    words = {status_word(status.value) for status in TaskStatus}
    assert len(words) == len(TaskStatus)


def test_counts_come_in_the_order_of_the_statuses() -> None:
    assert by_status({"CHUA_BAO_CAO": 1, "HT": 2, "CTH": 0}) == [("HT", 2), ("CHUA_BAO_CAO", 1)]


@pytest.mark.parametrize(
    ("names", "others", "expected"),
    [
        (("xã A",), ("xã B",), "Xã A: Đã xong."),
        (("xã A", "xã B"), ("xã C",), "Xã A, xã B: Đã xong."),
        (
            ("xã A", "xã B", "xã C", "xã D"),
            ("xã E",),
            "04/05 xã, thị trấn (trừ xã E): Đã xong.",
        ),
    ],
)
def test_who_said_it_stands_before_the_words(
    names: tuple[str, ...], others: tuple[str, ...], expected: str
) -> None:
    said = Paragraph(Kind.SAID, "Đã xong.", voices=Voices(names, others, "xã, thị trấn"))
    assert phrase("paragraph", said, REPORT) == expected


def test_a_groups_count_leaves_out_what_nobody_said() -> None:
    counted = GroupCount("xã, thị trấn", total=17, done=15, missing=2)
    assert phrase("count", counted) == (
        "15/17 xã, thị trấn hoàn thành; 02/17 xã, thị trấn chưa báo cáo."
    )


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (FigureLine("Số lớp", "1200", unit_of_measure="lớp"), "Số lớp: 1.200 lớp."),
        (
            FigureLine("Tỷ lệ", "96.2", unit_of_measure="%", comparator=">", target="95"),
            "Tỷ lệ: 96,2% (kế hoạch: trên 95%).",
        ),
        (
            FigureLine("Số thôn", "12", of="15", cumulative="40", approximate=True),
            "Số thôn: khoảng 12/15; lũy kế 40.",
        ),
        (
            FigureLine("Số tổ", "4", unit_of_measure="tổ", comparator=">=", target="7"),
            "Số tổ: 04 tổ (kế hoạch: tối thiểu 07 tổ).",
        ),
        (FigureLine("Tỷ lệ", "5", unit_of_measure="%"), "Tỷ lệ: 5%."),
        (
            FigureLine("Số tổ", "40", unit_of_measure="tổ", units_in=4, units_asked=5),
            "Số tổ: 40 tổ (số liệu của 04/05 đơn vị).",
        ),
    ],
)
def test_figures_are_said_with_their_measure_and_plan(figure: FigureLine, expected: str) -> None:
    assert phrase("figure", figure) == expected


def test_the_totals_name_every_status_that_occurs() -> None:
    assert phrase("totals", REPORT, "Phụ lục I") == (
        "Có 06 nhiệm vụ với 11 lượt giao cho các đơn vị, trong đó: 03 hoàn thành đúng hạn; "
        "01 hoàn thành quá hạn; 02 đang thực hiện, thường xuyên; 01 đang thực hiện, trong hạn; "
        "02 đang thực hiện, quá hạn; 01 chưa thực hiện; 01 chưa báo cáo "
        "(chi tiết tại Phụ lục I kèm theo)."
    )


def test_the_totals_name_the_annex_that_is_there() -> None:
    def said(*annexes: AnnexKind) -> str:
        text = write_text(view(replace(REPORT, annexes=annexes)))
        return next(line for line in text.splitlines() if line.startswith("Có 06 nhiệm vụ"))

    assert said(*AnnexKind).endswith("(chi tiết tại Phụ lục I kèm theo).")
    assert said(AnnexKind.TASKS).endswith("(chi tiết tại Phụ lục kèm theo).")
    assert said(AnnexKind.UNITS).endswith("01 chưa báo cáo.")


@pytest.mark.parametrize("text", ["Chưa thực hiện do thiếu máy", "thiếu máy"])
def test_below_the_count_of_a_task_its_name_is_not_said_again(text: str) -> None:
    paragraph = Paragraph(Kind.NOT_STARTED, text, "5.1", about="Tổ công nghệ số cộng đồng")
    assert "“Tổ công nghệ số cộng đồng”" in phrase("paragraph", paragraph, REPORT)
    below = phrase("paragraph", paragraph, REPORT, True)
    assert below.startswith("Chưa thực hiện") and below.endswith("thiếu máy.")
    assert "“" not in below


def test_the_text_holds_every_heading_and_every_word_of_the_officers() -> None:
    text = write_text(view(REPORT))
    for section in REPORT.sections:
        assert f"{section.label} {section.title.rstrip(':')}\n" in text
        for paragraph in section.paragraphs:
            assert paragraph.text in text
    assert "None" not in text and "{{" not in text


def test_the_annex_of_a_report_without_tasks_names_the_missing_units_only() -> None:
    nobody = [replace(p, version=0, entries={}, plan=()) for p in papers()]
    text = write_text(view(compile_report(PROGRAMME, PERIOD, nobody)))
    assert "Có 00/10 đơn vị gửi báo cáo" in text
    assert "Chưa nhận được báo cáo về nội dung này." in text


def test_the_json_carries_each_sentence_with_its_provenance() -> None:
    plain = json.loads(json.dumps(report_json(REPORT)))
    (proposal,) = next(s for s in plain["sections"] if s["number"] == "IV")["paragraphs"]
    assert proposal["sources"] == [
        {
            "unit": "phong-y-te",
            "person": "p-0001",
            "at": "2022-11-28T07:30:00+00:00",
            "message": "m-1",
            "item": "IV",
            "text": "Đề nghị Sở hỗ trợ đào tạo nhân lực dữ liệu cho ngành y tế.",
        }
    ]


@pytest.mark.parametrize(
    ("text", "size", "face", "centimetres"),
    [
        # Measured: domain facts §1.3.
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, Face.BOLD, 9.57),
        ("Độc lập - Tự do - Hạnh phúc", 14, Face.BOLD, 6.02),
        ("ỦY BAN NHÂN DÂN", 13, Face.BOLD, 4.32),
        ("Nghi Xuân, ngày 05 tháng 01 năm 2026", 14, Face.ITALIC, 7.90),
    ],
)
def test_widths_of_text_are_those_of_the_typeface(
    text: str, size: float, face: Face, centimetres: float
) -> None:
    assert text_width(text, size, face) / 72 * 2.54 == pytest.approx(centimetres, rel=0.02)


def test_a_long_name_falls_into_lines_about_equally_long() -> None:
    name, size, room = "SỞ KHOA HỌC VÀ CÔNG NGHỆ", 13, 6.5 / 2.54 * 72
    width = balanced_width(name, size, room)
    assert width == text_width("VÀ CÔNG NGHỆ", size)
    assert last_line_width(name, size, width) == width
    assert balanced_width("SỞ Y TẾ", size, room) == room


@given(st.text(st.sampled_from("AỘ i "), max_size=60), st.floats(20, 400))
def test_balanced_lines_are_no_more_and_no_wider(text: str, room: float) -> None:
    width = balanced_width(text, 14, room)
    assert 0 < width <= room
    assert last_line_width(text, 14, width) <= room


@given(st.text())
def test_cleaned_text_needs_no_more_cleaning(text: str) -> None:
    assert clean(clean(text)) == clean(text)


WORDS = {"said", "not_started", "figure"}


def has_provenance(source: dict[str, str]) -> bool:
    return all(source[key] for key in ("unit", "person", "at", "message", "item"))


def test_every_sentence_and_figure_in_json_tells_unit_person_time_and_message() -> None:
    plain = report_json(REPORT)
    told = [p for s in plain["sections"] for p in s["paragraphs"] if p["kind"] in WORDS]
    told += [p for row in plain["rows"] for p in (*row["results"], *row["difficulties"])]
    told += [row for row in plain["indicators"] if row["figure"]]
    assert len(told) > 20
    assert all(each["sources"] for each in told)
    assert all(has_provenance(source) for each in told for source in each["sources"])


def test_every_cell_of_the_tables_in_json_tells_who_said_so() -> None:
    cells = [cell for row in report_json(REPORT)["rows"] for cell in row["cells"]]
    sent = [cell for cell in cells if cell["status"] != "CHUA_BAO_CAO"]
    assert len(sent) == len(cells) - 1
    assert all(cell["sources"] for cell in sent)
    assert all({s["unit"] for s in cell["sources"]} == {cell["unit"]} for cell in sent)
    assert all(len(cell["sources"]) == 1 + len(cell["figures"]) for cell in sent)


def test_the_same_sources_stand_behind_prose_and_table() -> None:
    plain = report_json(REPORT)
    prose = [p for s in plain["sections"] for p in s["paragraphs"] if p["kind"] == "figure"]
    tabled = [row for row in plain["indicators"] if row["figure"]]
    assert [p["sources"] for p in prose] == [row["sources"] for row in tabled]
