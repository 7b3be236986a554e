"""Annexes: the tables of tasks, indicators and units, the photos."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from tests.documents.report.ruler.checks import (
    Check,
    Value,
    answer,
    at_least,
    exactly,
    within,
    yes,
)
from tests.documents.report.ruler.looks import look, paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import annex_starts, placed
from tests.documents.report.ruler.sheet import Page

_COLUMNS = {
    "tasks": "TT, Nhiệm vụ, Sản phẩm, kết quả yêu cầu, Thời hạn, Cơ quan chủ trì, "
    "Cơ quan phối hợp, Tiến độ, Kết quả trong kỳ, Khó khăn, vướng mắc",
    "indicators": "TT, Chỉ tiêu, ĐVT, Kế hoạch, Thực hiện trong kỳ, Lũy kế, % kế hoạch, "
    "So với cùng kỳ, Ghi chú",
    "units": "TT, Đơn vị, Tình trạng, Thời điểm gửi, Ghi chú",
}
_EMU_PER_MM = 36000


def checks() -> Iterator[Check]:
    for name, said in _COLUMNS.items():
        yield Check("annex", f"Columns of {name}", "practice", exactly(said), _heads(name))
    yield Check("annex", "Title row again on each page", "practice", yes("yes"), _repeats, _again)
    yield Check(
        "annex",
        "Rows are not split, but those taller than half a page",
        "practice",
        yes("yes"),
        _unsplit,
    )
    yield Check(
        "annex",
        "Tables within the margins: left",
        "Phụ lục I, Mục I",
        at_least(30, " mm"),
        None,
        _table_lefts,
    )
    yield Check(
        "annex",
        "Tables within the margins: right",
        "Phụ lục I, Mục I",
        at_least(15, " mm"),
        None,
        _table_rights,
    )
    yield Check("annex", "Photos: width", "practice", within(0, 160, " mm"), _extents("cx"))
    yield Check("annex", "Photos: height", "practice", within(0, 90, " mm"), _extents("cy"))
    yield Check(
        "annex",
        "Photos: all that were sent are shown",
        "practice",
        yes("yes"),
        _shown,
        _shown_on_pages,
    )
    yield Check(
        "annex",
        "Photos: caption below, on the same page",
        "practice",
        yes("yes"),
        _captions,
        _captions_on_pages,
    )
    yield Check("annex", "Photos: a number of its own in the file", "practice", yes("yes"), _ids)
    yield Check(
        "annex", "Evidence grouped, in the order of tasks", "practice", yes("yes"), _groups
    )


def _tables(paper: Paper) -> dict[str, Any]:
    names = [name for name in _COLUMNS if getattr(paper.seen, f"annex_{name}")]
    return dict(zip(names, paper.document.tables[2:], strict=True))


def _heads(name: str):
    def heads(paper: Paper) -> Iterator[Value]:
        table = _tables(paper).get(name)
        if table:
            yield ", ".join(cell.text for cell in table.rows[0].cells)

    return heads


def _repeats(paper: Paper) -> Iterator[Value]:
    for table in _tables(paper).values():
        yield answer(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None)


def _annex_pages(paper: Paper) -> Iterator[tuple[str, Page]]:
    """Each page of an annex with the annex's name."""
    names = [
        n
        for n in ("tasks", "indicators", "evidence", "units")
        if getattr(paper.seen, f"annex_{n}")
    ]
    starts = [*annex_starts(paper), len(paper.pages)]
    for name, start, end in zip(names, starts, starts[1:], strict=False):
        yield from ((name, page) for page in paper.pages[start:end])


def _table_pages(paper: Paper) -> Iterator[Page]:
    """Those on which a part of a table stands; the notes on units may have a page alone."""
    for name, page in _annex_pages(paper):
        if name != "evidence" and page.rules:
            yield page


def _again(paper: Paper) -> Iterator[Value]:
    for page in _table_pages(paper):
        yield answer("TT" in page.text.split())


def _unsplit(paper: Paper) -> Iterator[Value]:
    for table in _tables(paper).values():
        for row in table.rows:
            tall = max(len(cell.text) / cell.width.cm for cell in row.cells) > 100
            yield answer(tall or row._tr.trPr.find(qn("w:cantSplit")) is not None)


def _table_lefts(paper: Paper) -> Iterator[Value]:
    yield from (min(rule.left for rule in page.rules) for page in _table_pages(paper))


def _table_rights(paper: Paper) -> Iterator[Value]:
    for page in _table_pages(paper):
        yield page.width - max(rule.right for rule in page.rules)


def _extents(side: str):
    return lambda p: [
        int(each.get(side)) / _EMU_PER_MM for each in p.document.element.body.iter(qn("wp:extent"))
    ]


def _photos(paper: Paper) -> int:
    evidence = paper.seen.annex_evidence
    groups = evidence.groups if evidence else ()
    return sum(item.is_photo for group in groups for item in group.items)


def _shown(paper: Paper) -> Iterator[Value]:
    if paper.is_report:
        yield answer(len(paper.document.inline_shapes) == _photos(paper) > 0)


def _shown_on_pages(paper: Paper) -> Iterator[Value]:
    if paper.is_report:
        yield answer(sum(page.pictures for page in paper.pages) == _photos(paper))


def _captions(paper: Paper) -> Iterator[Value]:
    for picture in paragraphs(paper, "Picture"):
        below = picture._p.getnext()
        said = "".join(text.text or "" for text in below.iter(qn("w:t")))
        yield answer(look(picture).keeps_with_next and said.startswith("Ảnh "), said)


def _captions_on_pages(paper: Paper) -> Iterator[Value]:
    """As many captions on a page as pictures."""
    found = [placed(paper, each.text) for each in paragraphs(paper, "Picture Caption")]
    for page in paper.pages:
        if page.pictures:
            yield answer(
                sum(each is not None and each.page is page for each in found) == page.pictures
            )


def _ids(paper: Paper) -> Iterator[Value]:
    ids = [each.get("id") for each in paper.document.element.body.iter(qn("wp:docPr"))]
    yield answer(len(ids) == len(set(ids)))


def _groups(paper: Paper) -> Iterator[Value]:
    titles = [each.text for each in paragraphs(paper, "Evidence Group")]
    if paper.seen.annex_evidence:
        yield answer(titles == [group.title for group in paper.seen.annex_evidence.groups])
