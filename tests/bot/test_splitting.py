"""Long texts cut where a reader would pause, nothing lost."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import length, split, split_over

CHARACTERS, UTF_16 = "characters", "utf-16"
LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n.!?aạ…\u0301\u0323\u200d\U0001f468\U0001f3fd\U0001f1fb\U0001f1f3"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        ("Đã cấp.", 10, ["Đã cấp."]),
        ("Một. Hai.\n\nBa. Bốn.", 15, ["Một. Hai.", "Ba. Bốn."]),
        ("Một. Hai.\nBa. Bốn.", 15, ["Một. Hai.", "Ba. Bốn."]),
        ("Một hai. Ba bốn năm", 15, ["Một hai.", "Ba bốn năm"]),
        ("Một hai ba bốn", 9, ["Một hai", "ba bốn"]),
        ("Mộthaibabốn", 5, ["Mộtha", "ibabố", "n"]),
        # A paragraph too short to stand alone: the cut is at the sentence instead.
        ("A.\n\n" + "b" * 20 + ". " + "c" * 9, 30, ["A.\n\n" + "b" * 20 + ".", "c" * 9]),
    ],
)
def test_a_text_is_cut_at_the_widest_pause(text: str, limit: int, pieces: list[str]) -> None:
    assert split(text, limit, CHARACTERS) == pieces


def test_zalo_counts_some_letters_twice() -> None:
    assert length("👍a", UTF_16) == 3
    assert length("👍a", CHARACTERS) == 2
    assert split("👍👍👍", 3, UTF_16) == ["👍", "👍", "👍"]


@pytest.mark.parametrize("letter", ["ệ", "👨‍👩‍👧", "👍🏽", "🇻🇳", "✔️"])
def test_a_letter_is_not_parted_from_its_marks(letter: str) -> None:
    whole = unicodedata.normalize("NFD", letter)
    pieces = split(whole * 6, len(whole) + 1, CHARACTERS)
    assert pieces == [whole] * 6


@given(LETTERS, st.integers(3, 40), st.sampled_from([CHARACTERS, UTF_16]))
def test_nothing_but_space_at_the_cuts_is_lost(text: str, limit: int, units: str) -> None:
    pieces = split(text, limit, units)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    assert all(0 < length(piece, units) <= limit for piece in pieces)


@given(LETTERS)
def test_a_text_within_the_limit_stays_as_it_is(text: str) -> None:
    assert split(text, 1000, UTF_16) == ([text.strip()] if text.strip() else [])


@pytest.mark.parametrize(
    ("text", "below", "limit", "pieces"),
    [
        ("Gửi?", "1. Có", 20, ["Gửi?\n\n1. Có"]),
        ("", "1. Có", 20, ["1. Có"]),
        ("Một hai ba. Bốn năm.", "", 15, ["Một hai ba.", "Bốn năm."]),
        # The last line, the last sentence, the last words: what has room.
        ("Một. Hai.\nBa? Bốn?", "1. Có", 18, ["Một. Hai.", "Ba? Bốn?\n\n1. Có"]),
        ("Một hai ba bốn. Năm?", "1. Có", 16, ["Một hai ba bốn.", "Năm?\n\n1. Có"]),
        ("Một hai ba bốn năm", "1. Có", 16, ["Một hai ba", "bốn năm\n\n1. Có"]),
        ("Mộthaibabốnnăm", "1. Có", 12, ["Mộthaibab", "ốnnăm\n\n1. Có"]),
        # What has room above the question goes with it.
        ("Một hai ba.\nBa.\nBốn?", "1. Có", 17, ["Một hai ba.\nBa.", "Bốn?\n\n1. Có"]),
        ("Một hai ba bốn.\nBa.\nBốn?", "1. Có", 17, ["Một hai ba bốn.", "Ba.\nBốn?\n\n1. Có"]),
        # Choices that leave no room even for a short question.
        ("Gửi?", "1. Có\n2. Không", 16, ["Gửi?", "1. Có\n2. Không"]),
    ],
)
def test_what_is_asked_stays_with_what_stands_below_it(
    text: str, below: str, limit: int, pieces: list[str]
) -> None:
    assert split_over(text, below, limit, CHARACTERS) == pieces


@given(LETTERS, LETTERS, st.integers(4, 60), st.sampled_from([CHARACTERS, UTF_16]))
def test_nothing_is_lost_between_a_text_and_what_stands_below_it(
    text: str, below: str, limit: int, units: str
) -> None:
    pieces = split_over(text, below, limit, units)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text + below)
    assert all(0 < length(piece, units) <= limit for piece in pieces)
