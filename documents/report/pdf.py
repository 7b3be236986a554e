"""The report as PDF, drawn by typst on the page that the Word document has."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

import typst

from documents.report.finishing import MADE
from documents.report.typesetting import typeset
from documents.report.view import Part, View

_ARCHIVE: Literal["a-2b"] = "a-2b"
"""PDF/A-2b: everything embedded, readable in decades."""
_AT: datetime = MADE
_ENOUGH = 6000
"""Letters: more than two pages hold: what stands behind them does not change the first."""


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


def first_page_png(seen: View, ppi: float) -> bytes:
    """A picture of the first page, as many dots to the inch as `ppi` says."""
    pages = typeset(_beginning(seen), {}, lambda c: c.compile(format="png", ppi=ppi))
    return pages[0] if isinstance(pages, list) else _whole(pages)


def _pdf(compiler: typst.Compiler) -> bytes:
    try:
        return _whole(compiler.compile(format="pdf", pdf_standards=[_ARCHIVE], timestamp=_AT))
    except typst.TypstError:
        return _whole(compiler.compile(format="pdf", timestamp=_AT))


def _whole(made: bytes | list[bytes] | None) -> bytes:
    assert isinstance(made, bytes)
    return made


def _beginning(seen: View) -> View:
    """The report without annexes and without the parts that begin far behind its first page."""
    return replace(
        seen,
        parts=tuple(_first_parts(seen.parts)),
        annex_tasks=None,
        annex_indicators=None,
        annex_evidence=None,
        annex_units=None,
    )


def _first_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    letters = 0
    for part in parts:
        yield part
        letters += sum(map(len, part.lines))
        if letters > _ENOUGH:
            return
