"""The reminder ladder: which stage comes when, for whom, and the hours we speak in."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, at_time
from domain.ladder import (
    DEFAULT_LADDER,
    OFFICE_HOURS,
    Ladder,
    Stage,
    Tone,
    WorkingHours,
    next_working_moment,
    stages_until,
    working_moment,
)
from domain.periods import DEFAULT_RULES, PeriodDates, parse_code, plan_dates

CALENDAR = WorkingCalendar.shipped()
LATER = datetime(2029, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)  # noqa: DTZ001 (bounds; the strategy adds the zone)
)  # fmt: skip
CODES = st.sampled_from(
    ["2026-01", "2026-02", "2026-11", "2027-04", "2026-Q3", "2026-H1", "2026-9M", "2026"]
)  # fmt: skip


def dates_of(code: str) -> PeriodDates:
    return plan_dates(code, DEFAULT_RULES[parse_code(code).kind], CALENDAR)


NOVEMBER = dates_of("2026-11")


def at(month: int, day: int, hour: int = 8, minute: int = 0, year: int = 2026) -> datetime:
    return at_time(date(year, month, day), time(hour, minute))


def ladder_of(
    dates: PeriodDates, now: datetime = LATER, unit_due: datetime | None = None
) -> list[tuple[str, datetime]]:
    stages = stages_until(now, dates, DEFAULT_LADDER, CALENDAR, unit_due)
    return [(stage.name, stage.at) for stage in stages]


def test_the_whole_ladder_of_november_2026() -> None:
    assert ladder_of(NOVEMBER) == [
        ("opening", at(11, 3)),
        ("T-7", at(11, 6)),
        ("T-3", at(11, 12)),
        ("T-1", at(11, 16)),
        ("due-morning", at(11, 17)),
        ("due-afternoon", at(11, 17, 14)),
        ("overdue-1", at(11, 18)),
        ("overdue-2", at(11, 19)),
        ("overdue-3", at(11, 20)),
        ("overdue-4", at(11, 23)),
        ("overdue-5", at(11, 25)),  # the 24th is a holiday; the lock comes at 17:00
    ]


def test_a_due_saturday_is_reminded_on_friday_and_overdue_from_tuesday() -> None:
    names = dict(ladder_of(dates_of("2026-01")))
    assert names["T-1"] == at(1, 15)
    assert names["due-morning"] == at(1, 16)
    assert names["overdue-1"] == at(1, 20)


def test_a_make_up_saturday_carries_stages() -> None:
    dates = replace(
        NOVEMBER, opens_at=at(8, 3), remind_against=at(8, 24, 16, 30), overdue_from=at(8, 24, 16)
    )
    assert dict(ladder_of(dates))["T-1"] == at(8, 22)


def test_the_tone_rises_and_the_heads_are_told_on_the_third_day() -> None:
    stages = {s.name: s for s in stages_until(LATER, NOVEMBER, DEFAULT_LADDER, CALENDAR)}
    assert [stages[name].tone for name in ("opening", "T-1", "due-afternoon")] == [Tone.REMIND] * 3
    assert [stages[f"overdue-{n}"].tone for n in (1, 2)] == [Tone.PRESS] * 2
    assert not stages["overdue-2"].to_coordinator
    assert not stages["overdue-2"].to_unit_head
    for n in (3, 4, 5):
        late = stages[f"overdue-{n}"]
        assert late.tone is Tone.PRESS_AND_REPORT
        assert late.to_coordinator
        assert late.to_unit_head


def test_whom_to_tell_and_when_are_settings() -> None:
    ladder = Ladder(
        (Stage("soon", -2, time(9, 0), Tone.PRESS),),
        overdue_at=time(10, 0),
        report_from=2,
        coordinator_from=1,
        unit_head_from=2,
    )
    stages = stages_until(at(11, 19, 12), NOVEMBER, ladder, CALENDAR)
    assert [(s.name, s.at, s.tone, s.to_coordinator, s.to_unit_head) for s in stages[1:]] == [
        ("soon", at(11, 13, 9), Tone.PRESS, False, False),
        ("overdue-1", at(11, 18, 10), Tone.PRESS, True, False),
        ("overdue-2", at(11, 19, 10), Tone.PRESS_AND_REPORT, True, True),
    ]


def test_a_stage_counts_the_working_days_to_go_or_overdue() -> None:
    days = {s.name: s.days for s in stages_until(LATER, NOVEMBER, DEFAULT_LADDER, CALENDAR)}
    assert (days["opening"], days["T-3"], days["due-morning"], days["overdue-2"]) == (
        -10,
        -3,
        0,
        2,
    )


def test_nothing_is_due_before_the_opening() -> None:
    assert ladder_of(NOVEMBER, at(11, 3, 7, 59)) == []


def test_a_stage_is_due_at_its_very_moment() -> None:
    assert ladder_of(NOVEMBER, at(11, 3)) == [("opening", at(11, 3))]


@pytest.mark.parametrize("opens_at", [at(11, 16), at(11, 16, 9, 20)])
def test_stages_before_a_late_opening_do_not_exist(opens_at: datetime) -> None:
    names = [name for name, _ in ladder_of(replace(NOVEMBER, opens_at=opens_at))]
    assert names[:2] == ["opening", "due-morning"]


def test_a_period_opened_after_its_due_time_is_pressed_from_the_next_day() -> None:
    names = [name for name, _ in ladder_of(replace(NOVEMBER, opens_at=at(11, 19, 9)))]
    assert names[:2] == ["opening", "overdue-3"]


def test_nothing_is_said_from_the_lock_on() -> None:
    locked = replace(NOVEMBER, lock_at=at(11, 19))
    assert ladder_of(locked)[-1] == ("overdue-1", at(11, 18))


def test_without_a_lock_it_goes_on() -> None:
    unlocked = replace(NOVEMBER, lock_at=None)
    assert ladder_of(unlocked, at(12, 31))[-1] == ("overdue-31", at(12, 31))


def test_an_extension_shifts_the_ladder_of_its_unit() -> None:
    assert ladder_of(NOVEMBER, unit_due=at(11, 20, 11)) == [
        ("opening", at(11, 3)),
        ("T-7", at(11, 11)),
        ("T-3", at(11, 17)),
        ("T-1", at(11, 19)),
        ("due-morning", at(11, 20)),
        ("overdue-1", at(11, 23)),
        ("overdue-2", at(11, 25)),
    ]


def test_an_extension_to_the_due_time_changes_nothing() -> None:
    for code in ("2026-01", "2026-02", "2026-11"):
        dates = dates_of(code)
        assert ladder_of(dates, unit_due=dates.unit_due) == ladder_of(dates)


def test_a_morning_due_time_has_no_afternoon_stage() -> None:
    names = [name for name, _ in ladder_of(NOVEMBER, unit_due=at(11, 18, 10))]
    assert "due-morning" in names
    assert "due-afternoon" not in names


def test_a_stage_after_the_due_day_is_refused() -> None:
    with pytest.raises(ValueError, match="overdue"):
        Stage("T+1", 1, time(8, 0))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        stages_until(datetime(2026, 11, 17), NOVEMBER, DEFAULT_LADDER, CALENDAR)  # noqa: DTZ001 (naive on purpose)


@given(CODES, MOMENTS, MOMENTS)
def test_stages_stand_in_order_and_only_ever_grow(code: str, a: datetime, b: datetime) -> None:
    dates = dates_of(code)
    earlier = stages_until(min(a, b), dates, DEFAULT_LADDER, CALENDAR)
    later = stages_until(max(a, b), dates, DEFAULT_LADDER, CALENDAR)
    assert later[: len(earlier)] == earlier
    moments = [stage.at for stage in later]
    assert all(x < y for x, y in pairwise(moments))
    assert len({stage.name for stage in later}) == len(later)


@given(CODES, st.integers(0, 72))
def test_every_stage_is_in_office_hours_between_opening_and_lock(code: str, hours: int) -> None:
    dates = dates_of(code)
    own = min(dates.unit_due + timedelta(hours=hours), dates.compile_due)
    for stage in stages_until(LATER, dates, DEFAULT_LADDER, CALENDAR, own):
        assert working_moment(stage.at, OFFICE_HOURS, CALENDAR)
        assert dates.lock_at is not None
        assert dates.opens_at <= stage.at < dates.lock_at


# Working hours.


@pytest.mark.parametrize(
    ("now", "speaks", "then"),
    [
        (at(11, 17, 7, 30), True, at(11, 17, 7, 30)),
        (at(11, 17, 7, 29), False, at(11, 17, 7, 30)),
        (at(11, 17, 11, 30), False, at(11, 17, 13, 30)),
        (at(11, 17, 16, 59), True, at(11, 17, 16, 59)),
        (at(11, 17, 17, 0), False, at(11, 18, 7, 30)),
        (at(11, 17, 23, 0), False, at(11, 18, 7, 30)),
        (at(11, 20, 18, 0), False, at(11, 23, 7, 30)),  # over the weekend
        (at(11, 24, 9, 0), False, at(11, 25, 7, 30)),  # a holiday
        (at(8, 22, 9, 0), True, at(8, 22, 9, 0)),  # a make-up Saturday
        (at(8, 21, 17, 0), False, at(8, 22, 7, 30)),
        (at(2, 13, 17, 0), False, at(2, 23, 7, 30)),  # Tết
    ],
)
def test_we_speak_in_office_hours_only(now: datetime, speaks: bool, then: datetime) -> None:
    assert working_moment(now, OFFICE_HOURS, CALENDAR) is speaks
    assert next_working_moment(now, OFFICE_HOURS, CALENDAR) == then


def test_a_moment_in_another_zone_is_read_on_the_clock_of_ha_noi() -> None:
    assert working_moment(datetime(2026, 11, 17, 1, 0, tzinfo=UTC), OFFICE_HOURS, CALENDAR)
    assert not working_moment(datetime(2026, 11, 17, 11, 0, tzinfo=UTC), OFFICE_HOURS, CALENDAR)


@pytest.mark.parametrize(
    "spans",
    [
        (),
        ((time(11, 30), time(7, 30)),),
        ((time(13, 30), time(17, 0)), (time(7, 30), time(11, 30))),
    ],
)
def test_hours_out_of_order_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="order"):
        WorkingHours(spans)


@given(MOMENTS)
def test_the_next_working_moment_is_one_and_is_the_first(now: datetime) -> None:
    then = next_working_moment(now, OFFICE_HOURS, CALENDAR)
    assert then >= now
    assert working_moment(then, OFFICE_HOURS, CALENDAR)
    if then > now:
        assert not working_moment(now, OFFICE_HOURS, CALENDAR)
        assert not working_moment(then - timedelta(seconds=1), OFFICE_HOURS, CALENDAR)


def test_nobody_is_said_to_be_told_before_they_are() -> None:
    ladder = replace(DEFAULT_LADDER, report_from=1, coordinator_from=2, unit_head_from=4)
    assert ladder.reported_from == 4
