"""The form of invite codes, K7Q2-M9XD, and finding one in what a person types."""

import re
import unicodedata

_CODE = re.compile(
    r"(?<!\w)(?P<left>[A-Z0-9]{4})(?P<between>\s?[-\u2010-\u2015]?\s?)(?P<right>[A-Z0-9]{4})(?!\w)"
)


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


def _is_code(match: re.Match[str], whole: re.Match[str] | None) -> bool:
    letters = match["left"] + match["right"]
    if whole and match["between"].strip():
        return True
    if letters.isdigit():
        return False
    return any(map(str.isdigit, letters)) or (whole is not None and not match["between"])
