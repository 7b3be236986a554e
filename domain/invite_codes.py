"""The form of invite codes, K7Q2-M9XD, and finding one in what a person types."""

import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are made of: no letters and digits that look alike on paper."""

_CODE = re.compile(
    r"(?<!\w)(?P<left>[A-Z0-9]{4})(?P<between>\s?[-\u2010-\u2015]?\s?)(?P<right>[A-Z0-9]{4})(?!\w)"
)
_LEAD = re.compile(r"/START(?:@\w+)?\s+|(?:HTTPS?://)?T\.ME/\S+[?&]START=")
"""How a deep link begins, and what it types."""


def find_code(text: str) -> str | None:
    """The code in `text` in capitals with its hyphen; None where there is none.

    Within a sentence or a link only what mixes letters and digits is taken for a code, so that
    ordinary words of four letters are not; alone, a hyphen or one unbroken word is enough. No
    letter is put right: codes are made without those that look like digits.
    """
    capitals = unicodedata.normalize("NFKC", text).upper().strip()
    whole = _CODE.fullmatch(capitals)
    matches = [whole] if whole else list(_CODE.finditer(capitals))
    found = next((match for match in matches if _is_code(match, whole)), None)
    return f"{found['left']}-{found['right']}" if found else None


def lone_code(text: str) -> str | None:
    """The code where `text` is nothing but one, or the deep link of one; None for any sentence.

    A lone pair of years or of words is no code: codes mix letters and digits.
    """
    capitals = _LEAD.sub("", unicodedata.normalize("NFKC", text).upper().strip(), count=1)
    match = _CODE.fullmatch(capitals.strip(" .,;:\"'()[]"))
    return f"{match['left']}-{match['right']}" if match and _mixes(match) else None


def is_well_formed(code: str) -> bool:
    """Whether a code could be one of ours: of the letters and digits that codes are made of."""
    return all(character in ALPHABET for character in code.replace("-", ""))


def _mixes(match: re.Match[str]) -> bool:
    letters = match["left"] + match["right"]
    return any(map(str.isdigit, letters)) and not letters.isdigit()


def _is_code(match: re.Match[str], whole: re.Match[str] | None) -> bool:
    letters = match["left"] + match["right"]
    if whole and match["between"].strip():
        return True
    if letters.isdigit():
        return False
    return any(map(str.isdigit, letters)) or (whole is not None and not match["between"])
