from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.compiling import compile_report
from domain.merging import essence, lines_said
from domain.programme import Asks, Heading, Indicator
from domain.report import Change, CompiledReport, Kind, Paragraph, Section, SentPaper
from domain.status import Said
from domain.submission import Figure, PlanAction, PlanItem, State
from tests.report_sample import (
    COMMUNES,
    PERIOD,
    PROGRAMME,
    doing,
    done,
    entry,
    nothing_sent,
    paper,
    papers,
    resent,
    statement,
)


def compiled(*given: SentPaper) -> CompiledReport:
    return compile_report(PROGRAMME, PERIOD, given or papers())


def section(report: CompiledReport, number: str) -> Section:
    return next(each for each in report.sections if each.number == number)


def texts(report: CompiledReport, number: str) -> list[str]:
    return [paragraph.text for paragraph in section(report, number).paragraphs]


def of_kind(report: CompiledReport, kind: Kind) -> list[Paragraph]:
    return [paragraph for _, paragraph in report.paragraphs() if paragraph.kind is kind]


def test_the_headings_follow_the_programmes_outline() -> None:
    numbers = [each.number for each in compiled().sections]
    assert numbers[:4] == ["I", "I.1", "I.2", "I.3"]
    assert numbers[4:9] == ["I.3.a", "I.3.b", "I.3.c", "I.3.d", "I.3.đ"]
    assert numbers[9:] == ["II", "II.1", "II.2", "II.3", "II.4", "II.5", "III", "IV"]


def test_labels_are_roman_arabic_and_lettered_by_level() -> None:
    report = compiled()
    assert [section(report, n).label for n in ("I", "I.3", "I.3.đ", "II.5")] == [
        "I.",
        "3.",
        "đ)",
        "5.",
    ]


def test_every_statement_stands_with_its_unit_person_time_and_message() -> None:
    (source,) = section(compiled(), "IV").paragraphs[0].sources
    assert (source.unit, source.person, source.message) == ("phong-y-te", "p-0001", "m-1")
    assert source.at == "2022-11-28T07:30:00+00:00"


def test_the_order_of_the_papers_does_not_matter() -> None:
    assert compiled(*reversed(papers())) == compiled()


def test_a_heading_filled_from_tasks_is_left_out_when_no_task_was_reported() -> None:
    report = compiled(paper("phong-kinh-te", entry("I.1", "Đã ban hành văn bản.")))
    assert "I.3" not in [each.number for each in report.sections]


def test_a_heading_that_was_passed_over_says_that_there_is_nothing() -> None:
    report = compiled(paper("phong-kinh-te", entry("III", skipped=True)))
    assert [each.kind for each in section(report, "III").paragraphs] == [Kind.NOTHING]


def test_a_heading_whose_unit_never_sent_does_not_say_that_there_is_nothing() -> None:
    report = compiled(nothing_sent("phong-kinh-te"), paper("phong-y-te", entry("IV", "Có.")))
    assert [each.kind for each in section(report, "I.1").paragraphs] == [Kind.NOT_REPORTED]
    assert [each.kind for each in section(report, "III").paragraphs] == [Kind.NOT_MENTIONED]


def test_units_with_nothing_to_report_on_any_task_have_nothing_under_a_heading_either() -> None:
    nothing = entry("3.1", said=Said.NOTHING_TO_REPORT)
    report = compiled(paper("phong-y-te", nothing))
    assert [each.kind for each in section(report, "III").paragraphs] == [Kind.NOTHING]


def test_the_plans_lead_in_above_the_tasks_is_kept_and_speaks_of_the_period() -> None:
    kept = {
        "II": ("Năm 2023 giao các đơn vị những việc sau:", "Đã giao 20 việc."),
        "III": ("Ít:",),
    }
    report = compile_report(replace(PROGRAMME, previous_answers=kept), PERIOD, papers())
    assert texts(report, "II") == ["Năm 2023 giao các đơn vị những việc sau:"]
    assert "Ít:" not in texts(report, "III")


def test_last_years_answers_never_enter_the_report() -> None:
    report = compiled(nothing_sent("phong-kinh-te"))
    assert all("năm trước" not in paragraph.text for _, paragraph in report.paragraphs())


def test_an_equal_difficulty_is_said_once_and_both_units_are_named() -> None:
    merged = section(compiled(), "III").paragraphs[1]
    assert merged.text == "Thiếu nhân lực công nghệ thông tin ở các trạm y tế xã."
    assert merged.voices is not None
    assert merged.voices.names == ("Phòng Y tế", "UBND xã Cổ Đạm")
    assert merged.voices.others == (), "the many who did not say it are not listed"


def test_the_drafting_unit_speaks_without_its_name() -> None:
    assert section(compiled(), "III").paragraphs[0].voices is None


def test_what_all_units_of_a_group_said_needs_no_names() -> None:
    same = [paper(unit, doing("5.1", "Đang thành lập tổ.")) for unit in COMMUNES]
    group = section(compiled(*same), "I.3.a")
    assert [each.kind for each in group.paragraphs] == [Kind.COUNT, Kind.SAID]
    assert group.paragraphs[1].voices is None
    assert len(group.paragraphs[1].sources) == 5


def test_a_group_task_is_counted_over_all_its_members() -> None:
    (counted,) = of_kind(compiled(), Kind.COUNT)
    count = counted.count
    assert count is not None
    assert (count.done, count.doing, count.missing, count.total) == (2, 2, 1, 5)
    assert count.noun == "xã, thị trấn"


def test_figures_of_a_group_are_summed_exactly_and_percentages_never() -> None:
    report = compiled()
    records, teams = (each.figure for each in of_kind(report, Kind.FIGURE))
    assert records is not None and teams is not None
    assert (records.value, records.target) == ("96.2", "95")
    assert (teams.value, teams.units_in, teams.units_asked) == ("40", 4, 5)
    assert len(of_kind(_with_shares(), Kind.FIGURE)) == 2


def _with_shares() -> CompiledReport:
    share = Indicator("5.1", "Tỷ lệ thôn có tổ", unit_of_measure="%")
    tasks = tuple(
        replace(task, indicators=(share,)) if task.code == "5.1" else task
        for task in PROGRAMME.tasks
    )
    given = [
        paper(unit, doing("5.1", text, figures=(Figure(share.name, value, unit_of_measure="%"),)))
        for unit, text, value in (("xa-co-dam", "Một.", "40"), ("xa-xuan-hoi", "Hai.", "60.5"))
    ]
    return compile_report(replace(PROGRAMME, tasks=tasks), PERIOD, given)


def test_near_equal_statements_are_proposed_for_merging_and_not_merged() -> None:
    report = compiled(
        paper("xa-co-dam", doing("5.1", "Đã tập huấn cho cán bộ các thôn về dữ liệu số")),
        paper("xa-xuan-hoi", doing("5.1", "Đã tập huấn cho cán bộ ở các thôn về dữ liệu số")),
        paper("xa-xuan-lam", doing("5.1", "Chưa tập huấn cho cán bộ các thôn về dữ liệu số")),
    )
    (proposal,) = report.merge_proposals
    assert (proposal.heading, proposal.item) == ("I.3", "5.1")
    assert proposal.units == ("xa-co-dam", "xa-xuan-hoi")
    assert len([t for t in texts(report, "I.3.a") if t]) == 3


def test_work_not_begun_is_reported_with_its_reason() -> None:
    (begun,) = section(compiled(), "I.3.b").paragraphs
    assert begun.kind is Kind.NOT_STARTED
    assert begun.about == "Câu lạc bộ STEM ở trường học"
    assert begun.sources[0].unit == "phong-giao-duc"


def test_a_unit_with_nothing_to_report_is_said_to_have_nothing() -> None:
    report = compiled(paper("phong-giao-duc", entry("2.1", said=Said.NOTHING_TO_REPORT)))
    assert [each.kind for each in section(report, "I.3.a").paragraphs] == [Kind.NOTHING]


def test_counts_by_status_add_up_to_the_annex() -> None:
    report = compiled()
    assert sum(report.counts.values()) == sum(len(row.cells) for row in report.rows) == 11
    assert report.counts == {
        "HT_DUNG_HAN": 3,
        "HT_QUA_HAN": 1,
        "DTH_TRONG_HAN": 1,
        "DTH_QUA_HAN": 2,
        "CTH": 1,
        "KHONG_THOI_HAN": 2,
        "CHUA_BAO_CAO": 1,
    }


def test_the_annex_has_a_row_a_task_in_the_plans_order() -> None:
    rows = compiled().rows
    assert [row.task for row in rows] == ["1.1", "1.2", "2.1", "3.1", "4.1", "5.1"]
    assert rows[1].cells[0].percent == 60
    assert rows[5].lead == ("Ủy ban nhân dân các xã, thị trấn",)
    assert rows[2].difficulties[0].text.startswith("chưa bố trí")


def test_units_are_counted_missing_ones_named_returned_ones_marked() -> None:
    report = compiled()
    assert len(report.units_in) == 9
    assert [unit.name for unit in report.units_missing] == ["UBND xã Xuân Lam"]
    assert [unit.unit for unit in report.units if unit.returned] == ["phong-giao-duc"]
    assert [unit.unit for unit in report.units if unit.on_behalf] == ["phong-y-te"]
    assert [unit.unit for unit in report.units if unit.late] == ["bch-quan-su"]


def test_a_unit_added_late_does_not_change_the_denominator() -> None:
    report = compiled(paper("phong-y-te"), paper("cong-an", added_late=True))
    assert (len(report.units_in), len(report.roster)) == (1, 1)


def test_a_recalled_paper_still_counts_with_its_last_sent_version() -> None:
    report = compiled(paper("phong-y-te", entry("IV", "Có."), state=State.DRAFT, version=2))
    assert texts(report, "IV") == ["Có."]


def test_a_paper_that_was_never_sent_says_nothing_even_if_it_holds_words() -> None:
    draft = paper("phong-y-te", entry("IV", "Đang soạn."), state=State.DRAFT, version=0)
    assert "Đang soạn." not in texts(compiled(draft), "IV")


def test_tasks_carry_over_unless_the_unit_ends_or_changes_them() -> None:
    report = compiled()
    carried, added = section(report, "II.1").paragraphs
    assert carried.item == "1.2"
    assert added.text == "Xây dựng bản đồ số hạ tầng giao thông của huyện."
    kept, changed = section(report, "II.4").paragraphs
    assert kept.voices is not None and kept.voices.names == ("Ban Chỉ huy Quân sự huyện",)
    assert changed.text.startswith("Mở chuyên mục")


def test_a_group_task_that_one_commune_ends_goes_on_for_the_others() -> None:
    (task,) = section(compiled(), "II.5").paragraphs
    assert task.voices is not None
    assert task.voices.others == ("UBND thị trấn Tiên Điền",)


def test_a_task_that_all_its_units_end_is_not_planned() -> None:
    ended = paper("phong-giao-duc", plan=(PlanItem("2.1", PlanAction.END),))
    titles = [each.title for each in compiled(ended).sections]
    assert "Phòng Giáo dục và Đào tạo:" not in titles


def test_the_same_addition_of_several_communes_is_planned_once() -> None:
    added = (PlanItem("+1", PlanAction.ADD, statement("Mở lớp kỹ năng số.")),)
    report = compiled(*(paper(unit, plan=added) for unit in COMMUNES))
    assert texts(report, "II.5")[1:] == ["Mở lớp kỹ năng số."]


def test_a_unit_outside_of_the_plan_gets_its_own_heading_for_what_it_adds() -> None:
    added = (PlanItem("+1", PlanAction.ADD, statement("Mở lớp kỹ năng số.")),)
    library = SentPaper("thu-vien", "Thư viện huyện", State.SUBMITTED, 1, plan=added)
    report = compiled(library)
    assert section(report, "II.6").title == "Thư viện huyện"


def test_a_plan_of_an_earlier_year_speaks_of_the_period() -> None:
    outline = tuple(
        replace(heading, title=heading.title.replace("2022", "2021").replace("2023", "2022"))
        for heading in PROGRAMME.outline
    )
    frame = replace(
        PROGRAMME.frame,
        title="Chiến lược đến năm 2030",
        closing="Trên đây là báo cáo năm 2021, theo Công văn ngày 15 tháng 11 năm 2021.",
    )
    old = replace(PROGRAMME, outline=outline, frame=frame)
    report = compile_report(old, PERIOD, papers())
    assert section(report, "I").title == "Kết quả đạt được trong năm 2022"
    assert section(report, "II").title == "Phương hướng, nhiệm vụ năm 2023"
    assert report.title == "Chiến lược đến năm 2030"
    assert report.frame.closing == (
        "Trên đây là báo cáo năm 2022, theo Công văn ngày 15 tháng 11 năm 2021."
    )


def test_a_plan_of_an_earlier_month_speaks_of_the_period() -> None:
    outline = (
        Heading("I", "Kết quả tháng 12/2025", Asks.UNITS),
        Heading("II", "Nhiệm vụ tháng 01/2026", Asks.COMPUTED),
    )
    period = replace(PERIOD, code="2026-11")
    report = compile_report(replace(PROGRAMME, outline=outline), period, papers())
    assert [section(report, n).title for n in ("I", "II")] == [
        "Kết quả tháng 11/2026",
        "Nhiệm vụ tháng 12/2026",
    ]


@pytest.mark.parametrize("unit", ["phong-y-te", "xa-co-dam"])
def test_what_one_unit_sent_again_is_all_that_changed(unit: str) -> None:
    new = resent(unit, {"III": entry("III", "Đường truyền yếu.")})
    report = compile_report(PROGRAMME, PERIOD, new, previous=compiled())
    assert report.changed == (Change("III", unit),)


def test_a_changed_figure_date_or_plan_is_a_change_of_its_unit_alone() -> None:
    old = compiled()
    dated = resent("xa-co-dam", {"5.1": done("5.1", "Đã xong.", on=date(2022, 12, 9))})
    assert compile_report(PROGRAMME, PERIOD, dated, old).changed == (Change("I.3", "xa-co-dam"),)
    ended = tuple(
        replace(p, plan=(PlanItem("5.1", PlanAction.END),)) if p.unit == "xa-co-dam" else p
        for p in papers()
    )
    assert compile_report(PROGRAMME, PERIOD, ended, old).changed == (Change("II", "xa-co-dam"),)


def test_the_same_papers_change_nothing() -> None:
    assert compile_report(PROGRAMME, PERIOD, papers(), compiled()).changed == ()


@given(st.lists(st.lists(st.text(max_size=30), max_size=3), min_size=1, max_size=5))
def test_nothing_that_was_sent_is_lost(said: list[list[str]]) -> None:
    """Each line stands in the report, in its own words or in equal ones, with its unit."""
    given_papers = [
        paper(unit, doing("5.1", "\n".join(lines)), entry("III", "\n".join(lines)))
        for unit, lines in zip(COMMUNES, said, strict=False)
    ]
    report = compiled(*given_papers)
    for unit, lines in zip(COMMUNES, said, strict=False):
        for line in lines_said([statement("\n".join(lines))], unit, "III"):
            for heading in ("III", "I.3"):
                assert (unit, line.text) in heard(report, heading)


def heard(report: CompiledReport, outline: str) -> set[tuple[str, str]]:
    return {
        (source.unit, source.text)
        for each, paragraph in report.paragraphs()
        if each.outline == outline
        for source in paragraph.sources
        if essence(source.text) == essence(paragraph.text)
    }
