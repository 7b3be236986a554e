"""The compiled report as JSON, with provenance."""

from typing import Any

from pydantic import TypeAdapter

from domain.report import CompiledReport

_ADAPTER = TypeAdapter(CompiledReport)


def report_json(report: CompiledReport) -> dict[str, Any]:
    """The report as plain JSON data: every paragraph with its unit, person, time and message."""
    plain: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return plain
