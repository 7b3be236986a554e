"""Words that are recognised in this conversation alone; they stand in words.toml."""

import tomllib
from pathlib import Path

from domain.understanding.folding import fold, plain

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)


def said(text: str, words: str) -> bool:
    """Whether all of `text` is one of the words listed under `words`, diacritics or not."""
    folded = plain(fold(text).text).strip(" .,")
    return folded in {plain(fold(word).text) for word in _WORDS[words]}


def mentions(text: str, words: str) -> bool:
    """Whether one of the words listed under `words` stands somewhere in `text`."""
    folded = f" {plain(fold(text).text)} "
    return any(f" {plain(fold(word).text)} " in folded for word in _WORDS[words])
