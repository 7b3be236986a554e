import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invite_codes import ALPHABET, BITS, code_of, find_code


@pytest.mark.parametrize(
    "typed",
    [
        "K7Q2-M9XD",
        "k7q2-m9xd",
        "K7Q2M9XD",
        " k7q2 m9xd ",
        "K7Q2 - M9XD.",
        "K7Q2–M9XD",
        "Ｋ７Ｑ２－Ｍ９ＸＤ",
        "mã của tôi là K7Q2-M9XD ạ",
        "https://t.me/tiendo_bot?start=K7Q2-M9XD",
        "/start K7Q2-M9XD",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert find_code(typed) == "K7Q2-M9XD"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("O7Q2-M9XI", "07Q2-M9X1"), ("l7q2-m9xo", "17Q2-M9X0"), ("KQMX-MXDW", "KQMX-MXDW")],
)
def test_misread_letters_are_put_right(typed: str, code: str) -> None:
    assert find_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "xin chào",
        "cham nhat",
        "muon biet",
        "ngày 20/11",
        "từ 2022-2026",
        "20221212",
        "K7Q2-M9X",
        "K7Q2-M9XDA",
        "báo cáo",
        "giai đoạn 2022-2026",
    ],
)
def test_ordinary_words_and_figures_are_no_code(typed: str) -> None:
    assert find_code(typed) is None


@given(st.integers(0, 2**BITS - 1))
def test_every_issued_code_is_found_again(number: int) -> None:
    code = code_of(number)
    assert len(code) == 9 and set(code) <= {*ALPHABET, "-"}
    assert find_code(code) == find_code(code.lower()) == code


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    find_code(text)


@pytest.mark.parametrize("number", [-1, 2**BITS])
def test_a_number_no_code_says_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no code says"):
        code_of(number)
