"""The compiled report as an official document in Word and PDF, a workbook, text and JSON."""

from documents.report.annexes import AnnexRow
from documents.report.as_json import report_json
from documents.report.converting import ConverterFailed, ConverterMissing, can_convert, to_pdf
from documents.report.faults import ReportTemplateFaulty
from documents.report.findings import Finding, Level, template_phrase
from documents.report.fonts import DECREED, Typeface, typeface
from documents.report.forms import summary, write_form
from documents.report.own_template import check_apart, read_template
from documents.report.paper_words import paper_words
from documents.report.pdf import first_page_png, page_count, write_pdf
from documents.report.photos import for_paper
from documents.report.text import write_text
from documents.report.view import Issued, View, issued_number, own_lines, section_lines, view
from documents.report.word import write_docx, write_docx_anyway

__all__ = [
    "DECREED",
    "AnnexRow",
    "ConverterFailed",
    "ConverterMissing",
    "Finding",
    "Issued",
    "Level",
    "ReportTemplateFaulty",
    "Typeface",
    "View",
    "can_convert",
    "check_apart",
    "first_page_png",
    "for_paper",
    "issued_number",
    "own_lines",
    "page_count",
    "paper_words",
    "read_template",
    "report_json",
    "section_lines",
    "summary",
    "template_phrase",
    "to_pdf",
    "typeface",
    "view",
    "write_docx",
    "write_docx_anyway",
    "write_form",
    "write_pdf",
    "write_text",
]
