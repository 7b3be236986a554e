"""Yes and no as they are typed: with their marks, without, politely."""

import pytest

from handlers.coordinator.words import agrees, declines, said


@pytest.mark.parametrize("text", ["đúng", "Đúng ạ.", "dạ vâng", "đồng ý", "dong y"])
def test_yes_is_heard(text: str) -> None:
    assert agrees(text) and not declines(text)


@pytest.mark.parametrize("text", ["dừng", "Dừng lại ạ", "không", "khong a", "để sau"])
def test_no_is_heard_and_to_stop_is_not_to_agree(text: str) -> None:
    assert declines(text) and not agrees(text)


def test_what_may_be_both_without_its_marks_is_neither() -> None:
    assert not agrees("dung") and not declines("dung")


@pytest.mark.parametrize("text", ["đúng tất cả", "dung tat ca", "Đúng hết ạ"])
def test_all_of_a_plan_is_taken(text: str) -> None:
    assert said(text, "import_all") and not agrees(text)
