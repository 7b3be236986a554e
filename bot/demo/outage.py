"""A channel that is out of reach for some days midway, and what people do meanwhile. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeAlias

from bot.demo.cast import Actor
from bot.demo.cue import Cue
from bot.demo.days import Days
from domain.calendar import at_time

# Working days before the units are due: a reminder falls between them.
FROM, TO = 5, 1
AT = time(7, 0)
FIRST_AFTER = timedelta(minutes=45)
APART = timedelta(minutes=15)

Cast: TypeAlias = Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Outage:
    channel: str
    begins: datetime
    ends: datetime

    def covers(self, at: datetime) -> bool:
        return self.begins <= at < self.ends

    def silences(self, actor: Actor) -> bool:
        """Whether nothing else reaches them."""
        return all(address.channel == self.channel for address in actor.addresses)

    def keeps(self, cue: Cue, cast: Cast) -> bool:
        """Whether it cannot be said when it would have been."""
        return self.covers(cue.at) and self.silences(cast[cue.who])

    def around(self, cues: Iterable[Cue], cast: Cast) -> list[Cue]:
        """Those who are kept from it speak when the channel is back, one after the other."""
        cues = list(cues)
        kept = sorted((cue for cue in cues if self.keeps(cue, cast)), key=lambda cue: cue.at)
        free = [cue for cue in cues if not self.keeps(cue, cast)]
        first = self.ends + FIRST_AFTER
        return free + [replace(cue, at=first + APART * n) for n, cue in enumerate(kept)]


def outage_of(channel: str, days: Days) -> Outage | None:
    """None where the units' time is too short for one."""
    first = max(days.before_due(FROM), days.dates.opens_at.date())
    begins, ends = at_time(first, AT), at_time(days.before_due(TO), AT)
    return Outage(channel, begins, ends) if begins < ends else None
