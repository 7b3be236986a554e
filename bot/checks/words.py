"""The templates of messages and reports, and the typefaces of the report."""

import zipfile
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from bot.checks.findings import Finding, error, ok, warning
from bot.render import FOLDER, Renderer
from documents.report import DECREED, typeface


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
    try:
        with zipfile.ZipFile(template) as parts:
            parts.getinfo("word/document.xml")
    except (OSError, zipfile.BadZipFile, KeyError):
        return error("templates", f"{template} is not a Word document; save it as .docx")
    return ok("templates", f"report {template.name}")


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
