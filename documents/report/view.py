"""The report as the templates see it: ready lines in reading order. Names here are their tags."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.report.annexes import (
    EvidenceAnnex,
    IndicatorAnnex,
    TaskAnnex,
    UnitAnnex,
    evidence_rows,
    indicator_rows,
    task_rows,
    unit_notes,
    unit_rows,
)
from documents.report.wording import cleaned, phrase
from domain.merging import essence
from domain.programme import AnnexKind, Frame
from domain.report import CompiledReport, Kind, Paragraph, Section
from domain.signing import signature
from domain.status import TaskStatus
from domain.written import written_month

_LIST_MARK = "- "
_LOWER_LIST_MARK = "+ "
_ALONE = {
    *(Kind.LEAD_IN, Kind.TOTALS, Kind.REWRITTEN),
    *(Kind.NOTHING, Kind.NOT_MENTIONED, Kind.NOT_REPORTED),
}
_END = " ./"
_COLON = " :"
"""Some headings of a plan end with it and some do not."""
_ROMAN = ("", "I", "II", "III", "IV")
_LEADING_NUMBER = re.compile(r"\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands below it, as printed."""

    level: int
    label: str
    title: str
    lines: tuple[str, ...]
    """One for each paragraph of the section, in its order."""


@dataclass(frozen=True, slots=True)
class Issued:
    """The number and date that the clerk gave: "05/BC-UBND"."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class View:
    """`number` and `day` are empty in a draft: they are given after the signature. A report that
    nobody signs has neither recipients nor signing nor signer."""

    superior: tuple[str, ...]
    agency: tuple[str, ...]
    sign: str
    number: str
    place: str
    day: str
    month: str
    year: str
    issuer: str
    kind: str
    title: str
    receivers: tuple[str, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    recipients: tuple[str, ...]
    signing: tuple[str, ...]
    signer: str
    annex_tasks: TaskAnnex | None = None
    annex_indicators: IndicatorAnnex | None = None
    annex_evidence: EvidenceAnnex | None = None
    annex_units: UnitAnnex | None = None


def view(report: CompiledReport, issued: Issued | None = None) -> View:
    """The whole report; a draft, unless `issued` says with which number and date it went out."""
    frame, head = report.frame, report.letterhead
    dated = issued.on if issued else date.fromisoformat(report.dated)
    signed = signature(frame.signature, frame.issuer or "")
    tasks, indicators, evidence, units = _annexes(report)
    whole = View(
        superior=head.superior,
        agency=head.agency,
        sign=head.sign,
        number=issued_number(issued.number) if issued else "",
        place=head.place,
        day=f"{dated.day:02}" if issued else "",
        month=written_month(dated.month),
        year=str(dated.year),
        issuer=frame.issuer or "",
        kind=phrase("kind", report),
        title=phrase("title", report),
        receivers=_receivers(frame.receiver),
        opening=_opening(frame.legal_bases, frame.opening),
        parts=tuple(_part(section, report) for section in report.sections),
        closing=(frame.closing or phrase("closing", report)).rstrip(_END),
        recipients=_listed(frame.recipients or _usual_recipients(frame)),
        signing=signed.offices,
        signer=signed.name,
        annex_tasks=tasks,
        annex_indicators=indicators,
        annex_evidence=evidence,
        annex_units=units,
    )
    seen: View = cleaned(whole)
    return _unsigned(seen, report) if report.extract_of else seen


def _unsigned(whole: View, report: CompiledReport) -> View:
    """An extract goes to nobody in particular, and nobody signs it."""
    return replace(
        whole,
        receivers=(),
        opening=(),
        closing=phrase("extract_closing", report),
        recipients=(),
        signing=(),
        signer="",
    )


def issued_number(given: str) -> str:
    """ "05/BC-UBND" from "5/BC-UBND": below ten with a leading 0."""
    bare = given.strip()
    return f"0{bare}" if _LEADING_NUMBER.match(bare) else bare


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


def _usual_recipients(frame: Frame) -> Sequence[str]:
    """Of a report to a higher body, where the plan names none."""
    return phrase("usual_recipients").split("; ") if frame.receiver else ()


def _part(section: Section, report: CompiledReport) -> Part:
    lines = section_lines(section.paragraphs, report)
    return Part(section.level, section.label, section.title.rstrip(_COLON), lines)


def own_lines(report: CompiledReport) -> list[tuple[str, ...]]:
    """Each section as it is printed where nobody rewrites it: a line a paragraph."""
    return [section_lines(section.own, report) for section in report.sections]


def section_lines(paragraphs: Sequence[Paragraph], report: CompiledReport) -> tuple[str, ...]:
    """The paragraphs of one section as printed, a line each."""
    return tuple(_lines(paragraphs, report))


def _lines(paragraphs: Sequence[Paragraph], report: CompiledReport) -> Iterator[str]:
    """A lone paragraph stands by itself, several make a list; below a count comes a lower list."""
    listed = [paragraph for paragraph in paragraphs if paragraph.kind not in _ALONE]
    counted = {each.item for each in listed if each.kind is Kind.COUNT}
    annex = _annex_labels(report).get(AnnexKind.TASKS, "")
    for paragraph in paragraphs:
        below = paragraph.item in counted and paragraph.kind is not Kind.COUNT
        text = phrase("paragraph", paragraph, report, below, annex)
        if paragraph.kind in _ALONE or len(listed) == 1:
            yield text
        else:
            yield f"{_LOWER_LIST_MARK if below else _LIST_MARK}{text}"


def _annexes(
    report: CompiledReport,
) -> tuple[TaskAnnex | None, IndicatorAnnex | None, EvidenceAnnex | None, UnitAnnex | None]:
    labels = _annex_labels(report)
    tasks, indicators = labels.get(AnnexKind.TASKS), labels.get(AnnexKind.INDICATORS)
    evidence, units = labels.get(AnnexKind.EVIDENCE), labels.get(AnnexKind.UNITS)
    return (
        TaskAnnex(tasks, task_rows(report)) if tasks else None,
        IndicatorAnnex(indicators, indicator_rows(report)) if indicators else None,
        EvidenceAnnex(evidence, evidence_rows(report)) if evidence else None,
        UnitAnnex(units, unit_rows(report), tuple(unit_notes(report))) if units else None,
    )


def _annex_labels(report: CompiledReport) -> dict[AnnexKind, str]:
    """Of those that the office wants and for which there is something to say."""
    wanted = [kind for kind in AnnexKind if kind in report.annexes and _has(report, kind)]
    return {kind: _label(n, len(wanted)) for n, kind in enumerate(wanted, start=1)}


def _has(report: CompiledReport, kind: AnnexKind) -> bool:
    """Tasks that nobody reported need no table."""
    match kind:
        case AnnexKind.TASKS:
            return any(code != TaskStatus.CHUA_BAO_CAO for code in report.counts)
        case AnnexKind.INDICATORS:
            return bool(report.indicators)
        case AnnexKind.EVIDENCE:
            return bool(report.evidence)
        case AnnexKind.UNITS:
            return len(report.units) > 1


def _label(number: int, count: int) -> str:
    """Roman numbers, where there are two or more: NĐ 30/2020/NĐ-CP, Phụ lục I."""
    return phrase("annex_label", _ROMAN[number] if count > 1 else "")
