"""What of an echoed document stands in the report: printed paragraph by paragraph."""

import textwrap
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from bot.demo.timeline import words
from documents.echo import Share, share
from documents.plan import read_lines
from domain.written import written_number

FIRST_WORDS = 72


def compare(document: Path, report: Path, write: Callable[[str], object]) -> Share:
    """Opens both files again; prints a line a paragraph of the document, then what is new, then
    the share of the whole."""
    found = share(*([line.text for line in read_lines(path)] for path in (document, report)))
    write(words("echo"))
    for given in found.paragraphs:
        write(words("echo_line", share=_percent(given.tenths), words=_beginning(given.text)))
    if found.added:
        write(words("echo_added"))
    for text in found.added:
        write(words("echo_more", words=_beginning(text)))
    many = len(found.paragraphs)
    whole = many - len(found.lost)
    write(words("echo_total", share=_percent(found.tenths), whole=whole, paragraphs=many))
    return found


def _percent(tenths: int) -> str:
    return f"{written_number(str(Decimal(tenths) / 10))}%"


def _beginning(text: str) -> str:
    return textwrap.shorten(text, FIRST_WORDS, placeholder=" …")
