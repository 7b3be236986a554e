"""The finished report proofread: each finding with heading, line, and whose words they are."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.findings import Finding, PlacedFinding, Region
from domain.merging import essence
from domain.programme import Asks
from domain.proofreading import proofread, without_overlaps
from domain.proofreading.replaced import replaced
from domain.proofreading.sheet import Sheet
from domain.proofreading.totals import Counted, totals
from domain.report import CompiledReport, Kind, Paragraph, Section

_WORDED = frozenset({Kind.SAID, Kind.PLANNED, Kind.LEAD_IN, Kind.NOT_STARTED, Kind.REWRITTEN})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the report; `of_all`: its totals are the whole report's."""

    region: Region
    text: str
    line: int
    heading: str = ""
    label: str = ""
    units: tuple[str, ...] = ()
    of_all: bool = True
    replaces: tuple[Paragraph, ...] = ()


def proofread_report(report: CompiledReport) -> tuple[PlacedFinding, ...]:
    """The findings in reading order, on title, opening, headings, words and closing. What is
    computed is not read again; a unit's own numbers are not the report's totals."""
    pieces = [piece for piece in _pieces(report) if piece.text]
    plan = [row.text for row in report.rows]
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text) + 1
    own: list[list[Finding]] = [[] for _ in pieces]
    for finding in proofread("\n".join(piece.text for piece in pieces), plan):
        place = bisect_right(starts, finding.start) - 1
        own[place].append(_moved(finding, -starts[place]))
    counted = _counted(report)
    for place, piece in enumerate(pieces):
        if piece.of_all:
            own[place] += totals(Sheet(piece.text), counted)
        own[place] += replaced(Sheet(piece.text), piece.replaces)
    return tuple(_placed(pieces, own))


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)


def _placed(
    pieces: Sequence[_Piece], found: Sequence[Sequence[Finding]]
) -> Iterator[PlacedFinding]:
    for piece, findings in zip(pieces, found, strict=True):
        for finding in without_overlaps(findings):
            yield PlacedFinding(
                piece.region, piece.heading, piece.label, piece.line, piece.units, finding
            )


def _pieces(report: CompiledReport) -> Iterator[_Piece]:
    frame = report.frame
    yield from _lines(Region.TITLE, [report.title])
    yield from _lines(Region.RECEIVER, [frame.receiver or ""])
    cited = essence(frame.opening or "")
    bases = [base for base in frame.legal_bases if essence(base) not in cited]
    yield from _lines(Region.OPENING, [*bases, frame.opening or ""])
    for section in report.sections:
        yield from _section(section)
    yield from _lines(Region.CLOSING, [frame.closing or ""])
    yield from _lines(Region.RECIPIENTS, frame.recipients)


def _lines(region: Region, texts: Iterable[str]) -> Iterator[_Piece]:
    lines = [line for text in texts for line in text.splitlines()]
    for number, line in enumerate(lines, start=1):
        yield _Piece(region, line, number)


def _section(section: Section) -> Iterator[_Piece]:
    title = f"{section.label} {section.title}"
    heading = _Piece(Region.SECTION, title, 0, section.number, title, of_all=False)
    yield heading
    for line, paragraph in enumerate(section.paragraphs, start=1):
        if paragraph.kind in _WORDED:
            units = dict.fromkeys(source.unit for source in paragraph.sources if source.unit)
            yield replace(
                heading,
                text=paragraph.text.replace("\n", " "),
                line=line,
                units=tuple(units),
                of_all=_speaks_of_all(section, paragraph),
                replaces=section.own if section.rewritten else (),
            )


def _speaks_of_all(section: Section, paragraph: Paragraph) -> bool:
    """A rewritten text does, but for one block's."""
    if paragraph.kind is Kind.REWRITTEN:
        return section.number == section.outline
    return section.asks is Asks.DRAFTING_UNIT and paragraph.voices is None


def _counted(report: CompiledReport) -> Counted:
    """By status: of every unit's task, and of the tasks that stand alike with all their units."""
    alike = [next(iter(tally)) for row in report.rows if len(tally := row.tally()) == 1]
    return Counted(
        tasks=len(report.rows),
        parts=report.counts,
        of_tasks=Counter(alike),
        sent=len(report.units_in),
        roster=len(report.roster),
    )
