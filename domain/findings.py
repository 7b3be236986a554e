"""What a proofreader points at: plain data, so that reports can carry it."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """Kinds of findings; how each is said stands in the templates."""

    LETTER_CODE = "letter_code"
    MISSING_SLASH = "missing_slash"
    TYPE_CODE = "type_code"
    YEAR = "year"
    BAD_DATE = "bad_date"
    DATE_FORM = "date_form"
    NUMBER = "number"
    AMPERSAND = "ampersand"
    SLIP = "slip"
    DOUBLED = "doubled"
    PUNCTUATION = "punctuation"
    CAPITAL = "capital"
    ABBREVIATION = "abbreviation"
    SWAPPED = "swapped"
    HEADING_MARK = "heading_mark"
    PART = "part"
    TOTAL = "total"
    END = "end"
    LETTERHEAD = "letterhead"


SURE = frozenset(
    {
        *(Flaw.LETTER_CODE, Flaw.MISSING_SLASH, Flaw.TYPE_CODE, Flaw.BAD_DATE),
        *(Flaw.SLIP, Flaw.DOUBLED),
    }
)
"""Kinds that are wrong wherever they stand: the only ones a unit is told of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` stands at `start`..`end` of the text; `suggestion` may take its place, "" where
    only a person can tell."""

    kind: Flaw
    start: int
    end: int
    found: str
    suggestion: str = ""


class Region(StrEnum):
    """Where in the document a line stands."""

    TITLE = "title"
    RECEIVER = "receiver"
    OPENING = "opening"
    SECTION = "section"
    CLOSING = "closing"
    RECIPIENTS = "recipients"


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding in a report; its `start` and `end` count from the beginning of the line."""

    region: Region
    heading: str
    """Number of the heading ("I.3.a"), "" outside of the headings."""
    label: str
    """The heading as printed ("1. Phòng Y tế")."""
    line: int
    """From 1; 0 is the heading itself."""
    units: tuple[str, ...]
    """Codes of the units whose words they are."""
    finding: Finding
