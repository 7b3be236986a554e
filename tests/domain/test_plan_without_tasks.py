"""A programme whose units were given no tasks: what they plan is the plan of the next period."""

from dataclasses import replace

from domain.compiling import compile_report
from domain.programme import Asks
from domain.report import CompiledReport, Kind, SentPaper
from domain.submission import PlanAction, PlanItem
from tests.report_sample import OUTLINE, PERIOD, PROGRAMME, paper, statement

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
