"""The compiled report as an official document, as text and as JSON."""

from documents.report.as_json import report_json
from documents.report.paper_words import paper_words
from documents.report.text import write_text
from documents.report.view import AnnexRow, View, own_lines, section_lines, view
from documents.report.word import ReportTemplateFaulty, write_docx

__all__ = [
    "AnnexRow",
    "ReportTemplateFaulty",
    "View",
    "own_lines",
    "paper_words",
    "report_json",
    "section_lines",
    "view",
    "write_docx",
    "write_text",
]
