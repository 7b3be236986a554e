import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from domain.collation import collation_key

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert sorted(reversed(ALPHABET), key=collation_key) == ALPHABET


def test_tones_decide_between_words_of_the_same_letters_only() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(reversed(tones), key=collation_key) == tones
    assert sorted(["má em", "ma già", "mạ bà"], key=collation_key) == ["mạ bà", "má em", "ma già"]


def test_names_of_communes_are_found_where_one_looks_for_them() -> None:
    names = ["xã Cẩm Bình", "xã Cổ Đạm", "xã Dân Chủ", "xã Đan Hải", "xã Sơn Kim 1",
             "xã Sơn Kim 2", "xã Sơn Kim 10", "xã Sơn Tây"]  # fmt: skip
    assert sorted(reversed(names), key=collation_key) == names


def test_capitals_and_the_place_of_a_tone_make_no_difference() -> None:
    assert collation_key("Xã YÊN HOÀ") == collation_key("xã Yên Hòa")


@given(st.text())
def test_however_letters_are_composed_the_order_is_the_same(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert collation_key(forms[0]) == collation_key(forms[1])
