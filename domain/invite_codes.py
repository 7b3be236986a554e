"""The form of invite codes, K7Q2-M9XD, and finding one in what a person types."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, so a 1 or a 0 misread as a letter is still known."""

BITS = 40
"""A code says a number below 2**BITS."""

_LENGTH = 8
_MISREAD = str.maketrans("OIL", "011")
_CODE = re.compile(
    r"(?<!\w)(?P<left>[A-Z0-9]{4})(?P<between>\s?[-\u2010-\u2015]?\s?)(?P<right>[A-Z0-9]{4})(?!\w)"
)


def code_of(number: int) -> str:
    """The code that says `number`. Raises ValueError unless 0 <= number < 2**BITS."""
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"no code says {number}")
    digits = [ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH))]
    return "".join(digits[:4]) + "-" + "".join(digits[4:])


def find_code(text: str) -> str | None:
    """The code in `text` as it was issued: capitals, hyphen, misread letters put right.

    Within a sentence or a link only what mixes letters and digits is taken for a code, so that
    ordinary words of four letters are not; alone, a hyphen or one unbroken word is enough.
    """
    capitals = unicodedata.normalize("NFKC", text).upper().strip()
    whole = _CODE.fullmatch(capitals)
    matches = [whole] if whole else list(_CODE.finditer(capitals))
    return next((_issued(match) for match in matches if _is_code(match, whole)), None)


def _is_code(match: re.Match[str], whole: re.Match[str] | None) -> bool:
    letters = match["left"] + match["right"]
    if whole and match["between"].strip():
        return True
    if letters.isdigit():
        return False
    return any(map(str.isdigit, letters)) or (whole is not None and not match["between"])


def _issued(match: re.Match[str]) -> str:
    return "-".join(part.translate(_MISREAD) for part in (match["left"], match["right"]))
