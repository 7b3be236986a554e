"""A press that is still on its way: not yet handled, not yet sent, or kept until office hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection

from domain.conversation import Due, ReminderDue
from domain.effects import Press
from domain.ladder import PRESSED
from storage import inbox, jobs, outbox, reminders, sending
from storage.inbox import PERSON, Waiting
from storage.jobs import Job
from storage.outbox import Kind, Message


@dataclass(frozen=True, slots=True)
class OnItsWay:
    events: Sequence[tuple[Waiting, ReminderDue]]
    messages: Sequence[Message]
    kept: Sequence[tuple[Job, Press]]

    @property
    def units(self) -> tuple[str, ...]:
        """Each once."""
        dues = [due for _, event in self.events for due in event.dues]
        dues += [due for message in self.messages for due in message.dues]
        units = [due.unit for due in dues] + [u for _, work in self.kept for u in work.units]
        return tuple(dict.fromkeys(units))


async def on_its_way(connection: Connection, period: str) -> OnItsWay:
    events = [
        (row, event)
        for row in await inbox.waiting_from_inside(connection, ReminderDue.__name__)
        if isinstance(event := row.event(), ReminderDue) and _is_press(event.dues, period)
    ]
    messages = await outbox.unsent(connection, Kind.REMINDER)
    kept = [
        (job, work)
        for job in await jobs.waiting(connection, Press.__name__)
        if isinstance(work := job.work(), Press) and work.period == period
    ]
    return OnItsWay(events, [m for m in messages if _is_press(m.dues, period)], kept)


async def stop(connection: Connection, period: str, now: datetime) -> None:
    """Nothing of it is said any more; what was sent stays sent."""
    way = await on_its_way(connection, period)
    for row, event in way.events:
        await inbox.done(connection, row.id, now)
        await reminders.settle_unsaid(connection, event.dues, row.owner.removeprefix(PERSON))
    for message in way.messages:
        await sending.close(connection, message.id, "dropped", "stopped by the coordinator")
        await reminders.settle(connection, message.id, reminders.DROPPED)
    for job, _ in way.kept:
        await jobs.finish(connection, job.id, "done", now)


def _is_press(dues: Sequence[Due], period: str) -> bool:
    return bool(dues) and all(d.period == period and d.stage.startswith(PRESSED) for d in dues)
