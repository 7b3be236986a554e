"""What each bot used of its month, and what the open periods may still cost it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiosqlite import Connection

from bot.rulebook import Rulebook
from domain.bots import BotMonth, Usage, month_of, submission_costs
from domain.calendar import in_vietnam
from domain.ladder import stages_until
from domain.period_state import Period, PeriodState
from domain.submission import Submission
from storage import (
    addresses,
    holding,
    ledger,
    overview,
    periods,
    programmes,
    reminders,
    submissions,
)

Key = tuple[str, str]


async def bot_months(
    connection: Connection, book: Rulebook, now: datetime
) -> tuple[BotMonth, ...]:
    """Of every bot whose messages are counted, in the order of the settings."""
    if not book.rules.bots:
        return ()
    month = month_of(now)
    used = await ledger.used_by_all(connection, month)
    people = await addresses.people_by_bot(connection)
    ahead = await _ahead(connection, book, now)
    return tuple(
        [
            BotMonth(
                bot,
                month,
                used.get(bot.key, Usage()),
                people.get(bot.key, 0),
                ahead.get(bot.key, Usage()),
                tuple(w for w, _ in await reminders.held(connection, *bot.key, month_start(now))),
                tuple(await holding.waiting(connection, *bot.key)),
            )
            for bot in book.rules.bots
        ]
    )


async def _ahead(connection: Connection, book: Rulebook, now: datetime) -> Mapping[Key, Usage]:
    """Each person who owes hears the stages to come, and sends in one way or another."""
    reached = await overview.people_by_unit(connection)
    ahead: dict[Key, Usage] = {}
    for period in await periods.in_state(connection, PeriodState.OPEN):
        stages = Stages(book, period, now)
        tasks = (await programmes.of_period(connection, period.key)).tasks_by_unit()
        for submission in await submissions.roster(connection, period.key):
            if submission.owes:
                costs = submission_costs(len(tasks.get(submission.unit, ())))
                for key, people in reached.get(submission.unit, {}).items():
                    told = Usage(sent=people * stages.left(submission))
                    ahead[key] = ahead.get(key, Usage()) + told + costs
    return ahead


@dataclass
class Stages:
    """How many reminders a unit still hears before the month ends: up to its due time, or, where
    that is past, until the lock. Units that share their times are reckoned once."""

    book: Rulebook
    period: Period
    now: datetime
    _counts: dict[datetime | None, int] = field(default_factory=dict)

    def left(self, submission: Submission) -> int:
        due = submission.reminded_for
        if due not in self._counts:
            self._counts[due] = sum(1 for _ in self._coming(due))
        return self._counts[due]

    def _coming(self, due: datetime | None) -> Iterator[datetime]:
        book, dates = self.book, self.book.dates(self.period)
        is_overdue = (due or self.period.unit_due) < self.now
        ends = _next_month(self.now)
        for stage in stages_until(ends, dates, book.ladder, book.calendar, due):
            if self.now < stage.at < ends and (is_overdue or stage.days <= 0):
                yield stage.at


def month_start(now: datetime) -> datetime:
    """The first moment of the month in Việt Nam."""
    return in_vietnam(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _next_month(now: datetime) -> datetime:
    return (month_start(now) + timedelta(days=32)).replace(day=1)
