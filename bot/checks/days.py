"""The clock, and the calendar of working days."""

from collections.abc import Iterator
from datetime import datetime

from bot.checks.findings import Finding, error, ok, warning
from domain.calendar import WorkingCalendar

_WRITTEN_IN = 2026


def check_clock(now: datetime) -> Finding:
    text = f"{now:%Y-%m-%d %H:%M} {now.tzinfo}"
    if now.year < _WRITTEN_IN:
        return error("clock", f"{text} is in the past; set the clock of this machine")
    return ok("clock", text)


def check_calendar(calendar: WorkingCalendar, year: int) -> Iterator[Finding]:
    for each in (year, year + 1):
        if calendar.is_confirmed(each):
            yield ok("calendar", f"holidays and make-up days of {each} are known")
        else:
            yield warning(
                "calendar",
                f"of {each} only weekends and holidays of a fixed date are known; when the "
                "Government has published its plan, add it to reminders.days_off and "
                "reminders.working_days",
            )
