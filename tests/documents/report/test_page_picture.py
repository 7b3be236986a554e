"""The first page of a PDF as a picture."""

from dataclasses import replace
from io import BytesIO

import pytest
import typst
from PIL import Image

from documents.report import NoPicture, first_page, view, write_pdf
from documents.report.view import Part
from domain.compiling import compile_report
from tests.report_sample import PERIOD, PROGRAMME, papers

SAMPLE = view(compile_report(PROGRAMME, PERIOD, papers()))
LONG = "Nội dung công việc đã thực hiện trong kỳ báo cáo, đạt kết quả theo kế hoạch đề ra; " * 99
MOST_BYTES = 200_000
APART = pytest.mark.parametrize("own_layout", [False, True], ids=["here", "apart"])


def pdf_of(layout: str) -> bytes:
    made = typst.compile(layout.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def opened(picture: bytes) -> Image.Image:
    with Image.open(BytesIO(picture)) as image:
        assert image.format == "PNG"
        return image.convert("L")


def test_the_page_is_as_wide_as_a_phone_can_show_and_soon_there() -> None:
    written = replace(SAMPLE, parts=(Part(1, "I.", "Kết quả", (LONG,)),))
    picture = first_page(write_pdf(written))
    page = opened(picture)
    assert page.size == (1191, 1684)
    assert len(picture) < MOST_BYTES
    # Black letters on white paper, whose margins are empty.
    assert page.getextrema()[0] < 20 and page.getpixel((5, 5)) > 250
    assert page.crop((0, 0, 1191, 100)).getextrema()[0] > 250


def test_the_same_pdf_gives_the_same_picture_here_and_in_another_process() -> None:
    pdf = write_pdf(SAMPLE)
    assert first_page(pdf) == first_page(pdf) == first_page(pdf, own_layout=True)


def test_only_the_first_page_is_shown() -> None:
    one = "#set page(width: 10cm, height: 10cm)\n= Trang 1\n"
    first, second = first_page(pdf_of(one)), first_page(pdf_of(f"{one}#pagebreak()\n= Trang 2\n"))
    assert opened(first).tobytes() == opened(second).tobytes()


def test_paper_of_another_size_gives_no_larger_picture() -> None:
    for paper, height in (('"a0"', 1683), ('"a4", flipped: true', 842)):
        assert opened(first_page(pdf_of(f"#set page({paper})\nA"))).size == (1191, height)


@APART
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and nothing behind it"])
def test_of_what_is_no_pdf_there_is_no_picture(content: bytes, own_layout: bool) -> None:
    with pytest.raises(NoPicture):
        first_page(content, own_layout)


def test_a_page_that_would_take_all_memory_is_left() -> None:
    endless = pdf_of("#set page(width: 1mm, height: 500cm, margin: 0pt)\n")
    with pytest.raises(NoPicture, match="ended with"):
        first_page(endless, own_layout=True)
