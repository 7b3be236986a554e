"""A compiled version as the page shows it: the paper's lines, each with who said it and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.web.report_changes import Changed, Place, annex_rows, changes_since, lines_of
from documents.report import AnnexRow, Issued, View, paper_words, view
from domain.findings import PlacedFinding
from domain.report import CompiledReport, Kind, Paragraph, Row, Section, Source

MOST_TRACES = 40
"""How many sources of one line are listed: of a province's count there are thousands."""


class Origin(StrEnum):
    SAID = "said"
    PLANNED = "planned"
    COUNTED = "counted"
    PLAN = "plan"
    NOTHING = "nothing"
    NOT_MENTIONED = "not_mentioned"
    NOT_REPORTED = "not_reported"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Known:
    """What the books say of those who spoke."""

    names: Mapping[str, str]
    """By person; those who were forgotten are missing."""
    channels: Mapping[tuple[str, str], str]
    """By person and message."""
    entered: frozenset[tuple[str, str]]
    """Units for which somebody else entered something, each with that person."""


@dataclass(frozen=True, slots=True)
class Trace:
    """`person` is a code where the name was forgotten, "" where nobody said it anew; `words` are
    the source's own where the paper says them otherwise."""

    unit: str
    person: str
    at: str
    channel: str | None
    on_behalf: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    origin: Origin
    traces: tuple[Trace, ...] = ()
    more: int = 0
    """How many traces are not listed."""
    is_new: bool = False
    """It did not stand so in the version before."""
    editor: str = ""
    """Who wrote it in place of the sources, at `edited_at`."""
    edited_at: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    level: int
    label: str
    title: str
    lines: tuple[Line, ...]
    stale: bool = False
    """Rewritten from words that have changed since: `came` and `went`."""
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    paper: AnnexRow
    progress: tuple[Line, ...]
    results: tuple[Line, ...]
    difficulties: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    paper: View
    words: Mapping[str, str]
    parts: tuple[Part, ...]
    rows: tuple[SheetRow, ...]
    changes: tuple[Changed, ...]
    findings: tuple[PlacedFinding, ...]
    headings: tuple[tuple[str, str], ...]
    """Number and line of each that an extract may be taken by."""
    units: tuple[tuple[str, str], ...]
    """Code and name of those that have sent."""


def sheet(
    report: CompiledReport,
    before: CompiledReport | None,
    known: Known,
    issued: Issued | None = None,
) -> Sheet:
    """`before` is the version that this one is compared with, None for the first."""
    paper = view(report, issued)
    drawing = _Drawing(report, known, lines_of(before) if before else None)
    return Sheet(
        paper,
        paper_words(paper),
        tuple(_parts(drawing, report.sections, paper)),
        tuple(drawing.row(row, drawn) for row, drawn in annex_rows(report, paper)),
        tuple(changes_since(report, paper, before)),
        report.findings,
        tuple((s.number, f"{s.number}. {s.title}") for s in report.sections),
        tuple((unit.unit, unit.name) for unit in report.units if unit.is_in),
    )


def speakers(report: CompiledReport) -> frozenset[str]:
    """Codes of everybody whose words or figures stand in it."""
    paragraphs = [paragraph for _, paragraph in report.paragraphs()]
    paragraphs += [p for row in report.rows for p in (*row.results, *row.difficulties)]
    return frozenset(source.person for p in paragraphs for source in p.sources)


def _parts(drawing: "_Drawing", sections: Sequence[Section], paper: View) -> Iterator[Part]:
    for section, part in zip(sections, paper.parts, strict=True):
        pairs = zip(section.paragraphs, part.lines, strict=True)
        lines = tuple(drawing.line(p, text, section.outline) for p, text in pairs)
        mark = section.rewritten
        came, went = (mark.came, mark.went) if mark else ((), ())
        yield Part(part.level, part.label, part.title, lines, bool(came or went), came, went)


_ORIGINS = {
    Kind.PLANNED: Origin.PLANNED,
    Kind.COUNT: Origin.COUNTED,
    Kind.TOTALS: Origin.COUNTED,
    Kind.LEAD_IN: Origin.PLAN,
    Kind.NOTHING: Origin.NOTHING,
    Kind.NOT_MENTIONED: Origin.NOT_MENTIONED,
    Kind.NOT_REPORTED: Origin.NOT_REPORTED,
    Kind.REWRITTEN: Origin.REWRITTEN,
}


class _Drawing:
    def __init__(
        self, report: CompiledReport, known: Known, stood: frozenset[Place] | None
    ) -> None:
        self._known = known
        self._stood = stood
        self._units = {unit.unit: unit.name for unit in report.units}
        self._of_task = {row.task: tuple(_sources_of(row)) for row in report.rows}

    def line(self, paragraph: Paragraph, text: str, place: str) -> Line:
        origin = _ORIGINS.get(paragraph.kind, Origin.SAID)
        sources: Sequence[Source] = paragraph.sources
        if paragraph.kind is Kind.COUNT:
            sources = self._of_task.get(paragraph.item or "", ())
        if paragraph.kind is not Kind.REWRITTEN:
            return self._line(text, origin, sources, place, own=paragraph.text)
        *sources, editor = sources
        line = self._line(text, origin, sources, place)
        name = self._known.names.get(editor.person, editor.person)
        return replace(line, editor=name, edited_at=editor.at)

    def row(self, row: Row, paper: AnnexRow) -> SheetRow:
        origin = Origin.COUNTED if row.group else Origin.SAID
        sources = self._of_task[row.task]
        return SheetRow(
            paper,
            tuple(self._line(text, origin, sources, row.task) for text in paper.progress if text),
            self._cell(row.results, paper.results, row.task),
            self._cell(row.difficulties, paper.difficulties, row.task),
        )

    def _cell(
        self, paragraphs: Sequence[Paragraph], texts: Sequence[str], place: str
    ) -> tuple[Line, ...]:
        """A blank cell of the paper is one blank line."""
        pairs = zip(paragraphs, texts, strict=True) if paragraphs else ()
        return tuple(self.line(paragraph, text, place) for paragraph, text in pairs)

    def _line(
        self, text: str, origin: Origin, sources: Sequence[Source], place: str, own: str = ""
    ) -> Line:
        traces = tuple(self._trace(source, own) for source in sources[:MOST_TRACES])
        is_new = self._stood is not None and (place, text) not in self._stood
        return Line(text, origin, traces, max(0, len(sources) - MOST_TRACES), is_new)

    def _trace(self, source: Source, own: str) -> Trace:
        return Trace(
            self._units.get(source.unit, source.unit),
            self._known.names.get(source.person, source.person),
            source.at,
            self._known.channels.get((source.person, source.message)),
            (source.unit, source.person) in self._known.entered,
            "" if source.text.split() == own.split() else source.text,
        )


def _sources_of(row: Row) -> Iterator[Source]:
    """Whatever was said of a task, each message of a unit once; for what is counted from it."""
    seen: set[tuple[str, str, str]] = set()
    for paragraph in (*row.results, *row.difficulties):
        for source in paragraph.sources:
            key = (source.unit, source.person, source.at)
            if key not in seen:
                seen.add(key)
                yield replace(source, text="")
