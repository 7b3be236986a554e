"""The words of `words.toml`, read once, and how they are met in what a person types."""

import re
import tomllib
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


_OPENING = re.compile(
    "|".join(phrase_pattern(opening) for opening in sorted(_WORDS["name_openings"], key=len)[::-1])
)
_CLOSING = re.compile(
    rf"[ ,.]+(?:{'|'.join(re.escape(fold(word).text) for word in _WORDS['name_closings'])})[ ,.]*$"
)
