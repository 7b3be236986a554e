"""The annexes as they are printed: ready words in every cell."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.report import View, view
from domain.programme import AnnexKind, Indicator
from domain.report import CompiledReport, Kind, SentPaper
from domain.status import Said
from domain.submission import Figure, PlanAction, PlanItem
from tests.domain.test_annexes import compiled, proof, records, with_indicators
from tests.report_sample import (
    COMMUNES,
    MODELS,
    doing,
    entry,
    nothing_sent,
    paper,
    teams,
)

MANY = Indicator("5.1", MODELS.name, ">=", "40", "tổ")
SHARE = Indicator("5.1", "Tỷ lệ hộ dân dùng dịch vụ số", ">", "50", "%")
PROGRAMME = with_indicators("5.1", MANY, SHARE)


def commune(unit: str, models: str, share: str, approximate: bool = False) -> SentPaper:
    figures = (
        replace(teams(models), approximate=approximate),
        Figure(SHARE.name, share, unit_of_measure="%"),
    )
    return paper(unit, doing("5.1", "Đang thành lập.", figures=figures))


def year(*sent: SentPaper, year_ago: CompiledReport | None = None) -> View:
    return view(compiled(*sent, year_ago=year_ago, programme=PROGRAMME))


def cells(seen: View, column: str) -> list[str]:
    assert seen.annex_indicators
    return [getattr(row, column) for row in seen.annex_indicators.rows]


def test_indicators_are_written_as_officials_write_them() -> None:
    before = compiled(
        commune("xa-co-dam", "10", "40"), commune("xa-xuan-hoi", "10", "50"), programme=PROGRAMME
    )
    now = (commune("xa-co-dam", "12.5", "40"), commune("xa-xuan-hoi", "8", "60.25", True))
    seen = year(records("1234567.5", "2000000"), *now, year_ago=before)
    assert cells(seen, "name")[2:] == [
        "Tỷ lệ hộ dân dùng dịch vụ số (UBND xã Cổ Đạm)",
        "Tỷ lệ hộ dân dùng dịch vụ số (UBND xã Xuân Hội)",
    ]
    assert cells(seen, "plan") == ["Trên 95", "Tối thiểu 40", "Trên 50", "Trên 50"]
    assert cells(seen, "value") == ["1.234.567,5", "20,5", "40", "60,25"]
    assert cells(seen, "cumulative") == ["2.000.000", "", "", ""]
    assert cells(seen, "share")[1:] == ["51,3%", "80%", "120,5%"]
    assert cells(seen, "change") == ["", "↑ 2,5%", "Không đổi", "↑ 10,3 điểm %"]
    assert cells(seen, "note") == ["", "Số ước; số liệu của 02/05 đơn vị", "", ""]


def test_an_indicator_that_nobody_gave_says_so() -> None:
    seen = year(nothing_sent("phong-y-te"), paper("xa-co-dam", doing("5.1", "x")))
    assert cells(seen, "note") == ["Chưa có số liệu"] * 3
    assert cells(seen, "value") == [""] * 3


def test_evidence_is_numbered_through_and_says_what_whose_and_when() -> None:
    named = replace(proof("III", "c"), caption="Ảnh họp dân")
    scan = replace(proof(None, "d"), mime="application/pdf", name="bao-cao.pdf")
    seen = view(compiled(paper("phong-kinh-te", evidence=(scan, named, proof("1.1", "a")))))
    assert seen.annex_evidence
    assert [group.title for group in seen.annex_evidence.groups] == [
        "Nhiệm vụ 1.1: Hỗ trợ doanh nghiệp dùng công cụ TTNT",
        "Mục III. Khó khăn, vướng mắc",
        "Văn bản, tài liệu của cả phiếu báo cáo",
    ]
    items = [item for group in seen.annex_evidence.groups for item in group.items]
    assert [(i.number, i.caption, i.is_photo) for i in items] == [
        (1, "a.jpg", True),
        (2, "Ảnh họp dân", True),
        (3, "bao-cao.pdf", False),
    ]
    assert {item.source for item in items} == {"Phòng Kinh tế và Hạ tầng, ngày 28/11/2022"}


def test_a_photo_without_a_caption_is_not_called_by_its_file_name() -> None:
    scan = replace(proof(None, "d"), mime="application/pdf", name="bao-cao.pdf")
    seen = view(compiled(paper("phong-kinh-te", evidence=(scan, proof("1.1", "a")))))
    assert seen.annex_evidence
    lines = [item.line for group in seen.annex_evidence.groups for item in group.items]
    whose = "(Phòng Kinh tế và Hạ tầng, ngày 28/11/2022)"
    assert lines == [f"Ảnh 1 {whose}", f"Tài liệu 2. bao-cao.pdf {whose}"]


def test_units_say_when_they_sent_and_what_is_to_be_known_of_it() -> None:
    seen = view(compiled())
    assert seen.annex_units
    rows = {row.name: (row.state, row.sent_at, row.note) for row in seen.annex_units.rows}
    sent = "14 giờ 30, ngày 28/11/2022"
    assert rows["Phòng Giáo dục và Đào tạo"] == ("Đã gửi", sent, "Đã trả lại để bổ sung")
    assert rows["Phòng Y tế"] == ("Đã gửi", sent, "Đơn vị tổng hợp nhập thay")
    assert rows["UBND xã Xuân Lam"] == ("Chưa gửi", "", "")
    assert seen.annex_units.notes[0].startswith("Có 09/10 đơn vị gửi báo cáo")
    assert "Đơn vị gửi báo cáo quá hạn: Ban Chỉ huy Quân sự huyện." in seen.annex_units.notes


@pytest.mark.parametrize(
    ("annexes", "labels"),
    [
        (tuple(AnnexKind), ["Phụ lục I", "Phụ lục II", None, "Phụ lục III"]),
        ((AnnexKind.UNITS, AnnexKind.TASKS), ["Phụ lục I", None, None, "Phụ lục II"]),
        ((AnnexKind.INDICATORS,), [None, "Phụ lục", None, None]),
        ((), [None] * 4),
    ],
)
def test_annexes_are_numbered_where_there_are_several(
    annexes: tuple[AnnexKind, ...], labels: list[str | None]
) -> None:
    seen = view(replace(compiled(), annexes=annexes))
    found = (seen.annex_tasks, seen.annex_indicators, seen.annex_evidence, seen.annex_units)
    assert [annex.label if annex else None for annex in found] == labels


SAID = st.sampled_from([None, Said.DOING, Said.NOT_STARTED, Said.NOTHING_TO_REPORT, Said.DONE])


@settings(deadline=None)
@given(st.lists(SAID, min_size=5, max_size=5))
def test_counts_in_the_prose_are_those_of_the_tables(heard: list[Said | None]) -> None:
    sent = [
        paper(unit, replace(entry("5.1", "x"), said=said)) if said else nothing_sent(unit)
        for unit, said in zip(COMMUNES, heard, strict=True)
    ]
    report = compiled(*sent)
    for _, counted in report.paragraphs():
        if counted.kind is Kind.COUNT and counted.count:
            count, row = counted.count, next(r for r in report.rows if r.task == counted.item)
            tally = row.tally()
            assert count.total == len(row.cells) == sum(tally.values())
            assert count.missing == tally.get("CHUA_BAO_CAO", 0)
            assert count.nothing == tally.get("KHONG_PHAT_SINH", 0)
            assert count.done == sum(n for code, n in tally.items() if code.startswith("HT"))
            assert count.not_started == sum(n for c, n in tally.items() if c.startswith("CTH"))
    cells_of_all = [cell.status for row in report.rows for cell in row.cells]
    assert sum(report.counts.values()) == len(cells_of_all)
    assert all(cells_of_all.count(code) == n for code, n in report.counts.items())


def test_what_comes_next_is_no_result() -> None:
    ending = paper("xa-co-dam", plan=(PlanItem("5.1", PlanAction.END),))
    row = next(row for row in compiled(ending).rows if row.task == "5.1")
    assert row.results == ()
