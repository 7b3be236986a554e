"""A typed number or the typed words of a choice, brought to the choice that was meant."""

import re

from domain.messages import Picks
from domain.understanding.folding import fold, plain

_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?", re.ASCII)
_TRAILING = re.compile(r"[\s.,;:!?…]+$")


def picked(text: str, labels: list[str], picks: Picks) -> int | None:
    """The index of the choice that `text` names, or None.

    Numbers pick only where they cannot be an answer; words pick when they are a whole label,
    with or without diacritics.
    """
    if picks is Picks.NUMBER and (number := _NUMBER.fullmatch(text.strip())):
        index = int(number[1]) - 1
        return index if 0 <= index < len(labels) else None
    said = _folded(text)
    same = [index for index, label in enumerate(labels) if _folded(label) == said]
    return same[0] if said and len(same) == 1 else None


def _folded(text: str) -> str:
    return _TRAILING.sub("", plain(fold(text).text))
