"""The compiled report as an official document, as text and as JSON."""

from documents.report.as_json import report_json
from documents.report.text import write_text
from documents.report.word import ReportTemplateFaulty, write_docx

__all__ = ["ReportTemplateFaulty", "report_json", "write_docx", "write_text"]
