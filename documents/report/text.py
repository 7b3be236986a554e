"""The report as plain text, for chat and for `--form txt`."""

from documents.report.view import view
from documents.report.wording import fill
from domain.report import CompiledReport


def write_text(report: CompiledReport) -> str:
    """The whole report as plain text; lines are paragraphs, however long."""
    return fill("report.txt.j2", {"report": view(report)}).strip() + "\n"
