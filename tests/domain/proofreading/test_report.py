"""Findings in a report: where, and whose words."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.compiling import compile_report
from domain.findings import Flaw, PlacedFinding, Region
from domain.proofreading.placing import proofread_report
from domain.report import CompiledReport
from domain.rewriting import Rewriting
from tests.report_sample import (
    PERIOD,
    PROGRAMME,
    done,
    entry,
    paper,
    papers,
    resent,
)

AT = datetime(2022, 12, 20, 2, 0, tzinfo=UTC)


def compiled(*rewritings: Rewriting, **programme: object) -> CompiledReport:
    return compile_report(replace(PROGRAMME, **programme), PERIOD, papers(), rewritings=rewritings)


def only(report: CompiledReport, kind: Flaw) -> PlacedFinding:
    (placed,) = [f for f in report.findings if f.finding.kind is kind]
    return placed


def test_a_finding_names_heading_line_and_unit() -> None:
    words = {"III": entry("III", "Hạ tầng còn yếu.\nĐề nghị bổ xung kinh phí.")}
    report = compile_report(PROGRAMME, PERIOD, resent("phong-y-te", words))
    placed = only(report, Flaw.SLIP)
    assert (placed.region, placed.heading) == (Region.SECTION, "III")
    assert placed.label == "III. Khó khăn, vướng mắc"
    assert placed.units == ("phong-y-te",)
    section = next(s for s in report.sections if s.number == "III")
    assert section.paragraphs[placed.line - 1].text[placed.finding.start : placed.finding.end] == (
        "bổ xung"
    )


def test_the_frame_is_read_too() -> None:
    frame = replace(PROGRAMME.frame, receiver="Sở Khoa học & Công nghệ", opening="Thực hiên:")
    regions = {f.region: f.finding.found for f in compiled(frame=frame).findings}
    assert regions[Region.RECEIVER] == "Sở Khoa học & Công nghệ"
    assert regions[Region.OPENING] == "Thực hiên"


def test_a_heading_is_line_nought() -> None:
    outline = (*PROGRAMME.outline[:3], replace(PROGRAMME.outline[3], title="Đề suất"))
    placed = only(compiled(outline=outline), Flaw.SLIP)
    assert (placed.heading, placed.line, placed.units) == ("IV", 0, ())


def test_the_sample_has_one_flaw_only_headings_with_and_without_colons() -> None:
    flaws = {(f.finding.kind, f.finding.found) for f in compiled().findings}
    assert {flaw for flaw in flaws if flaw[0] is not Flaw.ABBREVIATION} == {
        (Flaw.HEADING_MARK, "Phòng Giáo dục và Đào tạo:")
    }


def rewriting(heading: str, *lines: str) -> Rewriting:
    return Rewriting(heading, lines, (), "p-0009", AT)


def test_totals_in_a_rewritten_text_must_be_the_counted_ones() -> None:
    right = compiled(rewriting("I.3", "Có 06 nhiệm vụ; 9/10 đơn vị gửi báo cáo."))
    assert [f for f in right.findings if f.finding.kind is Flaw.TOTAL] == []
    wrong = compiled(rewriting("I.3", "Có 07 nhiệm vụ; 10/10 đơn vị gửi báo cáo."))
    pairs = [(f.finding.found, f.finding.suggestion) for f in wrong.findings]
    assert ("07", "06") in pairs
    assert ("10/10", "09/10") in pairs


def test_numbers_of_a_rewritten_block_must_be_those_of_its_counts_and_figures() -> None:
    place = "I.3/Ủy ban nhân dân các xã, thị trấn:"
    line = "Có {} xã, thị trấn hoàn thành; số tổ công nghệ số cộng đồng đi vào hoạt động: {} tổ."
    right = compiled(rewriting(place, line.format("2/5", "40")))
    assert [f for f in right.findings if f.finding.kind is Flaw.TOTAL] == []
    wrong = compiled(rewriting(place, line.format("3/5", "44")))
    found = [f.finding.found for f in wrong.findings if f.finding.kind is Flaw.TOTAL]
    assert found == ["3/5", "44"]


def test_a_units_own_numbers_are_not_the_reports_totals() -> None:
    words = {"1.1": done("1.1", "Có 02 nhiệm vụ hoàn thành.")}
    report = compile_report(PROGRAMME, PERIOD, [paper("phong-kinh-te", *words.values())])
    assert [f for f in report.findings if f.finding.kind is Flaw.TOTAL] == []


def test_the_same_report_has_the_same_findings() -> None:
    assert proofread_report(compiled()) == compiled().findings
