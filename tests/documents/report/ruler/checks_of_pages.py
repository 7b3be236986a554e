"""Domain facts §1.1: paper, margins, typeface, page numbers, annexes as sections."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx.oxml.ns import qn

from tests.documents.report.ruler.checks import (
    Check,
    Value,
    answer,
    at_least,
    exactly,
    near,
    within,
    yes,
)
from tests.documents.report.ruler.looks import look, sections, twips
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import annex_starts, body, page_number

_SOURCE = "Phụ lục I, Mục I"
_LANDSCAPE = ("tasks", "indicators")


def checks() -> Iterator[Check]:
    yield Check(
        "1.1",
        "Paper, width",
        _SOURCE,
        within(210, 210, " mm"),
        lambda p: [twips(sections(p)[0]._sectPr, "w:pgSz", "w:w")],
        lambda p: [p.pages[0].width],
    )
    yield Check(
        "1.1",
        "Paper, height",
        _SOURCE,
        within(297, 297, " mm"),
        lambda p: [twips(sections(p)[0]._sectPr, "w:pgSz", "w:h")],
        lambda p: [p.pages[0].height],
    )
    yield Check("1.1", "Top margin", _SOURCE, within(20, 25, " mm"), _margin("top"), _tops)
    yield Check(
        "1.1",
        "Bottom margin",
        _SOURCE,
        within(20, 25, " mm"),
        _margin("bottom"),
        _bottoms,
        at_least(20, " mm"),
    )
    yield Check(
        "1.1",
        "Left margin",
        _SOURCE,
        within(30, 35, " mm"),
        _margin("left"),
        _lefts,
        at_least(30, " mm"),
    )
    yield Check(
        "1.1",
        "Right margin",
        _SOURCE,
        within(15, 20, " mm"),
        _margin("right"),
        _rights,
        at_least(15, " mm"),
    )
    yield Check(
        "1.1",
        "Typeface in all four slots of every style",
        _SOURCE,
        exactly("Times New Roman"),
        _typefaces,
    )
    yield Check("1.1", "Colour of letters", _SOURCE, exactly("000000", "black"), _colours)
    yield Check(
        "1.1",
        "Text in Unicode, composed (NFC), file properties included",
        _SOURCE,
        yes("every part"),
        _composed,
        _composed_pages,
    )
    yield Check(
        "1.1",
        "Page number: size",
        _SOURCE,
        within(13, 14, " pt"),
        _number_size,
        lambda p: [number.words[0].size for number in _numbers(p)],
    )
    yield Check(
        "1.1",
        "Page number: Arabic, upright, a field",
        _SOURCE,
        yes("yes"),
        _field,
        lambda p: [answer(n.text.isdecimal() and not n.words[0].italic) for n in _numbers(p)],
    )
    yield Check(
        "1.1",
        "Page number: centred in the top margin",
        _SOURCE,
        exactly("center", "centred"),
        lambda p: [_number_look(p).align],
        _numbers_off,
        near(1),
    )
    yield Check(
        "1.1",
        "Page number: distance from the edge",
        "practice: 10 mm",
        within(10, 10, " mm"),
        lambda p: [s.header_distance.mm for s in sections(p)],
        lambda p: [min(w.top for w in n.words) for n in _numbers(p)],
        within(9.5, 12, " mm"),
    )
    yield Check(
        "1.1",
        "Page 1 bears no number, page 2 is 2, each annex begins anew",
        _SOURCE,
        yes("yes"),
        _counted,
        _counted_pages,
    )
    yield Check(
        "1.1",
        "Each annex is a section; tables of tasks and indicators lie",
        _SOURCE,
        yes("yes"),
        _annexes,
        _annex_pages,
    )
    yield Check(
        "1.1",
        "No blank page",
        "practice",
        yes("yes"),
        None,
        lambda p: [answer(bool(page.words or page.pictures)) for page in p.pages],
    )


def _margin(side: str):
    return lambda p: [getattr(each, f"{side}_margin").mm for each in sections(p)]


def _tops(paper: Paper) -> Iterator[Value]:
    """Where the first line of text stands, its own leading left out: a tenth of its size."""
    for page in paper.pages:
        first = next(iter(body(page)), None)
        if first and not page.pictures:
            yield min(word.top for word in first.words)


def _bottoms(paper: Paper) -> Iterator[Value]:
    for page in paper.pages:
        yield page.height - max(word.bottom for word in page.words)


def _lefts(paper: Paper) -> Iterator[Value]:
    """Of pages without pictures, which may have nothing at the margin."""
    for page in paper.pages:
        if not page.pictures and body(page):
            yield min(line.left for line in body(page))


def _rights(paper: Paper) -> Iterator[Value]:
    for page in paper.pages:
        yield page.width - max(word.right for word in page.words)


def _typefaces(paper: Paper) -> Iterator[Value]:
    for fonts in paper.document.styles.element.iter(qn("w:rFonts")):
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            yield str(fonts.get(qn(slot)))
    for fonts in paper.document.element.body.iter(qn("w:rFonts")):
        yield from map(str, fonts.attrib.values())


def _colours(paper: Paper) -> Iterator[Value]:
    used = {p.style.name for p in paper.document.paragraphs}
    for style in paper.document.styles:
        if style.name in used:
            yield str(style.font.color.rgb)


def _composed(paper: Paper) -> Iterator[Value]:
    with ZipFile(BytesIO(paper.content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                text = archive.read(name).decode("utf-8")
                yield answer(unicodedata.is_normalized("NFC", text), name)


def _composed_pages(paper: Paper) -> Iterator[Value]:
    for page in paper.pages:
        yield answer(unicodedata.is_normalized("NFC", page.text))


def _number_look(paper: Paper):
    return look(sections(paper)[0].header.paragraphs[0])


def _number_size(paper: Paper) -> Iterator[Value]:
    yield _number_look(paper).size


def _numbers(paper: Paper):
    return [number for page in paper.pages if (number := page_number(page))]


def _field(paper: Paper) -> Iterator[Value]:
    header = sections(paper)[0].header.paragraphs[0]
    yield answer(" PAGE " in header._p.xml and not _number_look(paper).italic)


def _numbers_off(paper: Paper) -> Iterator[Value]:
    """From the middle between the margins."""
    for page in paper.pages:
        number = page_number(page)
        if number:
            yield number.centre - (30 + page.width - 15) / 2


def _counted(paper: Paper) -> Iterator[Value]:
    for section in sections(paper):
        start = section._sectPr.find(qn("w:pgNumType"))
        first = section.first_page_header.paragraphs[0].text
        yield answer(
            section.different_first_page_header_footer
            and start is not None
            and start.get(qn("w:start")) == "1"
            and not first
        )


def _counted_pages(paper: Paper) -> Iterator[Value]:
    starts, count = {0, *annex_starts(paper)}, 0
    for n, page in enumerate(paper.pages):
        count = 1 if n in starts else count + 1
        number = page_number(page)
        said = number.text if number else ""
        yield answer(said == ("" if count == 1 else str(count)), f"page {n + 1}: {said}")


def _wanted(paper: Paper) -> list[bool]:
    """Of each annex that the report has, whether it lies."""
    names = ("tasks", "indicators", "evidence", "units")
    has = [name for name in names if getattr(paper.seen, f"annex_{name}")]
    return [name in _LANDSCAPE for name in has]


def _annexes(paper: Paper) -> Iterator[Value]:
    lying = [each.page_width > each.page_height for each in sections(paper)]
    yield answer(lying == [False, *_wanted(paper)], str(lying))


def _annex_pages(paper: Paper) -> Iterator[Value]:
    pages = [paper.pages[n] for n in annex_starts(paper)]
    yield answer([page.width > page.height for page in pages] == _wanted(paper))
