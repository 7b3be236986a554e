"""The order of Vietnamese words: a, ă, â, b, c, d, đ, e, ê …"""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import TypeAlias

from domain.spelling import one_tone_place

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_PLACES = {letter: place for place, letter in enumerate(_WORDS["letters"])}
_TONES = {mark: place for place, mark in enumerate(_WORDS["tones"], start=1)}
_PARTS = re.compile(r"(\d+)")

Order: TypeAlias = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]


def collation_key(text: str) -> Order:
    """For sorted(): by letters; then by tones, in the order level, huyền, hỏi, ngã, sắc, nặng;
    numbers by their value. Capitals and the old or new place of a tone make no difference."""
    plain = one_tone_place(unicodedata.normalize("NFC", text).casefold())
    words, tones = [], []
    for part in (part for word in plain.split() for part in _PARTS.split(word) if part):
        letters, heard = _taken_apart(part)
        words.append(letters)
        tones.append(heard)
    return tuple(words), tuple(tones), plain


def _taken_apart(word: str) -> tuple[tuple[int, ...], int]:
    """The places of a word's letters in the alphabet, and that of its tone."""
    if word.isdecimal():
        return (-1, int(word)), 0
    tone, bare = 0, []
    for mark in unicodedata.normalize("NFD", word):
        tone = _TONES.get(mark, tone)
        if mark not in _TONES:
            bare.append(mark)
    letters = unicodedata.normalize("NFC", "".join(bare))
    return tuple(_PLACES.get(letter, len(_PLACES) + ord(letter)) for letter in letters), tone
