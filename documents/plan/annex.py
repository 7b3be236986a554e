"""The titles of annexes, which say nothing that is followed."""

from collections.abc import Iterable

from documents.plan.items import Item, Rank
from documents.plan.ledger import Ledger
from documents.plan.words import WORDS, begins

_HEADINGS = WORDS["headings"]
_LENGTH = 200


def place_annex_titles(items: Iterable[Item], ledger: Ledger) -> None:
    """Places "Phụ lục I", the capitals below it and "(Kèm theo Kế hoạch số …)"."""
    titled = False
    for item in items:
        if item.rank is not Rank.NONE or item.cells or len(item.text) > _LENGTH:
            titled = False
            continue
        opens = begins(item.text, _HEADINGS["annex"]) and not item.text.endswith((".", ";"))
        titled = bool(opens) or (titled and _goes_on(item))
        if titled:
            ledger.place([item], "annex title")


def _goes_on(item: Item) -> bool:
    return item.text.isupper() or item.text.lower().startswith(tuple(_HEADINGS["attached"]))
