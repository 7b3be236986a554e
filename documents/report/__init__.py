"""The compiled report as an official document in Word and PDF, a workbook, text and JSON."""

from documents.report.annexes import AnnexRow
from documents.report.faults import ReportTemplateFaulty
from documents.report.findings import Finding, Level, template_phrase
from documents.report.fonts import DECREED, typeface
from documents.report.forms import part_of, summary, write_form
from documents.report.own_template import check_apart, read_template
from documents.report.page_picture import NoPicture, first_page
from documents.report.paper_words import paper_words
from documents.report.pdf import page_count, write_pdf
from documents.report.photos import MOST_PHOTOS, for_paper, side_among
from documents.report.text import write_text
from documents.report.view import Issued, View, issued_number, own_lines, section_lines, view
from documents.report.word import write_docx, write_docx_anyway

__all__ = [
    "DECREED",
    "MOST_PHOTOS",
    "AnnexRow",
    "Finding",
    "Issued",
    "Level",
    "NoPicture",
    "ReportTemplateFaulty",
    "View",
    "check_apart",
    "first_page",
    "for_paper",
    "issued_number",
    "own_lines",
    "page_count",
    "paper_words",
    "part_of",
    "read_template",
    "section_lines",
    "side_among",
    "summary",
    "template_phrase",
    "typeface",
    "view",
    "write_docx",
    "write_docx_anyway",
    "write_form",
    "write_pdf",
    "write_text",
]
