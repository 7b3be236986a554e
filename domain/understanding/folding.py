"""Text as people type it, brought to one form in which words can be compared.

Every syllable is written without its tone, with the tone as a letter behind it, so that hoà and
hòa are equal and a tone left out is simply absent. Each place remembers where it came from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = {"\u0300": "ˋ", "\u0301": "ˊ", "\u0309": "ˀ", "\u0303": "ː", "\u0323": "ˌ"}
"""Combining tone -> the letter that stands for it; modifier letters count as word characters."""

_PLAIN = str.maketrans("ăâđêôơư", "aadeoou", "".join(_TONES.values()))
_LIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a\u2032\u02bc\u2033", '"'),
    **{"\uff0c": ",", "\uff0e": ".", "\uff1a": ":", "\uff1b": ";", "\uff0f": "/", "\uff05": "%"},
    **{"\u2044": "/", "\u2215": "/", "\uff08": "(", "\uff09": ")", "\uff1f": "?", "\u2248": "~"},
    **dict.fromkeys(_TONES.values(), " "),
}


def clean(text: str) -> str:
    """`text` in NFC, without invisible characters, every blank (but line ends) an ordinary one."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(map(_visible, composed))


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    if character == "\r" or unicodedata.category(character) in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    return character


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the comparable form; `source(a, b)` gives back what was typed there."""

    text: str
    original: str
    origin: tuple[int, ...]

    def source(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return self.original[self.origin[start] : self.origin[end - 1] + 1]

    def cut(self, start: int, end: int) -> "Folded":
        return Folded(self.text[start:end], self.original, self.origin[start:end])

    def trimmed(self, marks: str = " ") -> "Folded":
        text = self.text
        end = len(text.rstrip(marks))
        return self.cut(min(len(text) - len(text.lstrip(marks)), end), end)


def fold(text: str) -> Folded:
    """The comparable form of `text`; blanks of any kind become single spaces."""
    original = clean(text)
    letters: list[str] = []
    origin: list[int] = []
    tone = ""
    for place, character in enumerate(original):
        letter, mark = _split(character)
        if not letter.isalpha():
            if tone:
                letters.append(tone)
                origin.append(place - 1)
                tone = ""
            if letter == " " and letters[-1:] == [" "]:
                continue
        tone = mark or tone
        letters.append(letter)
        origin.append(place)
    if tone:
        letters.append(tone)
        origin.append(len(original) - 1)
    return Folded("".join(letters), original, tuple(origin)).trimmed()


@lru_cache(maxsize=4096)
def _split(character: str) -> tuple[str, str]:
    """A lower-case letter without its tone, and the tone."""
    if character.isspace():
        return " ", ""
    if character.isdecimal():
        return str(unicodedata.decimal(character)), ""
    low = character.lower()
    low = _LIKE.get(low, low) if len(low) == 1 else character
    if low.isascii():
        return low, ""
    parts = unicodedata.normalize("NFD", low)
    tone = next((_TONES[part] for part in parts if part in _TONES), "")
    rest = "".join(part for part in parts if part not in _TONES)
    letter = unicodedata.normalize("NFC", rest)
    return (letter, tone) if len(letter) == 1 else (low, "")


def plain(folded: str) -> str:
    """Folded text without any diacritics."""
    return folded.translate(_PLAIN)


def is_marked(folded: str) -> bool:
    """Whether folded text carries any Vietnamese diacritics."""
    return plain(folded) != folded


_BEGIN = {True: r"(?<![^\W\d])", False: r"(?<!\w)"}
"""A word may stand straight behind a digit ("12h", "500tr"), never inside another word."""


def phrase_pattern(phrase: str) -> str:
    """A regular expression for `phrase` in folded text.

    Each word may be written with its diacritics or with none (đ may stay); never with others:
    "mat" can be "mật", "mât" and "mất" cannot.
    """
    folded = fold(phrase).text
    body = " ".join(_word_pattern(word) for word in folded.split(" "))
    before = _BEGIN[folded[:1].isalpha()] if folded[:1].isalnum() else ""
    after = r"(?!\w)" if folded[-1:].isalnum() else ""
    return before + body + after


def _word_pattern(word: str) -> str:
    exact = re.escape(word)
    bare = "[đd]".join(re.escape(plain(part)) for part in word.split("đ"))
    return exact if exact == bare else f"(?:{exact}|{bare})"
