"""What a unit has sent, as data for the templates. What is being written is not shown."""

from collections.abc import Mapping
from datetime import date

from domain.calendar import in_vietnam
from domain.programme import Task
from domain.status import compute_status
from domain.submission import SENT, Entry, Figure, Paper


def paper_data(paper: Paper, soon_days: int) -> dict[str, object]:
    submission, sent = paper.submission, paper.sent_entries
    settled = submission.state in SENT
    return {
        "entries": [
            task_data(task, sent.get(task.code), paper.period.data_to, soon_days)
            for task in (paper.tasks if sent else ())
        ],
        "headings": [
            {"number": heading.number, "title": heading.title, "text": entry.text}
            for heading in paper.questions
            if (entry := sent.get(heading.number)) and entry.text
        ],
        "plan": [
            {
                "key": item.key,
                "action": item.action,
                "text": item.statement.text if item.statement else "",
            }
            for item in (paper.plan if settled else ())
        ],
        "late_words": [word.text for word in paper.late_words],
        "evidence": _sent_evidence(paper),
        "remarks": [
            {**item_data(paper, remark.item), "reason": remark.reason}
            for remark in submission.remarks
        ],
        "mend_due": (in_vietnam(submission.mend_due).isoformat() if submission.mend_due else None),
        "waits_for_head": submission.waits_for_head,
    }


def item_data(paper: Paper, item: str | None) -> dict[str, object]:
    """The number and title of a task or heading; None for the whole."""
    titles = item_titles(paper)
    return {"item": item, "title": titles.get(item, "") if item else ""}


def item_titles(paper: Paper) -> Mapping[str, str]:
    tasks = {task.code: task.short_title for task in paper.tasks}
    return {**tasks, **{heading.number: heading.title for heading in paper.questions}}


def task_data(task: Task, said: Entry | None, data_to: date, soon_days: int) -> dict[str, object]:
    entry = said or Entry(task.code)
    deadline = date.fromisoformat(task.deadline) if task.deadline else None
    status = compute_status(entry.said, entry.completed_on, deadline, data_to, soon_days)
    return {
        "code": task.code,
        "title": task.short_title,
        "status": status,
        "percent": entry.percent,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "planned_on": entry.planned_on.isoformat() if entry.planned_on else None,
        "reason": entry.reason,
        "text": entry.text,
        "figures": [_figure_data(figure) for figure in entry.figures],
    }


def _figure_data(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.indicator,
        "value": figure.value,
        "of": figure.of,
        "cumulative": figure.cumulative,
        "approximate": figure.approximate,
        "unit_of_measure": figure.unit_of_measure,
    }


def _sent_evidence(paper: Paper) -> list[str]:
    sent_at = paper.submission.sent_at
    return [piece.title for piece in paper.evidence if sent_at and piece.at <= sent_at]
