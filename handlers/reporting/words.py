"""The words of `words.toml`, read once."""

import re
import tomllib
from pathlib import Path

from domain.understanding.folding import fold, phrase_pattern, plain

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)
_HEDGES = re.compile(
    "|".join(phrase_pattern(word) for word in sorted(_WORDS["hedges"], key=len)[::-1])
)


def _bare(text: str) -> str:
    return plain(fold(text).text).strip(" .,;:()")


_BARE = {name: frozenset(map(_bare, words)) for name, words in _WORDS.items()}


def says(text: str, words: str) -> bool:
    """Whether all of `text` is one of the words listed under `words`."""
    return _bare(text) in _BARE[words]


def order_in(text: str) -> str | None:
    """An order about the whole that `understand` has no head for: review or recall."""
    return next((head for head in ("review", "recall") if says(text, head)), None)


def hedges(text: str) -> bool:
    """Whether `text` leaves open if all is done."""
    return bool(_HEDGES.search(fold(text).text))
