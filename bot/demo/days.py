"""The working days of a period, counted back from the day on which the units are due."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import WorkingCalendar, at_time
from domain.periods import PeriodDates

FIRST_HOUR = time(8, 20)


@dataclass(frozen=True, slots=True)
class Days:
    dates: PeriodDates
    calendar: WorkingCalendar

    def count(self) -> int:
        """Working days between the opening and the due day, enough for everybody."""
        opened = self.dates.opens_at.date()
        return max(5, self.calendar.working_days_between(opened, self.before_due(0)))

    def before_due(self, working_days: int) -> date:
        due = self.dates.remind_against.date()
        return self.calendar.add_working_days(due, -working_days)

    def after(self, day: date) -> date:
        """The working day after `day`."""
        return self.calendar.add_working_days(day, 1)

    def at(self, working_days_before_due: int, number: int) -> datetime:
        """A time of the morning, another for each of 25 numbers, not before the opening's day."""
        day = max(self.before_due(working_days_before_due), self.dates.opens_at.date())
        return at_time(day, FIRST_HOUR) + timedelta(minutes=number * 7 % 170)

    def spread(self, number: int) -> datetime:
        """When the unit of this number in the roster reports, where nothing keeps it from it."""
        left = self.count() - 2
        return self.at(left - number * 3 % left, number)
