"""A Word template filled with a report's values."""

from collections.abc import Mapping
from dataclasses import fields
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from documents.report.archive import with_fixed_dates
from documents.report.findings import Finding, TemplateRefused, fault, near
from documents.report.finishing import finish
from documents.report.links import without_outside_links
from documents.report.photos import with_photos
from documents.report.source import Source, lines_of
from documents.report.view import View
from documents.report.wording import sandbox

_TEMPLATE_FRAME = "<template>"


class FilledTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl's template, which mends broken XML in silence and loses words by it: here it is an
    error. It also remembers what it was reading."""

    reading = Source("")

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, object], jinja_env: Environment
    ) -> str:
        self.reading = lines_of(src_xml)
        xml: str = super().render_xml_part(src_xml, part, context, jinja_env)
        etree.fromstring(xml.encode("utf-8"))
        return xml

    def render_properties(
        self, context: dict[str, object], jinja_env: Environment | None = None
    ) -> None:
        """The file's properties are no place for tags: `finish` sets those that count."""


def opened(content: bytes) -> FilledTemplate:
    """A template ready to be filled; `content` is a Word file."""
    document = FilledTemplate(BytesIO(content))
    document.init_docx()
    return document


def fill(content: bytes, seen: View, photos: Mapping[str, bytes]) -> bytes:
    """The report in the template that comes with tiendo."""
    return _fill(opened(content), seen, photos)


def fill_own(content: bytes, seen: View, photos: Mapping[str, bytes]) -> bytes:
    """The report in an office's template, which may hold anything: call it apart, in a process
    that may be ended. Raises TemplateRefused."""
    document = FilledTemplate(BytesIO(without_outside_links(content)))
    try:
        return _fill(document, seen, photos)
    except MemoryError:
        raise TemplateRefused(fault("heavy")) from None
    except Exception as error:
        # Whatever the tags do is the template's fault, and its clerk can mend it.
        raise TemplateRefused(_finding(error, document.reading)) from error


def _fill(document: FilledTemplate, seen: View, photos: Mapping[str, bytes]) -> bytes:
    values = {field.name: getattr(seen, field.name) for field in fields(seen)}
    if seen.annex_evidence:
        values["annex_evidence"] = with_photos(seen.annex_evidence, document, photos)
    document.render(values, sandbox(), autoescape=True)
    finish(document.docx, seen)
    kept = BytesIO()
    document.docx.save(kept)
    return with_fixed_dates(kept.getvalue())


def _finding(error: Exception, reading: Source) -> Finding:
    around = near(reading.paragraph(_line(error)))
    match error:
        case SecurityError():
            return fault("forbidden", tag="", near=around)
        case UndefinedError():
            return fault("no_value", near=around)
        case TemplateSyntaxError():
            return fault("syntax", near=around)
        case etree.XMLSyntaxError():
            return fault("crossed")
        case _:
            return fault("not_filled", near=around)


def _line(error: Exception) -> int:
    """The line of the template's text at which it happened, 0 where that is not known."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    line, frame = 0, error.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename == _TEMPLATE_FRAME:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
