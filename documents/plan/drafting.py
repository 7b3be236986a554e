"""Which unit drafts the report: the one in "Lưu: VT, KT&HT"."""

import re

from domain.plan_names import fold


def drafting_unit(abbreviations: list[str], names: list[str]) -> str | None:
    """The one unit that the abbreviations stand for; None where none or several do."""
    wanted = {"".join(re.findall(r"\w", fold(short))) for short in abbreviations}
    for spelled in (_initials, _beginnings):
        fitting = {name for name in names if wanted & spelled(name)}
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def initials(name: str) -> str:
    """The first letters of a name's words without "và": "khcn" of "Khoa học và Công nghệ"."""
    return "".join(_letters(name))


def _letters(name: str) -> list[str]:
    """Initials; what is short for something already ("HĐND") stays whole."""
    words = re.findall(r"\w+", name)
    return [
        fold(word) if len(word) > 1 and word.isupper() and not name.isupper() else fold(word)[0]
        for word in words
        if fold(word) != "va"
    ]


def _initials(name: str) -> set[str]:
    letters = _letters(name)
    return {"".join(letters), "".join(letters[1:])} - {""}


def _beginnings(name: str) -> set[str]:
    letters = _letters(name)
    return {"".join(letters[:count]) for count in range(2, len(letters))}
