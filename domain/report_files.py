"""The written forms of a compiled report: which there are, and what their files are called."""

from dataclasses import dataclass

WHOLE = ""
"""The part that is the whole report; the others are BRIEF, `unit_part` and `heading_part`."""
BRIEF = "brief"
_UNIT, _HEADING = "unit:", "heading:"

STORED_FORMS = ("docx", "pdf", "xlsx")
"""Those whose bytes are kept. The others say the same in plain letters."""
PLAIN_FORMS = ("txt", "json")
FORMS = STORED_FORMS + PLAIN_FORMS
PICTURE = "png"
"""The first page of the whole, for messengers that carry no files: kept like the stored forms, but
not handed out as one."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """Kept bytes: of a draft, or with the number and date that the report was issued with."""

    part: str
    form: str
    sha256: str
    name: str
    issued: bool = False


def unit_part(unit: str) -> str:
    """The part of one unit, by its code."""
    return f"{_UNIT}{unit}"


def heading_part(number: str) -> str:
    """The part below one heading, by its number ("I.3.a")."""
    return f"{_HEADING}{number}"


def unit_of(part: str) -> str | None:
    """The unit's code, where the part is a unit's."""
    return part.removeprefix(_UNIT) if part.startswith(_UNIT) else None


def heading_of(part: str) -> str | None:
    """The number of the heading, None for another part."""
    return part.removeprefix(_HEADING) if part.startswith(_HEADING) else None


def is_part(part: str) -> bool:
    """Whether a text from outside names a part."""
    named = unit_of(part) or heading_of(part)
    return part in (WHOLE, BRIEF) or bool(named)


def forms_of(part: str) -> tuple[str, ...]:
    """What a part can be had as: the one page has no tables."""
    return ("docx", "pdf", "txt") if part == BRIEF else FORMS


def file_name(period: str, version: int, part: str, form: str, number: str | None = None) -> str:
    """ "bao-cao-2022-lan-1.docx"; "bao-cao-2022-so-05-BC-UBND.pdf" for an issued one."""
    which = f"so-{_plain(number)}" if number else f"lan-{version}"
    about = unit_of(part) or (f"muc-{heading_of(part)}" if heading_of(part) else "")
    kind = "bao-cao-tom-tat" if part == BRIEF else "trich-bao-cao" if about else "bao-cao"
    return f"{'-'.join(filter(None, (kind, period, which, about)))}.{form}"


def _plain(number: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in number).split())
