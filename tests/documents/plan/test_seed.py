"""The real report that everything starts from, read as Markdown and as DOCX."""

from pathlib import Path

import pytest

from documents.plan import plan_json, read_plan
from domain.plan import ImportedPlan
from domain.programme import Asks

SEED = Path(__file__).parents[4] / "shared" / "seed"
FORMS = ("nghi-xuan-2021.md", "nghi-xuan-2021.docx")

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the shared folder is absent")


@pytest.fixture(params=FORMS)
def plan(request: pytest.FixtureRequest) -> ImportedPlan:
    return read_plan(SEED / request.param)


def test_it_has_ten_blocks_and_twenty_tasks(plan: ImportedPlan) -> None:
    assert [len(block.tasks) for block in plan.blocks] == [5, 4, 2, 2, 1, 1, 1, 1, 2, 1]


def test_one_heading_names_two_units_and_one_a_group(plan: ImportedPlan) -> None:
    assert plan.blocks[8].units == ("Ban Chỉ huy Quân sự huyện", "Công an huyện")
    assert plan.blocks[9].units == ("Ủy ban nhân dân các xã, thị trấn",)
    assert [block.group for block in plan.blocks] == [False] * 9 + [True]
    assert all(len(block.units) == 1 for block in plan.blocks[:8])


def test_the_task_cut_by_a_page_break_is_one(plan: ImportedPlan) -> None:
    text = plan.blocks[0].tasks[1].text
    assert "một số chính sách phát triển" in text
    assert text.endswith("những năm tiếp theo.")


def test_it_has_one_indicator(plan: ImportedPlan) -> None:
    (found,) = plan.indicators()
    assert (found.task, found.comparator, found.target, found.unit_of_measure) == (
        "8.1",
        ">",
        "95",
        "%",
    )
    assert "hồ sơ sức khỏe" in found.name


def test_the_frame_comes_from_the_document(plan: ImportedPlan) -> None:
    frame = plan.frame
    assert frame.issuer == "UBND huyện Nghi Xuân"
    assert frame.receiver == "Sở Khoa học & Công nghệ Hà Tĩnh"
    assert (frame.number, frame.date, frame.place) == (None, None, None)
    assert frame.title is not None and frame.title.startswith("Kết quả thực hiện Chiến lược")
    assert frame.opening is not None and frame.opening.endswith("cụ thể như sau:")
    assert frame.closing is not None and frame.closing.endswith("theo quy định./")
    assert frame.legal_bases == (
        "Công văn số 1791/KH-SKHCN ngày 15/11/2021 của Sở Khoa học và Công nghệ",
        "Kế hoạch số 165/KH-UBND ngày 12/05/2021",
    )


def test_recipients_and_signature_are_kept_apart(plan: ImportedPlan) -> None:
    assert len(plan.frame.recipients) == 4
    assert plan.frame.recipients[-1] == "Lưu: VT, KT&HT"
    assert len(plan.frame.signature) == 4
    assert plan.frame.signature[0] == "TM. ỦY BAN NHÂN DÂN"


def test_the_outline_says_who_is_asked(plan: ImportedPlan) -> None:
    asked = [(h.number, h.asks) for top in plan.outline for h in top.walk()]
    assert asked == [
        ("I", Asks.UNITS),
        ("I.1", Asks.DRAFTING_UNIT),
        ("I.2", Asks.DRAFTING_UNIT),
        ("I.3", Asks.TASKS),
        ("II", Asks.COMPUTED),
        ("III", Asks.UNITS),
        ("IV", Asks.UNITS),
    ]
    assert {task.heading for task in plan.tasks()} == {"I.3"}


def test_last_years_answers_are_kept_as_such(plan: ImportedPlan) -> None:
    counts = {number: len(said) for number, said in plan.previous_answers.items()}
    assert counts == {"I.1": 2, "I.2": 1, "II": 1, "III": 2, "IV": 1}


def test_the_drafting_unit_is_known_by_its_short_form(plan: ImportedPlan) -> None:
    assert plan.drafting_unit == "Phòng Kinh tế & Hạ tầng"


def test_nothing_is_left_over(plan: ImportedPlan) -> None:
    assert plan.unplaced == ()
    assert plan.report_duties == ()


def test_short_titles_fit_a_menu_and_differ(plan: ImportedPlan) -> None:
    for block in plan.blocks:
        titles = [task.short_title for task in block.tasks]
        assert len(set(titles)) == len(titles)
        assert all(10 < len(title) <= 60 and title[-1].isalnum() for title in titles)


def without_places(shown: object) -> object:
    if isinstance(shown, dict):
        kept = {k: v for k, v in shown.items() if k not in ("place_in_document", "places")}
        return {key: without_places(value) for key, value in kept.items()}
    return [without_places(each) for each in shown] if isinstance(shown, list) else shown


def test_both_forms_say_the_same() -> None:
    markdown, docx = (plan_json(read_plan(SEED / name)) for name in FORMS)
    assert without_places(markdown) == without_places(docx)


def test_places_are_lines_of_the_text() -> None:
    plan = read_plan(SEED / FORMS[0])
    lines = (SEED / FORMS[0]).read_text("utf-8").split("\n")
    for task in plan.tasks():
        assert task.text.split()[0] in lines[task.line - 1]
    assert plan_json(plan)["blocks"][8]["tasks"][0]["place_in_document"] == {"line": 81}
