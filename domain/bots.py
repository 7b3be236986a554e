"""The bots of a messenger over which people are shared out, and what each of them may do.

Source of the numbers: Zalo's free plan for bots, 50 people and 3,000 messages a month a bot.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from domain.calendar import in_vietnam

ZALO = "zalo"
"""The channel whose plan limits the people and messages of a bot."""


@dataclass(frozen=True, slots=True)
class MessengerBot:
    """`name` is the settings' name for it, `title` the one that people see."""

    channel: str
    name: str
    title: str
    link: str | None = None
    """Where the chat with it is opened."""

    @property
    def key(self) -> tuple[str, str]:
        return (self.channel, self.name)


@dataclass(frozen=True, slots=True)
class Usage:
    """Messages that went out and came in."""

    sent: int = 0
    received: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.sent + other.sent, self.received + other.received)


def submission_costs(tasks: int) -> Usage:
    """Of one with so many tasks, each answered in one message as the conversation proposes: three
    tasks are 14 messages in and out. Fewer on the fast path, more where words come one by one."""
    return Usage(4 + tasks, 4 + tasks)


class Strain(IntEnum):
    """How near the month's quota is: from WARNED on it is told, from SAVING on the bot writes of
    its own accord only what cannot wait; once it is SPENT, answers may be refused, too."""

    EASY = 0
    WARNED = 1
    SAVING = 2
    SPENT = 3


_FROM_PERCENT = {Strain.WARNED: 80, Strain.SAVING: 95, Strain.SPENT: 100}


@dataclass(frozen=True, slots=True)
class Quota:
    """What the messenger's plan allows a bot: people, and messages a calendar month."""

    people: int = 50
    messages: int = 3000
    counts_received: bool = True
    """Whether what people write counts, too: Zalo does not say."""

    def counted(self, usage: Usage) -> int:
        return usage.sent + (usage.received if self.counts_received else 0)

    def percent(self, usage: Usage) -> int:
        """Rounded down; beyond the quota more than 100."""
        return self.counted(usage) * 100 // self.messages

    def strain(self, usage: Usage) -> Strain:
        percent = self.percent(usage)
        reached = (strain for strain, least in _FROM_PERCENT.items() if percent >= least)
        return max(reached, default=Strain.EASY)


@dataclass(frozen=True, slots=True)
class Unheard:
    """Somebody of whom something was held back."""

    unit: str
    """By code; "" for none."""
    person: str
    """By name."""


@dataclass(frozen=True, slots=True)
class BotMonth:
    """One bot's month so far, and what it may still cost."""

    bot: MessengerBot
    month: str
    usage: Usage
    people: int = 0
    ahead: Usage = field(default_factory=Usage)
    """At most, until the month ends: the stages to come and the submissions not sent yet."""
    unreminded: tuple[Unheard, ...] = ()
    """Whose newest reminder was held back this month."""
    waiting: tuple[Unheard, ...] = ()
    """From whom other word is held back until they write, or the next month."""

    def suffices(self, quota: Quota) -> bool:
        return quota.counted(self.usage + self.ahead) <= quota.messages


def month_of(now: datetime) -> str:
    """ "2026-11", by the calendar of Việt Nam. Raises ValueError for a naive moment."""
    return in_vietnam(now).strftime("%Y-%m")
