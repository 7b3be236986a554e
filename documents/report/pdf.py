"""The report as PDF, drawn by typst on the page that the Word document has."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from documents.report.finishing import MADE
from documents.report.fonts import fonts, typeface
from documents.report.paper import paper
from documents.report.paper_annexes import Photo, photo_width
from documents.report.view import Part, View

_ARCHIVE: Literal["a-2b"] = "a-2b"
"""PDF/A-2b: everything embedded, readable in decades."""
_LAYOUT = "report.typ"
_AT: datetime = MADE
_ENOUGH = 6000
"""Letters: more than two pages hold: what stands behind them does not change the first."""


def write_pdf(seen: View, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The report as PDF/A-2b by NĐ 30/2020/NĐ-CP: the same bytes for the same view and fonts.

    `photos` are JPEG files by the sha256 of the evidence they show, ready for paper; evidence
    without one is a line. Words that no font of this machine can show make a plain PDF, in which
    boxes stand for them: PDF/A forbids those. Releases the interpreter: call it in a thread."""
    with TemporaryDirectory() as root:
        compiler = _compiler(seen, photos or {}, Path(root))
        try:
            return _whole(compiler.compile(format="pdf", pdf_standards=[_ARCHIVE], timestamp=_AT))
        except typst.TypstError:
            return _whole(compiler.compile(format="pdf", timestamp=_AT))


def page_count(seen: View, photos: Mapping[str, bytes] | None = None) -> int:
    """Of the report with its annexes."""
    with TemporaryDirectory() as root:
        found = _compiler(seen, photos or {}, Path(root)).query("<pages>", "value", one=True)
    return int(json.loads(found))


def first_page_png(seen: View, ppi: float) -> bytes:
    """A picture of the first page, as many dots to the inch as `ppi` says."""
    with TemporaryDirectory() as root:
        pages = _compiler(_beginning(seen), {}, Path(root)).compile(format="png", ppi=ppi)
    return pages[0] if isinstance(pages, list) else _whole(pages)


def _compiler(seen: View, photos: Mapping[str, bytes], root: Path) -> typst.Compiler:
    """One that reads no file but the layout and the photos, which it finds in `root`."""
    drawn = paper(seen, typeface().family, dict(_filed(photos, root)))
    layout = root / _LAYOUT
    layout.write_bytes((files("templates") / "report" / _LAYOUT).read_bytes())
    return typst.Compiler(
        layout,
        root=root,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(drawn, ensure_ascii=False)},
    )


def _filed(photos: Mapping[str, bytes], root: Path) -> Iterator[tuple[str, Photo]]:
    """Those that are pictures, each as a file in `root`."""
    for n, (sha256, content) in enumerate(photos.items()):
        width = photo_width(content)
        if width is not None:
            (root / f"{n}.jpg").write_bytes(content)
            yield sha256, Photo(f"{n}.jpg", width)


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
