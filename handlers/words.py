"""The words of `words.toml`, read once, and how they are met in what a person types."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.understanding.folding import fold, phrase_pattern, plain

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))

EXTENSION_REASONS: dict[str, str] = _WORDS["extension_reasons"]


def bare_name(text: str) -> str:
    """What somebody calls themselves, without "tôi là" before it and "ạ" behind it."""
    folded = fold(text)
    opening, closing = _OPENING.match(folded.text), _CLOSING.search(folded.text)
    start = opening.end() if opening else 0
    end = closing.start() if closing else len(folded.text)
    return folded.source(start, end).strip(" ,.:;")


def said(text: str, words: str) -> bool:
    """Whether all of `text` is one of the words listed under `words`, diacritics or not."""
    folded = plain(fold(text).text).strip(" .,")
    return folded in {plain(fold(word).text) for word in _WORDS[words]}


def _any_of(phrases: Iterable[str], *, exact: bool = False) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(phrase_pattern(phrase, exact=exact) for phrase in longest_first)


_OPENING = re.compile(f"(?:{_any_of(_WORDS['name_openings'])})")
_CLOSING = re.compile(rf"[ ,.]*(?:{_any_of(_WORDS['name_closings'], exact=True)})[ ,.]*$")
