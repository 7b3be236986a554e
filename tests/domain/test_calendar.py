"""Working days: the shipped years, a year nobody has planned yet, an office's own days."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, at_time, in_vietnam

DATA = Path(__file__).parents[2].parent / "shared" / "data"
CALENDAR = WorkingCalendar.shipped()
DAYS = st.dates(date(2021, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 2), False),  # swapped
        (date(2026, 1, 10), True),  # its make-up Saturday
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2022, 5, 3), False),
        (date(2022, 12, 17), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
    ],
)
def test_the_shipped_days(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


@pytest.mark.parametrize("year", [2026, 2027])
def test_both_years_have_249_working_days(year: int) -> None:
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == 249


@pytest.mark.parametrize("name", ["2022_2025", "2026_2027"])
def test_every_day_agrees_with_the_reference_calendar(name: str) -> None:
    path = DATA / f"vn_public_sector_calendar_{name}.json"
    if not path.exists():
        pytest.skip("the reference calendars are not beside the repository")
    reference = json.loads(path.read_text("utf-8"))
    off = {day for days in reference["days_off"].values() for day in days}
    make_up = {day for days in reference["working_saturdays"].values() for day in days}
    for year in map(int, reference["days_off"]):
        assert CALENDAR.is_confirmed(year)
        for n in range(365):
            day = date(year, 1, 1) + timedelta(days=n)
            expected = day.isoformat() in make_up or (
                day.weekday() < 5 and day.isoformat() not in off
            )
            assert CALENDAR.is_working(day) is expected, day
            assert (CALENDAR.name_of(day) is not None) == (day.isoformat() in off), day


def test_a_year_without_data_counts_weekends_and_fixed_holidays_only() -> None:
    assert not CALENDAR.is_confirmed(2028)
    off = [date(2028, 5, 1), date(2028, 9, 2), date(2028, 11, 24), date(2028, 7, 1)]
    assert not any(map(CALENDAR.is_working, off))
    assert CALENDAR.is_working(date(2028, 9, 1))
    assert CALENDAR.name_of(date(2028, 11, 24)) == CALENDAR.name_of(date(2026, 11, 24))


def test_the_day_of_culture_was_a_working_day_before_2026() -> None:
    assert CALENDAR.is_working(date(2023, 11, 24))


def test_an_ordinary_weekend_has_no_name() -> None:
    assert CALENDAR.name_of(date(2026, 11, 21)) is None
    assert CALENDAR.name_of(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"


def test_an_office_closes_for_a_flood_and_works_a_saturday_for_it() -> None:
    flood, saturday = date(2026, 10, 15), date(2026, 10, 24)
    calendar = CALENDAR.with_overrides({flood: "Nghỉ do mưa lũ"}, [saturday])
    assert not calendar.is_working(flood)
    assert calendar.name_of(flood) == "Nghỉ do mưa lũ"
    assert calendar.is_working(saturday)
    assert CALENDAR.is_working(flood)
    assert not CALENDAR.is_working(saturday)


def test_an_override_wins_over_what_was_shipped() -> None:
    swapped, holiday = date(2026, 8, 22), date(2026, 8, 31)
    calendar = CALENDAR.with_overrides({swapped: "Nghỉ"}, [holiday])
    assert not calendar.is_working(swapped)
    assert calendar.is_working(holiday)
    assert calendar.name_of(holiday) is None


def test_a_fixed_holiday_of_an_unplanned_year_can_be_worked() -> None:
    day = date(2028, 5, 1)
    assert CALENDAR.with_overrides({}, [day]).is_working(day)


def test_a_day_cannot_be_both_off_and_worked() -> None:
    day = date(2026, 10, 15)
    with pytest.raises(ValueError, match="2026-10-15"):
        CALENDAR.with_overrides({day: "Nghỉ"}, [day])


def test_the_neighbours_of_tet() -> None:
    tet = date(2026, 2, 17)
    assert CALENDAR.previous_working(tet) == date(2026, 2, 13)
    assert CALENDAR.next_working(tet) == date(2026, 2, 23)
    assert CALENDAR.add_working_days(tet, 1) == date(2026, 2, 23)
    assert CALENDAR.add_working_days(tet, -1) == date(2026, 2, 13)
    assert CALENDAR.add_working_days(tet, 0) == tet


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        in_vietnam(datetime(2026, 11, 17, 8))  # noqa: DTZ001 (naive on purpose)


def test_moments_are_on_the_clock_of_ha_noi() -> None:
    assert in_vietnam(datetime(2026, 11, 17, 9, 30, tzinfo=UTC)).hour == 16
    assert at_time(date(2026, 11, 17), time(16, 30)).isoformat() == "2026-11-17T16:30:00+07:00"


@given(DAYS)
def test_the_nearest_working_days_are_working_and_nothing_lies_between(day: date) -> None:
    before, after = CALENDAR.previous_working(day), CALENDAR.next_working(day)
    assert before <= day <= after
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert (before == day) == (after == day) == CALENDAR.is_working(day)


@given(DAYS, st.integers(-60, 60))
def test_adding_working_days_has_an_inverse(day: date, n: int) -> None:
    start = CALENDAR.next_working(day)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, n), -n) == start


@given(DAYS, st.integers(-60, 60))
def test_counting_agrees_with_adding(day: date, n: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, n)) == n
