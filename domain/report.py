"""The compiled report: plain data, computed from what the units sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.annexes import Cell, EvidenceGroup, EvidenceItem, IndicatorRow, Row, count_statuses
from domain.findings import PlacedFinding
from domain.letterhead import Letterhead
from domain.paragraphs import (
    FigureLine,
    GroupCount,
    Kind,
    MergeProposal,
    Paragraph,
    Rewritten,
    Section,
    Source,
    Voices,
)
from domain.programme import AnnexKind, Frame
from domain.submission import Entry, Evidence, PlanItem, State

__all__ = [
    "Cell",
    "Change",
    "CompiledReport",
    "EvidenceGroup",
    "EvidenceItem",
    "FigureLine",
    "GroupCount",
    "IndicatorRow",
    "Kind",
    "MergeProposal",
    "Paragraph",
    "ReportUnit",
    "Rewritten",
    "Row",
    "Section",
    "SentPaper",
    "Source",
    "Voices",
    "count_statuses",
]


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
    indicators: tuple[IndicatorRow, ...] = ()
    evidence: tuple[EvidenceGroup, ...] = ()
    annexes: tuple[AnnexKind, ...] = tuple(AnnexKind)
    extract_of: str | None = None
    """What an extract was taken for: a unit's name or a heading's title."""
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
