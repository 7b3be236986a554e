"""The letterhead of an issuer: superior, agency, place, sign of the document."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_WORDS = re.compile(r"[\s–-]+")
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines of the top left, and what stands beside number and date.

    `sign` is what follows the type of the document ("UBND" in "BC-UBND"). A part that the
    issuer's name does not tell is empty.
    """

    superior: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    place: str = ""
    sign: str = ""


def letterhead(issuer: str, place: str | None = None) -> Letterhead:
    """The letterhead by NĐ 30/2020/NĐ-CP, Phụ lục I, Mục V.

    "UBND huyện Nghi Xuân" has no superior; "Phòng Văn hóa - Xã hội xã Nghi Xuân", also written
    with ", UBND" or "thuộc UBND" before the area, stands under "UBND XÃ NGHI XUÂN".
    """
    name = " ".join(issuer.split())
    area = _after_committee(name)
    if area is not None:
        lines = _upper((_WORDS["committee_full"], area))
        return Letterhead((), lines, place or place_of(area), _WORDS["committee_short"])
    office, area = _office_and_area(name)
    superior = _upper((f"{_WORDS['committee_short']} {area}",)) if area else ()
    return Letterhead(superior, _upper((office,)), place or place_of(area), _abbreviated(office))


def place_of(area: str) -> str:
    """ "xã Nghi Xuân" sits in "Nghi Xuân", "phường 1" in "Phường 1" (NĐ 30/2020, Phụ lục II)."""
    noun, name = _split_area(area)
    if not noun:
        return area
    whole = name in _WORDS["full_names"] or name[:1].isdigit()
    return f"{noun[:1].upper()}{noun[1:]} {name}" if whole else name


def _after_committee(name: str) -> str | None:
    """What follows the words for a People's Committee at the beginning; None without them."""
    for committee in _WORDS["committee"]:
        if name.casefold().startswith(f"{committee} ".casefold()):
            return name[len(committee) :].strip()
    return None


def _office_and_area(name: str) -> tuple[str, str]:
    for joint in _WORDS["joints"]:
        office, found, rest = name.rpartition(joint)
        area = _after_committee(rest)
        if found and area:
            return office, area
    for area in _WORDS["areas"]:
        office, found, rest = name.rpartition(f" {area} ")
        if found and rest[:1].isupper():
            return office, f"{area} {rest}"
    return name, ""


def _split_area(area: str) -> tuple[str, str]:
    for noun in _WORDS["areas"]:
        if area.casefold().startswith(f"{noun} "):
            return noun, area[len(noun) :].strip()
    return "", area


def _abbreviated(office: str) -> str:
    """An abbreviation in the name stays whole; a name all in capitals has none that shows."""
    words = [w for w in _BETWEEN_WORDS.split(office) if w and w.casefold() not in _WORDS["silent"]]
    heard = words[1:] if words and words[0].casefold() in _WORDS["silent_first"] else words
    shouted = office.isupper()
    return "".join(w if w.isupper() and not shouted else w[0].upper() for w in heard)


def _upper(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)
