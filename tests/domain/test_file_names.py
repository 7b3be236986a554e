import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.file_names import LONGEST, clean_name, ending_of


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Báo cáo tháng 11.docx", "Báo cáo tháng 11.docx"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\anh.jpg", "anh.jpg"),
        ("a\nb\r\nX: y.pdf", "a b X: y.pdf"),
        ("con.pdf\x00.exe", "con.pdf .exe"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\u2028b.png", "a b.png"),
        (" \t ", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(sent: str, shown: str) -> None:
    assert clean_name(sent) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 5000 + ".pdf")
    assert len(name) == LONGEST and name.endswith("x.pdf")


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a.pdf.exe", "exe"), ("passwd", ""), ("a.", "")]
)
def test_the_last_ending_counts(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@given(st.text())
def test_any_name_becomes_a_short_line(sent: str) -> None:
    name = clean_name(sent)
    assert 0 < len(name) <= LONGEST
    assert not [c for c in name if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
