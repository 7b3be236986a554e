"""The report as PDF: its words alone, set by typst, until it has a layout of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime

import typst

from documents.report.text import write_text
from documents.report.view import View

_MADE = datetime(2020, 3, 5, tzinfo=UTC)
_LAYOUT = b"""
#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 20mm), numbering: "1")
#set text(font: ("Times New Roman", "Tinos", "Liberation Serif"), size: 13pt, lang: "vi")
#for line in sys.inputs.text.split("\\n") { par(line) }
#context [#metadata(counter(page).final().first()) <pages>]
"""


def write_pdf(seen: View, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The report as PDF: the same bytes for the same view and fonts."""
    made = _compiler(seen).compile(format="pdf", timestamp=_MADE)
    assert isinstance(made, bytes)
    return made


def page_count(seen: View, photos: Mapping[str, bytes] | None = None) -> int:
    return int(_compiler(seen).query("<pages>", "value", one=True))


def _compiler(seen: View) -> typst.Compiler:
    return typst.Compiler(_LAYOUT, sys_inputs={"text": write_text(seen)})
