"""The compiled report as JSON, with provenance, and back."""

from typing import Any

from pydantic import TypeAdapter

from domain.report import CompiledReport

_ADAPTER = TypeAdapter(CompiledReport)


def report_json(report: CompiledReport) -> dict[str, Any]:
    """The report as plain JSON data: every paragraph with its unit, person, time and message."""
    plain: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return plain


def read_json(plain: dict[str, Any]) -> CompiledReport:
    """What `report_json` gave. Raises pydantic's ValidationError for anything else."""
    return _ADAPTER.validate_python(plain)
