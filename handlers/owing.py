"""What a unit still owes in a period, as it is said in a reminder."""

from collections.abc import Sequence
from datetime import datetime

from domain.calendar import WorkingCalendar, in_vietnam
from domain.facts import Facts
from domain.submission import ItemState, Paper, State

_FEW = 3
"""So many missing items are named; more are only counted."""


def due_of(paper: Paper) -> datetime:
    """The unit's own due time: of the mending, of an extension, or the period's."""
    return in_vietnam(paper.submission.reminded_for or paper.period.unit_due)


def still_owes(paper: Paper) -> bool:
    return paper.is_open and paper.submission.owes


def owed_papers(facts: Facts) -> tuple[Paper, ...]:
    """Of this person's units, the earliest due first."""
    return tuple(sorted(filter(still_owes, facts.open_papers()), key=due_of))


def what_is_owed(paper: Paper, now: datetime, calendar: WorkingCalendar) -> dict[str, object]:
    """JSON for a template: how much is there, what is missing, how long it has."""
    items, missing = _items(paper), _missing(paper)
    returned = paper.submission.state is State.RETURNED
    return {
        "period": paper.period.code,
        "unit": paper.unit_name,
        "returned": len(paper.submission.remarks) if returned else None,
        "done": len(items) - len(missing),
        "total": len(items),
        "missing": _titles(paper, missing) if len(missing) <= _FEW else [],
        "due": due_of(paper).isoformat(),
        **time_left(due_of(paper), now, calendar),
    }


def is_filled_in(paper: Paper) -> bool:
    """Begun, and nothing is missing but the sending."""
    return paper.submission.state is not State.NOT_STARTED and not _missing(paper)


def _items(paper: Paper) -> list[str]:
    return [task.code for task in paper.tasks] or [q.number for q in paper.questions]


def _missing(paper: Paper) -> list[str]:
    return [item for item in _items(paper) if paper.item_state(item) is not ItemState.PRESENT]


def time_left(due: datetime, now: datetime, calendar: WorkingCalendar) -> dict[str, object]:
    """`when` is soon, tomorrow, today, before_days_off, just_past or overdue; `days` are working
    days. Reminders count down to the working day before a due time on a day off, and a unit is
    overdue from the working day after it."""
    today, day = in_vietnam(now).date(), due.date()
    if now > due:
        days = calendar.working_days_between(calendar.next_working(day), today)
        return {"when": "overdue" if days > 0 else "just_past", "days": max(days, 0)}
    last = calendar.previous_working(day)
    days = calendar.working_days_between(today, last)
    if days <= 0:
        return {"when": "today" if today == day else "before_days_off", "days": 0}
    return {"when": "tomorrow" if (day - today).days == 1 else "soon", "days": days}


def _titles(paper: Paper, items: Sequence[str]) -> list[str]:
    titles = {task.code: task.short_title for task in paper.tasks}
    titles |= {question.number: question.title for question in paper.questions}
    return [titles[item] for item in items]
