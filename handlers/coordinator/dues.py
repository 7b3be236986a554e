"""New due times: those offered, and those typed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from domain.calendar import at_time, in_vietnam
from domain.facts import Facts
from domain.messages import Choice
from domain.period_state import Period
from domain.periods import ExtensionTooLate
from domain.understanding import understand
from handlers.coordinator.call import context
from handlers.coordinator.refusals import DueInThePast, DueNotUnderstood


def offered(facts: Facts, period: Period, now: datetime) -> tuple[datetime, ...]:
    """The end of the next working day, of the one after it, and the period's own due time where
    that is no day off."""
    today, clock = in_vietnam(now).date(), clock_of(period)
    days = (facts.calendar.add_working_days(today, n) for n in (1, 2))
    due_day = in_vietnam(period.unit_due).date()
    own = {due_day} if facts.calendar.is_working(due_day) else set()
    moments = (at_time(day, clock) for day in sorted({*days, *own}))
    return tuple(moment for moment in moments if moment > now)


def later(facts: Facts, period: Period, due: datetime, now: datetime) -> tuple[datetime, ...]:
    """One, two and three working days more than `due`."""
    day, clock = in_vietnam(max(due, now)).date(), clock_of(period)
    return tuple(at_time(facts.calendar.add_working_days(day, n), clock) for n in (1, 2, 3))


def clock_of(period: Period) -> time:
    """The time of day at which things are due in a period."""
    return in_vietnam(period.unit_due).time()


def choices(key: str, moments: Iterable[datetime]) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{key}{moment.isoformat()}", "order_due", {"until": moment.isoformat()})
        for moment in moments
    )


def typed(text: str, facts: Facts, period: Period, now: datetime) -> datetime:
    """The due time that was typed. Raises DueNotUnderstood and DueInThePast."""
    return typed_at(text, facts, clock_of(period), now)


def typed_at(text: str, facts: Facts, clock: time, now: datetime) -> datetime:
    told = {**context(facts, now), "ask": "extend_to"}
    heard = understand("date", text, told, is_working_day=facts.calendar.is_working)
    return not_past(_moment(heard.head, clock), now)


def heard_until(
    heard: Mapping[str, object], facts: Facts, period: Period, due: datetime, now: datetime
) -> datetime | None:
    """The new due time an order names: a day, or a number of days from `due`."""
    if until := heard.get("until"):
        return not_past(parse(str(until), period), now)
    days = str(heard.get("days") or "")
    if not days.isdecimal():
        return None
    day = in_vietnam(max(due, now)).date() + timedelta(days=min(int(days), 366))
    return at_time(facts.calendar.next_working(day), clock_of(period))


def parse(text: str, period: Period) -> datetime:
    """An ISO day, due at the period's time of day, or an ISO moment."""
    return _moment(text, clock_of(period))


def _moment(text: str, clock: time) -> datetime:
    try:
        if "T" not in text:
            return at_time(date.fromisoformat(text), clock)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise DueNotUnderstood from None
    return at_time(moment.date(), moment.time()) if moment.tzinfo is None else in_vietnam(moment)


def not_past(until: datetime, now: datetime) -> datetime:
    if until <= now:
        raise DueInThePast(until=in_vietnam(until).isoformat())
    return until


def not_after_compile(until: datetime, period: Period) -> datetime:
    """One unit cannot be given longer than the report waits (domain.md: no extension past it)."""
    if until > period.compile_due:
        raise ExtensionTooLate(
            until=in_vietnam(until).isoformat(),
            compile_due=in_vietnam(period.compile_due).isoformat(),
        )
    return until
