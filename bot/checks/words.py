"""The templates of messages and reports, and the typefaces of the report."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from bot.checks.findings import Finding, error, ok, warning
from bot.render import FOLDER, Renderer
from documents.report import Level, ReportTemplateFaulty, check_apart, read_template

_DECREED = "Times New Roman"
_ALIKE = ("Tinos", "Liberation Serif")
_FIRST_VIETNAMESE = "1ea0"
_WAIT_SECONDS = 20


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


def check_fonts() -> Iterator[Finding]:
    if shutil.which("fc-list") is None:
        yield warning(
            "fonts", "cannot be listed here (fc-list is missing: apt install fontconfig)"
        )
        return
    if _has(_DECREED):
        yield ok("fonts", _DECREED)
    elif found := next((name for name in _ALIKE if _has(name)), None):
        yield ok("fonts", f"{found} stands in for {_DECREED}")
    else:
        yield warning(
            "fonts",
            f"no {_DECREED}, nor one like it with Vietnamese letters; "
            "run: apt install fonts-croscore",
        )


def _has(family: str) -> bool:
    """With Vietnamese letters: older versions of Liberation Serif lack them."""
    pattern = f"{family}:charset={_FIRST_VIETNAMESE}"
    listed = subprocess.run(  # noqa: S603 (a fixed command, no shell)
        ["fc-list", pattern, "family"],  # noqa: S607 (wherever the system has it)
        capture_output=True,
        text=True,
        timeout=_WAIT_SECONDS,
        check=False,
    )
    return bool(listed.stdout.strip())
