"""A unit's submission as data for the templates: JSON values only."""

from datetime import date, datetime

from domain.calendar import at_time, in_vietnam
from domain.programme import Task
from domain.status import Said, TaskStatus, compute_status
from domain.submission import Entry, Figure, ItemState, Paper, PlanAction, State
from handlers.reporting.desk import Desk


def due_of(desk: Desk) -> datetime:
    """What the unit is held to now: the time to mend, its own due time, or the period's."""
    submission = desk.paper.submission
    if submission.state is State.RETURNED and submission.mend_due:
        return submission.mend_due
    return submission.due or desk.paper.period.unit_due


def is_overdue(desk: Desk) -> bool:
    """Late begins after the next working day's same hour."""
    due = in_vietnam(due_of(desk))
    return desk.now > at_time(desk.facts.calendar.next_working(due.date()), due.time())


def header(desk: Desk) -> dict[str, object]:
    """What every view of a paper begins with."""
    paper, submission = desk.paper, desk.paper.submission
    due = in_vietnam(due_of(desk))
    return {
        "period": paper.period.code,
        "unit": paper.unit_name,
        "due": due.isoformat(),
        "days_left": (due.date() - desk.today).days,
        "overdue": is_overdue(desk),
        "total": len(paper.tasks),
        "given": len(paper.tasks) - len(paper.missing_tasks()),
        "state": submission.state.value,
        "version": submission.version,
        "sent_at": submission.sent_at.isoformat() if submission.sent_at else None,
        "waits": submission.waits_for_head,
        "on_behalf": desk.on_behalf,
        "remarks": remarks(paper),
    }


def remarks(paper: Paper) -> list[dict[str, object]]:
    if paper.submission.state is not State.RETURNED:
        return []
    return [
        {"item": r.item, "title": title_of(paper, r.item) if r.item else None, "reason": r.reason}
        for r in paper.submission.remarks
    ]


def remark_on(paper: Paper, item: str) -> str | None:
    """Why the coordinator returned this item, until it is mended."""
    if paper.item_state(item) is not ItemState.TO_MEND:
        return None
    return next((r.reason for r in paper.submission.remarks if r.item == item), None)


def title_of(paper: Paper, item: str) -> str:
    if task := paper.task(item):
        return task.short_title
    return next((q.title for q in paper.questions if q.number == item), item)


def status_of(desk: Desk, entry: Entry, task: Task) -> TaskStatus:
    return compute_status(
        entry.said,
        entry.completed_on,
        date.fromisoformat(task.deadline) if task.deadline else None,
        desk.paper.period.data_to,
        desk.facts.rules.soon_days,
    )


def lacks(entry: Entry, task: Task) -> list[str]:
    """What a task still asks for: status, date, reason, text, figures."""
    match entry.said:
        case None:
            return ["status"]
        case Said.NOTHING_TO_REPORT:
            return []
        case Said.NOT_STARTED:
            return [] if entry.reason else ["reason"]
        case _:
            given = {figure.indicator for figure in entry.figures}
            checks = {
                "date": entry.said is Said.DONE and entry.completed_on is None,
                "text": not entry.statements,
                "figures": not entry.skipped and any(i.name not in given for i in task.indicators),
            }
            return [name for name, lacking in checks.items() if lacking]


def task_line(desk: Desk, task: Task, entry: Entry | None = None) -> dict[str, object]:
    entry = entry if entry is not None else desk.paper.entry(task.code)
    return {
        "code": task.code,
        "title": task.short_title,
        "state": desk.paper.item_state(task.code).value,
        "status": status_of(desk, entry, task).value,
        "percent": entry.percent,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "planned_on": entry.planned_on.isoformat() if entry.planned_on else None,
        "reason": entry.reason,
        "texts": [statement.text for statement in entry.statements],
        "figures": [figure_line(figure) for figure in entry.figures],
        "files": [e.title for e in desk.paper.evidence if e.item == task.code],
        "lacks": lacks(entry, task),
    }


def figure_line(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.indicator,
        "value": figure.value,
        "cumulative": figure.cumulative,
        "of": figure.of,
        "approximate": figure.approximate,
        "unit": figure.unit_of_measure,
    }


def heading_lines(
    paper: Paper, entries: dict[str, Entry] | None = None
) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    for heading in paper.questions:
        entry = (entries or {}).get(heading.number) or paper.entry(heading.number)
        lines.append(
            {
                "number": heading.number,
                "title": heading.title,
                "texts": [statement.text for statement in entry.statements],
                "skipped": entry.skipped,
            }
        )
    return lines


def plan_lines(paper: Paper) -> list[dict[str, object]]:
    """Every task with what becomes of it (None: not said yet), then what is added."""
    said = {item.key: item for item in paper.plan}
    lines: list[dict[str, object]] = []
    for task in paper.tasks:
        item = said.pop(task.code, None)
        words = item.statement.text if item and item.statement else None
        action = item.action.value if item else None
        lines.append(
            {"key": task.code, "title": task.short_title, "action": action, "text": words}
        )
    for item in sorted(said.values(), key=lambda item: item.place):
        words = item.statement.text if item.statement else ""
        lines.append(
            {"key": item.key, "title": words, "action": PlanAction.ADD.value, "text": words}
        )
    return lines


def whole(desk: Desk) -> dict[str, object]:
    """Everything that goes out with the submission."""
    paper = desk.paper
    return {
        **header(desk),
        "tasks": [task_line(desk, task) for task in paper.tasks],
        "headings": heading_lines(paper),
        "plan": plan_lines(paper) if paper.plan else [],
        "files": [e.title for e in paper.evidence if e.item is None],
        "missing": [
            {"code": t.code, "title": t.short_title, "lacks": lacks(paper.entry(t.code), t)}
            for t in paper.missing_tasks()
        ],
    }
