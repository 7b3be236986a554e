"""The compiled report: plain data, computed from what the units sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.findings import PlacedFinding
from domain.letterhead import Letterhead
from domain.programme import Asks, Frame
from domain.submission import Entry, Evidence, PlanItem, State


@dataclass(frozen=True, slots=True)
class SentPaper:
    """The last sent version of one unit's submission; `version` 0 is a unit that never sent.

    A draft's words do not belong here; `state` tells where the submission stands by now.
    """

    unit: str
    unit_name: str
    state: State
    version: int = 0
    sent_at: datetime | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    plan: tuple[PlanItem, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    added_late: bool = False
    on_behalf: bool = False
    late: bool = False


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
class Cell:
    """What one unit said of one task; `status` is a code of the contract. Dates are ISO."""

    unit: str
    name: str
    status: str
    percent: int | None = None
    completed_on: str | None = None
    planned_on: str | None = None
    figures: tuple[FigureLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the annex: a task, who does it, how far it is."""

    number: int
    task: str
    heading: str
    text: str
    product: str | None
    deadline: str | None
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    group: bool
    cells: tuple[Cell, ...]
    results: tuple[Paragraph, ...] = ()
    difficulties: tuple[Paragraph, ...] = ()

    def tally(self) -> dict[str, int]:
        """Units by status code, in the order in which the statuses first occur."""
        return count_statuses(self.cells)


@dataclass(frozen=True, slots=True)
class ReportUnit:
    """How a unit stands in the report."""

    unit: str
    name: str
    state: str
    version: int
    sent_at: str | None = None
    late: bool = False
    on_behalf: bool = False
    added_late: bool = False

    @property
    def is_in(self) -> bool:
        return self.version > 0

    @property
    def returned(self) -> bool:
        return self.is_in and self.state == State.RETURNED


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """Near-equal paragraphs that a person may merge; they stand beside each other unmerged."""

    heading: str
    item: str | None
    texts: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose part under a heading differs from the version before."""

    heading: str
    unit: str


@dataclass(frozen=True, slots=True)
class CompiledReport:
    """One compilation of a period. Dates are ISO; `dated` is the day it is due."""

    programme: str
    period: str
    title: str
    data_from: str
    data_to: str
    dated: str
    frame: Frame
    letterhead: Letterhead
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    units: tuple[ReportUnit, ...]
    counts: dict[str, int] = field(default_factory=dict)
    """By status code: how often a unit has a task in that status."""
    merge_proposals: tuple[MergeProposal, ...] = ()
    changed: tuple[Change, ...] = ()
    findings: tuple[PlacedFinding, ...] = ()
    """What a proofreader would look at again; nothing of it is corrected."""

    @property
    def roster(self) -> tuple[ReportUnit, ...]:
        """The units of the opening: those added later do not change the denominator."""
        return tuple(unit for unit in self.units if not unit.added_late)

    @property
    def units_in(self) -> tuple[ReportUnit, ...]:
        return tuple(unit for unit in self.roster if unit.is_in)

    @property
    def units_missing(self) -> tuple[ReportUnit, ...]:
        return tuple(unit for unit in self.roster if not unit.is_in)

    @property
    def stale(self) -> tuple[Section, ...]:
        """Rewritten sections whose sources say something else by now."""
        return tuple(s for s in self.sections if s.rewritten and s.rewritten.stale)

    def paragraphs(self) -> Iterator[tuple[Section, Paragraph]]:
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section, paragraph


def count_statuses(cells: tuple[Cell, ...]) -> dict[str, int]:
    """Cells by status code."""
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell.status] = counts.get(cell.status, 0) + 1
    return counts
