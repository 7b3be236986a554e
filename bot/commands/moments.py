"""Days and times as they are typed after an option, and as they are shown."""

import argparse
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.calendar import VIETNAM, at_time, in_vietnam

FORMS = "2022-12-20T16:30, 2022-12-20 16:30, 20/12/2022 16:30, or a day alone"

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")
_CLOCK = re.compile(r"(?:[T ]\s*)(\d{1,2}):(\d{2})(?::\d{2})?(?:\+07:00)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A day, with a clock of Việt Nam if one was typed."""

    day: date
    clock: time | None = None

    def at(self, clock: time) -> datetime:
        """As a moment; `clock` counts where none was typed."""
        return at_time(self.day, self.clock or clock)


def typed_moment(text: str) -> Typed:
    """For argparse: a day, with or without a time. Another zone than +07:00 is converted."""
    try:
        aware = datetime.fromisoformat(text)
        if aware.tzinfo is not None:
            here = aware.astimezone(VIETNAM)
            return Typed(here.date(), here.time())
    except ValueError:
        pass  # not ISO; our own forms follow
    try:
        return _parse(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write {FORMS}") from None


def typed_day(text: str) -> date:
    """For argparse: a day alone."""
    moment = typed_moment(text)
    if moment.clock is not None:
        raise argparse.ArgumentTypeError(f"{text!r}: write a day alone, as 2022-12-20")
    return moment.day


def _parse(text: str) -> Typed:
    day = _DAY.match(text)
    if day is None:
        raise ValueError(text)
    year, month, number = day.group(1, 2, 3) if day[1] else day.group(6, 5, 4)
    on = date(int(year), int(month), int(number))
    rest = text[day.end() :]
    if not rest:
        return Typed(on)
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        raise ValueError(text)
    return Typed(on, time(int(clock[1]), int(clock[2])))


def iso(moment: datetime | None) -> str | None:
    """For programs: with the zone of Việt Nam."""
    return in_vietnam(moment).isoformat() if moment else None


def shown(moment: datetime | None) -> str:
    """For a table: to the minute."""
    return f"{in_vietnam(moment):%Y-%m-%d %H:%M}" if moment else "-"
