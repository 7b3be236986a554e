"""One text -> several, each as long as a messenger takes, cut where a reader would pause. Pure."""

import re
import unicodedata

UTF_16 = "utf-16"
BOUNDARIES = tuple(
    re.compile(boundary) for boundary in (r"\n\s*\n", r"\n", r"(?<=[.!?…;:])\s+", r"\s+")
)
JOINERS = "\u200d\u200c"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
# A piece shorter than this share of the limit is worth a cut at a lesser boundary.
LEAST_SHARE = 4


def split(text: str, limit: int, units: str) -> list[str]:
    """Pieces of at most `limit` "characters" or "utf-16" units each; none for a blank text.

    Nothing but white space at the cuts is lost, and no letter is parted from its marks unless one
    alone is longer than the limit.
    """
    pieces = []
    rest = text.strip()
    while longest := _prefix(rest, limit, units):
        if longest == len(rest):
            pieces.append(rest)
            break
        cut = _cut(rest, longest)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return pieces


def length(text: str, units: str) -> int:
    """How long the messenger takes a text to be."""
    return len(text) + sum(letter > "\uffff" for letter in text) if units == UTF_16 else len(text)


def _prefix(text: str, limit: int, units: str) -> int:
    """How many of our characters fit within the limit; at least one, or nothing would move."""
    if length(text[:limit], units) <= limit:
        return min(len(text), limit)
    left = limit
    for place, letter in enumerate(text):
        left -= length(letter, units)
        if left < 0:
            return max(place, 1)
    return len(text)


def _cut(text: str, longest: int) -> int:
    for boundary in BOUNDARIES:
        gaps = boundary.finditer(text, 0, longest + 1)
        starts = [gap.start() for gap in gaps if not _marked(text, gap.end())]
        if starts and starts[-1] * LEAST_SHARE >= longest:
            return starts[-1]
    return _letter_end(text, longest)


def _marked(text: str, place: int) -> bool:
    return place < len(text) and unicodedata.category(text[place]).startswith("M")


def _letter_end(text: str, longest: int) -> int:
    cut = longest
    while cut > 0 and _inside_letter(text, cut):
        cut -= 1
    return cut or longest


def _inside_letter(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    return (
        _marked(text, cut)
        or after in JOINERS
        or before in JOINERS
        or ord(after) in SKIN_TONES
        or (ord(after) in FLAG_LETTERS and _flag_letters_before(text, cut) % 2 == 1)
    )


def _flag_letters_before(text: str, cut: int) -> int:
    count = 0
    while count < cut and ord(text[cut - 1 - count]) in FLAG_LETTERS:
        count += 1
    return count
