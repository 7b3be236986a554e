"""A typed number or the typed words of a choice, brought to the choice that was meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.conversation import Chose, Said
from domain.messages import Picks, Question
from domain.understanding.folding import fold, is_marked, plain
from domain.understanding.lexicon import before_number, fill, phrases, polite_off
from domain.understanding.numbers import EXACT, SMALL, small_number

_NUMBER = fill(
    r"(?:{before}[ .:]*)?(?P<number>{small})",
    "choosing",
    before=before_number(phrases("choosing", "before")),
    small=SMALL,
)
_TRAILING = re.compile(r"[\s.,;:!?…]+$")
_AROUND = ' .,;:!?()[]"…·•-'
_TOO_LITTLE = frozenset(plain(fold(word).text) for word in phrases("choosing", "too_little"))
_LEAST_LETTERS = 2


def meant(said: Said, question: Question, labels: Sequence[str]) -> Said | Chose:
    """The choice that was typed; or what was said, with the choice that it only begins."""
    index = picked(said.text, labels, question.picks)
    if index is not None:
        return Chose(question.choices[index].key, question.id, said.message)
    index = begun(said.text, labels, question.picks)
    return said if index is None else replace(said, begins=question.choices[index].key)


def picked(text: str, labels: Sequence[str], picks: Picks) -> int | None:
    """The index of the choice that `text` names by its number or by its whole label, or None.

    Numbers pick only where they cannot be an answer; words pick with or without diacritics.
    """
    number = _typed_number(text) if picks is Picks.NUMBER else ""
    if number.isdigit():
        return _at(number, labels)
    same = _labelled(_folded(text), labels)
    if picks is Picks.NUMBER:
        same = same or _labelled(_folded(polite_off(fold(text)).text), labels)
    if same:
        return same[0] if len(same) == 1 else None
    return _at(number, labels) if number and not _is_doubtful(number, labels) else None


def begun(text: str, labels: Sequence[str], picks: Picks) -> int | None:
    """The only choice whose label begins with the words of `text`, or None.

    Only whole words, with their diacritics or with none; no single letter, and no number.
    """
    words = _words(polite_off(fold(text)).text)
    if picks is not Picks.NUMBER or _is_too_little(words) or _typed_number(text):
        return None
    found = [index for index, label in enumerate(labels) if _begins(words, _label_words(label))]
    return found[0] if len(found) == 1 else None


def _typed_number(text: str) -> str:
    """The number in "1", "1.", "số 1", "một", in digits or words; "" for anything else."""
    match = _NUMBER.fullmatch(polite_off(fold(text)).text)
    return match["number"] if match else ""


def _at(number: str, labels: Sequence[str]) -> int | None:
    index = small_number(number) - 1
    return index if 0 <= index < len(labels) else None


def _labelled(said: str, labels: Sequence[str]) -> list[int]:
    return [index for index, label in enumerate(labels) if said and _folded(label) == said]


def _is_doubtful(number: str, labels: Sequence[str]) -> bool:
    """Whether a number in words may be meant as a word of a label: "sau" is "Trang sau" and six,
    "Năm" a given name and five."""
    words = _words(number)
    for label in map(_label_words, labels):
        if _begins(words, label) or _begins(words, label[-len(words) :]):
            return True
        other = [word for word in label if plain(word) == plain(number) and word not in EXACT]
        if other and not is_marked(number):
            return True
    return False


def _is_too_little(words: Sequence[str]) -> bool:
    said = plain(" ".join(words))
    return len(said) < _LEAST_LETTERS or said in _TOO_LITTLE


def _begins(words: Sequence[str], label: Sequence[str]) -> bool:
    pairs = zip(words, label, strict=False)
    return 0 < len(words) <= len(label) and all(_is_typed_as(*pair) for pair in pairs)


def _is_typed_as(typed: str, word: str) -> bool:
    """A word may be typed without its diacritics (đ may stay), never with others."""
    return typed in (word, plain(word), "đ".join(map(plain, word.split("đ"))))


def _label_words(label: str) -> list[str]:
    return _words(fold(label).text)


def _words(folded: str) -> list[str]:
    return [word for part in folded.split() if (word := part.strip(_AROUND))]


def _folded(text: str) -> str:
    return _TRAILING.sub("", plain(fold(text).text))
