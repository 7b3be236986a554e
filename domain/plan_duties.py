"""A plan's report duties as rules of the period calendar."""

from dataclasses import dataclass

from domain.due_dates import DayOfMonth, DueRule, FixedDate, WorkingDaysAfter
from domain.period_codes import MonthlyWindow, PeriodKind
from domain.period_rules import FixedWindow

_LEGAL_LAST = 14
_DECEMBER = 12
# A date from here on is more than half a year behind 14 December.
_FIRST_FAR = 5


@dataclass(frozen=True, slots=True)
class DutyRule:
    """How often is reported and by when; `unit_due` is None where only the kind is said.

    Of several dates of the year that are no half years, the last is the year's and the others
    are ad hoc periods: a kind of period has one rule.
    """

    period: PeriodKind
    unit_due: DueRule | None = None

    @property
    def window(self) -> MonthlyWindow | FixedWindow | None:
        """The data that fit the date, where those of the 15th to the 14th end too late for it.

        No plan says it: a proposal by NĐ 09/2019/NĐ-CP, Điều 8.5b (a working day at least between
        the data and the due day). None where the legal data fit.
        """
        if isinstance(self.unit_due, FixedDate) and self.period is PeriodKind.YEAR:
            return _year_before(self.unit_due)
        if isinstance(self.unit_due, DayOfMonth):
            last = self.unit_due.day - self.unit_due.strictly_before
            return MonthlyWindow(1) if last <= _LEGAL_LAST + 1 else None
        return None

    def settings(self) -> str | None:
        """The section of config.toml that says it; None where there is nothing to set."""
        if self.unit_due is None or self.period is PeriodKind.AD_HOC:
            return None
        lines = [f"[periods.{self.period}]", f"unit_due = {due_value(self.unit_due)}"]
        if self.window:
            lines.append(f"window = {_window_value(self.window)}")
        return "\n".join(lines)


def due_value(rule: DueRule) -> str:
    """A due rule as config.toml writes it."""
    if isinstance(rule, WorkingDaysAfter):
        return f"{{ working_days = {rule.days} }}"
    month = f", month = {rule.month}" if isinstance(rule, FixedDate) else ""
    before = ", before = true" if rule.strictly_before else ""
    return f"{{ day = {rule.day}{month}{before} }}"


def _year_before(due: FixedDate) -> FixedWindow | None:
    """A year that ends on the last 14th at least a week before; None where a year's legal data
    do: to 14 December, for a date in the first months after it or the last days before."""
    back = due.day - due.strictly_before < _LEGAL_LAST + 7
    month = due.month - back
    if month < _FIRST_FAR or month == _DECEMBER:
        return None
    return FixedWindow(FixedDate(_LEGAL_LAST + 1, month), FixedDate(_LEGAL_LAST, month))


def _window_value(window: MonthlyWindow | FixedWindow) -> str:
    if isinstance(window, MonthlyWindow):
        return f"{{ first_day = {window.first_day} }}"
    first, last = window.first, window.last
    return (
        f"{{ first = {{ day = {first.day}, month = {first.month} }}, "
        f"last = {{ day = {last.day}, month = {last.month} }} }}"
    )
