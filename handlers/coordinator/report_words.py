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
    """What may be done with a version: an issued one is neither shown to the leader nor issued
    again, its plan becomes the next period's."""
    key = report.period
    onward = ("next_plan",) if report.is_issued else ("sign_off", "issue")
    orders = (*onward, "brief", "extract", "overview")
    return tuple(Choice(f"{order}|{key}", f"order_{order}") for order in orders)


def since_version(report: StoredReport) -> int | None:
    """What the version is compared with; None for the first."""
    return report.since or (report.version - 1 or None)


def with_files(
    reply: Reply, report: StoredReport, part: str = WHOLE, forms: Sequence[str] = STORED_FORMS
) -> Reply:
    """With those of the forms that are kept, and the first page of the whole as a picture."""
    picture = report.picture if part == WHOLE else ""
    return replace(reply, attachments=report.given(part, forms), picture=picture)
