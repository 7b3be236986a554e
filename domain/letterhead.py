"""The letterhead of an issuer: superior, agency, place, sign of the document."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_WORDS = re.compile(r"[\s–-]+")
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_WHOLE = frozenset(name.casefold() for name in _WORDS["full_names"])
_SHORT_AREAS = {short.casefold(): noun for short, noun in _WORDS["short_areas"].items()}
_EDGES = " ,-–"


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
    with ", UBND" or "thuộc UBND" before the area, stands under "UBND XÃ NGHI XUÂN". Police and
    army have superiors of their own that their name does not tell.
    """
    name = _in_full(issuer)
    for body in _WORDS["bodies"]:
        area = _after(name, body["names"])
        if area is not None:
            lines = _upper((body["full"], area))
            return Letterhead((), lines, place or place_of(area), body["short"])
    office, area = _office_and_area(name)
    if _begins(name, _WORDS["other_superiors"]):
        return Letterhead((), _upper((name,)), place or place_of(area), _abbreviated(office))
    superior = _upper((f"{_WORDS['committee_short']} {area}",)) if area else ()
    return Letterhead(superior, _upper((office,)), place or place_of(area), _abbreviated(office))


def place_of(area: str) -> str:
    """ "xã Nghi Xuân" sits in "Nghi Xuân", "phường 1" in "Phường 1" (NĐ 30/2020, Phụ lục II)."""
    noun, name = _split_area(area)
    name = name.title() if name.isupper() and not name.isdigit() else name
    if not noun:
        return name
    whole = name.casefold() in _WHOLE or name[:1].isdigit()
    return f"{noun[:1].upper()}{noun[1:]} {name}" if whole else name


def _in_full(issuer: str) -> str:
    """One blank between words, nouns of areas in full: "TP. Hồ Chí Minh"."""
    words = unicodedata.normalize("NFC", issuer).split()
    return " ".join(_SHORT_AREAS.get(word.casefold(), word) for word in words)


def _after(name: str, openings: Iterable[str]) -> str | None:
    """What follows one of `openings` at the beginning of a name; None without them."""
    for opening in openings:
        if name.casefold().startswith(f"{opening} ".casefold()):
            return name[len(opening) :].strip()
    return None


def _begins(name: str, openings: Iterable[str]) -> bool:
    return name.casefold().startswith(tuple(opening.casefold() for opening in openings))


def _office_and_area(name: str) -> tuple[str, str]:
    for joint in _WORDS["joints"]:
        office, found, rest = name.rpartition(joint)
        area = _after(rest, _WORDS["bodies"][0]["names"])
        if found and area:
            return office, area
    for area in _WORDS["areas"]:
        parted = re.fullmatch(rf"(.+) ({area}) (\S.*)", name, re.IGNORECASE)
        if parted and (parted[3][0].isupper() or parted[3][0].isdigit()):
            return _bare(parted[1]), f"{parted[2]} {parted[3]}"
    return name, ""


def _bare(office: str) -> str:
    """ "Văn phòng UBND" is an office of the committee that stands above it already."""
    office = office.strip(_EDGES)
    for opening in _WORDS["offices_of_committees"]:
        for committee in _WORDS["bodies"][0]["names"]:
            if office.casefold() == f"{opening} {committee}".casefold():
                return office[: len(opening)]
    return office


def _split_area(area: str) -> tuple[str, str]:
    for noun in _WORDS["areas"]:
        if area.casefold().startswith(f"{noun} "):
            return noun, area[len(noun) :].strip()
    return "", area


def _abbreviated(office: str) -> str:
    """An abbreviation in the name stays whole; a name all in capitals has none that shows."""
    for opening, short in _WORDS["signs"].items():
        if _begins(office, (opening,)):
            return str(short)
    words = [w for w in _BETWEEN_WORDS.split(office) if w and w.casefold() not in _WORDS["silent"]]
    heard = words[1:] if words and words[0].casefold() in _WORDS["silent_first"] else words
    shouted = office.isupper()
    return "".join(w if w.isupper() and not shouted else w[0].upper() for w in heard)


def _upper(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)
