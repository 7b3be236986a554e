from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.outline_edit import EditedHeading, OutlineNotSound, keep_outline, with_outline
from domain.programme import AnnexKind, Asks, Heading
from tests.report_sample import OUTLINE, PROGRAMME

ALL = tuple(AnnexKind)


def edited(heading: Heading) -> EditedHeading:
    return EditedHeading(
        heading.title, heading.asks, heading.number, tuple(map(edited, heading.children))
    )


AS_IT_IS = tuple(map(edited, OUTLINE))
RESULTS, NEXT_YEAR, DIFFICULTIES, PROPOSALS = AS_IT_IS


def test_an_outline_given_back_as_it_is_changes_nothing() -> None:
    same = with_outline(PROGRAMME, AS_IT_IS, ALL)
    assert replace(same, own_outline=False) == PROGRAMME


def test_headings_are_numbered_by_their_place_and_what_refers_to_them_follows() -> None:
    new = EditedHeading("Đánh giá chung", Asks.DRAFTING_UNIT)
    swapped = with_outline(PROGRAMME, (DIFFICULTIES, RESULTS, new, PROPOSALS, NEXT_YEAR), ALL)
    assert [(h.number, h.title) for h in swapped.outline] == [
        ("I", "Khó khăn, vướng mắc"),
        ("II", "Kết quả đạt được trong năm 2022"),
        ("III", "Đánh giá chung"),
        ("IV", "Kiến nghị, đề xuất"),
        ("V", "Phương hướng, nhiệm vụ năm 2023"),
    ]
    assert {task.heading for task in swapped.tasks} == {"II.3"}
    assert swapped.previous_answers == {"I": ("Kinh phí năm trước bố trí chậm.",)}


def test_annexes_that_are_not_wanted_are_left_out_in_the_usual_order() -> None:
    kinds = (AnnexKind.UNITS, AnnexKind.TASKS)
    assert with_outline(PROGRAMME, AS_IT_IS, kinds).annexes == (AnnexKind.TASKS, AnnexKind.UNITS)


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        ((), "no heading at all"),
        ((replace(RESULTS, title=" "),), "heading I: the title is blank"),
        ((replace(RESULTS, number="VII"),), "there is no such number"),
        ((RESULTS, RESULTS), "stands here twice"),
        ((NEXT_YEAR,), "task 1.1 is reported under I.3, which is gone"),
        (
            (replace(RESULTS, children=(replace(RESULTS.children[2], asks=Asks.FRAME),)),),
            "task 1.1 is reported under I.3",
        ),
        (
            (
                replace(
                    RESULTS,
                    children=(
                        replace(
                            RESULTS.children[2],
                            children=(
                                EditedHeading(
                                    "a", Asks.UNITS, children=(EditedHeading("b", Asks.UNITS),)
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            "at most 3 deep",
        ),
    ],
)
def test_what_cannot_be_followed_is_refused_with_the_reason(
    outline: tuple[EditedHeading, ...], why: str
) -> None:
    with pytest.raises(OutlineNotSound, match=why):
        with_outline(PROGRAMME, outline, ALL)


def test_a_document_read_anew_does_not_change_an_outline_edited_by_hand() -> None:
    own = with_outline(PROGRAMME, (DIFFICULTIES, RESULTS), (AnnexKind.UNITS,))
    again = keep_outline(own, PROGRAMME)
    assert (again.outline, again.annexes) == (own.outline, (AnnexKind.UNITS,))
    assert {task.heading for task in again.tasks} == {"II.3"}
    assert keep_outline(PROGRAMME, again) == again


@given(st.permutations(AS_IT_IS))
def test_any_order_gives_numbers_in_a_row_and_loses_no_task(
    outline: list[EditedHeading],
) -> None:
    ordered = with_outline(PROGRAMME, outline, ALL)
    assert [heading.number for heading in ordered.outline] == ["I", "II", "III", "IV"]
    titles = {heading.number: heading.title for heading in ordered.headings()}
    assert {titles[task.heading] for task in ordered.tasks} == {OUTLINE[0].children[2].title}


def test_more_than_ten_headings_are_numbered_in_roman() -> None:
    many = (RESULTS, *(EditedHeading(f"Mục {n}", Asks.UNITS) for n in range(13)))
    numbers = [heading.number for heading in with_outline(PROGRAMME, many, ALL).outline]
    assert numbers[8:] == ["IX", "X", "XI", "XII", "XIII", "XIV"]
