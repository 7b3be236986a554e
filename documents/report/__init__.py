"""The compiled report as an official document, as text and as JSON."""

from documents.report.annexes import AnnexRow
from documents.report.as_json import report_json
from documents.report.converting import ConverterFailed, ConverterMissing, can_convert, to_pdf
from documents.report.faults import ReportTemplateFaulty
from documents.report.findings import Finding, Level, template_phrase
from documents.report.own_template import check_apart, read_template
from documents.report.paper_words import paper_words
from documents.report.text import write_text
from documents.report.view import Issued, View, own_lines, section_lines, view
from documents.report.word import write_docx, write_docx_anyway

__all__ = [
    "AnnexRow",
    "ConverterFailed",
    "ConverterMissing",
    "Finding",
    "Issued",
    "Level",
    "ReportTemplateFaulty",
    "View",
    "can_convert",
    "check_apart",
    "own_lines",
    "paper_words",
    "read_template",
    "report_json",
    "section_lines",
    "template_phrase",
    "to_pdf",
    "view",
    "write_docx",
    "write_docx_anyway",
    "write_text",
]
