"""Domain facts §1.4 and §1.8: dates, numbers, capitals."""

import re
from collections.abc import Iterator

from tests.documents.report.ruler.checks import (
    Check,
    Value,
    answer,
    at_least,
    yes,
)
from tests.documents.report.ruler.letters import ISSUERS, Issuer
from tests.documents.report.ruler.looks import paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import (
    AGENCY,
    NATION,
    placed,
)

_DATES = "Phụ lục I, Mục II.4"
_ISSUED_DATE = re.compile(
    r"[^,]+, ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}"
)
_DRAFT_DATE = re.compile(r"[^,]+, ngày {4,} tháng (0[12]|[3-9]|1[0-2]) năm \d{4}")
_ISSUED_NUMBER = re.compile(r"Số: (0[1-9]|[1-9]\d+)/BC-[A-ZĐ]+")
_DRAFT_NUMBER = re.compile(r"Số: {6,}/BC-[A-ZĐ]+")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_WRITTEN_DAY = re.compile(r"(0[1-9]|[12]\d|3[01])/(0[12]|[3-9]|1[0-2])/\d{4}")
_PEOPLE = re.compile(r"(?<!ủy ban )(?<!Ủy ban )(?<!ội đồng )(?<!trận )nhân dân")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_COMMON_NOUN = re.compile(r"(?<![.\-–:] )(?<!^)(?<!“)\b(Tỉnh|Huyện|Xã) [A-ZĐ]")


def checks() -> Iterator[Check]:
    yield from _numbers()
    yield from _capitals()


def _numbers() -> Iterator[Check]:
    matched = yes("as the rule says")
    yield Check(
        "1.4",
        "Issued: day and months 1 and 2 with a leading 0, months 3 to 9 without",
        _DATES,
        matched,
        _form("Place Line", _ISSUED_DATE, issued=True),
        _printed("Place Line", NATION, issued=True),
    )
    yield Check(
        "1.4",
        "Draft: the day is left blank",
        _DATES,
        matched,
        _form("Place Line", _DRAFT_DATE, issued=False),
        _blank("Place Line", NATION, "ngày"),
        at_least(4, " mm"),
    )
    yield Check(
        "1.4",
        "Issued: number below 10 with a leading 0, sign in capitals",
        "Phụ lục I, Mục II.3",
        matched,
        _form("Number Line", _ISSUED_NUMBER, issued=True),
        _printed("Number Line", AGENCY, issued=True),
    )
    yield Check(
        "1.4",
        "Draft: the number is left blank",
        "Phụ lục I, Mục II.3",
        matched,
        _form("Number Line", _DRAFT_NUMBER, issued=False),
        _blank("Number Line", AGENCY, "Số:"),
        at_least(6, " mm"),
    )
    yield Check(
        "1.4",
        "Dates within the text: the same zeros",
        "practice",
        yes("yes"),
        _days,
        _printed_days,
    )
    yield Check(
        "1.4",
        "Annexes name the report's number and date",
        "Phụ lục I, Mục III.1",
        yes("yes"),
        _annex_of,
    )
    yield Check("1.4", "Counts below 10 with a leading 0", "practice", yes("yes"), _counts)
    yield Check(
        "1.2",
        "Điểm are lettered a, b, c, d, đ, e, g …",
        "Phụ lục I, Mục V, row 6",
        yes("yes"),
        _lettered,
    )


def _capitals() -> Iterator[Check]:
    source = "Phụ lục II"
    yield Check(
        "1.8",
        "Nhân dân and Nhà nước with capitals",
        source,
        yes("yes"),
        lambda p: [answer(not _PEOPLE.search(t) and "nhà nước" not in t, t) for t in _texts(p)],
    )
    yield Check(
        "1.8",
        "Common noun before a proper name small: tỉnh Hà Tĩnh",
        source,
        yes("yes"),
        lambda p: [answer(not _COMMON_NOUN.search(t), t) for t in _texts(p)],
    )
    yield Check(
        "1.8",
        "Noun of persons and numbers with a capital: Phường Trần Phú, Phường 1",
        source,
        yes("yes"),
        _placed_as_named,
    )
    yield Check(
        "1.8",
        "tháng with digits small",
        source,
        yes("yes"),
        lambda p: [answer("Tháng" not in e.text) for e in paragraphs(p, "Place Line")],
    )


def _issued(paper: Paper) -> bool:
    return bool(paper.seen.number)


def _form(style: str, pattern: re.Pattern[str], *, issued: bool):
    return lambda p: [
        answer(pattern.fullmatch(each.text) is not None, each.text)
        for each in paragraphs(p, style)
        if _issued(p) is issued
    ]


def _printed(style: str, column, *, issued: bool):
    return lambda p: [
        answer(placed(p, each.text, column) is not None)
        for each in paragraphs(p, style)
        if _issued(p) is issued
    ]


def _blank(style: str, column, before: str):
    """How wide the blank after a word is."""

    def widths(paper: Paper) -> Iterator[Value]:
        for each in paragraphs(paper, style):
            found = placed(paper, each.text, column)
            if found and not _issued(paper):
                words = found.lines[0].words
                at = [word.text for word in words].index(before)
                yield words[at + 1].left - words[at].right

    return widths


def _texts(paper: Paper) -> Iterator[str]:
    for style in (
        "Report Title",
        "Addressee",
        "Addressee List",
        "Body Text",
        "Closing Words",
        "Heading 2",
        "Heading 3",
        "Recipient List",
        "Annex Of",
        "Annex Note",
    ):
        yield from (each.text for each in paragraphs(paper, style))


def _days(paper: Paper) -> Iterator[Value]:
    cells = [
        cell.text
        for table in paper.document.tables[2:]
        for row in table.rows
        for cell in row.cells
    ]
    for text in (*_texts(paper), *cells):
        for found in _DAY.finditer(text):
            yield answer(_WRITTEN_DAY.fullmatch(found[0]) is not None, found[0])


def _printed_days(paper: Paper) -> Iterator[Value]:
    for page in paper.pages:
        for found in _DAY.finditer(page.text):
            yield answer(_WRITTEN_DAY.fullmatch(found[0]) is not None, found[0])


def _annex_of(paper: Paper) -> Iterator[Value]:
    day = paragraphs(paper, "Place Line")[0].text.split(", ", 1)[1]
    number = paragraphs(paper, "Number Line")[0].text.removeprefix("Số: ")
    said = f"(Kèm theo Báo cáo số {number} {day} của {paper.seen.issuer})"
    for each in paragraphs(paper, "Annex Of"):
        yield answer(each.text == said, each.text)


def _counts(paper: Paper) -> Iterator[Value]:
    """ "04/05 xã", "Có 06 nhiệm vụ"."""
    for text in _texts(paper):
        for found in re.finditer(r"(?:^|[ (])(\d+)/(\d+) (?:xã|đơn vị|UBND)|Có (\d+) ", text):
            parts = [part for part in found.groups() if part]
            yield answer(all(len(part) > 1 for part in parts), found[0])


def _lettered(paper: Paper) -> Iterator[Value]:
    """Within each khoản the points follow the alphabet of the decree."""
    expected = 0
    for each in paper.document.paragraphs:
        if each.style.name in ("Heading 1", "Heading 2"):
            expected = 0
        elif each.style.name == "Heading 3":
            yield answer(each.text.startswith(f"{_LETTERS[expected]}) "), each.text)
            expected += 1


def issuer_of(paper: Paper) -> Issuer | None:
    return ISSUERS.get(paper.name.rpartition("_")[0])


def place_of(paper: Paper) -> str:
    return paragraphs(paper, "Place Line")[0].text.split(",")[0]


def _placed_as_named(paper: Paper) -> Iterator[Value]:
    issuer = issuer_of(paper)
    if issuer:
        yield answer(place_of(paper) == issuer.place, place_of(paper))
