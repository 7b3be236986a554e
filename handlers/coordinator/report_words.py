"""What is said of a compiled report, and the document that goes with it."""

from collections.abc import Sequence
from dataclasses import replace

from domain.facts import Facts, StoredReport
from domain.messages import Choice, Reply
from domain.report_files import STORED_FORMS, WHOLE
from handlers.coordinator.overview import few


def report_data(report: StoredReport, facts: Facts) -> dict[str, object]:
    return {
        "period": code_of(report, facts),
        "version": report.version,
        "units_in": report.units_in,
        "roster": report.units_in + len(report.units_missing),
        **few("missing", report.units_missing, facts.rules.page_size),
        "number": report.number if report.is_issued else None,
    }


def code_of(report: StoredReport, facts: Facts) -> str:
    codes = (period.code for period in facts.periods if period.key == report.period)
    return next(codes, report.period.rpartition(":")[2])


def report_choices(report: StoredReport) -> tuple[Choice, ...]:
    """What may be done with a version: an issued one is neither shown to the leader nor issued."""
    key = report.period
    to_be_issued = (
        Choice(f"sign_off|{key}", "order_sign_off"),
        Choice(f"issue|{key}", "order_issue"),
    )
    return (
        Choice(f"brief|{key}", "order_brief"),
        Choice(f"extract|{key}", "order_extract"),
        *(() if report.is_issued else to_be_issued),
        Choice(f"overview|{key}", "order_overview"),
    )


def since_version(report: StoredReport) -> int | None:
    """What the version is compared with; None for the first."""
    return report.since or (report.version - 1 or None)


def with_files(
    reply: Reply, report: StoredReport, part: str = WHOLE, forms: Sequence[str] = STORED_FORMS
) -> Reply:
    """With those of the forms that are kept."""
    return replace(reply, attachments=report.given(part, forms))
