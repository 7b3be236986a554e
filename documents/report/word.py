"""The report as a Word document, through a template that an office can edit."""

from collections.abc import Mapping
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from documents.report.archive import with_fixed_dates
from documents.report.finishing import finish
from documents.report.photos import with_photos
from documents.report.view import View
from documents.report.wording import sandbox, template_file
from domain.errors import DomainError


class ReportTemplateFaulty(DomainError):
    """The Word template cannot be used. `data["fault"]` is one of "file", "unknown", "forbidden"
    and "tag"; `data["detail"]` the name or the words around the place, where known."""

    template = "errors/report_template_faulty.j2"


def write_docx(
    seen: View, template: Path | None = None, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """The report as DOCX by NĐ 30/2020/NĐ-CP: the same bytes for the same view and template.

    `template` is an office's own Word file; without it the built-in one. `photos` are JPEG files
    by the sha256 of the evidence they show, ready for paper. Raises ReportTemplateFaulty.
    """
    written = _open(template)
    _render(written, seen, photos or {})
    finish(written.docx, seen)
    kept = BytesIO()
    written.docx.save(kept)
    return with_fixed_dates(kept.getvalue())


def _open(template: Path | None) -> Any:
    content = template.read_bytes() if template else template_file().read_bytes()
    try:
        document = DocxTemplate(BytesIO(content))
        document.init_docx()
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ReportTemplateFaulty(fault="file", detail="") from error
    return document


def _render(document: Any, seen: View, photos: Mapping[str, bytes]) -> None:
    values = {field.name: getattr(seen, field.name) for field in fields(seen)}
    if seen.annex_evidence:
        values["annex_evidence"] = with_photos(seen.annex_evidence, document, photos)
    try:
        document.render(values, sandbox(), autoescape=True)
    except UndefinedError as error:
        raise ReportTemplateFaulty(fault="unknown", detail=error.message or "") from error
    except SecurityError as error:
        raise ReportTemplateFaulty(fault="forbidden", detail=error.message or "") from error
    except TemplateSyntaxError as error:
        raise ReportTemplateFaulty(fault="tag", detail=_around(error)) from error
    except TemplateError as error:
        raise ReportTemplateFaulty(fault="tag", detail=error.message or "") from error


def _around(error: TemplateSyntaxError) -> str:
    """The words of the template near the tag: its line in the XML tells an office nothing."""
    lines = getattr(error, "docx_context", ())
    return " ".join(line.strip() for line in lines if line.strip())[:200]
