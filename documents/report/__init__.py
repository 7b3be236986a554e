"""The compiled report as an official document in Word and PDF, as text and as JSON."""

from documents.report.annexes import AnnexRow
from documents.report.as_json import report_json
from documents.report.fonts import DECREED, Typeface, typeface
from documents.report.paper_words import paper_words
from documents.report.pdf import first_page_png, page_count, write_pdf
from documents.report.text import write_text
from documents.report.view import Issued, View, view
from documents.report.word import ReportTemplateFaulty, write_docx

__all__ = [
    "DECREED",
    "AnnexRow",
    "Issued",
    "ReportTemplateFaulty",
    "Typeface",
    "View",
    "first_page_png",
    "page_count",
    "paper_words",
    "report_json",
    "typeface",
    "view",
    "write_docx",
    "write_pdf",
    "write_text",
]
