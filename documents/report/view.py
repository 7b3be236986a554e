"""The report as the templates see it: ready lines in reading order. Names here are their tags."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.report.wording import by_status, phrase, sentence
from domain.merging import essence
from domain.report import CompiledReport, Kind, Paragraph, ReportUnit, Row, Section
from domain.status import TaskStatus
from domain.written import written_month

_LIST_MARK = "- "
_LOWER_LIST_MARK = "+ "
_ALONE = {Kind.LEAD_IN, Kind.TOTALS, Kind.NOTHING, Kind.NOT_REPORTED, Kind.REWRITTEN}
_END = " ./"
_NOTES = ("missing", "returned", "late", "added_late", "on_behalf")


@dataclass(frozen=True, slots=True)
class Part:
    level: int
    label: str
    title: str
    lines: tuple[str, ...]
    """One for each paragraph of the section, in its order."""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of the annex. The last three are lines, one at least."""

    number: int
    text: str
    product: str
    deadline: str
    lead: str
    supporting: str
    progress: tuple[str, ...]
    results: tuple[str, ...]
    difficulties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    rows: tuple[AnnexRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    superior: tuple[str, ...]
    agency: tuple[str, ...]
    sign: str
    place: str
    month: str
    year: str
    issuer: str
    title: str
    receivers: tuple[str, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    recipients: tuple[str, ...]
    signing: tuple[str, ...]
    signer: str
    annex: Annex | None


def view(report: CompiledReport) -> View:
    frame, head = report.frame, report.letterhead
    dated = date.fromisoformat(report.dated)
    signing, signer = _signature(frame.signature)
    return View(
        superior=head.superior,
        agency=head.agency,
        sign=head.sign,
        place=head.place,
        month=written_month(dated),
        year=str(dated.year),
        issuer=frame.issuer or "",
        title=report.title,
        receivers=_receivers(frame.receiver),
        opening=_opening(frame.legal_bases, frame.opening),
        parts=tuple(_part(section, report) for section in report.sections),
        closing=(frame.closing or phrase("closing", report)).rstrip(_END),
        recipients=_listed(frame.recipients),
        signing=signing,
        signer=signer,
        annex=_annex(report),
    )


def _receivers(receiver: str | None) -> tuple[str, ...]:
    """One as it is with a full stop; several as a list."""
    names = [name.strip(" .;-") for name in (receiver or "").replace("\n", ";").split(";")]
    names = [name for name in names if name]
    return _listed(names) if len(names) > 1 else tuple(f"{name}." for name in names)


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    """ "- …;" and, for the last, "- … ." as the decree lists receivers and recipients."""
    bare = [name.strip().lstrip("-–+• ").rstrip(" .;,") for name in names]
    last = len(bare) - 1
    return tuple(f"- {name}{';' if n < last else '.'}" for n, name in enumerate(bare))


def _opening(legal_bases: Sequence[str], opening: str | None) -> tuple[str, ...]:
    """The legal bases that the opening sentence does not cite itself, then the opening."""
    cited = essence(opening or "")
    bases = [base for base in legal_bases if essence(base) not in cited]
    return (*bases, *((opening or "").splitlines()))


def _signature(lines: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The lines in capitals are offices; what follows is the name, often left for the signing."""
    offices = tuple(line for line in lines if line == line.upper())
    return offices, " ".join(line for line in lines if line != line.upper())


def _part(section: Section, report: CompiledReport) -> Part:
    lines = section_lines(section.paragraphs, report)
    return Part(section.level, section.label, section.title, lines)


def own_lines(report: CompiledReport) -> list[tuple[str, ...]]:
    """Each section as it is printed where nobody rewrites it: a line a paragraph."""
    return [section_lines(section.own, report) for section in report.sections]


def section_lines(paragraphs: Sequence[Paragraph], report: CompiledReport) -> tuple[str, ...]:
    """The paragraphs of one section as printed, a line each."""
    return tuple(_lines(paragraphs, report))


def _lines(paragraphs: Sequence[Paragraph], report: CompiledReport) -> Iterator[str]:
    """A lone paragraph stands by itself, several make a list; below a count comes a lower list."""
    listed = [paragraph for paragraph in paragraphs if paragraph.kind not in _ALONE]
    for paragraph in paragraphs:
        text = phrase("paragraph", paragraph, report)
        if paragraph.kind in _ALONE or len(listed) == 1:
            yield text
        else:
            yield f"{_mark(paragraph, listed)}{text}"


def _mark(paragraph: Paragraph, listed: Sequence[Paragraph]) -> str:
    counted = {each.item for each in listed if each.kind is Kind.COUNT}
    below = paragraph.item in counted and paragraph.kind is not Kind.COUNT
    return _LOWER_LIST_MARK if below else _LIST_MARK


def _annex(report: CompiledReport) -> Annex | None:
    """None where no task was reported and every unit has sent: there is nothing to add."""
    reported = any(code != TaskStatus.CHUA_BAO_CAO for code in report.counts)
    notes = tuple(_notes(report))
    if not reported and not notes:
        return None
    rows = tuple(_row(row, report) for row in report.rows) if reported else ()
    return Annex(rows, (phrase("units_in", report), *notes))


def _notes(report: CompiledReport) -> Iterator[str]:
    marked: dict[str, list[ReportUnit]] = {
        "missing": list(report.units_missing),
        "returned": [unit for unit in report.units if unit.returned],
        "late": [unit for unit in report.units if unit.late],
        "added_late": [unit for unit in report.units if unit.added_late],
        "on_behalf": [unit for unit in report.units if unit.on_behalf],
    }
    for what in _NOTES:
        if marked[what]:
            yield phrase("note", what, marked[what])


def _row(row: Row, report: CompiledReport) -> AnnexRow:
    return AnnexRow(
        number=row.number,
        text=row.text,
        product=sentence(row.product or ""),
        deadline=phrase("deadline", row.deadline),
        lead=", ".join(row.lead),
        supporting=", ".join(row.supporting),
        progress=_progress(row),
        results=tuple(phrase("paragraph", p, report) for p in row.results) or ("",),
        difficulties=tuple(_difficulty(p) for p in row.difficulties) or ("",),
    )


def _difficulty(paragraph: Paragraph) -> str:
    """In its column a reason needs no words around it, but the names of those who gave it."""
    if paragraph.voices is None:
        return paragraph.text
    return f"{sentence(phrase('speakers', paragraph.voices))}: {paragraph.text}"


def _progress(row: Row) -> tuple[str, ...]:
    if row.group:
        counts = by_status(row.tally())
        return tuple(phrase("tally", code, n, len(row.cells)) for code, n in counts) or ("",)
    said = dict.fromkeys(phrase("cell", cell) for cell in row.cells)
    if len(said) == 1:
        return tuple(said)
    return tuple(f"{cell.name}: {phrase('cell', cell)}" for cell in row.cells) or ("",)
