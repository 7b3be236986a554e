"""The PDF and the Word file, printed by LibreOffice, page by page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from documents.report import Issued, View, view, write_docx, write_pdf
from documents.report.view import Part
from domain.compiling import compile_report
from tests.documents.report.pdf_words import Word, converted, words_of
from tests.report_sample import FRAME, PERIOD, PROGRAMME, papers

pytestmark = [
    pytest.mark.needs("soffice", "libreoffice-writer-nogui"),
    pytest.mark.needs("pdftotext", "poppler-utils"),
]

APART = 1.5 / 25.4 * 72
"""One and a half millimetres: poppler sets the boxes of the two files 0.7 mm apart by itself, for
their fonts name different heights."""
SENTENCE = (
    "- Đã tổ chức hội nghị kết nối; doanh nghiệp đã dùng thử công cụ dự báo nhu cầu hàng hóa, "
    "quản lý kho trên địa bàn, được Nhân dân quan tâm, hưởng ứng."
)

Pages = list[list[Word]]


def samples() -> Iterator[View]:
    issued = Issued("5/BC-UBND", date(2023, 1, 5))
    for frame in (
        FRAME,
        replace(FRAME, receiver="Sở Khoa học và Công nghệ; Văn phòng UBND tỉnh Hà Tĩnh"),
        replace(FRAME, receiver=None, place="Thành phố Hồ Chí Minh và vùng phụ cận"),
    ):
        report = compile_report(replace(PROGRAMME, frame=frame), PERIOD, papers())
        yield view(report)
        yield view(report, issued)


def fillings() -> Iterator[View]:
    """One and two pages that end at every height of the page, with long and short paragraphs."""
    (seen, *_) = samples()
    for lines in range(0, 40, 3):
        said = tuple(SENTENCE if n % 3 else SENTENCE[:50] for n in range(lines))
        parts = (
            Part(1, "I.", "Kết quả", (*said, SENTENCE * 3)),
            Part(2, "1.", "Kiến nghị", (SENTENCE * 2, SENTENCE[:40])),
        )
        closing = SENTENCE[2:].rstrip(".") * 2
        yield replace(seen, parts=parts, closing=closing, annex_tasks=None)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Pages, Pages]]:
    """Each paper's pages in our PDF and in LibreOffice's. Only what both have: the annexes of
    indicators and units are left out."""
    folder = tmp_path_factory.mktemp("beside")
    seen = [
        replace(each, annex_indicators=None, annex_units=None)
        for each in (*samples(), *fillings())
    ]
    printed = converted([write_docx(each) for each in seen], folder)
    return [
        (words_of(write_pdf(each), folder), words_of(word, folder))
        for each, word in zip(seen, printed, strict=True)
    ]


def test_every_page_holds_the_same_words(both: list[tuple[Pages, Pages]]) -> None:
    for ours, theirs in both:
        assert [said(page) for page in ours] == [said(page) for page in theirs]


def test_every_word_of_the_body_stands_where_the_word_file_has_it(
    both: list[tuple[Pages, Pages]],
) -> None:
    for ours, theirs in both:
        for page, other in zip(ours, theirs, strict=True):
            assert not list(displaced(page, other))


def said(page: Sequence[Word]) -> Counter[str]:
    return Counter(word.text for word in page)


def displaced(page: Sequence[Word], other: Sequence[Word]) -> Iterator[Word]:
    """Words that the other page has nowhere near."""
    for word in page:
        if not any(word.text == w.text and _apart(word, w) < APART for w in other):
            yield word


def _apart(one: Word, other: Word) -> float:
    return max(abs(one.left - other.left), abs(one.bottom - other.bottom))
