"""The units of a programme under every name that people may write."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import fill, phrases, table

_JOINING = fill(r" ?(?:{joining}|[&,.\-–/()\"]) ?", "units")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as folded text, without marks and joining words."""
    found = re.findall(r"\w+", _JOINING.sub(" ", fold(name).text))
    return tuple(word.lstrip("0") or "0" if word.isdigit() else word for word in found)


def bare(words: tuple[str, ...]) -> str:
    return " ".join(plain(word) for word in words)


_KINDS: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = tuple(
    (words_of(kind[0]), tuple(dict.fromkeys(words_of(spelling) for spelling in kind)))
    for kind in phrases("units", "kinds")
)
_SHORT = {bare(words_of(key)): words_of(value) for key, value in table("units", "short").items()}


@dataclass(frozen=True)
class Name:
    """One name of a unit: all its words, its kind (phòng, xã …) and the words of its own."""

    unit: str
    words: tuple[str, ...]
    kind: str
    own: tuple[str, ...]
    old: bool = False

    @cached_property
    def squeezed(self) -> str:
        return bare(self.own).replace(" ", "")

    @cached_property
    def initials(self) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.own)

    @cached_property
    def written_out(self) -> tuple[str, ...]:
        return expanded(self.own)


@lru_cache(maxsize=4096)
def split_kind(words: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every reading of `words` as a kind and a name of its own ("tt" is thị trấn or trung tâm)."""
    found = []
    for full, spellings in _KINDS:
        for spelling in spellings:
            size = len(spelling)
            if len(words) > size and _alike(words[:size], spelling):
                found.append((bare(full), words[size:]))
                break
    return tuple(found) or (("", words),)


def _alike(typed: tuple[str, ...], written: tuple[str, ...]) -> bool:
    return all(may_be(one, other) for one, other in zip(typed, written, strict=True))


@lru_cache(maxsize=65536)
def may_be(typed: str, written: str) -> bool:
    """Whether `typed` can be `written` with some or all diacritics left out."""
    if typed == written:
        return True
    if plain(typed) != plain(written):
        return False
    return plain(typed) == typed or _fewer_marks(typed, written)


def _fewer_marks(typed: str, written: str) -> bool:
    tones = "ˋˊˀːˌ"
    tone = typed[-1] if typed[-1] in tones else ""
    if tone and tone != written[-1]:
        return False
    pairs = zip(typed.rstrip(tones), written.rstrip(tones), strict=True)
    return all(one == other or one == plain(other) for one, other in pairs)


def expanded(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` with short forms written out."""
    return tuple(full for word in words for full in _SHORT.get(plain(word), (word,)))


@lru_cache(maxsize=64)
def names_of(
    units: tuple[str, ...], old_names: tuple[tuple[str, str], ...] = ()
) -> tuple[Name, ...]:
    """Every name: those of `units`, and old names that lead to one of them."""
    named = [(unit, unit, False) for unit in dict.fromkeys(units)]
    named += [(old, unit, True) for old, unit in old_names if unit in units]
    return tuple(_name(text, unit, old) for text, unit, old in named)


def _name(text: str, unit: str, old: bool) -> Name:
    words = words_of(text)
    kind, own = split_kind(words)[0]
    inner = split_kind(own)[0] if kind == "uy ban nhan dan" else (kind, own)
    kind, own = inner if inner[0] else (kind, own)
    return Name(unit, words, kind, own, old)


@lru_cache(maxsize=64)
def called(
    units: tuple[str, ...], old_names: tuple[tuple[str, str], ...] = ()
) -> dict[str, tuple[str, ...]]:
    """The units by what they are called in a sentence: name, name of its own, initials."""
    found: dict[str, dict[str, None]] = {}
    for name in names_of(units, old_names):
        initials = "".join(plain(word)[:1] for word in name.own)
        for words in (bare(name.words), bare(name.own), initials if len(initials) > 2 else ""):
            if words:
                found.setdefault(words, {})[name.unit] = None
    return {words: tuple(named) for words, named in found.items()}
