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


def split_over(text: str, below: str, limit: int, units: str) -> list[str]:
    """Pieces as of `split`, with the end of `text`, which is what is asked, in one piece with
    `below`: choices are not parted from their question unless they are too long by themselves."""
    text, below = text.strip(), below.strip()
    whole = _joined(text, below)
    room = limit - length(_joined("x", below), units) + 1
    place = _asked_from(text, max(room, limit // LEAST_SHARE), units)
    if length(whole, units) <= limit or not below or not place:
        return split(whole, limit, units)
    pieces, last = split(text[:place], limit, units), whole[place:]
    # What has room above the question goes with it: one message fewer.
    longer = whole[text.rindex(pieces[-1], 0, place) :]
    if length(longer, units) <= limit:
        pieces, last = pieces[:-1], longer
    return [*pieces, *split(last, limit, units)]


def _joined(text: str, below: str) -> str:
    return f"{text}\n\n{below}" if text and below else text or below


def _asked_from(text: str, room: int, units: str) -> int:
    """Where the last line begins, or the last sentence, or as many last words as have room."""
    if length(text, units) <= room:
        return 0
    for boundary in BOUNDARIES[1:3]:
        ends = [gap.end() for gap in boundary.finditer(text) if not _marked(text, gap.end())]
        if ends and length(text[ends[-1] :], units) <= room:
            return ends[-1]
    places = range(max(0, len(text) - room), len(text))
    fitting = [place for place in places if length(text[place:], units) <= room]
    words = [place for place in fitting if place and text[place - 1].isspace()]
    whole = [place for place in words if not _marked(text, place)]
    letters = [place for place in fitting if place and not _inside_letter(text, place)]
    return next(iter([*whole, *letters]), 0)


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
