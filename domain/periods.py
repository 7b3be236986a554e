"""The dates of a reporting period: data window, opening, due times, lock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar import WorkingCalendar, at_time, in_vietnam
from domain.due_dates import (
    DayOfMonth,
    DueRule,
    FixedDate,
    WorkingDaysAfter,
    due_day,
)
from domain.errors import DomainError
from domain.period_codes import (
    LEGAL_WINDOW,
    MonthlyWindow,
    PeriodKind,
    PeriodLabel,
    PeriodSpan,
    cumulative_from,
    next_code,
    parse_code,
    period_containing,
    period_span,
)
from domain.period_rules import (
    DEFAULT_RULES,
    FixedWindow,
    GivenDates,
    PeriodRules,
    Shift,
)

__all__ = [
    "DEFAULT_RULES",
    "LEGAL_WINDOW",
    "DayOfMonth",
    "DueMissing",
    "DueRule",
    "DueTooEarly",
    "ExtensionTooLate",
    "FixedDate",
    "FixedWindow",
    "GivenDates",
    "MonthlyWindow",
    "PeriodDates",
    "PeriodKind",
    "PeriodLabel",
    "PeriodRules",
    "PeriodSpan",
    "Shift",
    "WorkingDaysAfter",
    "check_extension",
    "cumulative_from",
    "next_code",
    "parse_code",
    "period_containing",
    "period_span",
    "plan_dates",
]

_LONGEST_WAIT = timedelta(days=183)


class ExtensionTooLate(DomainError):
    """One unit cannot be given longer than the compile due time: `until`, `compile_due`."""

    template = "errors/extension_too_late.j2"


class DueTooEarly(DomainError):
    """Due before anybody can have the data: `due`, `earliest` (aware moments), `data_to`."""

    template = "errors/due_too_early.j2"


class DueMissing(DomainError):
    """An ad hoc period is due when its asker says, and nothing was said: `period`."""

    template = "errors/due_missing.j2"


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """A period's dates; `data_from` and `data_to` both belong to it, moments are in
    Asia/Ho_Chi_Minh.

    `unit_due` is the due time as the rule or a person gives it, perhaps on a day off.
    `remind_against` is its working day before, which reminders count down to; a unit is late
    after `overdue_from`. Both follow from `unit_due`: see `of`.
    """

    data_from: date
    data_to: date
    opens_at: datetime
    unit_due: datetime
    compile_due: datetime
    lock_at: datetime | None
    remind_against: datetime
    overdue_from: datetime
    overdue_shift: Shift = Shift.NEXT

    @classmethod
    def of(
        cls,
        data: tuple[date, date],
        opens_at: datetime,
        unit_due: datetime,
        compile_due: datetime,
        lock_at: datetime | None,
        calendar: WorkingCalendar,
        overdue_shift: Shift = Shift.NEXT,
    ) -> "PeriodDates":
        """From what the books hold of a period. Raises ValueError for a naive moment."""
        due = in_vietnam(unit_due)
        return cls(
            *data,
            in_vietnam(opens_at),
            due,
            in_vietnam(compile_due),
            in_vietnam(lock_at) if lock_at else None,
            at_time(calendar.previous_working(due.date()), due.time()),
            at_time(overdue_shift.move(due.date(), calendar), due.time()),
            overdue_shift,
        )

    def with_unit_due(self, unit_due: datetime, calendar: WorkingCalendar) -> "PeriodDates":
        """The same period as a unit with an extension sees it."""
        return PeriodDates.of(
            (self.data_from, self.data_to),
            self.opens_at,
            unit_due,
            self.compile_due,
            self.lock_at,
            calendar,
            self.overdue_shift,
        )


def plan_dates(
    code: str, rules: PeriodRules, calendar: WorkingCalendar, given: GivenDates | None = None
) -> PeriodDates:
    """The dates of period `code` by `rules`, over which what was `given` wins.

    At least one working day lies between the end of the data and the units' due time (NĐ
    09/2019/NĐ-CP, Điều 8.5b): a date of the rules gives way (Tết), one given by a person is
    refused with DueTooEarly, as is a yearly date half a year or more after its data, which are
    not its data. Raises NothingSuch for no code, DueMissing for an ad hoc period without a due.
    """
    given = given or GivenDates()
    data = _data_window(code, rules, calendar, given)
    unit_due = _unit_due(data[1], rules, calendar, given)
    compile_due = _compile_due(data[1], unit_due, rules, calendar, given)
    remind_day = calendar.previous_working(unit_due.date())
    opens_day = calendar.add_working_days(remind_day, -rules.opens_working_days_before)
    lock_day = calendar.add_working_days(compile_due.date(), rules.lock_working_days_after)
    return PeriodDates.of(
        data,
        given.opens_at or at_time(opens_day, rules.opens_time),
        unit_due,
        compile_due,
        at_time(lock_day, compile_due.time()),
        calendar,
        rules.overdue_shift,
    )


def check_extension(until: datetime, dates: PeriodDates) -> None:
    """Raises ExtensionTooLate where one unit's new due time passes the compile due time."""
    if in_vietnam(until) > dates.compile_due:
        raise ExtensionTooLate(until=in_vietnam(until), compile_due=dates.compile_due)


def _data_window(
    code: str, rules: PeriodRules, calendar: WorkingCalendar, given: GivenDates
) -> tuple[date, date]:
    if parse_code(code).kind is PeriodKind.AD_HOC:
        data = _asked_window(code, calendar, given)
    elif isinstance(rules.window, FixedWindow):
        data = rules.window.of(code)
    else:
        span = period_span(code, rules.window)
        data = span.data_from, span.data_to
    return given.data_from or data[0], given.data_to or data[1]


def _asked_window(code: str, calendar: WorkingCalendar, given: GivenDates) -> tuple[date, date]:
    """Where the asker names no data (Điều 8.5c): the year so far, to the working day before."""
    if given.unit_due is None:
        raise DueMissing(period=code)
    data_to = given.data_to or calendar.add_working_days(in_vietnam(given.unit_due).date(), -1)
    return cumulative_from(data_to), data_to


def _unit_due(
    data_to: date, rules: PeriodRules, calendar: WorkingCalendar, given: GivenDates
) -> datetime:
    earliest = calendar.add_working_days(data_to, 1)
    if given.unit_due is None:
        day = rules.due_shift.move(_rule_day(rules.unit_due, data_to, rules, calendar), calendar)
        enough = calendar.working_days_between(data_to, day) >= 1
        return at_time(day if enough else earliest, rules.unit_due_time)
    due = in_vietnam(given.unit_due)
    if calendar.working_days_between(data_to, due.date()) < 1:
        raise DueTooEarly(
            due=due, earliest=at_time(earliest, rules.unit_due_time), data_to=data_to
        )
    return due


def _compile_due(
    data_to: date,
    unit_due: datetime,
    rules: PeriodRules,
    calendar: WorkingCalendar,
    given: GivenDates,
) -> datetime:
    """After the units' due time on a working day, be it by a day more than the rule says."""
    if given.compile_due is not None:
        due = in_vietnam(given.compile_due)
        if due <= unit_due:
            raise DueTooEarly(due=due, earliest=unit_due, data_to=data_to)
        return due
    day = rules.compile_shift.move(
        _rule_day(rules.compile_due, data_to, rules, calendar), calendar
    )
    due = at_time(day, rules.compile_due_time)
    last_day = calendar.next_working(unit_due.date())
    if due > at_time(last_day, unit_due.time()):
        return due
    return at_time(calendar.add_working_days(last_day, 1), rules.compile_due_time)


def _rule_day(rule: DueRule, data_to: date, rules: PeriodRules, calendar: WorkingCalendar) -> date:
    day = due_day(rule, data_to, calendar)
    if isinstance(rule, FixedDate) and day - data_to > _LONGEST_WAIT:
        earliest = calendar.add_working_days(data_to, 1)
        raise DueTooEarly(
            due=at_time(rule.in_year(day.year - 1), rules.unit_due_time),
            earliest=at_time(earliest, rules.unit_due_time),
            data_to=data_to,
        )
    return day
