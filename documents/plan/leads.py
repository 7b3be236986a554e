"""Who leads and who supports, where a cell, a label or a sentence says it in words."""

import re
from dataclasses import dataclass

from documents.plan.units import units_in
from documents.plan.words import WORDS, any_of, begins

_UNITS = WORDS["units"]
_ACT = re.compile(rf"(?<!\w)(?:{any_of(_UNITS['verbs'] + _UNITS['acts'])})(?!\w)")
_WITH = re.compile(rf"(?<!\w)(?:{any_of(_UNITS['works_with'])})\s+", re.IGNORECASE)
# Verbs begin small; in "Sở Xây dựng" the same word belongs to a name.
_END = re.compile(
    rf"[.;(]|(?<!\w)(?:{any_of(_UNITS['verbs'] + _UNITS['acts'] + _UNITS['names_end'])})(?!\w)"
)
_REACH = 300
_BRACKETS = re.compile(r"\(([^()]{5,250})\)")


@dataclass(frozen=True, slots=True)
class Led:
    """`rest`: what a cell says beside names, chủ trì and phối hợp. `plainly`: by no other verb."""

    leads: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    rest: str = ""
    plainly: bool = True


def led_by(value: str) -> Led:
    """The units of a lead's cell: "Sở Y tế chủ trì, phối hợp với Công an tỉnh", or names alone.

    Words that name no unit are one name.
    """
    parts = [_part(part.strip(" .,")) for part in re.split(r"[;\n]", value) if part.strip(" .,")]
    leading = any(begins(act, _UNITS["leads"]) for _, act in parts)
    leads: list[str] = []
    supporting: list[str] = []
    for names, act in parts:
        (supporting if _supports(act, leading) else leads).extend(names)
        supporting += works_with(act)
    rest = "; ".join(act for _, act in parts if not _is_role(act))
    return Led(_once(leads), _once(supporting), rest)


def leads_itself(text: str) -> tuple[str, ...] | None:
    """For a task whose sentence begins with "chủ trì": whom its own unit works with."""
    for sentence in re.split(r"(?<=[.])\s+|\n", text):
        if begins(sentence, _UNITS["begins_to_lead"]):
            return works_with(sentence)
    return None


def assigned_in(text: str) -> Led | None:
    """Whom a sentence itself gives a task: "Giao Phòng Y tế chủ trì, phối hợp với …", or behind
    it in brackets "(Phòng Y tế chủ trì; Công an xã phối hợp)"."""
    head = text[:_REACH]
    act = _ACT.search(head)
    if act and (named := units_in(head[: act.start()])):
        plainly = begins(text[act.start() :], _UNITS["leads"]) is not None
        return Led(named.names, works_with(text[act.start() :]), plainly=plainly)
    for inner in _BRACKETS.finditer(text):
        if any(begins(act, _UNITS["leads"]) for _, act in map(_part, inner[1].split(";"))):
            return led_by(_told(inner[1]))
    return None


def _told(brackets: str) -> str:
    """The parts that speak of units; a time may stand beside them."""
    return ";".join(part for part in brackets.split(";") if _part(part.strip(" .,"))[1])


def works_with(text: str) -> tuple[str, ...]:
    """The units behind "phối hợp với"; none where they are not named as units."""
    found = _WITH.search(text)
    if not found:
        return ()
    reach = text[found.end() : found.end() + _REACH]
    end = _END.search(reach)
    named = units_in(reach[: end.start()] if end else reach)
    return named.names if named else ()


def _part(text: str) -> tuple[tuple[str, ...], str]:
    """Names and what they do; words that name nobody are one name."""
    act = _ACT.search(text)
    if act and (named := units_in(text[: act.start()])):
        return named.names, text[act.start() :]
    named = units_in(text)
    return (named.names if named else (text,)), ""


def _supports(act: str, leading: bool) -> bool:
    if begins(act, _UNITS["supports"]):
        return True
    return leading and bool(act) and not begins(act, _UNITS["leads"])


def _is_role(act: str) -> bool:
    """Nothing but the word itself, or with whom."""
    bare = act.strip(" .,").casefold()
    return not bare or bare in (*_UNITS["leads"], *_UNITS["supports"]) or bool(_WITH.search(act))


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
