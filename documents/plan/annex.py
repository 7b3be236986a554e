"""The titles of annexes, which say nothing that is followed."""

from collections.abc import Iterable

from documents.plan.items import Item, Rank, is_ended
from documents.plan.ledger import Ledger
from documents.plan.words import WORDS, begins

_HEADINGS = WORDS["headings"]
_LENGTH = 200
_TITLE_LINES = 4


def place_annex_titles(items: Iterable[Item], ledger: Ledger, signed: bool) -> None:
    """Places "Phụ lục I", the capitals below it and "(Kèm theo Kế hoạch số …)"; in a `signed`
    document also the title of a plan that stands behind the decision which issues it."""
    titled = 0
    for item in items:
        if item.rank is not Rank.NONE or item.cells or len(item.text) > _LENGTH:
            titled = 0
            continue
        if _opens(item, signed):
            titled = _TITLE_LINES
        elif not (titled and _goes_on(item)):
            titled = 0
        if titled:
            ledger.place([item], "annex title")
            titled -= 1


def _opens(item: Item, signed: bool) -> bool:
    if signed and item.text.isupper() and begins(item.text, WORDS["frame"]["kinds"]):
        return True
    return begins(item.text, _HEADINGS["annex"]) is not None and not is_ended(item.text)


def _goes_on(item: Item) -> bool:
    attached = item.text.lower().startswith(tuple(_HEADINGS["attached"]))
    return attached or item.text.isupper() or not is_ended(item.text)
