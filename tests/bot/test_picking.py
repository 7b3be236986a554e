"""A choice by its number, its words or their beginning; what may mean two things picks nothing."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.picking import begun, meant, picked
from domain.conversation import Chose, Said
from domain.messages import Choice, Picks, Question

STATUS = ["Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh", "Danh mục"]
MENU = [
    "1.1 Giới thiệu sản phẩm · chưa có",
    "1.2 Hướng dẫn doanh nghiệp · đã có",
    "III Khó khăn, vướng mắc · chưa có",
    "IV Kiến nghị, đề xuất · chưa có",
    "Trang trước",
    "Trang sau",
    "Không phát sinh tất cả",
    "Xem lại và gửi",
]
TWENTY = [f"Đơn vị {place}" for place in range(1, 31)]
IN_WORDS = [
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
    "mười ba", "mười bốn", "mười lăm", "mười sáu", "mười bảy", "mười tám", "mười chín",
    "hai mươi", "hai mươi mốt", "hai mươi tư", "hai mươi lăm", "ba mươi",
]  # fmt: skip
VALUES = [*range(1, 22), 24, 25, 30]


def bare(text: str) -> str:
    """Without diacritics, as it is typed in a hurry."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def choice(text: str, labels: list[str], picks: Picks = Picks.NUMBER) -> int | None:
    index = picked(text, labels, picks)
    return begun(text, labels, picks) if index is None else index


@pytest.mark.parametrize(
    "typed",
    [
        "2", "2.", "2)", " 2 ", "(2)", "02", "２", "số 2", "so 2", "Số 2.", "chọn 2", "chon 2",
        "chọn số 2", "stt 2", "2 ạ", "dạ 2", "2 nhé", "hai", "Hai", "HAI.", "số hai", "chọn hai",
        "hai ạ",
    ],
)  # fmt: skip
def test_a_number_picks_however_it_is_typed(typed: str) -> None:
    assert picked(typed, STATUS, Picks.NUMBER) == 1


@pytest.mark.parametrize(("word", "value"), [*zip(IN_WORDS, VALUES, strict=True)])
def test_a_number_in_words_picks_with_and_without_its_marks(word: str, value: int) -> None:
    for typed in (word, bare(word), word.upper(), unicodedata.normalize("NFD", word)):
        assert picked(typed, TWENTY, Picks.NUMBER) == value - 1, typed


@pytest.mark.parametrize("typed", ["0", "6", "99", "sáu", "1234", "1,5", "1/12", "8.1", "không"])
def test_other_numbers_pick_nothing(typed: str) -> None:
    assert picked(typed, STATUS, Picks.NUMBER) is None


@pytest.mark.parametrize("typed", ["1", "số 1", "một", "Đã", "danh"])
def test_where_free_text_is_asked_only_whole_labels_pick(typed: str) -> None:
    assert choice(typed, STATUS, Picks.WORD) is None
    assert choice("danh mục.", STATUS, Picks.WORD) == 4


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("sáu", 5),
        ("sau", None),
        ("Trang sau", 5),
        ("trang sau", 5),
        ("bảy", 6),
        ("bay", 6),
    ],
)
def test_a_word_that_is_no_number_in_a_label_is_none(typed: str, index: int | None) -> None:
    assert picked(typed, MENU, Picks.NUMBER) == index


def test_a_given_name_is_no_number() -> None:
    people = ["Trần Văn Năm", "Lê Thị Ba", "Hồ Bình", "Võ Hà", "Bùi Nga", "Ba Đình"]
    assert choice("năm", people) is None
    assert choice("ba", people) is None
    assert choice("4", people) == 3
    assert choice("bốn", people) == 3


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("Đang", 1),
        ("đang thực", 1),
        ("dang", 1),
        ("chưa thực hiện ạ", 2),
        ("danh", 4),
        ("Danh.", 4),
        ("không phát", 3),
    ],
)
def test_the_beginning_of_a_label_picks(typed: str, index: int) -> None:
    assert choice(typed, STATUS) == index


@pytest.mark.parametrize(
    "typed",
    [
        # A letter, or half a word.
        "d", "đ", "D.", "dan", "đang th", "thực hiện", "đ a",
        # Too little to say which way is meant.
        "không", "chưa", "đã", "ko", "Khong",
        # Other words than the label's.
        "đàng", "dành", "đang không", "đang thực hiện xong", "",
    ],
)  # fmt: skip
def test_what_is_no_beginning_picks_nothing(typed: str) -> None:
    assert choice(typed, STATUS) is None


@pytest.mark.parametrize(
    ("typed", "index"),
    [("1.2", 1), ("1.2 hướng dẫn", 1), ("III", 2), ("iv", 3), ("trang", None), ("xem lại", 7)],
)
def test_a_menu_is_begun_by_its_codes(typed: str, index: int | None) -> None:
    assert choice(typed, MENU) == index


def test_a_whole_label_wins_over_those_that_it_begins() -> None:
    assert choice("sửa", ["Sửa lại", "Sửa"]) == 1
    assert choice("sửa ạ", ["Sửa lại", "Sửa"]) == 1
    assert choice("gửi", ["Gửi", "Gửi"]) is None


def test_what_only_begins_a_choice_stays_what_was_said() -> None:
    question = Question(7, (Choice("done", "x"), Choice("menu", "y")))
    labels = ["Đã hoàn thành", "Danh mục"]
    assert meant(Said("2", "m1"), question, labels) == Chose("menu", 7, "m1")
    assert meant(Said("danh", "m1"), question, labels) == Said("danh", "m1", begins="menu")
    assert meant(Said("xin chào", "m1"), question, labels) == Said("xin chào", "m1")


WORDS = st.sampled_from(
    [
        "Đồng",
        "đông",
        "ý",
        "gửi",
        "ngay",
        "năm",
        "Năm",
        "sau",
        "sáu",
        "một",
        "Xem",
        "lại",
        "8.1",
        "·",
    ]
)
LABELS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


def naive_words(text: str) -> list[str]:
    return re.findall(r"[^\s·]+", unicodedata.normalize("NFC", text).lower())


def naively_begins(typed: str, label: str) -> bool:
    said, words = naive_words(typed), naive_words(label)
    if typed == bare(typed):
        words = naive_words(bare(label))
    return bool(said) and words[: len(said)] == said


@given(LABELS, st.data())
def test_what_begins_two_labels_never_picks_one(labels: list[str], data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(labels)).split(" ")
    typed = " ".join(words[: data.draw(st.integers(1, len(words)))])
    typed = data.draw(st.sampled_from([typed, bare(typed)]))
    begins = [label for label in labels if naively_begins(typed, label)]
    whole = [label for label in labels if bare(label).lower() == bare(typed).lower()]
    if len(begins) > 1 and len(whole) != 1:
        assert choice(typed, labels) is None


@given(LABELS, st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_decomposed_text_picks_the_same(labels: list[str], typed: str) -> None:
    apart = unicodedata.normalize("NFD", typed)
    taken_apart = [unicodedata.normalize("NFD", label) for label in labels]
    assert choice(typed, labels) == choice(apart, labels) == choice(typed, taken_apart)


@given(LABELS, st.text(max_size=12))
def test_any_text_picks_a_choice_that_is_there_or_none(labels: list[str], typed: str) -> None:
    assert choice(typed, labels) in (None, *range(len(labels)))
