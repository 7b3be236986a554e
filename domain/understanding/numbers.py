"""Whole numbers up to 99 in digits or words, as they stand in dates and orders."""

from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import any_of, phrases, table

ONES: dict[str, int] = dict(table("numbers", "ones"))


def _spellings() -> dict[str, int]:
    (ten,), (tens,) = phrases("numbers", "ten"), phrases("numbers", "tens")
    after = {word: value for word, value in ONES.items() if value}
    found = {word: value for word, value in after.items() if word not in {"mốt", "lăm", "nhăm"}}
    found[ten] = 10
    found |= {f"{ten} {word}": 10 + value for word, value in after.items()}
    for word, value in after.items():
        if value > 1:
            found[f"{word} {tens}"] = value * 10
            found |= {f"{word} {tens} {one}": value * 10 + n for one, n in after.items()}
    return found


_SPELLED = _spellings()
EXACT = frozenset(fold(word).text for word in _SPELLED)
"""All of them as they are written with their diacritics."""
_VALUES = {plain(fold(word).text): value for word, value in _SPELLED.items()}

SMALL = rf"(?:(?<![\d.,])\d{{1,3}}(?!\d)|{any_of(_SPELLED)})"
"""A regular expression for a small number in folded text."""


def small_number(text: str) -> int:
    """The value of what `SMALL` matched."""
    return int(text) if text.isdigit() else _VALUES[plain(text)]
