"""The words that the reader recognises, and how words are compared."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from domain.plan_names import fold
from domain.spelling import one_tone_place

_WORD = re.compile(r"\w+")
# Diacritics get lost in headings; a long text without any is no Vietnamese.
_BARE_LENGTH = 200
_LONGEST_PHRASE = 8


@lru_cache(maxsize=8192)
def same(text: str) -> str:
    """Lower case, one tone place; as long as `text`, so that positions agree.

    A short text without any diacritics gets those of the words that are known:
    "NHIEM VU" compares as "nhiệm vụ".
    """
    low = _even(text)
    bare = len(low) <= _BARE_LENGTH and all(c.isascii() for c in low if c.isalpha())
    return _with_diacritics(low) if bare else low


def any_of(words: list[str]) -> str:
    """A pattern for one of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def begins(text: str, words: list[str]) -> str | None:
    """The longest of `words` that `text` begins with, as whole words."""
    low = same(text)
    fitting = [w for w in words if low.startswith(w) and not low[len(w) : len(w) + 1].isalnum()]
    return max(fitting, key=len, default=None)


def contains(text: str, words: list[str]) -> bool:
    """Whether one of `words` stands in `text` as a whole word, whatever its capitals."""
    return bool(re.search(rf"(?<!\w)(?:{any_of(words)})(?!\w)", same(text)))


def _even(text: str) -> str:
    return one_tone_place("".join(c.lower() if len(c.lower()) == 1 else c for c in text))


def _all_even(value: Any) -> Any:
    if isinstance(value, dict):
        return {_even(key): _all_even(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_even(word) for word in value]
    return _even(value) if isinstance(value, str) else value


WORDS: dict[str, Any] = _all_even(
    tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
)


def _phrases(value: Any) -> list[str]:
    """All words of the lists, and those that the lists make together."""
    if isinstance(value, dict):
        return [phrase for inner in value.values() for phrase in _phrases(inner)]
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _made() -> list[str]:
    headings, units = WORDS["headings"], WORDS["units"]
    parts = [f"{headings['ordinal_mark']} {ordinal}" for ordinal in headings["ordinals"]]
    return parts + [f"{many} {of}" for many in units["many"] for of in units["many_of"]]


def _known(phrases: list[str]) -> dict[str, str]:
    """By its bare form: the first phrase that has one."""
    known: dict[str, str] = {}
    for phrase in phrases:
        known.setdefault(fold(phrase), phrase)
    return {bare: phrase for bare, phrase in known.items() if len(bare) == len(phrase)}


_ANYWHERE = _known(
    [p for p in [*_phrases(WORDS), *_made()] if " " in p] + WORDS["units"]["joints"]
)
_FIRST = _known([*WORDS["units"]["beginnings"], *WORDS["headings"]["part"]])


def _with_diacritics(low: str) -> str:
    words = list(_WORD.finditer(low))
    mended, at, i = "", 0, 0
    while i < len(words):
        known = _phrase_at(low, words, i, _ANYWHERE) or (_first(low, words) if i == 0 else None)
        if known:
            mended += low[at : words[i].start()] + known
            at = words[i].start() + len(known)
            i = next((n for n in range(i, len(words)) if words[n].start() >= at), len(words))
        else:
            i += 1
    return mended + low[at:]


def _first(low: str, words: list[re.Match[str]]) -> str | None:
    """A word that opens a heading stands before another word: "so y te", not "so: 12"."""
    if len(words) < 2 or low[words[0].end() : words[1].start()] != " ":
        return None
    return _FIRST.get(words[0][0]) if words[1][0].isalpha() else None


def _phrase_at(low: str, words: list[re.Match[str]], i: int, known: dict[str, str]) -> str | None:
    for last in reversed(words[i : i + _LONGEST_PHRASE]):
        phrase = known.get(low[words[i].start() : last.end()])
        if phrase:
            return phrase
    return None
