"""Report duties as rules of the calendar, in the words of config.toml, and the dates they give."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.periods import Periods
from documents.plan.duties import duties_in
from documents.plan.duty_rules import rules_in
from documents.plan.items import item_of
from documents.plan.lines import Line
from domain.calendar import WorkingCalendar
from domain.due_dates import DayOfMonth, DueRule, FixedDate, WorkingDaysAfter
from domain.period_rules import DEFAULT_RULES
from domain.periods import PeriodKind, plan_dates
from domain.plan import DutyRule, ReportDuty

MONTH, QUARTER, HALF, YEAR, AD_HOC = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.YEAR,
    PeriodKind.AD_HOC,
)


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("trước ngày 15 hằng tháng", [(MONTH, DayOfMonth(15, True))]),
        ("hàng tháng chậm nhất ngày 25", [(MONTH, DayOfMonth(25))]),
        ("trước ngày 20 của tháng cuối quý", [(QUARTER, DayOfMonth(20, True))]),
        ("trước ngày 15/11 hằng năm", [(YEAR, FixedDate(15, 11, True))]),
        ("trước ngày 15 tháng 11 hàng năm", [(YEAR, FixedDate(15, 11, True))]),
        ("chậm nhất ngày 30/11 hằng năm", [(YEAR, FixedDate(30, 11))]),
        ("trước 15/11 hằng năm", [(YEAR, FixedDate(15, 11, True))]),
        (
            "trước ngày 01/6 và 15/11 hằng năm",
            [(AD_HOC, FixedDate(1, 6, True)), (YEAR, FixedDate(15, 11, True))],
        ),
        ("trước ngày 20/6 và ngày 20/12 hằng năm", [(HALF, DayOfMonth(20, True))]),
        ("định kỳ 06 tháng một lần", [(HALF, None)]),
        ("định kỳ 6 tháng và hằng năm", [(HALF, None), (YEAR, None)]),
        ("hằng quý, sau 02 ngày làm việc", [(QUARTER, WorkingDaysAfter(2))]),
        ("hằng tuần", [(PeriodKind.WEEK, None)]),
        ("chậm nhất 15/11 hằng năm, đột xuất", [(YEAR, FixedDate(15, 11)), (AD_HOC, None)]),
        ("định kỳ (quý, năm) trước ngày 10 của tháng cuối kỳ", [(QUARTER, None), (YEAR, None)]),
        ("trước ngày 15/11/2026", []),
        ("trước ngày 31/02 hằng năm", [(YEAR, None)]),
        ("theo quy định", []),
        ("trước ngày 45 hằng tháng", [(MONTH, None)]),
    ],
)  # fmt: skip
def test_words_become_rules(words: str, rules: list[tuple[PeriodKind, DueRule | None]]) -> None:
    assert [(rule.period, rule.unit_due) for rule in rules_in(words, words)] == rules


def dates(rule: DutyRule, code: str, calendar: WorkingCalendar) -> tuple[date, date]:
    """The data end and the due day of a period, by the settings that the rule gives."""
    settings = rule.settings()
    assert settings is not None
    section = tomllib.loads(settings)["periods"][str(rule.period)]
    periods = Periods.model_validate({str(rule.period): section})
    rules = getattr(periods, str(rule.period)).over(DEFAULT_RULES[rule.period])
    found = plan_dates(code, rules, calendar)
    return found.data_to, found.unit_due.date()


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return WorkingCalendar.shipped()


@pytest.mark.parametrize(
    ("words", "code", "data_to", "due"),
    [
        ("trước ngày 15 hằng tháng", "2026-06", date(2026, 6, 30), date(2026, 7, 14)),
        ("trước ngày 20 hằng tháng", "2026-06", date(2026, 6, 14), date(2026, 6, 19)),
        ("trước ngày 15/11 hằng năm", "2026", date(2026, 10, 14), date(2026, 11, 14)),
        ("chậm nhất ngày 30/11 hằng năm", "2026", date(2026, 11, 14), date(2026, 11, 30)),
        ("trước ngày 25/12 hằng năm", "2026", date(2026, 12, 14), date(2026, 12, 24)),
        ("trước ngày 10/01 hằng năm", "2026", date(2026, 12, 14), date(2027, 1, 9)),
        ("trước ngày 20 của tháng cuối quý", "2026-Q2", date(2026, 6, 14), date(2026, 6, 19)),
        ("trước ngày 20/6 và 20/12 hằng năm", "2026-H1", date(2026, 6, 14), date(2026, 6, 19)),
    ],
)
def test_the_settings_of_a_rule_give_its_dates(
    words: str, code: str, data_to: date, due: date, calendar: WorkingCalendar
) -> None:
    (rule,) = rules_in(words, words)
    assert dates(rule, code, calendar) == (data_to, due)


@given(st.integers(1, 28), st.integers(1, 12), st.booleans())
def test_every_yearly_date_can_be_set(day: int, month: int, strictly: bool) -> None:
    """Whatever date a plan names: the year's period is due on it, soon after its data."""
    due = FixedDate(day, month, strictly)
    data_to, unit_due = dates(DutyRule(YEAR, due), "2026", WorkingCalendar.shipped())
    assert unit_due in (due.in_year(2026), due.in_year(2027))
    assert 0 < (unit_due - data_to).days < 183


@given(st.text(max_size=60))
def test_no_words_are_too_strange(words: str) -> None:
    for rule in rules_in(words, words):
        assert rule.settings() is None or tomllib.loads(rule.settings() or "")


def duty(text: str, units: tuple[str, ...] = ()) -> ReportDuty:
    (found,) = duties_in([item_of(Line(7, text))], {7: units})
    assert found.line == 7
    return found


def test_a_duty_without_a_subject_is_that_of_the_units_of_its_task() -> None:
    found = duty(
        "Lập kế hoạch; báo cáo kết quả về Sở Y tế trước ngày 15 hằng tháng.", ("Công an xã",)
    )
    assert (found.sender, found.receiver) == ("Công an xã", "Sở Y tế")
    assert found.due == "trước ngày 15 hằng tháng"


def test_a_duty_takes_the_subject_of_the_sentence_before() -> None:
    found = duty(
        "Các phòng, ban có trách nhiệm tổ chức thực hiện. Định kỳ gửi báo cáo trước ngày 15/11 "
        "hằng năm về Phòng Nội vụ để tổng hợp."
    )
    assert (found.sender, found.receiver) == ("Các phòng, ban", "Phòng Nội vụ")


def test_how_often_stands_before_by_when() -> None:
    found = duty("Định kỳ hằng quý (trước ngày 20 của tháng cuối quý) gửi báo cáo về Sở Y tế.")
    assert found.due == "Định kỳ hằng quý (trước ngày 20 của tháng cuối quý)"
    assert [(rule.period, rule.unit_due) for rule in found.rules] == [
        (QUARTER, DayOfMonth(20, True))
    ]


def test_several_periods_stand_behind_one_word() -> None:
    found = duty("Các thôn định kỳ 6 tháng, năm báo cáo kết quả về UBND xã để tổng hợp.")
    assert found.due == "định kỳ 6 tháng, năm"
    assert [rule.period for rule in found.rules] == [HALF, YEAR]


def test_whom_one_reports_to_may_stand_behind_the_verb() -> None:
    found = duty("Công an xã tổng hợp, báo cáo Sở Nội vụ trước ngày 10 hằng tháng.")
    assert (found.sender, found.receiver) == ("Công an xã", "Sở Nội vụ")


def test_a_duty_may_leave_open_to_whom() -> None:
    assert duty("Báo cáo quý: trước ngày 20 của tháng cuối quý.").receiver is None


def test_a_sentence_without_a_time_is_no_duty() -> None:
    for text in ("Báo cáo kết quả về Sở Y tế.", "Báo cáo hằng năm.", "Về Sở Y tế trước ngày 5."):
        assert duties_in([item_of(Line(1, text))]) == ()
