"""The words of `words.toml`, read once, and how they are met in what a person types."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.understanding.folding import fold, phrase_pattern

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))

EXTENSION_REASONS: dict[str, str] = _WORDS["extension_reasons"]


def bare_name(text: str) -> str:
    """What somebody calls themselves, without "tôi là" before it and "ạ" behind it."""
    folded = fold(text)
    opening, closing = _OPENING.match(folded.text), _CLOSING.search(folded.text)
    start = opening.end() if opening else 0
    end = closing.start() if closing else len(folded.text)
    return folded.source(start, end).strip(" ,.:;")


def is_back_at_work(text: str) -> bool:
    return _BACK.fullmatch(fold(text).trimmed(" .,").text) is not None


def _any_of(phrases: Iterable[str], *, exact: bool = False) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(phrase_pattern(phrase, exact=exact) for phrase in longest_first)


_OPENING = re.compile(f"(?:{_any_of(_WORDS['name_openings'])})")
_CLOSING = re.compile(rf"[ ,.]*(?:{_any_of(_WORDS['name_closings'], exact=True)})[ ,.]*$")
_BACK = re.compile(f"(?:{_any_of(_WORDS['back_at_work'])})")
