"""The document as a whole: headings alike, parts from the first on, letterhead and end."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import WORDS, Sheet, any_of

_OWN = WORDS["layout"]
_HEADING = re.compile(
    r"^[#* \t]*(?P<number>[IVXLC]+|\d{1,2}|[a-zđ])[.)][ \t\u00a0]+"
    r"(?P<title>\S[^\n]{0,99}?)[* \t]*$",
    re.MULTILINE,
)
_ENDED = (".", ";", ",", "?", "!", "\u2026", "/")
_PART = re.compile(
    rf"^[#* \t]*(?P<whole>{any_of(_OWN['part'])} "
    rf"(?P<ordinal>{any_of([*_OWN['first'], *_OWN['second']])}))(?!\w)",
    re.MULTILINE,
)
_RECIPIENTS = re.compile(rf"^[#* \t]*{any_of(_OWN['recipients'])}[:* \t]*$", re.MULTILINE)
_NATION = re.compile(any_of(_OWN["nation"]))
_KIND = re.compile(rf"^[#* \t]*({any_of(_OWN['kind'])})[* \t]*$", re.MULTILINE)
_END_WORD = re.compile(r"(?:\w+|\S)[./]*$")
_LAST = 400


class _Title(NamedTuple):
    level: str
    number: str
    start: int
    end: int
    has_colon: bool


def headings(sheet: Sheet) -> Iterator[Finding]:
    """Titles of one level of one series of which some end with a colon and some do not. A
    title has none (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    for series in _series(list(_titles(sheet))):
        if len({title.has_colon for title in series}) > 1:
            odd = next(title for title in series if title.has_colon)
            mended = sheet.text[odd.start : odd.end].rstrip(": \u00a0")
            yield sheet.finding(Flaw.HEADING_MARK, odd.start, odd.end, mended)


def _titles(sheet: Sheet) -> Iterator[_Title]:
    """Short numbered lines that are no sentences."""
    for match in _HEADING.finditer(sheet.text):
        title = match["title"]
        if title.endswith(_ENDED) or not title[:1].isupper():
            continue
        number = match["number"]
        yield _Title(_level(number), number, *match.span("title"), title.endswith(":"))


def _level(number: str) -> str:
    if number.isdigit():
        return "1"
    return "I" if number.isupper() else "a"


def _series(titles: list[_Title]) -> Iterator[list[_Title]]:
    """Titles of one level below the same title of the level above."""
    above: dict[str, int] = {"I": 0, "1": 0, "a": 0}
    keyed = []
    for title in titles:
        above[title.level] += 1
        parents = {"I": (), "1": (above["I"],), "a": (above["I"], above["1"])}
        keyed.append(((title.level, *parents[title.level]), title))
    keyed.sort(key=lambda pair: pair[0])
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        yield [title for _, title in group]


def parts(sheet: Sheet) -> Iterator[Finding]:
    """A second part without a first."""
    found = list(_PART.finditer(sheet.low))
    firsts = [match for match in found if match["ordinal"] in _OWN["first"]]
    if found and not firsts:
        yield sheet.finding(Flaw.PART, *found[0].span("whole"), _OWN["title_first"])


def frame(sheet: Sheet) -> Iterator[Finding]:
    """Of a whole document, one with its recipients: the nation's name above, "./." below."""
    recipients = _RECIPIENTS.search(sheet.low)
    if recipients is None:
        return
    kind = _KIND.search(sheet.low)
    if kind and not _NATION.search(sheet.low):
        yield sheet.finding(Flaw.LETTERHEAD, *kind.span(1))
    begin = max(0, recipients.start() - _LAST)
    body = sheet.text[begin : recipients.start()].rstrip("#* \t\n\u00a0")
    if body and not body.endswith(_OWN["end"]):
        last = _END_WORD.search(body)
        start, end = begin + (last.start() if last else len(body)), begin + len(body)
        word = sheet.text[start:end].rstrip("./")
        yield sheet.finding(Flaw.END, start, end, f"{word}{_OWN['end']}")
