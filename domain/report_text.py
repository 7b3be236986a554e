"""A compiled report as an editor sees it: its headings, the lines below one, the findings."""

from dataclasses import dataclass

from domain.findings import PlacedFinding
from domain.rewriting import Rewriting


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """`place` is what the section is known by, `title` what is printed ("III. Khó khăn")."""

    place: str
    number: str
    title: str
    rewritten: bool
    """By the report or since."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """Headings in the order of the report, and what a proofreader found in it."""

    headings: tuple[HeadingLine, ...]
    findings: tuple[PlacedFinding, ...]


@dataclass(frozen=True, slots=True)
class HeadingText:
    """What is printed below one heading: in the units' own words, and in somebody's instead."""

    place: str
    title: str
    own: tuple[str, ...]
    rewriting: Rewriting | None = None
    """The newest one, which may be newer than the report."""
    dropped: bool = False
    editor: str = ""
    """Name of who rewrote it."""
    near: tuple[tuple[int, ...], ...] = ()
    """Groups of places in `own` that say nearly the same."""
    units: tuple[tuple[str, ...], ...] = ()
    """Names of the units beside each of `own`."""
    texts: tuple[str, ...] = ()
    """Each of `own` without mark and names."""

    @property
    def standing(self) -> Rewriting | None:
        return None if self.dropped else self.rewriting

    @property
    def lines(self) -> tuple[str, ...]:
        """What the next compilation prints if the units say nothing new."""
        return self.standing.lines if self.standing else self.own
