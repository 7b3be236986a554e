"""Why a report could not be written."""

from documents.report.findings import Finding
from domain.errors import DomainError


class ReportTemplateFaulty(DomainError):
    """An office's Word template cannot be used. `data["fault"]` is the kind of what was found,
    `data["words"]` its sentence."""

    template = "errors/report_template_faulty.j2"

    def __init__(self, finding: Finding) -> None:
        super().__init__(fault=finding.kind, words=finding.words)
