"""The report and its parts in every form that is handed over."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from documents.report.as_json import report_json
from documents.report.brief import brief
from documents.report.pdf import page_count, write_pdf
from documents.report.sheet import write_xlsx
from documents.report.text import write_parts, write_text
from documents.report.view import Issued, View, view
from documents.report.word import write_docx
from domain.extracts import extract_heading, extract_unit
from domain.report import CompiledReport
from domain.report_files import BRIEF, heading_of, unit_of


def write_form(
    report: CompiledReport,
    part: str,
    form: str,
    issued: Issued | None = None,
    photos: Mapping[str, bytes] | None = None,
    template: Path | None = None,
) -> bytes:
    """One of FORMS of a part of the report, the same bytes for the same values.

    `photos` are made ready for paper, by sha256. Raises NothingSuch for a unit or heading that is
    not in the report, and ReportTemplateFaulty.
    """
    wanted = part_of(report, part)
    seen = seen_part(wanted, part, issued)
    makers: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: write_docx(seen, template, photos),
        "pdf": lambda: write_pdf(seen, photos),
        "xlsx": lambda: write_xlsx(wanted, seen),
        "txt": lambda: write_text(seen).encode(),
        "json": lambda: json.dumps(report_json(wanted), ensure_ascii=False).encode(),
    }
    return makers[form]()


def summary(report: CompiledReport) -> str:
    """The report in brief as a message: what stands on the leader's page."""
    return write_parts(brief(report, page_count))


def part_of(report: CompiledReport, part: str) -> CompiledReport:
    """Raises NothingSuch."""
    if unit := unit_of(part):
        return extract_unit(report, unit)
    if heading := heading_of(part):
        return extract_heading(report, heading)
    return report


def seen_part(wanted: CompiledReport, part: str, issued: Issued | None = None) -> View:
    return brief(wanted, page_count, issued) if part == BRIEF else view(wanted, issued)
