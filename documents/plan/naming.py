"""One name for each unit, where a document writes it in several ways."""

import re
from collections.abc import Callable, Iterable

from documents.plan.drafting import initials
from documents.plan.words import WORDS, any_of, same
from domain.plan_names import fold

_UNITS = WORDS["units"]
_SHORT: dict[str, str] = _UNITS["short"]
_SHORTENED = re.compile(rf"(?<!\w)(?:{any_of(list(_SHORT))})(?!\w)")
_INITIALS = re.compile(r"[A-ZĐ]{2,}(?:[&-]?[A-ZĐ]+)*")
_LEVEL = re.compile(rf"(?<!\w)(?:{any_of(_UNITS['places'])})(?!\w)")


def one_name(names: Iterable[str], issuer: str | None) -> Callable[[str], str]:
    """For a name as it stands: the one that the document uses for this unit, its first full one.

    "Sở KH&CN" is "Sở Khoa học và Công nghệ" where only one such name fits; "UBND các xã" is "Ủy
    ban nhân dân các xã"; in a province's plan "các sở tỉnh" are "các sở".
    """
    level = _level(issuer)
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(_key(name, level), name)
    by_short = _by_short(first.values())

    def called(name: str) -> str:
        return _spelled(name, by_short) or first.get(_key(name, level), name)

    return called


def _key(name: str, level: list[str]) -> str:
    """What all ways of writing a name have in common; `level`: "tỉnh" says nothing at its end."""
    low = _SHORTENED.sub(lambda found: _SHORT[found[0]], same(name))
    words = [word for word in re.findall(r"\w+", low) if word != _UNITS["joint"]]
    behind = words[-len(level) :] == level and len(words) > len(level)
    return " ".join(words[: -len(level)] if level and behind else words)


def _level(issuer: str | None) -> list[str]:
    found = _LEVEL.search(same(issuer or ""))
    return found[0].split() if found else []


def _by_short(names: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """By first word and initials of the rest."""
    short: dict[tuple[str, str], set[str]] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest and not _INITIALS.fullmatch(rest):
            short.setdefault((fold(first), initials(rest)), set()).add(name)
    return short


def _spelled(name: str, by_short: dict[tuple[str, str], set[str]]) -> str | None:
    first, _, rest = name.partition(" ")
    if not _INITIALS.fullmatch(rest):
        return None
    letters = "".join(re.findall(r"\w", fold(rest)))
    fitting = by_short.get((fold(first), letters), set())
    return next(iter(fitting)) if len(fitting) == 1 else None
