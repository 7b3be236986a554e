"""Times as they are typed after an option."""

import argparse
from datetime import time

import pytest

from bot.commands.moments import typed_day, typed_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-12-20T16:30", "2022-12-20T16:30:00+07:00"),
        ("2022-12-20 16:30", "2022-12-20T16:30:00+07:00"),
        ("20/12/2022 16:30", "2022-12-20T16:30:00+07:00"),
        ("5/1/2022 8:05", "2022-01-05T08:05:00+07:00"),
        ("2022-12-20", "2022-12-20T11:00:00+07:00"),
        ("20/12/2022", "2022-12-20T11:00:00+07:00"),
        ("2022-12-20T16:30:00+07:00", "2022-12-20T16:30:00+07:00"),
        ("2022-12-20T09:30:00Z", "2022-12-20T16:30:00+07:00"),
    ],
)
def test_a_time_is_a_clock_of_viet_nam(text: str, moment: str) -> None:
    assert typed_moment(text).at(time(11)).isoformat() == moment


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2022-13-01", "31/2/2022", "2022-12-20 25:00", "16:30", "20/12"]
)
def test_what_is_no_time_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="write 2022-12-20T16:30"):
        typed_moment(text)


def test_a_day_alone_has_no_time() -> None:
    assert str(typed_day("20/12/2022")) == "2022-12-20"
    with pytest.raises(argparse.ArgumentTypeError, match="a day alone"):
        typed_day("20/12/2022 16:30")
