"""What the clock brings: which stages have come for whom, each decided once and for good.

A tick asks what is due and not decided, never what fell into a window of time; so it may come
late, twice, or after a day of outage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from aiosqlite import Connection

from bot.applying import Context, apply
from bot.applying.others import owner_of, remind, schedule_of
from bot.applying.people import role_holders
from bot.applying.staff import Staff, read_staff
from bot.quota_watch import watch
from bot.rulebook import Rulebook
from domain.conversation import Due, Told
from domain.effects import LockPeriod
from domain.ladder import (
    DueStage,
    Tone,
    end_of_working_day,
    stages_until,
    working_moment,
)
from domain.messages import Reply
from domain.people import Role
from domain.period_state import Period, PeriodState
from domain.submission import Submission
from storage import absences, inbox, outbox, periods, reminders, submissions
from storage.database import Database
from storage.outbox import Message
from storage.reminders import Decision

Decided: TypeAlias = set[tuple[str, str, str, str]]
Schedule: TypeAlias = tuple[str, datetime | None, datetime | None]
CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Tick:
    """One moment's work: what was decided, gathered by person."""

    context: Context
    book: Rulebook
    now: datetime
    staff: Staff
    snoozed: Mapping[str, datetime]
    """Until when, by person."""
    decisions: list[Decision] = field(default_factory=list)
    come: dict[Schedule, tuple[DueStage, ...]] = field(default_factory=dict)
    """The stages that have come, reckoned once for all units that share their times."""

    async def run(self) -> int:
        """Lock what is to be locked, and put a reminder for each person into the inbox."""
        for period in await periods.in_state(self._connection, PeriodState.OPEN):
            if period.lock_at and period.lock_at <= self.now:
                await self._lock(period)
            elif working_moment(self.now, self.book.hours, self.book.calendar):
                await self._period(period)
        for period in await periods.in_state(self._connection, PeriodState.LOCKED):
            if period.locked_at and self._kept_long_enough(period.locked_at):
                await inbox.empty_until(self._connection, period.locked_at)
                await outbox.empty_until(self._connection, period.locked_at)
        await outbox.forget_farewells(self._connection)
        await reminders.decide(self._connection, self.decisions)
        for person in self.snoozed.keys() & {d.person for d in self.decisions}:
            await absences.end_snooze(self._connection, person)
        return await remind(self.context, self.decisions)

    def _kept_long_enough(self, locked_at: datetime) -> bool:
        """What was promised to people: messages go so many months after the lock."""
        return locked_at + timedelta(days=31 * self.book.rules.keep_months) <= self.now

    @property
    def _connection(self) -> Connection:
        return self.context.connection

    async def _lock(self, period: Period) -> None:
        await apply(self.context, LockPeriod(period.key))
        word = Told(Reply("notices/period_locked.j2", {"period": period.code}, can_wait=True))
        for person in await role_holders(self.context, Role.COORDINATOR):
            await inbox.add_inside(self._connection, owner_of(person), word, self.now)

    async def _period(self, period: Period) -> None:
        decided = await reminders.decided(self._connection, period.key)
        for submission in await submissions.roster(self._connection, period.key):
            if submission.owes:
                self._unit(period, submission, decided)

    def _unit(self, period: Period, submission: Submission, decided: Decided) -> None:
        stages = self._stages(period, submission)
        if not stages:
            return
        schedule = schedule_of(period, submission)
        for person in self.staff.answering_for(submission.unit):
            until = self.snoozed.get(person)
            if until is None or until <= self.now:
                self._person(person, submission, stages, schedule, decided)
        for person in self._escalated_to(submission.unit, stages[-1]):
            newest = stages[-1:]
            self._person(person, submission, newest, schedule, decided, escalated=True)

    def _stages(self, period: Period, submission: Submission) -> tuple[DueStage, ...]:
        times = (period.key, submission.reminded_for, submission.due_since)
        if times not in self.come:
            self.come[times] = self._reckoned(period, submission)
        return self.come[times]

    def _reckoned(self, period: Period, submission: Submission) -> tuple[DueStage, ...]:
        """Those that have come since the present due time was set. Where the newest is of an
        earlier day and another comes today, that one is waited for: nobody hears two at once."""
        evening = end_of_working_day(self.now, self.book.hours)
        dates, own = self.book.dates(period), submission.reminded_for
        stages = stages_until(evening, dates, self.book.ladder, self.book.calendar, own)
        since = max((t for t in (period.due_since, submission.due_since) if t), default=None)
        come = [s for s in stages if s.at <= self.now and (since is None or s.at > since)]
        newest_day = come[-1].at.date() if come else None
        if newest_day != self.now.date() and len(come) < len(stages) and stages[-1].at > self.now:
            return ()
        return tuple(come)

    def _person(
        self,
        person: str,
        submission: Submission,
        stages: tuple[DueStage, ...],
        schedule: str,
        decided: Decided,
        *,
        escalated: bool = False,
    ) -> None:
        """The newest stage is said, those before it are not said any more."""
        key = (submission.unit, person)
        coming = [s for s in stages if (*key, s.name, schedule) not in decided]
        coming = coming or self._asked_for_later(person, escalated)
        for stage in coming:
            due = Due(submission.period, submission.unit, stage.name, stage.tone, escalated)
            said = stage is stages[-1] or stage is coming[-1]
            state = reminders.QUEUED if said else reminders.SUPERSEDED
            decision = Decision(due, person, schedule, stage.at, state)
            if decision.key not in decided:
                decided.add(decision.key)
                self.decisions.append(decision)

    def _asked_for_later(self, person: str, escalated: bool) -> list[DueStage]:
        """A snooze that ended is a stage of its own."""
        until = self.snoozed.get(person)
        if escalated or until is None:
            return []
        return [DueStage(f"snooze-{until.isoformat()}", until, Tone.REMIND, 0)]

    def _escalated_to(self, unit: str, stage: DueStage) -> Iterable[str]:
        heads = self.staff.heads_of(unit) if stage.to_unit_head else []
        above = self.staff.overseeing() if stage.to_coordinator else []
        return dict.fromkeys([*heads, *above])


async def tick(database: Database, book: Rulebook, now: datetime) -> int:
    """How many events wait to be handled, or messages to be sent."""
    async with database.transaction() as connection:
        context = Context(connection, book, now, CLOCK, CLOCK)
        staff = await read_staff(context)
        told = await watch(connection, book, now)
        snoozed = await absences.snoozed(connection)
        return told + await Tick(context, book, now, staff, snoozed).run()


async def still_owed(
    connection: Connection, book: Rulebook, message: Message, now: datetime
) -> bool:
    """Asked again at the moment of sending. If anything has changed since, nothing was decided:
    the next tick looks again at who owes what."""
    rows = await reminders.schedules(connection, message.id)
    owed = [await _owes(connection, *row) for row in rows]
    if all(owed) and working_moment(now, book.hours, book.calendar):
        return True
    await reminders.undecide(connection, message.id)
    return False


async def _owes(connection: Connection, key: str, unit: str, schedule: str) -> bool:
    period = await periods.get(connection, key)
    submission = await submissions.get(connection, key, unit)
    if period is None or submission is None or period.state is not PeriodState.OPEN:
        return False
    return submission.owes and schedule_of(period, submission) == schedule
