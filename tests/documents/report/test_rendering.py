"""LibreOffice as the ruler: the document opens, and its pages hold what they should."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from documents.report import view, write_docx
from domain.compiling import compile_report
from tests.report_sample import PERIOD, PROGRAMME, entry, paper, papers

OFFICE = shutil.which("soffice")
READER = shutil.which("pdftotext")
pytestmark = [
    pytest.mark.needs("soffice", "libreoffice-writer-nogui"),
    pytest.mark.needs("pdftotext", "poppler-utils"),
]


def pages(files: Sequence[Path], folder: Path) -> list[list[str]]:
    """The text of each page of each file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    turn = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*turn, *map(str, files)], check=True, capture_output=True, timeout=180)
    return [_pages(folder / f"{file.stem}.pdf") for file in files]


def _pages(pdf: Path) -> list[str]:
    read = subprocess.run(
        [READER, "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    )
    return read.stdout.decode().split("\f")[:-1]


def written(folder: Path, difficulties: int) -> Path:
    """A report whose end falls elsewhere with each number of difficulties."""
    words = "\n".join(f"Khó khăn thứ {n} của đơn vị trong kỳ." for n in range(difficulties))
    given = [p for p in papers() if p.unit != "phong-kinh-te"]
    more = paper("phong-kinh-te", entry("III", words or "Không."))
    file = folder / f"report-{difficulties}.docx"
    file.write_bytes(write_docx(view(compile_report(PROGRAMME, PERIOD, [*given, more]))))
    return file


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    folder = tmp_path_factory.mktemp("rendered")
    return pages([written(folder, n) for n in range(0, 24, 3)], folder)


def test_the_document_opens_with_its_letterhead_level_and_unbroken(
    rendered: list[list[str]],
) -> None:
    lines = rendered[0][0].splitlines()
    level = [line.split() for line in lines if "CỘNG HÒA XÃ HỘI" in line]
    assert " ".join(level[0]) == "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    number = next(line for line in lines if "/BC-UBND" in line)
    assert "Nghi Xuân, ngày" in number and "tháng 12 năm 2022" in number


def test_the_signature_is_never_alone_on_a_page(rendered: list[list[str]]) -> None:
    for report in rendered:
        (page,) = [page for page in report if "TM. ỦY BAN NHÂN DÂN" in page]
        assert "tổng hợp./." in page
        assert "Nguyễn Văn Thử" in page
        assert "Lưu: VT, KT&HT." in page


def test_pages_are_numbered_from_two_and_each_annex_begins_anew(
    rendered: list[list[str]],
) -> None:
    for report in rendered:
        number = 1
        for page in report[1:]:
            begins = "Kèm theo Báo cáo" in page
            number = 1 if begins else number + 1
            top = page.strip().splitlines()[0].strip()
            assert top.startswith("Phụ lục") if begins else top == str(number)


def test_no_page_is_blank(rendered: list[list[str]]) -> None:
    assert all(page.strip() for report in rendered for page in report)
