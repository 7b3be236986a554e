"""Codes of units and short titles of tasks, made from their names and words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
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
    return clause.strip(" ,;:.-–—/(")


def fold(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def bare_name(folded: str) -> str:
    for beginning in _WORDS["code_beginnings"]:
        if folded.startswith(beginning + " "):
            return folded.removeprefix(beginning + " ")
    return folded


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
    cut = clause[: SHORT_TITLE_LENGTH + 1].rsplit(" ", 1)[0][:SHORT_TITLE_LENGTH]
    words = cut.split(" ")
    while len(words) > 1 and fold(words[-1].strip(",;:-")) in _WORDS["loose_ends"]:
        words.pop()
    return " ".join(words)
