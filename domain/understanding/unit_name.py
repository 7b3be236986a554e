"""Which unit a name means: prefixes, abbreviations, typing errors, old names."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from domain.understanding.answers import LONG_ANSWER, NONE, UNCLEAR, Context, Understood
from domain.understanding.folding import Folded, fold, plain
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.unit_index import (
    Name,
    bare,
    expanded,
    may_be,
    names_of,
    split_kind,
    words_of,
)

_AROUND = fill(r"^{around} ", "units")
_OLD = fill(r" \(?{old}\)?$", "units")
_LIST = re.compile(r" ?[,;] ?| (?:vaˋ|va|hoăcˌ|hoac|hay) ")
_SUPERIOR = fill(r",? \(?{superior}(?:\.? .*)?$", "units")
_GOVERNMENT = "uy ban nhan dan"


def understand_unit_name(text: str, context: Context) -> Understood:
    """The exact string from `units`, unclear (several are as near), or none."""
    if len(text) > LONG_ANSWER:
        return NONE
    folded = polite_off(fold(text))
    names = names_of(context.units, context.old_names)
    for said in _peeled(folded):
        if _several(said, names):
            return UNCLEAR
        found = find_unit(said, names)
        if len(found) == 1:
            return Understood(next(iter(found)))
        if found or _of_another_kind(said, names):
            return UNCLEAR
    return NONE


def _several(text: str, names: tuple[Name, ...]) -> bool:
    """A list of units where one is asked for."""
    pieces = _LIST.split(text)
    if len(pieces) < 2 or len(pieces) > 5 or find_unit(text, names):
        return False
    return all(find_unit(piece, names) for piece in pieces)


def _of_another_kind(text: str, names: tuple[Name, ...]) -> bool:
    """ "Xã Xuân An" where there is a town of that name only; "Xuân" where there are ten."""
    words = _words(text)
    owns = {own for readings in _by_kind(words).values() for own in readings if own}
    return any(_fits(own, name.own[: len(own)]) for name in names for own in owns)


def _peeled(folded: Folded) -> Iterable[str]:
    """The text as it stands, then without the words that may stand before a name."""
    text = folded.text
    yield text
    above = _SUPERIOR.search(text)
    if above and above.start() > 0:
        text = text[: above.start()]
        yield text
    while match := _AROUND.match(text):
        text = text[match.end() :]
        yield text


def find_unit(text: str, names: tuple[Name, ...]) -> set[str]:
    """The units that folded `text` names best; empty where it names none."""
    if _OLD.search(text):
        text = _OLD.sub("", text)
        names = tuple(name for name in names if name.old)
    words = _words(text)
    if not words or len(text) > 120:
        return set()
    for rule in _RULES:
        found = {name.unit: name for name in names if rule(words, name)}
        if found:
            return set(found)
    return _nearest(words, names)


def _words(text: str) -> tuple[str, ...]:
    return words_of(text)


def _exact(words: tuple[str, ...], name: Name) -> bool:
    return words == name.words


def _unmarked(words: tuple[str, ...], name: Name) -> bool:
    return _fits(words, name.words)


def _fits(words: tuple[str, ...], written: tuple[str, ...]) -> bool:
    if len(words) != len(written):
        return False
    return all(may_be(one, other) for one, other in zip(words, written, strict=True))


def _own_name(words: tuple[str, ...], name: Name) -> bool:
    """The name behind its kind; a kind that is said must be the right one."""
    return any(_fits(own, name.own) for own in _readings(words, name))


@lru_cache(maxsize=4096)
def _by_kind(words: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The readings of `words` as a name of its own, by the kind of unit that they allow."""
    found: dict[str, list[tuple[str, ...]]] = {"": []}
    if words and not _is_kind_only(words):
        found[""].append(words)
    for kind, own in split_kind(words):
        if kind:
            found.setdefault(kind, []).append(own)
    for own in found.get(_GOVERNMENT, []):
        for kind, inner in _by_kind(own).items():
            found.setdefault(kind, []).extend(inner)
    return found


def _readings(words: tuple[str, ...], name: Name) -> list[tuple[str, ...]]:
    readings = _by_kind(words)
    return readings[""] + (readings.get(name.kind, []) if name.kind else [])


def _is_kind_only(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] not in {"", "y"} and split_kind((*words, ""))[0][0] != ""


def _abbreviated(words: tuple[str, ...], name: Name) -> bool:
    """Short forms written out, or initials ("vhtt", "ldtbxh", "nn&ptnt")."""
    for own in _readings(words, name):
        if _fits(expanded(own), name.own) or _fits(expanded(own), name.written_out):
            return True
        if _fits(expanded(own), name.words) and len(own) >= 1:
            return True
        if _long_enough(own, name) and _shortened(own, name.own):
            return True
    squeezed = bare(words).replace(" ", "")
    return len(squeezed) >= 3 and _shortened(words, name.words)


def _long_enough(words: tuple[str, ...], name: Name) -> bool:
    """Two letters are no name of a place."""
    return name.kind not in _PLACES or len(bare(words)) > 2


def _shortened(words: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether `words`, run together, are beginnings of each of `own`'s words in order."""
    typed = "".join(words)
    if plain(typed[:1]) != plain(own[0][:1]) if own else True:
        return False
    if len(own) < 2 or len(plain(typed)) < 2 or any(word.isdigit() for word in own):
        return bare(words).replace(" ", "") == bare(own).replace(" ", "") and _soft(typed, own)
    return _soft(typed, own) and _walk(plain(typed), [plain(word) for word in own])


def _soft(typed: str, own: tuple[str, ...]) -> bool:
    """Diacritics in `typed` must at least occur in the name."""
    marks = {letter for letter in typed if plain(letter) != letter}
    return marks <= set("".join(own))


def _walk(typed: str, own: list[str]) -> bool:
    if not own:
        return not typed
    word = own[0]
    if typed.startswith(word) and _walk(typed[len(word) :], own[1:]):
        return True
    return typed[:1] == word[:1] and bool(typed) and _walk(typed[1:], own[1:])


def _part(words: tuple[str, ...], name: Name) -> bool:
    """A run of an office's own words ("văn hóa", "quân sự"); places are named in full."""
    if name.kind in _PLACES:
        return False
    full = expanded(words)
    readings = {expanded(own) for own in (*_readings(words, name), *_readings(full, name))}
    if len(full) > 1:
        readings.add(full)
    return any(_run_of(typed, expanded(name.words)) for typed in readings)


def _run_of(typed: tuple[str, ...], written: tuple[str, ...]) -> bool:
    starts = range(len(written) - len(typed) + 1)
    long_enough = len(bare(typed)) >= 4
    return long_enough and any(_fits(typed, written[at : at + len(typed)]) for at in starts)


_PLACES = {"xa", "thi tran", "phuong", "thon", "xom", "to dan pho", "dac khu", "huyen"}
_PLACES |= {"khoi", "ban", "ap", "khu pho", "tieu khu", ""} - {"ban"}

Rule = Callable[[tuple[str, ...], Name], bool]
_RULES: tuple[Rule, ...] = (_exact, _unmarked, _own_name, _abbreviated, _part)


def _nearest(words: tuple[str, ...], names: tuple[Name, ...]) -> set[str]:
    """The units within a few slips of the finger; all of those that are as near."""
    best: dict[str, int] = {}
    for name in names:
        slips = min((_slips(own, name.squeezed) for own in _candidates(words, name)), default=99)
        if slips == 99 and name.kind and not _kind_said(words):
            slips = _slips(bare(words).replace(" ", ""), bare(name.words).replace(" ", ""))
        if slips < 99:
            best[name.unit] = min(slips, best.get(name.unit, 99))
    least = min(best.values(), default=99)
    return {unit for unit, slips in best.items() if slips == least}


def _candidates(words: tuple[str, ...], name: Name) -> list[str]:
    return [bare(own).replace(" ", "") for own in _readings(words, name)]


def _kind_said(words: tuple[str, ...]) -> bool:
    """Whether the kind is spelt without a slip."""
    return split_kind(words)[0][0] != ""


def _slips(typed: str, written: str) -> int:
    """Slips between `typed` and the name, or 99 where they are too many."""
    if re.sub(r"\D", "", typed) != re.sub(r"\D", "", written):
        return 99
    allowed = 0 if len(written) < 4 else 1 if len(written) < 9 else 2
    if abs(len(typed) - len(written)) > allowed:
        return 99
    slips = _distance(typed, written)
    return slips if slips <= allowed else 99


def _distance(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours (Damerau-Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            current.append(min(cost, before[j - 2] + 1) if swapped else cost)
        before, row = row, current
    return row[-1]
