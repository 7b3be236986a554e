"""Long texts cut where a reader would pause, nothing lost."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import length, split

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
