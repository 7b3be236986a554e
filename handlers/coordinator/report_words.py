"""What is said of a compiled report, and the document that goes with it."""

from dataclasses import replace

from domain.facts import Facts, StoredReport
from domain.messages import Reply
from handlers.coordinator.overview import few


def report_data(report: StoredReport, facts: Facts) -> dict[str, object]:
    return {
        "period": code_of(report, facts),
        "version": report.version,
        "units_in": report.units_in,
        "roster": report.units_in + len(report.units_missing),
        **few("missing", report.units_missing, facts.rules.page_size),
        "number": report.number,
    }


def code_of(report: StoredReport, facts: Facts) -> str:
    codes = (period.code for period in facts.periods if period.key == report.period)
    return next(codes, report.period.rpartition(":")[2])


def with_document(reply: Reply, report: StoredReport) -> Reply:
    return replace(reply, attachments=(report.docx,))
