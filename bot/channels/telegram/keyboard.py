"""Buttons -> rows of an inline keyboard. Pure."""

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.base import Button

# https://core.telegram.org/bots/api#inlinekeyboardbutton
MAX_DATA = 64
MAX_BUTTONS = 100
# A phone held upright shows about so many letters in one row.
ROW_LETTERS = 28
ROW_BUTTONS = 3
MAX_LABEL = 64


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(_label(b), callback_data=_data(b)) for b in row]
            for row in rows(buttons[:MAX_BUTTONS])
        ]
    )


def rows(buttons: Sequence[Button]) -> Iterator[list[Button]]:
    """Short ones side by side, a long one alone, in their order."""
    row: list[Button] = []
    for button in buttons:
        if row and not _fits([*row, button]):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _fits(row: Sequence[Button]) -> bool:
    """All of a row's buttons are as wide as its widest."""
    widest = max(len(button.label) for button in row)
    return len(row) <= ROW_BUTTONS and widest * len(row) <= ROW_LETTERS


def _label(button: Button) -> str:
    label = " ".join(button.label.split())
    return label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1].rstrip() + "…"


def _data(button: Button) -> str:
    if len(button.data.encode()) > MAX_DATA:
        raise ValueError(f"the data of a button is longer than {MAX_DATA} bytes")
    return button.data
