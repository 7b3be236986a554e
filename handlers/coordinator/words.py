"""Words that are recognised in this conversation alone; they stand in words.toml."""

import re
import tomllib
from pathlib import Path

from domain.understanding.folding import fold, phrase_pattern
from domain.understanding.lexicon import polite_off

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)


def said(text: str, words: str) -> bool:
    """Whether all of `text` is one of the words listed under `words`, politely or not. Diacritics
    may be left out, but those that are there count: "dừng" is not "đúng"."""
    folded = fold(text)
    forms = (form.text.strip(" .,") for form in (folded, polite_off(folded)))
    return any(_PATTERNS[words].fullmatch(form) for form in forms)


def agrees(text: str) -> bool:
    """Yes, and not what may as well be no: "dung" without its marks is both."""
    return said(text, "yes") and not said(text, "no")


def declines(text: str) -> bool:
    return said(text, "no") and not said(text, "yes")


def mentions(text: str, words: str) -> bool:
    """Whether one of the words listed under `words` stands somewhere in `text`."""
    return _PATTERNS[words].search(fold(text).text) is not None


def begins(text: str, words: str) -> bool:
    """Whether `text` begins with one of the words listed under `words`."""
    return _PATTERNS[words].match(fold(text).text.lstrip()) is not None


def without(text: str, words: str) -> str:
    """`text` without the first of the words listed under `words`."""
    folded = fold(text)
    match = _PATTERNS[words].search(folded.text)
    if match is None:
        return text
    rest = (folded.source(0, match.start()), folded.source(match.end(), len(folded.text)))
    return " ".join(part.strip() for part in rest if part.strip())


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(phrase_pattern, longest_first)))


_PATTERNS = {name: _any_of(phrases) for name, phrases in _WORDS.items()}
