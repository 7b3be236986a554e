"""Whether an office's Word template can be used, and what it lacks: in words for its clerk."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO

from docx import Document
from jinja2 import TemplateSyntaxError

from documents.report.checking.layout import layout_findings
from documents.report.checking.names import Reader, loose_findings, unused_findings
from documents.report.checking.office_file import members_of
from documents.report.checking.paragraphs import places, tags_in
from documents.report.checking.reach import reach_findings
from documents.report.checking.specimen import bare_specimen, specimen
from documents.report.checking.structure import structure_findings
from documents.report.filling import fill_own, opened
from documents.report.findings import Finding, Level, TemplateRefused, fault, near
from documents.report.packing import NO_PHOTOS
from documents.report.source import sources
from documents.report.wording import sandbox

__all__ = ["Finding", "Level", "TemplateRefused", "check_template"]


def check_template(content: bytes) -> tuple[Finding, ...]:
    """All that is found about a Word template: faults first, then what it leaves out of the
    report, then remarks. Without a fault it can be used; two sample reports were then written
    with it, a full one and a bare one.

    The tags are the office's own and may do anything: call it apart (`documents.report.apart`).
    """
    try:
        return _in_order(_findings(content))
    except TemplateRefused as refused:
        return (refused.finding,)


def _findings(content: bytes) -> list[Finding]:
    members = members_of(content)
    found = _read_findings(members, content)
    if not _has_fault(found):
        found += _tried(content)
    return [*found, *layout_findings(Document(BytesIO(content)), members)]


def _read_findings(members: Mapping[str, bytes], content: bytes) -> list[Finding]:
    found = [*reach_findings(members), *structure_findings(members)]
    if _has_fault(found):
        # The engine would say the same of it once more, in worse words.
        tags = (tag for place in places(members) for tag in tags_in(place))
        return [*found, *loose_findings(tags, sandbox())]
    return [*found, *_name_findings(content)]


def _name_findings(content: bytes) -> list[Finding]:
    environment = sandbox()
    found: list[Finding] = []
    used: set[tuple[str, str]] = set()
    spoken: set[str] = set()
    for source in sources(_opened(content)):
        reader = Reader(source, environment, found, used, spoken)
        try:
            reader.read(environment.parse(source.xml))
        except TemplateSyntaxError as error:
            found.append(fault("syntax", near=near(source.paragraph(error.lineno))))
    return [*found, *unused_findings(used, spoken)]


def _opened(content: bytes) -> object:
    try:
        return opened(content)
    except Exception as error:
        # python-docx has no error of its own for the many ways in which a package can be broken.
        raise TemplateRefused(fault("damaged")) from error


def _tried(content: bytes) -> Iterator[Finding]:
    """The proof: what was read may still go wrong when it is written."""
    try:
        written = fill_own(content, specimen(), NO_PHOTOS)
    except TemplateRefused as refused:
        yield refused.finding
        return
    try:
        fill_own(content, bare_specimen(), NO_PHOTOS)
    except TemplateRefused as refused:
        found = refused.finding
        # An office may know that its reports are never so bare.
        yield replace(found, level=Level.REMARK) if found.kind == "no_value" else found
    lines = [line for part in specimen().parts for line in part.lines]
    said = _words(written)
    lost = [line for line in lines if _folded(line) not in said]
    if lost:
        yield fault("content_lost", some=str(len(lost)), all=str(len(lines)))


def _words(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    return _folded(" ".join(document.element.body.itertext()))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _has_fault(found: list[Finding]) -> bool:
    return any(finding.level is Level.FAULT for finding in found)


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    """Each once, by level; within a level as they were found."""
    levels = list(Level)
    unlike = {(f.kind, *sorted(f.data.items())): f for f in reversed(found)}
    kept = [f for f in found if unlike[(f.kind, *sorted(f.data.items()))] is f]
    return tuple(sorted(kept, key=lambda finding: levels.index(finding.level)))
