"""The settings that turns, effects and ticks go by: fixed while the process runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.calendar import WorkingCalendar
from domain.facts import Rules
from domain.ladder import Ladder, WorkingHours
from domain.period_state import Period
from domain.periods import PeriodDates, PeriodKind, PeriodRules, parse_code
from domain.submission import Submission

DATABASE = "tiendo.sqlite3"


@dataclass(frozen=True, slots=True)
class Rulebook:
    rules: Rules
    calendar: WorkingCalendar
    ladder: Ladder
    folder: Path
    """The data folder: database, evidence, reports."""
    secret: bytes
    template: Path | None = None
    """The office's own Word template, if it has one."""

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def periods(self) -> Mapping[PeriodKind, PeriodRules]:
        return self.rules.periods

    @property
    def hours(self) -> WorkingHours:
        return self.rules.hours

    def dates(self, period: Period, submission: Submission | None = None) -> PeriodDates:
        """The dates of a period, as a unit with an extension sees them."""
        dates = PeriodDates.of(
            (period.data_from, period.data_to),
            period.opens_at,
            period.unit_due,
            period.compile_due,
            period.lock_at,
            self.calendar,
            self.periods[parse_code(period.code).kind].overdue_shift,
        )
        own = submission.due if submission else None
        return dates.with_unit_due(own, self.calendar) if own else dates
