"""The words that the reader recognises, and how words are compared."""

import re
import tomllib
from importlib.resources import files
from typing import Any

from domain.spelling import one_tone_place


def same(text: str) -> str:
    """Lower case, one tone place; as long as `text`, so that positions agree."""
    return one_tone_place("".join(c.lower() if len(c.lower()) == 1 else c for c in text))


def _even(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _even(inner) for key, inner in value.items()}
    return [same(word) for word in value] if isinstance(value, list) else same(value)


WORDS: dict[str, Any] = _even(
    tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
)


def any_of(words: list[str]) -> str:
    """A pattern for one of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def begins(text: str, words: list[str]) -> str | None:
    """The longest of `words` that `text` begins with, as whole words."""
    low = same(text)
    fitting = [w for w in words if low.startswith(w) and not low[len(w) : len(w) + 1].isalnum()]
    return max(fitting, key=len, default=None)


def contains(text: str, words: list[str]) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{any_of(words)})(?!\w)", same(text)))
