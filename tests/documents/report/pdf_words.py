"""Reads a PDF by poppler: its words and their places by page, in points from the left top."""

import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.documents.report.ruler.paper import to_pdf


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_of(pdf: bytes, folder: Path) -> list[list[Word]]:
    """By page, in the order in which the file gives them."""
    boxes = ElementTree.fromstring(run("pdftotext", "-bbox", pdf, folder))
    spaced = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Word(unicodedata.normalize("NFC", word.text or ""), *map(float, word.attrib.values()))
            for word in page.iter(f"{spaced}word")
        ]
        for page in boxes.iter(f"{spaced}page")
    ]


def run(program: str, option: str, pdf: bytes, folder: Path) -> str:
    """What `program` prints about the file."""
    path = folder / "looked-at.pdf"
    path.write_bytes(pdf)
    command = [program, *([option] if option else []), str(path)] + (
        ["-"] if program == "pdftotext" else []
    )
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def converted(files: Sequence[bytes], folder: Path) -> list[bytes]:
    """Word files as LibreOffice prints them."""
    paths = [folder / f"{n:03}.docx" for n, _ in enumerate(files)]
    for path, content in zip(paths, files, strict=True):
        path.write_bytes(content)
    to_pdf(paths, folder)
    return [path.with_suffix(".pdf").read_bytes() for path in paths]
