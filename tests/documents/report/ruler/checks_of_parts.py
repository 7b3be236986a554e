"""Domain facts §1.2: size, face, capitals and place of every component."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.text.paragraph import Paragraph

from tests.documents.report.ruler.checks import (
    Check,
    Expected,
    Value,
    at_least,
    exactly,
    near,
    within,
)
from tests.documents.report.ruler.looks import look, paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import (
    AGENCY,
    LEFT,
    NATION,
    RECIPIENTS,
    SIGNING,
    WHOLE,
    Found,
    placed,
)

_MOST = 12
"""Paragraphs of one style that are measured in a paper."""


@dataclass(frozen=True, slots=True)
class Part:
    """A component: its row in Mục V of Phụ lục I, the styles that carry it, how it must look.

    `letters` is "capitals" or "small"; `align` that of the file, on the page by places.
    """

    row: str
    name: str
    styles: tuple[str, ...]
    low: float
    high: float
    face: str
    letters: str
    align: str
    column: tuple[float, float] = WHOLE
    source: str = ""

    @property
    def cited(self) -> str:
        return self.source or f"Phụ lục I, Mục V, row {self.row}"


_PARTS = (
    Part("1", "National name", ("National Name",), 12, 13, "bold", "capitals", "center", NATION),
    Part("1", "Motto", ("Motto",), 13, 14, "bold", "small", "center", NATION),
    Part(
        "2",
        "Superior",
        ("Letterhead Superior",),
        12,
        13,
        "upright, regular",
        "capitals",
        "center",
        AGENCY,
    ),
    Part("2", "Agency", ("Letterhead Agency",), 12, 13, "bold", "capitals", "center", AGENCY),
    Part(
        "3",
        "Number and sign",
        ("Number Line",),
        13,
        13,
        "upright, regular",
        "small",
        "center",
        AGENCY,
    ),
    Part("4", "Place and date", ("Place Line",), 13, 14, "italic", "small", "center", NATION),
    Part("5a", "BÁO CÁO", ("Report Kind",), 13, 14, "bold", "capitals", "center"),
    Part("5a", "Trích yếu", ("Report Title",), 13, 14, "bold", "small", "center"),
    Part(
        "9a",
        "Kính gửi, one receiver",
        ("Addressee",),
        13,
        14,
        "upright, regular",
        "small",
        "center",
    ),
    Part(
        "9a",
        "Kính gửi, several",
        ("Addressees", "Addressee List"),
        13,
        14,
        "upright, regular",
        "small",
        "left",
    ),
    Part(
        "6", "Body", ("Body Text", "Closing Words"), 13, 14, "upright, regular", "small", "justify"
    ),
    Part("6", "Mục (I.)", ("Heading 1",), 13, 14, "bold", "capitals", "justify"),
    Part("6", "Khoản with a title (1.)", ("Heading 2",), 13, 14, "bold", "small", "justify"),
    Part("6", "Điểm (a)", ("Heading 3",), 13, 14, "upright, regular", "small", "justify"),
    Part(
        "7a",
        "Authority of who signs",
        ("Signing Office First", "Signing Office"),
        13,
        14,
        "bold",
        "capitals",
        "center",
        SIGNING,
    ),
    Part("7b", "Name of who signs", ("Signer",), 13, 14, "bold", "small", "center", SIGNING),
    Part("9b", "Nơi nhận", ("Recipients",), 12, 12, "bold italic", "small", "left", RECIPIENTS),
    Part(
        "9b",
        "List of recipients",
        ("Recipient List",),
        11,
        11,
        "upright, regular",
        "small",
        "left",
        RECIPIENTS,
    ),
    Part("10", "Phụ lục and its number", ("Annex Number",), 14, 14, "bold", "small", "center"),
    Part("10", "Title of an annex", ("Annex Title",), 13, 14, "bold", "capitals", "center"),
    Part("10", "(Kèm theo …)", ("Annex Of",), 13, 14, "italic", "small", "center"),
)


def checks() -> Iterator[Check]:
    for part in _PARTS:
        yield Check(
            "1.2",
            f"{part.name}: size",
            part.cited,
            within(part.low, part.high, " pt"),
            _look(part, "size"),
            _size(part),
        )
        yield Check(
            "1.2",
            f"{part.name}: face",
            part.cited,
            exactly(part.face),
            _look(part, "face"),
            _face(part),
        )
        yield Check(
            "1.2",
            f"{part.name}: letters",
            part.cited,
            exactly(part.letters),
            _letters(part),
            _printed_letters(part),
        )
        yield _placed(part)


def _placed(part: Part) -> Check:
    said = {"center": "centred", "justify": "justified", "left": "flush left"}[part.align]
    on_page = {
        "center": near(1),
        "justify": Expected("full lines reach 195 mm", lambda v: 194 <= float(v) <= 195.5, " mm"),
        "left": at_least(LEFT, " mm"),
    }[part.align]
    asked = {"center": _off_centre, "justify": _right_edge, "left": _left_edge}[part.align]
    return Check(
        "1.2",
        f"{part.name}: place",
        part.cited,
        exactly(part.align, said),
        _look(part, "align"),
        asked(part),
        on_page,
    )


def _said(part: Part, paper: Paper) -> Iterator[Paragraph]:
    every = [p for style in part.styles for p in paragraphs(paper, style) if p.text.strip()]
    yield from every[:_MOST]


def _look(part: Part, what: str):
    return lambda paper: [getattr(look(each), what) for each in _said(part, paper)]


def _letters(part: Part):
    """Typed in capitals, or printed so."""
    return lambda paper: [
        "capitals" if look(each).caps or each.text == each.text.upper() else "small"
        for each in _said(part, paper)
    ]


def _found(part: Part, paper: Paper) -> Iterator[Found]:
    for each in _said(part, paper):
        found = placed(paper, each.text, part.column)
        if found:
            yield found


def _size(part: Part):
    return lambda paper: [
        word.size for found in _found(part, paper) for line in found.lines for word in line.words
    ]


def _face(part: Part):
    def faces(paper: Paper) -> Iterator[Value]:
        for found in _found(part, paper):
            words = [word for line in found.lines for word in line.words]
            bold, italic = all(w.bold for w in words), all(w.italic for w in words)
            mixed = bold != any(w.bold for w in words) or italic != any(w.italic for w in words)
            names = [name for name, has in (("bold", bold), ("italic", italic)) if has]
            yield "mixed" if mixed else " ".join(names) or "upright, regular"

    return faces


def _printed_letters(part: Part):
    return lambda paper: [
        "capitals" if text == text.upper() else "small"
        for found in _found(part, paper)
        for text in [" ".join(line.text for line in found.lines)]
    ]


def _middle(part: Part, found: Found) -> float:
    """Of a column of the table, of the signature's, or between the margins."""
    if part.column is WHOLE:
        return (LEFT + found.page.width - 15) / 2
    left = {AGENCY: (30, 95), NATION: (95, 195), SIGNING: (82.8, 195)}[part.column]
    return sum(left) / 2


def _off_centre(part: Part):
    return lambda paper: [
        abs(line.centre - _middle(part, found))
        for found in _found(part, paper)
        for line in found.lines
    ]


def _right_edge(part: Part):
    """Of all lines but a paragraph's last."""
    return lambda paper: [line.right for found in _found(part, paper) for line in found.lines[:-1]]


def _left_edge(part: Part):
    return lambda paper: [found.left for found in _found(part, paper)]
