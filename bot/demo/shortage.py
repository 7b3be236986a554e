"""A bot that other work of the office has nearly used up for the month. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from bot.demo.days import Days
from bot.demo.messengers import SHARED_BOTS
from domain.bots import MessengerBot
from domain.calendar import at_time

# Working days before the units are due, and how far the bot's month is then: a reminder falls
# after the second, and the one of the last working day comes all the same.
USED = ((8, 80), (4, 95))
AT = time(17, 30)


@dataclass(frozen=True, slots=True)
class Shortage:
    bot: MessengerBot
    steps: tuple[tuple[datetime, int], ...]
    """Moments, with the percent of the month that is used then."""


def shortage_of(days: Days) -> Shortage | None:
    """None where the units' time is too short for it."""
    steps = tuple(_steps(days))
    return Shortage(SHARED_BOTS[-1], steps) if steps[0][0] > days.dates.opens_at else None


def _steps(days: Days) -> Iterator[tuple[datetime, int]]:
    for before_due, percent in USED:
        yield at_time(days.before_due(before_due), AT), percent
