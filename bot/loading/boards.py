"""A period at a glance: who has sent, who owes, how the tasks stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from aiosqlite import Connection

from domain.facts import Board, UnitLine
from domain.people import Contact
from domain.period_state import Period, PeriodState
from domain.programme import Task
from domain.status import TaskStatus, compute_status
from domain.submission import Entry, Submission
from storage import overview, programmes, reports, submissions


def current_period(every: Sequence[Period]) -> Period | None:
    """The open period opened last; where none is open, the last one. `every`: newest first."""
    is_open = (period for period in every if period.state is PeriodState.OPEN)
    return next(is_open, every[0] if every else None)


async def board_of(connection: Connection, period: Period, soon_days: int) -> Board:
    programme = await programmes.of_period(connection, period.key)
    roster = await submissions.roster(connection, period.key)
    sent = await submissions.all_last_sent(connection, period.key)
    reach = await overview.reach(connection)
    names = {unit.code: unit.name for unit in programme.units}
    tasks = programme.tasks_by_unit()
    spoken = {unit: version.entries for unit, version in sent.items()}
    statuses: Counter[TaskStatus] = Counter()
    for submission in roster:
        own, said = tasks.get(submission.unit, ()), spoken.get(submission.unit, {})
        statuses.update(_statuses(own, said, period, soon_days))
    return Board(
        programme,
        period,
        period.code,
        tuple(
            _line(s, names[s.unit], period, reach.get(s.unit, ()), spoken.get(s.unit, {}))
            for s in roster
        ),
        statuses,
        await reports.newest(connection, period.key),
    )


def _statuses(
    tasks: Sequence[Task], spoken: Mapping[str, Entry], period: Period, soon_days: int
) -> list[TaskStatus]:
    return [status_of(task, spoken, period, soon_days) for task in tasks]


def status_of(
    task: Task, spoken: Mapping[str, Entry], period: Period, soon_days: int
) -> TaskStatus:
    entry = spoken.get(task.code, Entry(task.code))
    deadline = date.fromisoformat(task.deadline) if task.deadline else None
    return compute_status(entry.said, entry.completed_on, deadline, period.data_to, soon_days)


def _line(
    submission: Submission,
    name: str,
    period: Period,
    reach: tuple[Contact, ...],
    spoken: Mapping[str, Entry],
) -> UnitLine:
    return UnitLine(
        submission.unit,
        name,
        submission.state,
        submission.version,
        submission.due or period.unit_due,
        submission.sent_at,
        submission.late,
        submission.added_late,
        submission.on_behalf,
        reach,
        submission.extension_asked,
        submission.extension_reason,
        submission.mend_due,
        spoken,
    )
