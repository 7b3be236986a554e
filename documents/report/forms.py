"""The report and its parts in every form that is handed over."""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from documents.report.as_json import report_json
from documents.report.brief import brief
from documents.report.converting import ConverterFailed, can_convert, to_pdf
from documents.report.packing import NO_PHOTOS
from documents.report.pdf import page_count, write_pdf
from documents.report.sheet import write_xlsx
from documents.report.text import write_parts, write_text
from documents.report.view import Issued, View, view
from documents.report.word import write_docx_anyway
from domain.extracts import extract_heading, extract_unit
from domain.report import CompiledReport
from domain.report_files import BRIEF, WHOLE, heading_of, unit_of

logger = logging.getLogger(__name__)
_NAMED_IN_CHAT = 8
"""Units that have not sent: as many as the other messages name."""


def write_form(
    report: CompiledReport,
    part: str,
    form: str,
    issued: Issued | None = None,
    photos: Mapping[str, bytes] | None = None,
    template: Path | None = None,
) -> bytes:
    """One of FORMS of a part of the report, the same bytes for the same values.

    `photos` are made ready for paper, by sha256. `template`, an office's own, is for the whole
    report; where it cannot be used the layout is the built-in one. Raises NothingSuch for a unit
    or heading that is not in the report.
    """
    wanted = part_of(report, part)
    seen = seen_part(wanted, part, issued)
    own = template if part == WHOLE else None
    shown = photos or NO_PHOTOS
    makers: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: write_docx_anyway(seen, own, shown)[0],
        "pdf": lambda: _pdf(seen, own, shown),
        "xlsx": lambda: write_xlsx(wanted, seen),
        "txt": lambda: write_text(seen).encode(),
        "json": lambda: json.dumps(report_json(wanted), ensure_ascii=False).encode(),
    }
    return makers[form]()


def _pdf(seen: View, template: Path | None, photos: Mapping[str, bytes]) -> bytes:
    """In the office's own layout, where there is one and LibreOffice to print it."""
    if template is not None and can_convert():
        docx, faulty = write_docx_anyway(seen, template, photos)
        if faulty is None:
            try:
                return to_pdf(docx)
            except ConverterFailed as error:
                logger.warning("LibreOffice did not print %s (%s)", template, error)
    return write_pdf(seen, photos)


def summary(report: CompiledReport) -> str:
    """The report in brief as a message: what stands on the leader's page."""
    return write_parts(brief(report, page_count, most_names=_NAMED_IN_CHAT))


def part_of(report: CompiledReport, part: str) -> CompiledReport:
    """Raises NothingSuch."""
    if unit := unit_of(part):
        return extract_unit(report, unit)
    if heading := heading_of(part):
        return extract_heading(report, heading)
    return report


def seen_part(wanted: CompiledReport, part: str, issued: Issued | None = None) -> View:
    """What is printed of a part: `wanted` is what `part_of` made of the report."""
    return brief(wanted, page_count, issued) if part == BRIEF else view(wanted, issued)
