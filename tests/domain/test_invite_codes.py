import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invite_codes import find_code, is_well_formed, lone_code


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
        "mã của tôi là k7q2 m9xd",
        "Kính gửi đồng chí, mã K7Q2\nM9XD. Xin cảm ơn",
        "toi nhan k7q2-m9xd",
        "toi nhan k7q2 m9xd nhe",
        "code k7q2 m9xd",
        "k7q2 m9xd nhan duoc 2022",
        "2022 k7q2 m9xd",
        "K7Q2−M9XD",
        "https://t.me/tiendo_bot?start=K7Q2-M9XD",
        "/start K7Q2-M9XD",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert find_code(typed) == "K7Q2-M9XD"


@pytest.mark.parametrize("words", ["toi nhan {} a", "{} nhan", "ma code {}", "nam 2022 {}"])
@pytest.mark.parametrize("code", ["K7Q2 MXDW", "KQMX M9XD"])
def test_of_words_of_four_letters_beside_it_the_code_is_told(words: str, code: str) -> None:
    assert find_code(words.format(code.lower())) == code.replace(" ", "-")


def test_a_code_of_letters_alone_is_found_when_it_stands_alone() -> None:
    assert find_code("kqmxmxdw") == find_code("KQMX-MXDW") == "KQMX-MXDW"
    assert find_code("kqmx mxdw") is None


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


@given(st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8))
def test_every_code_is_found_as_it_was_printed(letters: str) -> None:
    code = f"{letters[:4]}-{letters[4:]}"
    assert find_code(code) == find_code(code.lower()) == code


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    find_code(text)


@pytest.mark.parametrize(
    "typed",
    [
        "K7Q2-M9XD",
        "k7q2m9xd.",
        "K7Q2 – M9XD",
        "/start K7Q2-M9XD",
        "/start@tiendo_bot K7Q2-M9XD",
        "https://t.me/tiendo_bot?start=K7Q2-M9XD",
    ],
)
def test_what_is_nothing_but_a_code_is_a_lone_one(typed: str) -> None:
    assert lone_code(typed) == "K7Q2-M9XD"


@pytest.mark.parametrize(
    "typed",
    [
        "Đã lắp 3 máy chủ DELL R740 tại UBND xã",
        "Họp ngày 2022 tại P305 nhà A2",
        "mã K7Q2-M9XD",
        "2022-2026",
        "20221212",
        "NGHI-XUAN",
        "",
    ],
)
def test_a_sentence_with_something_like_a_code_is_no_lone_one(typed: str) -> None:
    assert lone_code(typed) is None


def test_a_code_of_ours_has_nothing_that_looks_alike() -> None:
    assert is_well_formed("K7Q2-M9XD")
    assert not is_well_formed("DELL-R740")
