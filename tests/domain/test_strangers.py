import pytest

from domain.bots import Quota
from domain.strangers import AnsweredLately, is_answered


@pytest.mark.parametrize(
    ("lately", "answered"),
    [
        (AnsweredLately(), True),
        (AnsweredLately(hour=2, day=9, all_day=149), True),
        (AnsweredLately(hour=3, day=3, all_day=3), False),
        (AnsweredLately(hour=0, day=10, all_day=10), False),
        (AnsweredLately(all_day=150), False),
    ],
)
def test_a_stranger_is_answered_within_its_own_bounds_and_those_of_the_bot(
    lately: AnsweredLately, answered: bool
) -> None:
    assert is_answered(lately, Quota(messages=3000)) is answered


def test_of_a_small_month_at_least_one_stranger_a_day_is_answered() -> None:
    assert is_answered(AnsweredLately(), Quota(messages=1))
    assert not is_answered(AnsweredLately(all_day=1), Quota(messages=1))
