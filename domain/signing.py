"""Who signs: the lines of offices, and the name below them."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_FORMS = tuple(form.casefold() for form in _WORDS["forms"])
_OFFICES = tuple(office.casefold() for office in _WORDS["offices"])
_DEGREES = re.compile(
    rf"^(?:(?:{'|'.join(map(re.escape, _WORDS['degrees']))})(?:\.\s*|\s+))+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signature:
    """`offices` in capitals, as printed from top to bottom; `name` is empty where nobody is named
    yet."""

    offices: tuple[str, ...]
    name: str


def signature(lines: Sequence[str], issuer: str = "") -> Signature:
    """What a plan writes at the end, sorted by NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.7: forms (TM.,
    KT., TL., TUQ., Q.) and offices in capitals; of the name of who holds an office of the state
    no degrees, but where `issuer` is a school, a hospital or of the forces they stay."""
    offices = tuple(line.upper() for line in lines if _is_office(line))
    name = " ".join(line for line in lines if not _is_office(line))
    keeps = any(word.casefold() in issuer.casefold() for word in _WORDS["keep_degrees"])
    return Signature(offices, name if keeps else _DEGREES.sub("", name))


def _is_office(line: str) -> bool:
    said = line.casefold()
    return line == line.upper() or said.startswith(_FORMS) or said.startswith(_OFFICES)
