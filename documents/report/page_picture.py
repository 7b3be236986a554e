"""The first page of the report's PDF as a picture, for messengers that carry no files.

It is drawn from the very PDF that is handed out. One that LibreOffice printed from an office's own
template is drawn in a process of its own, `documents.report.page_child`.
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

from documents.apart import TookTooLong, own_environment, run_apart
from documents.report.typesetting import PANIC

# However large its paper is, the page is as wide as A4: 1,191 dots, which a phone shows sharply.
_LAYOUT = """
#set page(width: auto, height: auto, margin: 0pt)
#image("report.pdf", page: 1, width: 210mm)
"""
_DOTS = 144
_COLOURS = 32
"""Enough for black letters with their grey edges and the colours of a letterhead; a third of the
bytes that all colours take, which somebody without a good signal waits for."""
_SECONDS = 60
_PNG_MARK = b"\x89PNG"


class NoPicture(Exception):
    """The page was not drawn; the text says in English why, for the log."""


def first_page(pdf: bytes, own_layout: bool = False) -> bytes:
    """A PNG, the same for the same PDF. Slow: call it in a thread. Raises NoPicture.

    `own_layout`: it may come from an office's own template, so it gets little memory and time.
    """
    return _drawn_apart(pdf) if own_layout else draw(pdf)


def draw(pdf: bytes) -> bytes:
    """In this process. Raises NoPicture."""
    with tempfile.TemporaryDirectory(prefix="tiendo-") as folder:
        root = Path(folder)
        (root / "report.pdf").write_bytes(pdf)
        (root / "page.typ").write_text(_LAYOUT)
        compiler = typst.Compiler(root / "page.typ", root=root, ignore_system_fonts=True)
        try:
            page = compiler.compile(format="png", ppi=_DOTS)
        except BaseException as error:
            # The panic of a Rust library is no Exception, and has no name to import.
            if not isinstance(error, typst.TypstError) and type(error).__name__ != PANIC:
                raise
            raise NoPicture(str(error)) from None
    assert isinstance(page, bytes), "one page"
    return _small(page)


def _small(page: bytes) -> bytes:
    made = BytesIO()
    with Image.open(BytesIO(page)) as picture:
        few = picture.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    few.save(made, "PNG")
    return made.getvalue()


def _drawn_apart(pdf: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as folder:
        asked, answered = Path(folder, "asked"), Path(folder, "answered")
        asked.write_bytes(pdf)
        command = [sys.executable, "-P", "-m", "documents.report.page_child"]
        environment = own_environment(Path(folder))
        try:
            code = run_apart(command, Path(folder), _SECONDS, environment, asked, answered)
        except TookTooLong:
            raise NoPicture(f"it took more than {_SECONDS} s") from None
        content = answered.read_bytes()
    if code or not content.startswith(_PNG_MARK):
        raise NoPicture(f"the process that draws it ended with {code}")
    return content
