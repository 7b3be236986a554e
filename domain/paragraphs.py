"""A paragraph of the report: what it is, who said it, what was counted or summed."""

from dataclasses import dataclass
from enum import StrEnum

from domain.programme import Asks


@dataclass(frozen=True, slots=True)
class Source:
    """Where a paragraph comes from: `at` is ISO 8601, `item` a task code or heading number.

    A task that carries over by itself has a source without person, time and message.
    """

    unit: str
    person: str
    at: str
    message: str
    item: str
    text: str = ""
    """The source's own words, where a paragraph says once what several wrote alike."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The names a reader needs beside a paragraph, because not all who were asked said it.

    `others` did not say it; they are named only where they are fewer than those who did. `noun`
    is what the asked are called together ("xã, thị trấn"), None where they are no group.
    """

    names: tuple[str, ...]
    others: tuple[str, ...]
    noun: str | None = None


class Kind(StrEnum):
    """What a paragraph is. The first five hold words of officers or of the plan; the words of the
    others stand in the templates."""

    SAID = "said"
    PLANNED = "planned"
    LEAD_IN = "lead_in"
    NOT_STARTED = "not_started"
    REWRITTEN = "rewritten"
    COUNT = "count"
    FIGURE = "figure"
    TOTALS = "totals"
    NOTHING = "nothing"
    NOT_MENTIONED = "not_mentioned"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many of a group's units said what of a task; the five numbers add up to `total`."""

    noun: str | None
    total: int
    done: int = 0
    doing: int = 0
    not_started: int = 0
    nothing: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator's figure, summed over the units that gave it.

    Numbers are decimals with a point and no grouping. Percentages are never summed.
    """

    indicator: str
    value: str
    of: str | None = None
    cumulative: str | None = None
    approximate: bool = False
    unit_of_measure: str | None = None
    comparator: str | None = None
    target: str | None = None
    units_in: int = 1
    units_asked: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `text` holds an officer's or the plan's own words, `item` the task if any."""

    kind: Kind
    text: str = ""
    item: str | None = None
    about: str = ""
    """Short title of the task, for the kinds that name it."""
    voices: Voices | None = None
    sources: tuple[Source, ...] = ()
    count: GroupCount | None = None
    figure: FigureLine | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """By whom and when (ISO) a section was rewritten, and what stood there otherwise."""

    person: str
    at: str
    message: str
    own: tuple[Paragraph, ...] = ()
    """The units' own words and what is computed from them."""
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    """Printed lines that are there now, or were, against those it was written from."""

    @property
    def stale(self) -> bool:
        return bool(self.came or self.went)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs; `number` is the path ("I.3.a"), `label` what is printed."""

    number: str
    label: str
    title: str
    asks: Asks
    level: int
    paragraphs: tuple[Paragraph, ...] = ()
    outline: str = ""
    """Number of the programme's heading it belongs to ("I.3" for "I.3.a")."""
    rewritten: Rewritten | None = None

    @property
    def own(self) -> tuple[Paragraph, ...]:
        """The paragraphs as the units wrote them, rewritten or not."""
        return self.rewritten.own if self.rewritten else self.paragraphs

    @property
    def place(self) -> str:
        """What the section is known by from one compilation to the next: the letters of the
        blocks below a heading change with who has sent."""
        return self.number if self.number == self.outline else f"{self.outline}/{self.title}"


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """Near-equal paragraphs that a person may merge; they stand beside each other unmerged."""

    heading: str
    item: str | None
    texts: tuple[str, ...]
    units: tuple[str, ...]
