"""The report as PDF, drawn by typst on the page that the Word document has."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import typst

from documents.report.finishing import MADE
from documents.report.typesetting import typeset
from documents.report.view import View

_ARCHIVE: Literal["a-2b"] = "a-2b"
"""PDF/A-2b: everything embedded, readable in decades."""
_AT: datetime = MADE


def write_pdf(seen: View, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The report as PDF/A-2b by NĐ 30/2020/NĐ-CP: the same bytes for the same view and fonts.

    `photos` are JPEG files by the sha256 of the evidence they show, ready for paper; evidence
    without one is a line. Words that no font of this machine can show make a plain PDF, in which
    boxes stand for them: PDF/A forbids those. Releases the interpreter: call it in a thread."""
    return typeset(seen, photos or {}, _pdf)


def page_count(seen: View, photos: Mapping[str, bytes] | None = None) -> int:
    """Of the report with its annexes."""
    found = typeset(seen, photos or {}, lambda c: c.query("<pages>", "value", one=True))
    return int(json.loads(found))


def _pdf(compiler: typst.Compiler) -> bytes:
    try:
        return _whole(compiler.compile(format="pdf", pdf_standards=[_ARCHIVE], timestamp=_AT))
    except typst.TypstError:
        return _whole(compiler.compile(format="pdf", timestamp=_AT))


def _whole(made: bytes | list[bytes] | None) -> bytes:
    assert isinstance(made, bytes)
    return made
