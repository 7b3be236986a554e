import os
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from documents.report import (
    Issued,
    View,
    page_count,
    typeface,
    view,
    write_pdf,
)
from documents.report.annexes import AnnexRow, TaskAnnex
from documents.report.paper import paper
from documents.report.typesetting import compiler
from documents.report.view import Part
from domain.annexes import EvidenceGroup, EvidenceItem
from domain.compiling import compile_report
from tests.documents.report.pdf_words import Word, run, words_of
from tests.documents.report.test_fonts import letters
from tests.report_sample import PERIOD, PROGRAMME, papers

READ = pytest.mark.needs("pdftotext", "poppler-utils")
SAMPLE = view(compile_report(PROGRAMME, PERIOD, papers()))
BARE = replace(
    SAMPLE,
    annex_tasks=None,
    annex_indicators=None,
    annex_units=None,
    parts=(),
    opening=(),
)
PAGE_WIDTH = 595.28
LEFT, RIGHT = 30 / 25.4 * 72, PAGE_WIDTH - 15 / 25.4 * 72
PRINT_HASH = """
import hashlib
from tests.documents.report.test_pdf import SAMPLE, write_pdf
print(hashlib.sha256(write_pdf(SAMPLE)).hexdigest())
"""


def saying(*lines: str) -> View:
    return replace(BARE, parts=(Part(1, "I.", "Kết quả", lines),))


def text_of(pdf: bytes, folder: Path) -> str:
    return " ".join(run("pdftotext", "-raw", pdf, folder).split())


def photo(across: int, down: int) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (across, down), "navy").save(kept, "JPEG")
    return kept.getvalue()


def row(number: int, *results: str) -> AnnexRow:
    return AnnexRow(number, "Nhiệm vụ", "", "31/12/2026", "Phòng Y tế", "", ("",), results, ("",))


def evidence(sha256: str, mime: str, caption: str) -> EvidenceItem:
    when = "2022-11-12T02:00:00+00:00"
    return EvidenceItem(sha256, "tep", mime, caption, "phong-y-te", "Phòng Y tế", "p-1", when)


def numbers_on_top(pages: list[list[Word]]) -> list[str]:
    """The number in the upper margin of each page, empty where there is none."""
    return [" ".join(word.text for word in page if word.bottom < 56) for page in pages]


@READ
def test_text_comes_back_from_the_file_letter_by_letter(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        line = unicodedata.normalize(form, " ".join(letters()))
        assert " ".join(letters()) in text_of(write_pdf(saying(line)), tmp_path)


@READ
def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    _, _, *lines = run("pdffonts", "", write_pdf(SAMPLE), tmp_path).splitlines()
    assert len(lines) == 4
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in lines)


@READ
def test_the_file_names_the_report_its_issuer_and_its_language(tmp_path: Path) -> None:
    pdf = write_pdf(SAMPLE)
    told = run("pdfinfo", "", pdf, tmp_path)
    assert re.search(rf"Title: +{re.escape(SAMPLE.title)}\n", told)
    assert re.search(rf"Author: +{re.escape(SAMPLE.issuer)}\n", told)
    assert "2020" in told.split("CreationDate:")[1].split("\n")[0]
    assert b"/Lang(vi-VN)" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


@pytest.mark.parametrize("family", [typeface().family, "Libertinus Serif"])
def test_typst_has_nothing_to_warn_of(tmp_path: Path, family: str) -> None:
    drawn = paper(SAMPLE, family, {})
    made, warnings = compiler(drawn, tmp_path).compile_with_warnings(format="pdf")
    assert made and not warnings


def test_the_same_report_gives_the_same_bytes_in_several_threads() -> None:
    with ThreadPoolExecutor(3) as threads:
        assert len(set(threads.map(write_pdf, [SAMPLE] * 6))) == 1


def test_the_same_report_gives_the_same_bytes_in_any_process() -> None:
    hashes = set()
    for zone, seed in (("Asia/Ho_Chi_Minh", "1"), ("America/New_York", "2")):
        surroundings = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINT_HASH]
        done = subprocess.run(
            command, env=surroundings, capture_output=True, check=True, timeout=60
        )
        hashes.add(done.stdout)
    assert len(hashes) == 1


@READ
@pytest.mark.parametrize(
    "text",
    [
        "#panic() *x* $y$ @ref <b> `c` ~ [d] {e} = f // g /* h */ \\i -- --- \"k\" 'l' ...",
        "A & B <c> {{ 7*7 }} {% for x in y %}",
        '#read("/etc/passwd") #sys.inputs #import "@preview/x:1.0.0"',
        "- 1. + / https://example.vn/a?b=c#d",
    ],
)
def test_what_an_officer_typed_stands_there_letter_by_letter(text: str, tmp_path: Path) -> None:
    assert text in text_of(write_pdf(saying(text)), tmp_path)


@READ
def test_number_and_date_are_those_given_or_left_for_the_hand(tmp_path: Path) -> None:
    draft = text_of(write_pdf(BARE), tmp_path)
    assert "Số: /BC-UBND" in draft and "ngày tháng 12 năm 2022" in draft
    report = compile_report(PROGRAMME, PERIOD, papers())
    given = text_of(write_pdf(view(report, Issued("5/BC-UBND", date(2023, 1, 5)))), tmp_path)
    assert "Số: 05/BC-UBND" in given and "ngày 05 tháng 01 năm 2023" in given


@READ
def test_pages_of_the_report_and_of_each_annex_count_from_one(tmp_path: Path) -> None:
    pages = words_of(write_pdf(SAMPLE), tmp_path)
    assert page_count(SAMPLE) == len(pages)
    assert numbers_on_top(pages) == ["", "2", "3", "", "2", "", ""]
    (number,) = [word for word in pages[1] if word.bottom < 56]
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)


@READ
def test_the_signature_is_never_alone_nor_split_wherever_the_page_ends(tmp_path: Path) -> None:
    """The last words and all of the signature block are on the last page, with nothing cut."""
    ends = set()
    for lines in range(0, 34, 3):
        *_, last = pages = words_of(write_pdf(saying(*["Nội dung"] * lines)), tmp_path)
        said = " ".join(word.text for word in last)
        assert "tổng hợp./." in said and "Nơi nhận:" in said and "Nguyễn Văn Thử" in said
        ends.add(len(pages))
    assert ends == {1, 2}


@READ
def test_more_recipients_than_a_page_holds_go_on_overleaf(tmp_path: Path) -> None:
    many = tuple(f"- Nơi{n};" for n in range(120))
    found = text_of(write_pdf(replace(BARE, recipients=many)), tmp_path)
    assert all(f"Nơi{n};" in found for n in range(120))


@READ
def test_a_row_longer_than_a_page_is_split_and_a_short_one_is_not(tmp_path: Path) -> None:
    long = tuple(f"Dòng{n}" for n in range(200))
    words = [f"Từ{n}" for n in range(1500)]
    short = (row(n, "đầu", "giữa", "cuối") for n in range(3, 30))
    rows = (row(1, *long), row(2, " ".join(words)), *short)
    pages = words_of(write_pdf(replace(BARE, annex_tasks=TaskAnnex("Phụ lục", rows))), tmp_path)
    said = [[word.text for word in page] for page in pages]
    assert [text for page in said for text in page if text.startswith("Dòng")] == list(long)
    assert [text for page in said for text in page if text.startswith("Từ")] == words
    for page in said[1:]:
        assert page.count("TT") == 1
        assert page.count("đầu") == page.count("giữa") == page.count("cuối")


@READ
@pytest.mark.parametrize("letter", ["M", "Ệ", "\n"])
def test_no_words_run_over_the_edge_however_wide_or_high(letter: str, tmp_path: Path) -> None:
    rows = tuple(row(n, letter * n * 30 + " Hết.") for n in range(1, 40))
    pages = words_of(write_pdf(replace(BARE, annex_tasks=TaskAnnex("Phụ lục", rows))), tmp_path)
    assert all(word.bottom < 595.28 - 40 for page in pages[1:] for word in page)
    assert sum(word.text.endswith("Hết.") for page in pages for word in page) == 39


@READ
def test_photos_stand_above_their_captions_and_files_are_lines(tmp_path: Path) -> None:
    items = (
        evidence("a", "image/jpeg", "Hội nghị"),
        evidence("b", "image/jpeg", "Ảnh hỏng"),
        evidence("c", "application/pdf", "Văn bản"),
    )
    groups = (EvidenceGroup("1.1", "Việc", items),)
    found = view(replace(compile_report(PROGRAMME, PERIOD, papers()), evidence=groups))
    shown = replace(BARE, annex_evidence=found.annex_evidence)
    pdf = write_pdf(shown, {"a": photo(1600, 1200), "b": b"no picture"})
    assert run("pdfimages", "-list", pdf, tmp_path).count("image ") == 1
    heights = {word.text: word.top for word in words_of(pdf, tmp_path)[-1]}
    assert heights["nghị"] - heights["Nhiệm"] > 90 / 25.4 * 72
    assert heights["hỏng"] - heights["nghị"] < 40
    assert page_count(shown, {}) == 2


@READ
def test_a_word_wider_than_its_line_is_broken_and_whole(tmp_path: Path) -> None:
    pages = words_of(write_pdf(saying("m" * 500, "Xong")), tmp_path)
    pieces = [word for page in pages for word in page if set(word.text) <= {"m", "\u200b"}]
    assert sum(word.text.count("m") for word in pieces) == 500
    assert all(word.right < RIGHT + 1 for word in pieces)
