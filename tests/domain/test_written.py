"""Days and figures as official documents write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import written_day, written_number


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1234.5", "1.234,5"), ("98.50", "98,50"), ("1200000000", "1.200.000.000"), ("-3", "-3")],
)
def test_numbers_are_written_the_vietnamese_way(value: str, expected: str) -> None:
    assert written_number(value) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_written_number_is_the_number(value: Decimal) -> None:
    read = written_number(format(value, "f")).replace(".", "").replace(",", ".")
    assert Decimal(read) == value


@pytest.mark.parametrize(
    ("iso", "expected"),
    [("2026-01-05", "05/01/2026"), ("2026-06-29", "29/6/2026"), ("2026-11-09", "09/11/2026")],
)
def test_only_january_and_february_take_a_leading_zero(iso: str, expected: str) -> None:
    assert written_day(date.fromisoformat(iso)) == expected


def test_what_is_no_number_stays_as_it_is() -> None:
    assert written_number("khoảng 5") == "khoảng 5"
