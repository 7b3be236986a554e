"""Which units a heading of a plan names."""

import re
from dataclasses import dataclass

from documents.plan.words import WORDS, any_of, begins, same

_UNITS = WORDS["units"]
_LONGEST = 160
_SENTENCE_WORDS = 12
_JOINT = _UNITS["joint"]
_SEPARATOR = re.compile(rf"\s*[,;]\s*(?:{_JOINT}\s+)?|\s+{_JOINT}\s+|\s+-\s+(?=ubnd)")
_ASKED = re.compile(rf"(?:{any_of(_UNITS['asked_of'])})\s*:?\s+")
_MANY_OF = rf"(?:{any_of(_UNITS['many_of'])})(?!\w)"
_MANY = re.compile(rf"(?:{any_of(_UNITS['many'])})\s+{_MANY_OF}")
_MANY_BEHIND = re.compile(
    rf"(?:(?:{any_of(_UNITS['heads'])})\s+){{1,2}}(?:(?:{any_of(_UNITS['many'])})\s+{_MANY_OF}"
    rf"|(?:{any_of(_UNITS['places'])})\s*,|{_UNITS['level']}\s+(?:{any_of(_UNITS['places'])}))"
)
_COMPLETE = re.compile(
    rf"(?:{any_of(_UNITS['complete'])})(?:\s+(?:{any_of(_UNITS['places'])}))?"
    rf"(?=$|\s*[,;]|\s+{_JOINT}\s)"
)
_VERB = re.compile(rf"(?<!\w)(?:{any_of(_UNITS['verbs'])})(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """Units by name, in the order of the heading; `many` are those that are groups."""

    names: tuple[str, ...]
    many: frozenset[str]


def units_in(text: str) -> Named | None:
    """The units that `text` names and nothing else; None where it says something else.

    "Ban Chỉ huy Quân sự huyện, Công an huyện" is two, "Phòng Nông nghiệp và Phát triển nông thôn"
    one, "Ủy ban nhân dân các xã, thị trấn" one group.
    """
    bare = _bare(text)
    if not bare or ":" in bare or _is_sentence(text) or not begins_unit(bare) or speaks(bare):
        return None
    names = _parts(bare)
    return Named(tuple(dict.fromkeys(names)), frozenset(filter(is_many, names)))


def is_many(name: str) -> bool:
    """A group: "các xã, thị trấn", "UBND các xã", "UBND xã, phường"."""
    low = same(name)
    return bool(_MANY.match(low) or _MANY_BEHIND.match(low))


def before_verb(text: str) -> str:
    """What stands before the first verb of a sentence about a unit; empty without a verb."""
    verb = _VERB.search(text)
    return text[: verb.start()].strip() if verb else ""


def _bare(text: str) -> str:
    bare = text.strip().rstrip(":.;,").strip()
    asked = _ASKED.match(same(bare))
    return bare[asked.end() :] if asked else bare


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for separator in _SEPARATOR.finditer(same(text)):
        if _whole_around(text, separator) or not begins_unit(text[separator.end() :]):
            continue
        parts.append(text[start : separator.start()])
        start = separator.end()
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def _whole_around(text: str, separator: re.Match[str]) -> bool:
    """Inside a name that contains a joint: "Văn phòng HĐND và UBND"."""
    low = same(text)
    return any(
        found.start() < separator.start() and separator.end() < found.end()
        for word in _UNITS["whole"]
        for found in re.finditer(re.escape(word), low)
    )


def begins_unit(text: str) -> bool:
    """A unit's or group's name stands at the beginning."""
    low = same(text)
    if begins(low, _UNITS["never"]):
        return False
    if _MANY.match(low) or _MANY_BEHIND.match(low) or _COMPLETE.match(low):
        return True
    beginning = begins(low, _UNITS["beginnings"])
    return beginning is not None and _named(text[len(beginning) :], beginning)


def _named(rest: str, beginning: str) -> bool:
    """A name follows, with a capital or a number, or a place ("Công an huyện Nghi Xuân")."""
    following = rest.strip()
    if not following or following[0].isupper() or following[0].isdigit():
        return bool(following)
    placed = beginning in _UNITS["complete"] or beginning in WORDS["frame"]["governments"]
    place = begins(following, _UNITS["places"]) if placed else None
    return place is not None and (following[len(place) :].strip() or "X")[0].isupper()


def _is_sentence(text: str) -> bool:
    ended = text.rstrip().endswith((".", ";"))
    return len(text) > _LONGEST or (ended and len(text.split()) > _SENTENCE_WORDS)


def speaks(text: str) -> bool:
    """It has a verb: a sentence about a unit, not its name; capitals are not looked at."""
    return not text.isupper() and bool(_VERB.search(text[:1].lower() + text[1:]))
