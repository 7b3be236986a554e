"""Codes of units and short titles of tasks, made from their names and words."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

SHORT_TITLE_LENGTH = 60
_LEAST_CLAUSE = 20
_CODE_LENGTH = 40

_WORDS = tomllib.loads(Path(__file__).with_name("plan_names.toml").read_text("utf-8"))


def unit_code(name: str, taken: Iterable[str] = ()) -> str:
    """A short code for a unit's name: `phong-y-te`, `xa-co-dam`, `cac-xa-thi-tran`.

    At most 40 characters; a number follows where `taken` already holds the code.
    """
    words = re.findall(r"[a-z0-9]+", bare_name(fold(name)))
    kept = [word for word in words if word not in _WORDS["code_joints"]] or ["x"]
    code = kept[0][:_CODE_LENGTH]
    for word in kept[1:]:
        if len(code) + 1 + len(word) > _CODE_LENGTH:
            break
        code += "-" + word
    return _unused(code, set(taken))


def short_title(text: str) -> str:
    """The first clause of a task, at most 60 characters, cut between words."""
    flat = " ".join(text.split())
    clause = re.split(r"[;:.!?](?=\s|$)", flat, maxsplit=1)[0]
    if len(clause) < _LEAST_CLAUSE:
        clause = flat
    if len(clause) > SHORT_TITLE_LENGTH:
        clause = _whole_parts(clause) or _whole_words(clause)
    title = clause.strip(_MARKS) or flat[:SHORT_TITLE_LENGTH]
    return (title[:1].upper() + title[1:])[:SHORT_TITLE_LENGTH]


def short_titles(texts: Sequence[str]) -> list[str]:
    """Short titles of tasks that stand in one menu: where two would be the same, both say more."""
    titles = [short_title(text) for text in texts]
    counts = Counter(titles)
    return [
        _without_spare(text) if counts[title] > 1 else title
        for text, title in zip(texts, titles, strict=True)
    ]


def fold(text: str) -> str:
    """Lower case without diacritics, single blanks."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def bare_name(folded: str) -> str:
    """A folded name without "ubnd", "uy ban nhan dan" before it."""
    for beginning in _WORDS["code_beginnings"]:
        if folded.startswith(beginning + " "):
            return folded.removeprefix(beginning + " ")
    return folded


_MARKS = ' ,;:.-–—/(“"'


def _unused(code: str, taken: set[str]) -> str:
    number = 2
    unused = code
    while unused in taken:
        unused, number = f"{code}-{number}", number + 1
    return unused


def _whole_parts(clause: str) -> str:
    parts = clause.split(", ")
    kept = parts[0]
    for part in parts[1:]:
        if len(kept) + 2 + len(part) > SHORT_TITLE_LENGTH:
            break
        kept += ", " + part
    return kept if _LEAST_CLAUSE <= len(kept) <= SHORT_TITLE_LENGTH else ""


def _whole_words(clause: str) -> str:
    """Cut before the last joint, so that no compound word is halved; else between words."""
    cut = clause[: SHORT_TITLE_LENGTH + 1].rsplit(" ", 1)[0][:SHORT_TITLE_LENGTH]
    ends = (found.start() for found in _JOINT.finditer(clause.lower()))
    near = [end for end in ends if _LEAST_CLAUSE <= end <= SHORT_TITLE_LENGTH]
    last = near[-1] if near else len(cut)
    return _tight(clause[:last])


def _tight(cut: str) -> str:
    bare = cut.strip(_MARKS)
    loose = _LOOSE.search(bare.lower())
    return _tight(bare[: loose.start()]) if loose and loose.start() else bare


def _without_spare(text: str) -> str:
    flat = " ".join(text.split())
    spare = _SPARE_BEGINNING.match(flat.lower())
    bare = flat[spare.end() :] if spare else flat
    kept = [word for word in bare.split() if word.lower() not in _WORDS["words_to_spare"]]
    said = " ".join(kept)
    return short_title(said[:1].upper() + said[1:])


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_JOINT = re.compile(rf"\s(?:{_any(_WORDS['joints'])})(?=\s|$)")
_LOOSE = re.compile(rf"\s(?:{_any(_WORDS['loose_ends'])})$")
_SPARE_BEGINNING = re.compile(rf"(?:{_any(_WORDS['beginnings_to_spare'])})\s+")
