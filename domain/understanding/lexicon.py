"""The words to be recognised, read once from `domain/lexicon.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from domain.understanding.folding import Folded, fold, phrase_pattern, plain

_DATA: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent.parent / "lexicon.toml").read_text(encoding="utf-8")
)


def table(section: str, name: str) -> Mapping[str, Any]:
    """A table of the lexicon as it stands."""
    found: Mapping[str, Any] = _DATA[section][name]
    return found


def phrases(section: str, name: str) -> tuple[str, ...]:
    """A list of the lexicon as it stands."""
    return tuple(_DATA[section][name])


def any_of(words: Iterable[str]) -> str:
    """A group of a regular expression that matches one of `words`, the longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(plain(fold(word).text[:1]), []).append(phrase_pattern(word))
    worded = [_begun(letter, group) for letter, group in groups.items() if letter.isalpha()]
    others = ["|".join(group) for letter, group in groups.items() if not letter.isalpha()]
    return (
        "(?:"
        + "|".join([_NO_LETTER_BEFORE + "(?:" + "|".join(worded) + ")"] * bool(worded) + others)
        + ")"
    )


def before_number(words: Iterable[str]) -> str:
    """The same for words that a number may follow at once: "nv4"."""
    return any_of(words).replace(r"(?!\w)", r"(?![^\W\d])")


_NO_LETTER_BEFORE = r"(?<![^\W\d])"
_MARKED = {"a": "ăâ", "d": "đ", "e": "ê", "o": "ôơ", "u": "ư"}


def _begun(letter: str, patterns: list[str]) -> str:
    """`patterns` that begin with `letter`, passed over at once where another letter stands."""
    return f"(?=[{letter}{_MARKED.get(letter, '')}])(?:{'|'.join(patterns)})"


@cache
def words(section: str, name: str) -> str:
    """The list or table `name` of `section` as a group of a regular expression."""
    return any_of(_DATA[section][name])


def fill(grammar: str, section: str, **more: str) -> re.Pattern[str]:
    """`grammar` with `{name}` replaced by the lexicon's words of `section` (or by `more`)."""

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in more:
            return more[name]
        return words(*name.split(".")) if "." in name else words(section, name)

    return re.compile(re.sub(r"\{([a-z_][a-z_.]*)\}", word, grammar))


class Meanings:
    """A table of the lexicon turned round: which meaning has this text?"""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._patterns = [
            (meaning, re.compile(any_of(spellings))) for meaning, spellings in entries.items()
        ]

    def of(self, text: str) -> str | None:
        """The meaning whose words are exactly `text`."""
        return next((name for name, pattern in self._patterns if pattern.fullmatch(text)), None)


_MARKS = " .,;:!?\"'()[]…*_~-"
_EMOJI = re.compile(r"[^\w\s.,;:!?%/&()\[\]\"'+\-=<>@#…*~|\\]+")
_EMOJI_END = re.compile(_EMOJI.pattern + "$")
_OPENING = fill(
    r"(?:{opening}[ ,.:!-]*|{marked}[ ,.:!-]+|{opening_marked} ?[,.:!-][ ,.:!-]*)",
    "politeness",
    marked="(?:"
    + "|".join(fold(word).text for word in phrases("politeness", "opening_marked"))
    + ")(?!\\w)",
)
_CLOSING = fill(r"[ ,.;:!?-]*{closing}$", "politeness")


def polite_off(folded: Folded, marks: str = _MARKS) -> Folded:
    """`folded` without greetings, particles and marks at either end."""
    rest = folded
    while True:
        rest = _without_pictures(rest.trimmed(marks))
        match = _OPENING.match(rest.text)
        if match and match.end() < len(rest.text):
            rest = rest.cut(match.end(), len(rest.text))
            continue
        closing = _CLOSING.search(rest.text)
        if closing and closing.start() > 0:
            rest = rest.cut(0, closing.start())
            continue
        return rest


def _without_pictures(folded: Folded) -> Folded:
    text = folded.text
    end = _EMOJI_END.search(text)
    begin = _EMOJI.match(text)
    return folded.cut(begin.end() if begin else 0, end.start() if end else len(text)).trimmed()


def squeezed(text: str) -> str:
    """The letters and digits of `text` alone, without diacritics."""
    return re.sub(r"[\W_]", "", plain(fold(text).text))
