"""The annexes as the templates see them: ready words in every cell. Names here are their tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.report.wording import by_status, phrase, sentence
from domain.calendar import in_vietnam
from domain.report import (
    CompiledReport,
    EvidenceItem,
    IndicatorRow,
    Paragraph,
    ReportUnit,
    Row,
)

_PHOTO = "image/"
_NOTES = ("missing", "returned", "late", "added_late", "on_behalf")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A task. The last three are lines, one at least."""

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
class TaskAnnex:
    """`label` is "Phụ lục", with its Roman number where there are several annexes."""

    label: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class AnnexIndicator:
    """An indicator. A cell that nothing was given for is empty."""

    number: int
    name: str
    measure: str
    plan: str
    value: str
    cumulative: str
    share: str
    change: str
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorAnnex:
    """`label` is its number as printed, "Phụ lục II"."""

    label: str
    rows: tuple[AnnexIndicator, ...]


@dataclass(frozen=True, slots=True)
class AnnexEvidence:
    """A photo or file: `caption` says what it is, `source` who sent it and when, `line` all that.

    `photo` is what the Word template shows; empty where there is no picture to show.
    """

    number: int
    sha256: str
    is_photo: bool
    caption: str
    source: str
    line: str
    photo: object = ""


@dataclass(frozen=True, slots=True)
class AnnexEvidenceGroup:
    """The evidence of one task or heading, `title` as printed."""

    title: str
    items: tuple[AnnexEvidence, ...]


@dataclass(frozen=True, slots=True)
class EvidenceAnnex:
    """`label` is its number as printed."""

    label: str
    groups: tuple[AnnexEvidenceGroup, ...]


@dataclass(frozen=True, slots=True)
class AnnexUnit:
    """A row as printed; `sent_at` is empty where nothing was sent."""

    number: int
    name: str
    state: str
    sent_at: str
    note: str


@dataclass(frozen=True, slots=True)
class UnitAnnex:
    """`notes` sum up what the rows say one by one."""

    label: str
    rows: tuple[AnnexUnit, ...]
    notes: tuple[str, ...]


def task_rows(report: CompiledReport) -> tuple[AnnexRow, ...]:
    """A row a task, in the order of the report."""
    return tuple(_task(row, report) for row in report.rows)


def indicator_rows(report: CompiledReport) -> tuple[AnnexIndicator, ...]:
    """A row an indicator, in the order of the report."""
    return tuple(map(_indicator, report.indicators))


def evidence_rows(report: CompiledReport) -> tuple[AnnexEvidenceGroup, ...]:
    """Numbered through all groups, in each the photos first."""
    groups, number = [], 0
    for group in report.evidence:
        ordered = sorted(group.items, key=lambda item: not _is_photo(item))
        items = tuple(_evidence(item, number + n) for n, item in enumerate(ordered, start=1))
        groups.append(AnnexEvidenceGroup(phrase("evidence_group", group), items))
        number += len(items)
    return tuple(groups)


def unit_rows(report: CompiledReport) -> tuple[AnnexUnit, ...]:
    """A row a unit of the roster, in its order."""
    return tuple(_unit(unit, n) for n, unit in enumerate(report.units, start=1))


def unit_notes(report: CompiledReport) -> Iterator[str]:
    """How many have sent, and the names of those who stand out."""
    yield phrase("units_in", report)
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


def _task(row: Row, report: CompiledReport) -> AnnexRow:
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
        return sentence(paragraph.text)
    return f"{sentence(phrase('speakers', paragraph.voices))}: {paragraph.text}"


def _progress(row: Row) -> tuple[str, ...]:
    if row.group:
        counts = by_status(row.tally())
        return tuple(phrase("tally", code, n, len(row.cells)) for code, n in counts) or ("",)
    said = dict.fromkeys(phrase("cell", cell) for cell in row.cells)
    if len(said) == 1:
        return tuple(said)
    return tuple(f"{cell.name}: {phrase('cell', cell)}" for cell in row.cells) or ("",)


def _indicator(row: IndicatorRow) -> AnnexIndicator:
    return AnnexIndicator(
        number=row.number,
        name=phrase("indicator_name", row),
        measure=row.unit_of_measure or "",
        plan=phrase("indicator_plan", row),
        value=phrase("indicator_value", row),
        cumulative=phrase("indicator_cumulative", row),
        share=phrase("indicator_share", row),
        change=phrase("indicator_change", row),
        note=phrase("indicator_note", row),
    )


def _evidence(item: EvidenceItem, number: int) -> AnnexEvidence:
    is_photo = _is_photo(item)
    caption = (item.caption or item.name).strip()
    # What a camera calls a photo says nothing on paper; a document's file name does.
    printed = item.caption.strip() if is_photo else caption
    source = phrase("evidence_source", item, _in_vietnam(item.at))
    return AnnexEvidence(
        number=number,
        sha256=item.sha256,
        is_photo=is_photo,
        caption=caption,
        source=source,
        line=phrase("evidence_line", number, is_photo, printed, source),
    )


def _is_photo(item: EvidenceItem) -> bool:
    return item.mime.startswith(_PHOTO)


def _unit(unit: ReportUnit, number: int) -> AnnexUnit:
    return AnnexUnit(
        number=number,
        name=sentence(unit.name),
        state=phrase("unit_state", unit),
        sent_at=phrase("moment", _in_vietnam(unit.sent_at)) if unit.sent_at else "",
        note=phrase("unit_note", unit),
    )


def _in_vietnam(iso: str) -> datetime:
    return in_vietnam(datetime.fromisoformat(iso))
