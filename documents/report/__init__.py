"""The compiled report as an official document, a workbook, text and JSON; its parts."""

from documents.report.annexes import AnnexRow
from documents.report.as_json import report_json
from documents.report.forms import summary, write_form
from documents.report.paper_words import paper_words
from documents.report.photos import for_paper
from documents.report.text import write_text
from documents.report.view import Issued, View, issued_number, view
from documents.report.word import ReportTemplateFaulty, write_docx

__all__ = [
    "AnnexRow",
    "Issued",
    "ReportTemplateFaulty",
    "View",
    "for_paper",
    "issued_number",
    "paper_words",
    "report_json",
    "summary",
    "view",
    "write_docx",
    "write_form",
    "write_text",
]
