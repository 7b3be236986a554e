"""References to documents: the slash, the code that goes with the kind, days that exist."""

import re
from collections.abc import Iterator

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import BLANK, WORDS, Sheet, any_of, lowered
from domain.understanding import understand
from domain.understanding.lexicon import phrases, table

_TYPES = {lowered(name): code for name, code in table("reference", "types").items()}
_LETTERS = tuple(map(lowered, phrases("reference", "letters")))
_NAMES = {code: name for name, code in reversed(_TYPES.items())}
_BY_DECISION = frozenset(WORDS["references"]["by_decision"])
_DECISION = frozenset(WORDS["references"]["decision"])
_CODE = re.compile(
    r"(?<![\w/.,-])\d{1,6}(?:/(?:19|20)\d\d)?"
    rf"(?:{BLANK}?[/-]{BLANK}?|(?<=\d))[A-ZĐ][\w&]*(?:[-–/][\w&]+)*"
)
_BEFORE = re.compile(
    rf"(?<!\w)({any_of([*_TYPES, *_LETTERS])}){BLANK}+(?:{any_of(WORDS['references']['numbered'])}"
    rf"{BLANK}*)?$"
)
_DATED = re.compile(rf",?{BLANK}(?:{any_of(WORDS['dates']['day'])}){BLANK}[\d/]{{1,10}}\d")
_REACH = 60
_OF_DATE = {"bad_date": Flaw.BAD_DATE, "year_mismatch": Flaw.YEAR}


def references(sheet: Sheet) -> Iterator[Finding]:
    """One finding a reference. Forms and codes: NĐ 30/2020/NĐ-CP, Phụ lục I and III; for laws and
    party papers as in `understand("reference", …)`."""
    for match in _CODE.finditer(sheet.text):
        before = _BEFORE.search(sheet.low, max(0, match.start() - _REACH), match.start())
        start = before.start() if before else match.start()
        dated = _DATED.match(sheet.low, match.end())
        end = dated.end() if dated else match.end()
        understood = understand("reference", sheet.text[start:end], {})
        flags = understood.flags
        if "missing_slash" in flags:
            suggestion = understood.head
            yield sheet.finding(Flaw.MISSING_SLASH, match.start(), match.end(), suggestion)
        elif "type_mismatch" in flags and before:
            yield from _mismatch(sheet, before, match, understood.head)
        elif dated and (flag := next((f for f in flags if f in _OF_DATE), None)):
            yield sheet.finding(_OF_DATE[flag], start, end)


def spans_of_codes(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where numbers with codes stand: their letters are no abbreviations of the text."""
    for match in _CODE.finditer(sheet.text):
        yield match.span()


def _mismatch(
    sheet: Sheet, before: re.Match[str], match: re.Match[str], head: str
) -> Iterator[Finding]:
    number, _, code = head.rpartition("/")
    kind, *rest = re.split("[-/]", code if "-" in code else head.split("-", 1)[-1])
    if not rest or kind not in _NAMES:
        return
    said = before[1]
    if said in _LETTERS:
        suggestion = f"{sheet.text[slice(*before.span(0))]}{number}/{'-'.join(rest)}-…"
        yield sheet.finding(Flaw.LETTER_CODE, before.start(), match.end(), suggestion)
    elif not _stands_for(sheet, said, kind, match.start()):
        words = sheet.text[before.end(1) : match.end()]
        name = _NAMES[kind]
        suggestion = f"{name[:1].upper()}{name[1:]}{words}"
        yield sheet.finding(Flaw.TYPE_CODE, before.start(), match.end(), suggestion)


def _stands_for(sheet: Sheet, said: str, kind: str, at: int) -> bool:
    """Approved by a decision whose number it carries, or the kind itself is named before."""
    if kind in _DECISION and _TYPES.get(said) in _BY_DECISION:
        return True
    return _NAMES[kind] in sheet.low[max(0, at - _REACH) : at]
