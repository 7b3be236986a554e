"""The report as a Word document, through the template that comes with tiendo or an office's."""

from collections.abc import Mapping
from pathlib import Path

from documents.report.faults import ReportTemplateFaulty
from documents.report.filling import fill
from documents.report.own_template import fill_apart, read_template
from documents.report.packing import NO_PHOTOS
from documents.report.view import View
from documents.report.wording import template_file


def write_docx(
    seen: View, template: Path | None = None, photos: Mapping[str, bytes] = NO_PHOTOS
) -> bytes:
    """The report as DOCX by NĐ 30/2020/NĐ-CP: the same bytes for the same view and template.

    `template` is an office's own Word file, used in a process of its own; without it the built-in
    one. `photos` are JPEG files by the sha256 of the evidence they show, ready for paper. Raises
    ReportTemplateFaulty.
    """
    if template is None:
        return fill(template_file().read_bytes(), seen, photos)
    return fill_apart(read_template(template), seen, photos)


def write_docx_anyway(
    seen: View, template: Path | None, photos: Mapping[str, bytes] = NO_PHOTOS
) -> tuple[bytes, ReportTemplateFaulty | None]:
    """As `write_docx`, but where the office's template cannot be used in the built-in layout; then
    with why: a report in another layout is worth more than none."""
    try:
        return write_docx(seen, template, photos), None
    except ReportTemplateFaulty as faulty:
        return write_docx(seen, None, photos), faulty
