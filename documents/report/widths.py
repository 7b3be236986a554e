"""How wide a line of text is in the decree's typeface: rules under text have computed lengths."""

import tomllib
import unicodedata
from enum import StrEnum
from pathlib import Path

_HORN = "\u031b"


class Face(StrEnum):
    BOLD = "bold"
    ITALIC = "italic"


_DATA: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
_WIDTHS = {
    Face(face): {letter: int(width) for width, letters in table.items() for letter in letters}
    for face, table in _DATA.items()
}
_UNKNOWN = 500


def text_width(text: str, size: float, face: Face = Face.BOLD) -> float:
    """The width of `text` set at `size` points, in points."""
    table = _WIDTHS[face]
    return sum(table.get(_without_tone(c), _UNKNOWN) for c in text) * size / 1000


def last_line_width(text: str, size: float, room: float, face: Face = Face.BOLD) -> float:
    """The width of the last line, in points, when `text` is wrapped at blanks into `room`."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        line = longer if text_width(longer, size, face) <= room else word
    return min(text_width(line, size, face), room)


def _without_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    kept = (part for part in parts if part == _HORN or not unicodedata.combining(part))
    return unicodedata.normalize("NFC", "".join(kept))
