"""A programme whose units were given no tasks: what they plan is the plan of the next period."""

from dataclasses import replace

from domain.compiling import compile_report
from domain.plan import ImportedPlan, to_programme
from domain.programme import Asks, Frame, Heading, Unit
from domain.report import CompiledReport, Kind, SentPaper
from domain.submission import PlanAction, PlanItem
from tests.report_sample import OUTLINE, PERIOD, PROGRAMME, entry, paper, statement

BARE = replace(
    PROGRAMME,
    tasks=(),
    blocks=tuple(replace(block, tasks=()) for block in PROGRAMME.blocks),
    outline=tuple(
        replace(h, children=tuple(c for c in h.children if c.asks is not Asks.TASKS))
        for h in OUTLINE
    ),
)
COMMUNES = next(group.members for group in PROGRAMME.groups)


def added(*texts: str) -> tuple[PlanItem, ...]:
    return tuple(
        PlanItem(f"+{n}", PlanAction.ADD, statement(text)) for n, text in enumerate(texts, 1)
    )


def compiled(*given: SentPaper) -> CompiledReport:
    return compile_report(BARE, PERIOD, given)


def said(report: CompiledReport, number: str) -> list[tuple[str, bool]]:
    """Each paragraph, and whether names must stand beside it."""
    section = next(each for each in report.sections if each.number == number)
    return [(each.text, each.voices is not None) for each in section.paragraphs]


def test_what_two_units_of_one_heading_both_plan_is_said_once_without_names() -> None:
    alike = added("Phổ biến pháp luật.", "Lồng ghép nhiệm vụ.")
    report = compiled(*(paper(unit, plan=alike) for unit in ("bch-quan-su", "cong-an")))
    assert said(report, "II.1") == [("Phổ biến pháp luật.", False), ("Lồng ghép nhiệm vụ.", False)]
    titles = [section.title for section in report.sections if section.number == "II.1"]
    assert titles == ["Ban Chỉ huy Quân sự huyện, Công an huyện"]


def test_what_all_units_of_a_group_plan_is_said_once_without_names() -> None:
    report = compiled(*(paper(unit, plan=added("Tiếp tục.")) for unit in COMMUNES))
    assert said(report, "II.1") == [("Tiếp tục.", False)]


def test_what_one_of_a_group_plans_is_said_with_its_name() -> None:
    report = compiled(paper(COMMUNES[0], plan=added("Tiếp tục.")))
    assert said(report, "II.1") == [("Tiếp tục.", True)]


def test_additions_stand_in_their_order_whichever_was_mended_last() -> None:
    items = added(*(f"Việc {n}." for n in range(1, 12)))
    mended = (*items[1:], items[0])
    report = compiled(paper("phong-y-te", plan=mended))
    assert said(report, "II.1") == [(f"Việc {n}.", False) for n in range(1, 12)]


def test_without_tasks_there_is_neither_a_count_nor_an_annex_row() -> None:
    report = compiled(paper("phong-y-te", plan=added("Tiếp tục.")))
    assert report.rows == ()
    assert Kind.TOTALS not in {paragraph.kind for _, paragraph in report.paragraphs()}


# A plan that names no units.

TOPICS = replace(
    BARE,
    blocks=(),
    outline=(
        Heading("I", "Kết quả", Asks.DRAFTING_UNIT),
        Heading("II", "Nhiệm vụ", Asks.COMPUTED, (Heading("II.1", "Nội vụ", Asks.DRAFTING_UNIT),)),
    ),
    previous_answers={"II": ("Tập trung các việc sau:", "Họp.", "Đã làm:")},
)


def test_a_plan_by_topics_has_their_answers_and_what_is_added_above_them() -> None:
    drafting = paper("phong-kinh-te", entry("II.1", "Nâng lương."), plan=added("Mở lớp."))
    report = compile_report(TOPICS, PERIOD, (drafting,))
    assert [section.number for section in report.sections] == ["I", "II", "II.1"]
    assert said(report, "II") == [("Tập trung các việc sau:", False), ("Mở lớp.", False)]
    assert said(report, "II.1") == [("Nâng lương.", False)]


def test_what_another_unit_adds_to_a_plan_without_blocks_bears_its_name() -> None:
    report = compile_report(TOPICS, PERIOD, (paper("phong-y-te", plan=added("Mở lớp.")),))
    assert ("Mở lớp.", False) in said(report, "II"), "alone it speaks for all who were asked"
    both = [paper("phong-y-te", plan=added("Mở lớp.")), paper("cong-an", plan=added("Tuần tra."))]
    assert ("Mở lớp.", True) in said(compile_report(TOPICS, PERIOD, both), "II")


def test_blocks_below_topics_go_on_counting() -> None:
    both = replace(TOPICS, blocks=BARE.blocks)
    report = compile_report(both, PERIOD, (paper("phong-y-te", plan=added("Mở lớp.")),))
    assert [section.number for section in report.sections] == ["I", "II", "II.1", "II.2"]
    assert said(report, "II.2") == [("Mở lớp.", False)]


def imported(issuer: str | None, asks: Asks) -> ImportedPlan:
    return ImportedPlan(Frame(issuer=issuer), (Heading("I", "Kết quả", asks),), ())


def test_where_no_unit_is_named_the_issuing_office_answers_itself() -> None:
    plan = imported("Phòng Văn hóa - Xã hội, UBND xã Cổ Đạm", Asks.DRAFTING_UNIT)
    programme = to_programme(plan, "bao-cao")
    assert programme.units == (Unit("phong-van-hoa-xa-hoi", "Phòng Văn hóa - Xã hội"),)
    assert programme.drafting_unit == "phong-van-hoa-xa-hoi"


def test_nobody_is_invented_where_nothing_is_asked_or_the_issuer_is_unknown() -> None:
    for plan in (imported(None, Asks.DRAFTING_UNIT), imported("UBND xã", Asks.COMPUTED)):
        assert to_programme(plan, "bao-cao").units == ()


def test_given_members_are_the_units_where_the_document_names_none() -> None:
    plan = imported("UBND xã Cổ Đạm", Asks.DRAFTING_UNIT)
    thon = Unit("thon-1", "Thôn 1")
    assert to_programme(plan, "bao-cao", (thon,)).units == (thon,)
