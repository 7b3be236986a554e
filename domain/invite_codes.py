"""The form of invite codes, K7Q2-M9XD, and finding one in what a person types."""

import re
import unicodedata
from collections.abc import Iterator

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are made of: no letters and digits that look alike on paper."""

_CODE = re.compile(
    r"(?<!\w)(?P<left>[A-Z0-9]{4})(?P<between>\s?[-\u2010-\u2015\u2212]?\s?)"
    r"(?P<right>[A-Z0-9]{4})(?!\w)"
)
_VOWEL = re.compile("[AEIOUY]")
_LEAD = re.compile(r"/START(?:@\w+)?\s+|(?:HTTPS?://)?T\.ME/\S+[?&]START=")
"""How a deep link begins, and what it types."""


def find_code(text: str) -> str | None:
    """The code in `text` in capitals with its hyphen; None where there is none.

    Within a sentence or a link only what mixes letters and digits is taken for a code, so that
    ordinary words of four letters are not; alone, a hyphen or one unbroken word is enough. Of
    several it is the likeliest one, so that a word of four letters beside a code is no half of
    it. No letter is put right: codes are made without those that look like digits.
    """
    capitals = unicodedata.normalize("NFKC", text).upper().strip()
    whole = _CODE.fullmatch(capitals)
    matches = [whole] if whole else list(_matches(capitals))
    codes = [match for match in matches if _is_code(match, whole)]
    found = max(reversed(codes), key=_likeliness, default=None)
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


def _matches(capitals: str) -> Iterator[re.Match[str]]:
    """Overlapping ones, too: "NHAN K7Q2" and "K7Q2 M9XD"."""
    match = _CODE.search(capitals)
    while match:
        yield match
        match = _CODE.search(capitals, match.start() + 1)


def _likeliness(match: re.Match[str]) -> tuple[bool, bool, int]:
    """Written in one, of our letters, and with few halves that could be words."""
    halves = match["left"], match["right"]
    odd = [half for half in halves if any(map(str.isdigit, half)) or not _VOWEL.search(half)]
    in_one = match["between"].strip() or not match["between"]
    return bool(in_one), is_well_formed("".join(halves)), len(odd)


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
