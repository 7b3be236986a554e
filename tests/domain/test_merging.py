import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.merging import Line, are_near, beside_each_other, essence, lines_said, merge
from domain.report import Source
from tests.report_sample import statement


def line(text: str, unit: str = "phong-y-te") -> Line:
    return Line(text, (Source(unit, "p-1", "2022-11-28T07:30:00+00:00", unit, "III"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đã cấp 250 thẻ.", "đã cấp 250 thẻ"),
        ("Đã  cấp\u00a0250 thẻ;", "Đã cấp 250 thẻ ./."),
        ("Văn hóa, xã hội", "Văn hoá, xã hội"),
        ("Uỷ ban đã họp", "Ủy ban đã họp"),
        ("Thuỷ lợi, khoẻ mạnh", "Thủy lợi, khỏe mạnh"),
        (unicodedata.normalize("NFD", "Tiến độ đạt"), "Tiến độ đạt"),
    ],
)
def test_statements_that_differ_only_in_writing_are_equal(one: str, other: str) -> None:
    assert essence(one) == essence(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đã cấp 250 thẻ", "Đã cấp 520 thẻ"),
        ("Bản đồ số", "Bán đồ số"),
        ("Có vướng mắc", "Không có vướng mắc"),
        ("Đạt 1.5 lần", "Đạt 1,5 lần"),
        ("Đã xong", "Đã xong?"),
    ],
)
def test_statements_that_say_something_else_are_not_equal(one: str, other: str) -> None:
    assert essence(one) != essence(other)


def test_an_equal_statement_is_said_once_in_the_words_of_the_first_with_both_sources() -> None:
    merged = merge([line("Thiếu kinh phí.", "phong-y-te"), line("thiếu kinh phí", "cong-an")])
    assert [each.text for each in merged] == ["Thiếu kinh phí."]
    assert merged[0].units == ("phong-y-te", "cong-an")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Đã tập huấn cho cán bộ các thôn", "Đã tập huấn cho cán bộ ở các thôn", True),
        ("Đã cấp 250 thẻ cho hộ dân", "Đã cấp 520 thẻ cho hộ dân", False),
        ("Hoàn thành ngày 12/11 theo kế hoạch", "Hoàn thành ngày 21/11 theo kế hoạch", False),
        ("Đã cấp thẻ cho các hộ dân", "Chưa cấp thẻ cho các hộ dân", False),
        ("Không có vướng mắc phát sinh", "Có vướng mắc phát sinh", False),
        ("Da cap the cho cac ho dan", "Chua cap the cho cac ho dan", False),
        ("Thiếu kinh phí", "Đường truyền yếu", False),
    ],
)
def test_near_statements_agree_in_numbers_and_negations(one: str, other: str, near: bool) -> None:
    assert are_near(one, other) is near
    assert are_near(other, one) is near


def test_near_equal_lines_of_different_units_come_to_stand_beside_each_other() -> None:
    first, far, near = (
        line("Đã tập huấn cho cán bộ các thôn", "a"),
        line("Thiếu kinh phí", "a"),
        line("Đã tập huấn cho cán bộ ở các thôn", "b"),
    )
    assert beside_each_other([first, far, near]) == ((first, near), (far,))


def test_one_units_own_lines_keep_their_order() -> None:
    lines = (line("Mở lớp cho cán bộ thôn"), line("Thiếu máy"), line("Mở lớp cho cán bộ các thôn"))
    assert beside_each_other(lines) == tuple((each,) for each in lines)


def test_list_marks_are_layout_and_figures_below_zero_are_not() -> None:
    said = statement("- Một việc\n• Hai việc\n-Ba việc\n\n  -3 độ C \n-")
    texts = [each.text for each in lines_said([said], "a", "III")]
    assert texts == ["Một việc", "Hai việc", "Ba việc", "-3 độ C"]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_merging_loses_no_source_and_invents_no_word(texts: list[str]) -> None:
    lines = [line(text, f"unit-{n}") for n, text in enumerate(texts)]
    clusters = beside_each_other(merge(lines))
    merged = [each for cluster in clusters for each in cluster]
    assert {unit for each in merged for unit in each.units} == {u for x in lines for u in x.units}
    assert {each.text for each in merged} <= set(texts)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert essence(essence(text)) == essence(text)
