"""Runs typst on the report: a folder of its own, the fonts of this machine, no network."""

import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import typst

from documents.report.fonts import fonts, typeface
from documents.report.paper import paper, spelled_plainly
from documents.report.paper_annexes import Photo, photo_width
from documents.report.view import View

_LAYOUT = "report.typ"
PANIC = "PanicException"
_Made = TypeVar("_Made")


def typeset(
    seen: View, photos: Mapping[str, bytes], make: Callable[[typst.Compiler], _Made]
) -> _Made:
    """What `make` makes of the report. typst breaks down at some mixtures of scripts from right to
    left with others; then every letter foreign to Vietnamese texts is a box."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        drawn = paper(seen, typeface().family, dict(_filed(photos, root)))
        try:
            return make(compiler(drawn, root))
        except BaseException as error:
            # The panic of a Rust library is no Exception, and has no name to import.
            if type(error).__name__ != PANIC:
                raise
            return make(compiler(spelled_plainly(drawn), root))


def compiler(drawn: Mapping[str, Any], root: Path) -> typst.Compiler:
    """One that reads no file but the layout and the photos, which are in `root`."""
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
