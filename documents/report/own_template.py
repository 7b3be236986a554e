"""An office's Word template, used in a process of its own: it may be wrong, or made to harm."""

import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.apart import TookTooLong, own_environment, run_apart
from documents.report.checking.office_file import MOST_BYTES
from documents.report.faults import ReportTemplateFaulty
from documents.report.findings import Finding, Level, TemplateRefused, fault
from documents.report.packing import NO_PHOTOS, Request, pack_request, unpack_answer
from documents.report.view import View


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a template may take. A province's report takes a tenth of it."""

    seconds: float = 120
    """On the clock; a busy machine gives only a part of it to us."""
    cpu_seconds: int = 30
    memory: int = 1 << 30
    output: int = 100_000_000
    """Bytes of the answer: a document, written as JSON."""


ALLOWED = Allowance()


def read_template(path: Path) -> bytes:
    """No more of it than a template may have. Raises ReportTemplateFaulty."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ReportTemplateFaulty(fault("unread")) from error


def check_apart(content: bytes, allowed: Allowance = ALLOWED) -> tuple[Finding, ...]:
    """As `check_template`, in a process of its own. Blocks for about a second."""
    try:
        found = _ask(Request(content), allowed)
    except TemplateRefused as refused:
        return (refused.finding,)
    assert not isinstance(found, bytes), "nothing was to be written"
    return found


def fill_apart(
    content: bytes,
    seen: View,
    photos: Mapping[str, bytes] = NO_PHOTOS,
    allowed: Allowance = ALLOWED,
) -> bytes:
    """The report in this template, as DOCX. Blocks for about a second.
    Raises ReportTemplateFaulty."""
    try:
        given = _ask(Request(content, seen, photos), allowed)
    except TemplateRefused as refused:
        raise ReportTemplateFaulty(refused.finding) from None
    if isinstance(given, bytes):
        return given
    raise ReportTemplateFaulty(_first_fault(given))


def _ask(request: Request, allowed: Allowance) -> bytes | tuple[Finding, ...]:
    if len(request.template) > MOST_BYTES:
        raise TemplateRefused(fault("too_large", limit=str(MOST_BYTES // 1_000_000)))
    with tempfile.TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as folder:
        asked, answered = Path(folder, "request"), Path(folder, "answer")
        asked.write_bytes(pack_request(request))
        code = _run(Path(folder), asked, answered, allowed)
        if code:
            raise TemplateRefused(fault("slow" if code == -signal.SIGXCPU else "heavy"))
        try:
            return unpack_answer(answered.read_bytes())
        except (ValueError, KeyError, TypeError) as error:
            raise TemplateRefused(fault("heavy")) from error


def _run(folder: Path, asked: Path, answered: Path, allowed: Allowance) -> int:
    limits = (allowed.cpu_seconds, allowed.memory, allowed.output)
    command = [sys.executable, "-P", "-m", "documents.report.child", *map(str, limits)]
    try:
        return run_apart(
            command, folder, allowed.seconds, own_environment(folder), asked, answered
        )
    except TookTooLong:
        raise TemplateRefused(fault("slow")) from None


def _first_fault(findings: Sequence[Finding]) -> Finding:
    return next(finding for finding in findings if finding.level is Level.FAULT)
