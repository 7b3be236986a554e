"""Names: capitals of NĐ 30/2020/NĐ-CP, Phụ lục II; no "&" in the name of an agency."""

import re
from collections.abc import Iterator

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import BLANK, WORDS, Sheet, any_of, lowered

_PEOPLE, _STATE = WORDS["people"], WORDS["state"]
_PEOPLE_BEFORE = frozenset(map(lowered, _PEOPLE["before"]))
_PEOPLE_AFTER = frozenset(map(lowered, _PEOPLE["after"]))
_THE_PEOPLE = re.compile(rf"(?<!\w){any_of(_PEOPLE['words'])}(?!\w)(?:{BLANK}(\w+))?")
_THE_STATE = re.compile(
    rf"(?<!\w){any_of(_STATE['before'])}{BLANK}({any_of(_STATE['words'])})(?!\w)"
)
_BEGIN = "|".join(WORDS["agencies"]["begin"])
_AMPERSAND = re.compile(
    rf"(?<!\w)(?:{_BEGIN}){BLANK}[^\W\d_][^\n,;:.()&]{{0,60}}?{BLANK}(&){BLANK}(?=[^\W\d_])"
)
_AGENCY = re.compile(rf"(?<!\w){any_of(WORDS['agencies']['capital'])}(?!\w)")
_PLACE = re.compile(
    rf"(?<=[^\W\d_][ \u00a0])(?:{'|'.join(WORDS['places']['kinds'])})(?={BLANK}([^\W\d_]))"
)
_LAST_WORD = re.compile(r"(\w+)[ \u00a0]$")
_NEAR = 20


def names(sheet: Sheet) -> Iterator[Finding]:
    """Names of agencies and places, and the words that always take a capital."""
    yield from _ampersands(sheet)
    yield from _agencies(sheet)
    yield from _the_people(sheet)
    yield from _the_state(sheet)
    yield from _places(sheet)


def _ampersands(sheet: Sheet) -> Iterator[Finding]:
    for match in _AMPERSAND.finditer(sheet.text):
        end = _end_of_word(sheet.text, match.end())
        found = sheet.text[match.start() : end]
        joined = found.replace("&", WORDS["agencies"]["and"])
        yield sheet.finding(Flaw.AMPERSAND, match.start(), end, joined)


def _end_of_word(text: str, at: int) -> int:
    """To the end of the next two words that begin there."""
    match = re.compile(rf"\w+(?:{BLANK}\w+)?").match(text, at)
    return match.end() if match else at


def _agencies(sheet: Sheet) -> Iterator[Finding]:
    for match in _AGENCY.finditer(sheet.low):
        if sheet.text[match.start()].islower():
            yield _capital(sheet, *match.span())


def _the_people(sheet: Sheet) -> Iterator[Finding]:
    for match in _THE_PEOPLE.finditer(sheet.low):
        end = match.end() if match[1] is None else match.start(1) - 1
        found = sheet.text[match.start() : end]
        before = _LAST_WORD.search(sheet.text, max(0, match.start() - _NEAR), match.start())
        of_a_name = before and lowered(before[1]) in _PEOPLE_BEFORE
        if found[:1].islower() and not of_a_name and match[1] not in _PEOPLE_AFTER:
            yield _capital(sheet, match.start(), end)


def _the_state(sheet: Sheet) -> Iterator[Finding]:
    """Only beside the Party and the people: "quản lý nhà nước" is written small."""
    for match in _THE_STATE.finditer(sheet.low):
        if sheet.text[match.start(1)].islower():
            yield _capital(sheet, *match.span(1))


def _capital(sheet: Sheet, start: int, end: int) -> Finding:
    found = sheet.text[start:end]
    return sheet.finding(Flaw.CAPITAL, start, end, found[:1].upper() + found[1:])


def _places(sheet: Sheet) -> Iterator[Finding]:
    """ "Tỉnh Hà Tĩnh" within a sentence; a name of its own must follow."""
    for match in _PLACE.finditer(sheet.text):
        if match[1].isupper():
            end = _end_of_word(sheet.text, match.end() + 1)
            found = sheet.text[match.start() : end]
            yield sheet.finding(Flaw.CAPITAL, match.start(), end, found[:1].lower() + found[1:])
