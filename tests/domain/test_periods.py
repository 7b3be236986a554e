"""Period codes, data windows, due dates and the dates of a whole period."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, at_time
from domain.errors import NothingSuch
from domain.period_codes import year_before
from domain.periods import (
    DEFAULT_RULES,
    DayOfMonth,
    DueMissing,
    DueTooEarly,
    ExtensionTooLate,
    FixedDate,
    FixedWindow,
    GivenDates,
    MonthlyWindow,
    PeriodDates,
    PeriodKind,
    PeriodLabel,
    PeriodRules,
    Shift,
    WorkingDaysAfter,
    check_extension,
    cumulative_from,
    next_code,
    parse_code,
    period_containing,
    period_span,
    plan_dates,
)

VECTORS = (
    Path(__file__).parents[2].parent
    / "shared"
    / "data"
    / "period_calendar_test_vectors_2026_2027.json"
)
CALENDAR = WorkingCalendar.shipped()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
TOUCHING = [kind for kind in PeriodKind if kind not in (PeriodKind.AD_HOC, PeriodKind.NINE_MONTHS)]
WINDOWS = st.integers(1, 28).map(MonthlyWindow)


def plan(code: str, rules: PeriodRules | None = None, **given_dates: datetime) -> PeriodDates:
    chosen = rules or DEFAULT_RULES[parse_code(code).kind]
    return plan_dates(code, chosen, CALENDAR, GivenDates(**given_dates))


def moment(month: int, day: int, hour: int = 16, minute: int = 30, year: int = 2026) -> datetime:
    return at_time(date(year, month, day), time(hour, minute))


# Codes.


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2022", PeriodLabel(PeriodKind.YEAR, 2022)),
        ("2026-H1", PeriodLabel(PeriodKind.HALF_YEAR, 2026, 1)),
        ("2026-9M", PeriodLabel(PeriodKind.NINE_MONTHS, 2026)),
        ("2026-Q4", PeriodLabel(PeriodKind.QUARTER, 2026, 4)),
        ("2026-11", PeriodLabel(PeriodKind.MONTH, 2026, 11)),
        ("2026-W46", PeriodLabel(PeriodKind.WEEK, 2026, 46)),
        ("2026-X01", PeriodLabel(PeriodKind.AD_HOC, 2026, 1)),
    ],
)
def test_a_code_says_what_it_is_and_is_written_the_same_way(code: str, label: PeriodLabel) -> None:
    assert parse_code(code) == label
    assert parse_code(f" {code.lower()} ") == label
    assert label.code == code


@pytest.mark.parametrize(
    "text",
    [
        "", "22", "2026-", "2026-0", "2026-1", "2026-13", "2026-00", "2026-Q5", "2026-Q04",
        "2026-H3", "2026-9", "2026-W54", "2027-W53", "2026-X0", "2026-X00", "2026-M01", "2026-Y",
        "2026-11 x", "2026-١١", "tháng 11",
    ],
)  # fmt: skip
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(NothingSuch):
        parse_code(text)


@given(st.text(max_size=12))
def test_a_code_is_understood_or_refused_and_never_changed(text: str) -> None:
    try:
        label = parse_code(text)
    except NothingSuch:
        return
    assert label.code == text.strip().upper()


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("2026", "2027"),
        ("2026-H2", "2027-H1"),
        ("2026-Q1", "2026-Q2"),
        ("2026-12", "2027-01"),
        ("2026-W53", "2027-W01"),
        ("2026-9M", "2027-9M"),
    ],
)
def test_the_period_after_another(code: str, following: str) -> None:
    assert next_code(code) == following


def test_an_ad_hoc_period_has_none_after_it_and_no_window_of_its_own() -> None:
    assert next_code("2026-X01") is None
    with pytest.raises(NothingSuch):
        period_span("2026-X01")


# Data windows.


@pytest.mark.parametrize(
    ("code", "data_from", "data_to"),
    [
        ("2022", date(2021, 12, 15), date(2022, 12, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-03", date(2026, 2, 15), date(2026, 3, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
    ],
)
def test_data_run_from_the_15th_to_the_14th(code: str, data_from: date, data_to: date) -> None:
    span = period_span(code)
    assert (span.data_from, span.data_to) == (data_from, data_to)


def test_the_reference_vectors_agree() -> None:
    if not VECTORS.exists():
        pytest.skip("the reference vectors are not beside the repository")
    for vector in json.loads(VECTORS.read_text("utf-8")):
        code = vector["period"].replace("-M", "-").removesuffix("-Y")
        span = period_span(code)
        assert span.data_from.isoformat() == vector["cutoff_from"], code
        assert span.data_to.isoformat() == vector["cutoff_to"], code
        first = CALENDAR.add_working_days(span.data_to, 1)
        assert first.isoformat() == vector["first_working_day_after_cutoff"], code
        for name in ("d17", "d25"):
            if name in vector:
                day = date.fromisoformat(vector[name])
                assert DayOfMonth(day.day).after(span.data_to) == day, code
                assert CALENDAR.previous_working(day).isoformat() == vector[f"{name}_prev_wd"]
                assert CALENDAR.next_working(day).isoformat() == vector[f"{name}_next_wd"]


@given(st.sampled_from(TOUCHING), DAYS, WINDOWS)
def test_periods_of_one_kind_touch_without_gap_or_overlap(
    kind: PeriodKind, day: date, window: MonthlyWindow
) -> None:
    code = period_containing(kind, day, window)
    assert code is not None
    following = next_code(code)
    assert following is not None
    here, there = period_span(code, window), period_span(following, window)
    assert here.data_from <= day <= here.data_to
    assert there.data_from == here.data_to + timedelta(days=1)


@given(st.integers(2000, 2100), st.integers(1, 4), WINDOWS)
def test_a_quarter_is_its_months(year: int, quarter: int, window: MonthlyWindow) -> None:
    months = [
        period_span(f"{year}-{month:02}", window)
        for month in range(3 * quarter - 2, 3 * quarter + 1)
    ]
    span = period_span(f"{year}-Q{quarter}", window)
    assert span.data_from == months[0].data_from
    assert span.data_to == months[-1].data_to


@given(st.integers(2000, 2100))
def test_a_year_is_its_halves_and_nine_months_are_three_quarters(year: int) -> None:
    whole, nine = period_span(str(year)), period_span(f"{year}-9M")
    assert whole.data_from == period_span(f"{year}-H1").data_from == nine.data_from
    assert whole.data_to == period_span(f"{year}-H2").data_to
    assert nine.data_to == period_span(f"{year}-Q3").data_to


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        (PeriodKind.YEAR, date(2026, 12, 20), "2027"),
        (PeriodKind.MONTH, date(2026, 11, 14), "2026-11"),
        (PeriodKind.MONTH, date(2026, 11, 15), "2026-12"),
        (PeriodKind.NINE_MONTHS, date(2026, 9, 14), "2026-9M"),
        (PeriodKind.NINE_MONTHS, date(2026, 9, 15), None),
        (PeriodKind.WEEK, date(2027, 1, 3), "2026-W53"),
        (PeriodKind.AD_HOC, date(2026, 1, 1), None),
    ],
)
def test_the_period_that_holds_a_day(kind: PeriodKind, day: date, code: str | None) -> None:
    assert period_containing(kind, day) == code


def test_what_accumulates_begins_on_15_december() -> None:
    for code in ("2026", "2026-01", "2026-Q4", "2026-W46"):
        assert cumulative_from(period_span(code).data_to) == date(2025, 12, 15)
    assert cumulative_from(date(2026, 12, 20)) == date(2026, 12, 15)


def test_an_office_may_count_calendar_months() -> None:
    span = period_span("2026-02", MonthlyWindow(1))
    assert (span.data_from, span.data_to) == (date(2026, 2, 1), date(2026, 2, 28))
    assert cumulative_from(span.data_to, MonthlyWindow(1)) == date(2026, 1, 1)


def test_no_month_begins_on_day_29() -> None:
    with pytest.raises(ValueError, match="29"):
        MonthlyWindow(29)


# Due dates.


def test_before_is_strict_and_at_the_latest_is_not() -> None:
    assert FixedDate(15, 11, True).in_year(2026) == date(2026, 11, 14)
    assert FixedDate(15, 11).in_year(2026) == date(2026, 11, 15)
    assert FixedDate(1, 1, True).after(date(2026, 11, 1)) == date(2026, 12, 31)


def test_a_date_that_not_every_year_has_is_refused() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        FixedDate(29, 2)


def test_a_day_that_no_month_has_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        DayOfMonth(32)


def test_due_on_the_last_day_of_the_data_is_refused() -> None:
    with pytest.raises(ValueError, match="first working day"):
        WorkingDaysAfter(0)


def test_the_31st_of_a_short_month_is_its_last_day() -> None:
    assert DayOfMonth(31).after(date(2026, 2, 14)) == date(2026, 2, 28)
    assert DayOfMonth(15, True).after(date(2026, 11, 14)) == date(2026, 12, 14)


# The dates of a period.


def test_the_month_of_november_2026() -> None:
    dates = plan("2026-11")
    assert (dates.data_from, dates.data_to) == (date(2026, 10, 15), date(2026, 11, 14))
    assert dates.opens_at == moment(11, 3, 8, 0)
    assert dates.unit_due == dates.remind_against == dates.overdue_from == moment(11, 17)
    assert dates.compile_due == moment(11, 20, 17, 0)
    assert dates.lock_at == moment(11, 25, 17, 0)  # the 24th is a holiday


def test_the_year_2022_opens_in_november_and_is_due_on_a_saturday() -> None:
    dates = plan("2022")
    assert (dates.data_from, dates.data_to) == (date(2021, 12, 15), date(2022, 12, 14))
    assert dates.opens_at == moment(11, 25, 8, 0, year=2022)
    assert dates.unit_due == moment(12, 17, year=2022)
    assert dates.remind_against == moment(12, 16, year=2022)
    assert dates.overdue_from == moment(12, 19, year=2022)
    assert dates.compile_due == moment(12, 20, 17, 0, year=2022)


def test_a_week_is_due_on_the_next_monday() -> None:
    dates = plan("2026-W46")
    assert dates.unit_due == moment(11, 16)
    assert dates.compile_due == moment(11, 17, 17, 0)
    assert dates.opens_at == moment(11, 12, 8, 0)


def test_tet_moves_the_due_dates_past_the_holidays() -> None:
    dates = plan("2026-02")
    assert dates.unit_due == dates.remind_against == dates.overdue_from == moment(2, 23)
    assert dates.compile_due == moment(2, 24, 17, 0)


@pytest.mark.parametrize(
    ("shift", "day"), [(Shift.PREVIOUS, 16), (Shift.NONE, 17), (Shift.NEXT, 19)]
)
def test_the_due_day_itself_moves_by_a_setting(shift: Shift, day: int) -> None:
    assert plan("2026-01", PeriodRules(due_shift=shift)).unit_due == moment(1, day)


@pytest.mark.parametrize(
    ("shift", "day"), [(Shift.PREVIOUS, 16), (Shift.NONE, 17), (Shift.NEXT, 19)]
)
def test_being_overdue_begins_by_a_setting(shift: Shift, day: int) -> None:
    dates = plan("2026-01", PeriodRules(overdue_shift=shift))
    assert dates.overdue_from == moment(1, day)
    assert dates.remind_against == moment(1, 16)


def test_what_a_person_set_wins_and_the_rest_follows() -> None:
    dates = plan("2022", unit_due=datetime(2022, 12, 24, 2, 0, tzinfo=UTC))
    assert dates.unit_due == moment(12, 24, 9, 0, year=2022)
    assert dates.remind_against == moment(12, 23, 9, 0, year=2022)
    assert dates.overdue_from == moment(12, 26, 9, 0, year=2022)
    assert dates.compile_due == moment(12, 27, 17, 0, year=2022)


def test_the_compile_due_time_can_be_set_too() -> None:
    dates = plan("2022", compile_due=moment(12, 25, 11, 0, year=2022))
    assert dates.compile_due == moment(12, 25, 11, 0, year=2022)
    with pytest.raises(DueTooEarly):
        plan("2022", compile_due=moment(12, 16, year=2022))


def test_nobody_is_asked_for_figures_before_the_data_end() -> None:
    with pytest.raises(DueTooEarly) as refused:
        plan("2022", unit_due=moment(12, 14, year=2022))
    assert refused.value.data["earliest"] == moment(12, 15, year=2022)
    with pytest.raises(DueTooEarly):
        plan("2026-11", unit_due=moment(11, 15))


def test_a_naive_due_time_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        plan("2022", unit_due=datetime(2022, 12, 24, 9))  # noqa: DTZ001 (naive on purpose)


def test_a_programme_fixes_its_own_year() -> None:
    rules = PeriodRules(
        unit_due=FixedDate(15, 11, True),
        compile_due=FixedDate(30, 11),
        window=FixedWindow(FixedDate(1, 11), FixedDate(31, 10)),
    )
    dates = plan("2026", rules)
    assert (dates.data_from, dates.data_to) == (date(2025, 11, 1), date(2026, 10, 31))
    assert dates.unit_due == moment(11, 14)  # a Saturday
    assert dates.remind_against == moment(11, 13)
    assert dates.overdue_from == moment(11, 16)
    assert dates.compile_due == moment(11, 30, 17, 0)


@pytest.mark.parametrize(
    ("code", "rule", "due"),
    [
        ("2026", FixedDate(15, 11, True), moment(11, 14)),
        ("2027-H1", FixedDate(1, 3, True), moment(2, 28, year=2027)),  # the next one is a 29th
    ],
)
def test_a_yearly_date_inside_its_data_needs_a_window_of_its_own(
    code: str, rule: FixedDate, due: datetime
) -> None:
    with pytest.raises(DueTooEarly) as refused:
        plan(code, PeriodRules(unit_due=rule))
    assert refused.value.data["due"] == due


def test_the_books_give_back_the_dates_that_were_planned() -> None:
    for code in ("2026-01", "2026-02", "2022"):
        dates = plan(code)
        stored = (
            dates.opens_at.astimezone(UTC),
            dates.unit_due.astimezone(UTC),
            dates.compile_due.astimezone(UTC),
        )
        data = (dates.data_from, dates.data_to)
        assert PeriodDates.of(data, *stored, dates.lock_at, CALENDAR) == dates


def test_a_yearly_date_in_january_belongs_to_the_year_that_ended() -> None:
    rules = PeriodRules(unit_due=FixedDate(5, 1), compile_due=FixedDate(10, 1))
    assert plan("2026", rules).unit_due == moment(1, 5, year=2027)


def test_an_ad_hoc_period_is_due_when_its_asker_says() -> None:
    dates = plan("2026-X01", unit_due=moment(11, 30, 11, 0))
    assert (dates.data_from, dates.data_to) == (date(2025, 12, 15), date(2026, 11, 27))
    assert dates.compile_due == moment(12, 1, 17, 0)
    with pytest.raises(DueMissing):
        plan("2026-X01")


def test_an_extension_ends_at_the_compile_due_time() -> None:
    dates = plan("2026-11")
    check_extension(dates.compile_due, dates)
    with pytest.raises(ExtensionTooLate) as refused:
        check_extension(dates.compile_due + timedelta(minutes=1), dates)
    assert refused.value.data["compile_due"] == dates.compile_due


def test_a_unit_with_an_extension_has_its_own_due_dates() -> None:
    dates = plan("2026-01").with_unit_due(moment(1, 20), CALENDAR)
    assert dates.unit_due == dates.remind_against == dates.overdue_from == moment(1, 20)


@given(
    st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC]),
    st.dates(date(2021, 1, 1), date(2029, 8, 1)),
    st.sampled_from(Shift),
    st.sampled_from(Shift),
)
def test_the_dates_of_a_period_stand_in_order(
    kind: PeriodKind, day: date, due_shift: Shift, compile_shift: Shift
) -> None:
    code = period_containing(kind, day) or f"{day.year}-9M"
    base = DEFAULT_RULES[kind]
    rules = PeriodRules(
        unit_due=base.unit_due,
        compile_due=base.compile_due,
        due_shift=due_shift,
        compile_shift=compile_shift,
    )
    dates = plan(code, rules)
    assert dates.opens_at < dates.remind_against <= dates.overdue_from < dates.compile_due
    assert dates.lock_at is not None
    assert dates.compile_due < dates.lock_at
    assert CALENDAR.working_days_between(dates.data_to, dates.remind_against.date()) >= 1
    assert CALENDAR.is_working(dates.remind_against.date())


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2022", "2021"),
        ("2026-H1", "2025-H1"),
        ("2026-9M", "2025-9M"),
        ("2026-Q4", "2025-Q4"),
        ("2026-11", "2025-11"),
        ("2026-W46", "2025-W46"),
        ("2026-W53", None),
        ("2026-X01", None),
    ],
)
def test_the_same_period_of_the_year_before(code: str, before: str | None) -> None:
    assert year_before(code) == before
