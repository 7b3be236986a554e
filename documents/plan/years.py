"""Which year a title speaks of, and by which year a figure is to be reached."""

import re

from documents.plan.words import WORDS, any_of, same

_WORDS = WORDS["deadlines"]
_DATES = WORDS["dates"]
_YEAR = re.compile(rf"(?<!\w){_WORDS['own_year']}\s+(20\d\d)(?!\d)")
_NOT_OWN = re.compile(
    rf"(?:(?<!\w)(?:{any_of(_WORDS['not_own'])})|\d\s*{_DATES['month']}\s*\d{{1,2}}|/\d{{1,2}})\s*$"
)
_UNTIL = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['until'])})\s+(?P<year>20\d\d)(?!\d)")
_OUTLOOK = re.compile(rf"(?:{any_of(_WORDS['outlook'])})\s*$")
_BEHIND = 20


def own_year(title: str | None) -> int | None:
    """The last "năm 2026" of a title that is no date and no horizon ("đến năm 2030")."""
    low = same(title or "")
    years = [
        int(found[1])
        for found in _YEAR.finditer(low)
        if not _NOT_OWN.search(low[max(found.start() - _BEHIND, 0) : found.start()])
    ]
    return years[-1] if years else None


def until_year(text: str) -> str | None:
    """The last day of the first year that "đến năm …" names, ISO; no outlook."""
    low = same(text)
    for found in _UNTIL.finditer(low):
        if not _OUTLOOK.search(low[max(found.start() - _BEHIND, 0) : found.start()]):
            return f"{found['year']}-12-31"
    return None
