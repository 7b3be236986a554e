"""The templates of messages and reports, and the typefaces of the report."""

from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from bot.checks.findings import Finding, error, ok, warning
from bot.render import FOLDER, Renderer
from documents.report import (
    DECREED,
    Level,
    ReportTemplateFaulty,
    check_apart,
    read_template,
    typeface,
)


def check_messages() -> Finding:
    """Every template can be read, and every label."""
    try:
        count = sum(1 for _ in Renderer().templates())
    except (TemplateError, ValueError, OSError) as refused:
        place = getattr(refused, "filename", None) or str(FOLDER)
        line = f" line {refused.lineno}" if isinstance(refused, TemplateSyntaxError) else ""
        return error("templates", f"{place}{line}: {' '.join(str(refused).split())}; mend it")
    return ok("templates", f"{count} message templates")


def check_report_template(template: Path) -> Finding:
    """In one line; its clerk reads more with `tiendo template check`."""
    try:
        found = check_apart(read_template(template))
    except ReportTemplateFaulty as refused:
        return error("templates", f"{template} cannot be read: {refused.data['words']}")
    except OSError as trouble:
        return error("templates", f"{template} cannot be tried here ({trouble.strerror})")
    faults = sum(1 for finding in found if finding.level is Level.FAULT)
    if faults:
        return error(
            "templates",
            f"report {template.name} cannot be used (faults: {faults}), reports come in the "
            f"built-in layout; run: tiendo template check {template}",
        )
    more = f"; remarks: {len(found)}, see tiendo template check {template}" if found else ""
    return ok("templates", f"report {template.name}{more}")


def check_fonts() -> Finding:
    """What the report's PDF is set in; a Word file is shown in what its reader's machine has."""
    found = typeface()
    if found.is_decreed:
        return ok("fonts", DECREED)
    if found.is_alike:
        return ok("fonts", f"{found.family} stands in for {DECREED} in PDF files")
    return warning(
        "fonts",
        f"no {DECREED}, nor one like it with Vietnamese letters: PDF files are set in "
        f"{found.family}; run: apt install fonts-croscore",
    )
