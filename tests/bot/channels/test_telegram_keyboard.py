"""Buttons into rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Button
from bot.channels.telegram.keyboard import keyboard, rows


def drawn(*labels: str) -> list[list[str]]:
    buttons = [Button(label, f"1:{index}") for index, label in enumerate(labels)]
    return [[button.label for button in row] for row in rows(buttons)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ((), []),
        (("Đúng", "Sửa"), [["Đúng", "Sửa"]]),
        (("Xong", "Sửa lại", "Hủy", "Giúp"), [["Xong", "Sửa lại", "Hủy"], ["Giúp"]]),
        (("Đã hoàn thành", "Đang thực hiện"), [["Đã hoàn thành", "Đang thực hiện"]]),
        (
            ("1.1 Phối hợp tổ chức hội thi · chưa có", "Gửi"),
            [["1.1 Phối hợp tổ chức hội thi · chưa có"], ["Gửi"]],
        ),
    ],
)
def test_short_ones_stand_side_by_side(labels: tuple[str, ...], expected: list[list[str]]) -> None:
    assert drawn(*labels) == expected


def test_no_buttons_no_keyboard() -> None:
    assert keyboard(()) is None


def test_a_label_that_no_phone_shows_is_cut_with_a_sign() -> None:
    markup = keyboard([Button("x" * 90 + "\n", "1:0")])
    assert markup is not None
    assert markup.inline_keyboard[0][0].text == "x" * 63 + "…"


def test_data_longer_than_telegram_takes_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        keyboard([Button("a", "đ" * 40)])


@given(st.lists(st.text(max_size=40), max_size=60))
def test_every_button_is_there_once_and_in_order(labels: list[str]) -> None:
    assert [label for row in drawn(*labels) for label in row] == labels
