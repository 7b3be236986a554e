"""Plans that were made to harm are read apart, and end there."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from documents.plan import NotAPlan, PlanOfOtherType, PlanTooHeavy, read_plan, read_plan_apart
from tests.play import FILES

PLAN = FILES / "ke-hoach-2023.md"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, part: str = "document.xml") -> bytes:
    """A .docx with this body; `part` is what its main part is called."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/{part}" ContentType="{kind}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
            f'Type="{office}" Target="word/{part}"/></Relationships>',
        )
        archive.writestr(
            f"word/{part}", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        )
    return made.getvalue()


def cell(properties: str, text: str) -> str:
    words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f"<w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc></w:tr>"


def one_cell_over(rows: int) -> bytes:
    """A few thousand letters that stand in each of many rows."""
    begin, more = '<w:vMerge w:val="restart"/>', cell("<w:vMerge/>", "")
    return word_file(f"<w:tbl>{cell(begin, 'a ' * 500_000)}{more * rows}</w:tbl>")


def test_it_says_what_reading_here_says() -> None:
    reading = read_plan_apart(PLAN.read_bytes(), "kế hoạch.md")
    assert reading.plan == read_plan(PLAN)
    assert reading.error is None
    assert reading.head[0] in PLAN.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(b"Xin ch\xc3\xa0o.", "thu.txt", NotAPlan), (b"%PDF-1.7", "a/../b.pdf", PlanOfOtherType)],
)
def test_what_is_no_plan_is_told_by_the_name_it_was_sent_under(
    content: bytes, name: str, kind: type[Exception]
) -> None:
    error = read_plan_apart(content, name).error
    assert type(error) is kind
    assert error is not None and error.data["name"] == name


def test_a_cell_that_stands_in_a_hundred_thousand_rows_ends_apart() -> None:
    begun = time.monotonic()
    reading = read_plan_apart(one_cell_over(100_000), "bom.docx", (5, 1 << 30, 1_000_000))
    assert isinstance(reading.error, PlanTooHeavy)
    assert reading.error.data == {"name": "bom.docx"}
    assert time.monotonic() - begun < 60


def test_a_main_part_under_another_name_ends_apart() -> None:
    heavy = word_file("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_500_000, "document.dat")
    reading = read_plan_apart(heavy, "bom.docx", (5, 1 << 30, 1_000_000))
    assert isinstance(reading.error, PlanTooHeavy)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_plan_apart(PLAN.read_bytes(), "plan.md")
    read_plan_apart(b"PK", "plan.docx")
    assert list(tmp_path.iterdir()) == []
