"""A bot's month: how near its quota is."""

from datetime import UTC, datetime

import pytest

from domain.bots import BotMonth, MessengerBot, Quota, Strain, Usage, month_of

ONE = MessengerBot("zalo", "mot", "Tiến độ 1")


@pytest.mark.parametrize(
    ("used", "strain"),
    [
        (Usage(), Strain.EASY),
        (Usage(2399, 0), Strain.EASY),
        (Usage(2400, 0), Strain.WARNED),
        (Usage(1400, 1000), Strain.WARNED),
        (Usage(1849, 1000), Strain.WARNED),
        (Usage(1850, 1000), Strain.SAVING),
        (Usage(2999, 0), Strain.SAVING),
        (Usage(3000, 0), Strain.SPENT),
        (Usage(9000, 0), Strain.SPENT),
    ],
)
def test_from_eighty_percent_it_is_told_and_from_ninety_five_it_saves(
    used: Usage, strain: Strain
) -> None:
    assert Quota().strain(used) is strain


def test_both_rules_of_counting_can_be_set() -> None:
    used = Usage(sent=1500, received=1400)
    assert Quota(counts_received=True).strain(used) is Strain.SAVING
    assert Quota(counts_received=False).strain(used) is Strain.EASY


def test_a_month_suffices_as_long_as_what_may_come_fits() -> None:
    quota = Quota(messages=100)
    assert BotMonth(ONE, "2026-11", Usage(40, 20), ahead=Usage(30, 10)).suffices(quota)
    assert not BotMonth(ONE, "2026-11", Usage(40, 20), ahead=Usage(31, 10)).suffices(quota)


def test_a_month_begins_at_midnight_in_vietnam() -> None:
    assert month_of(datetime(2026, 11, 30, 16, 59, tzinfo=UTC)) == "2026-11"
    assert month_of(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)) == "2026-12"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        month_of(datetime(2026, 11, 30, 17, 0))  # noqa: DTZ001
