"""How wide a line of text is in the decree's typeface: rules under text have computed lengths."""

import tomllib
import unicodedata
from enum import StrEnum
from pathlib import Path

_HORN = "\u031b"


class Face(StrEnum):
    """Those of which the widths are known."""

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
    *_, last = _wrapped(text, size, room, face)
    return min(text_width(last, size, face), room)


def balanced_width(text: str, size: float, room: float, face: Face = Face.BOLD) -> float:
    """The least width, in points, in which `text` takes no more lines than in `room`: its lines
    are then about equally long. One line keeps the whole room."""
    words = text.split()
    most = len(_wrapped(text, size, room, face))
    if most == 1:
        return room
    runs = {
        text_width(" ".join(words[start:end]), size, face)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }
    fitting = (width for width in sorted(runs) if width <= room)
    return next((w for w in fitting if len(_wrapped(text, size, w, face)) <= most), room)


def _wrapped(text: str, size: float, room: float, face: Face) -> list[str]:
    """The lines; a word wider than `room` has one of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _without_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    kept = (part for part in parts if part == _HORN or not unicodedata.combining(part))
    return unicodedata.normalize("NFC", "".join(kept))
