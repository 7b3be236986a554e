"""Numbers written in digits, with Vietnamese separators: 1.234,5."""

import re
from dataclasses import dataclass
from decimal import Decimal

LITERAL = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d.]|,\d)|\d+(?:[.,]\d+)*"
"""A regular expression for a number in digits."""


@dataclass(frozen=True, slots=True)
class Literal:
    """What digits and separators can mean.

    `doubt`: "" (one reading), comma ("1,200": 1.2, or 1200 things), point ("98.5"), english
    ("1,234.5"), spaced ("5 120"), percent ("95.125", grouping or a decimal), broken (no reading).
    """

    value: Decimal
    doubt: str = ""


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_VIETNAMESE = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+),\d+")
_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_POINT = re.compile(r"\d+\.\d+")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?")
_ORDINAL_ZERO = re.compile(r"0\d{0,2}")


def read_literal(text: str) -> Literal:
    """The reading of `text`, which `LITERAL` matched."""
    if len(text) > 40:
        return Literal(Decimal(0), "broken")
    if text.isdigit():
        leading = text.startswith("0") and not _ORDINAL_ZERO.fullmatch(text)
        return Literal(Decimal(text), "broken" if leading else "")
    for pattern, doubt in _SHAPES:
        if pattern.fullmatch(text):
            return Literal(_value(text, doubt), doubt)
    return Literal(Decimal(0), "broken")


_SHAPES = (
    (_GROUPED, ""),
    (_COMMA_GROUP, "comma"),
    (_VIETNAMESE, ""),
    (_ENGLISH, "english"),
    (_POINT, "point"),
    (_SPACED, "spaced"),
)


def _value(text: str, doubt: str) -> Decimal:
    if doubt == "english":
        return Decimal(text.replace(",", ""))
    if doubt == "point":
        return Decimal(text)
    return Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))


def decimal_text(value: Decimal) -> str:
    """`value` with a point, without grouping, exponent or needless zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text
