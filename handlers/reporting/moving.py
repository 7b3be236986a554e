"""Where an answer leads: the shortest way on through a paper."""

from dataclasses import replace
from datetime import date

from domain.messages import Choice
from domain.programme import Heading, Task
from domain.status import Said
from domain.submission import Entry
from domain.understanding import Understood
from handlers.contract import NotUnderstood
from handlers.reporting import planning
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import header, lacks, task_line, title_of

_ISO_DAY = len("2022-11-05")


def begin(desk: Desk) -> Desk:
    """Into the paper: to the menu, or straight to the only task while nothing was said of it."""
    tasks = desk.paper.tasks
    fresh = len(tasks) == 1 and desk.paper.entry(tasks[0].code).is_empty
    if fresh and not desk.paper.submission.remarks:
        return desk.on("report.status", tasks[0].code)
    return desk.go("report.menu")


def to_menu(desk: Desk) -> Desk:
    return desk.go("report.menu")


def to_item(desk: Desk, item: str) -> Desk:
    """To what an item asks first."""
    if desk.paper.task(item):
        return desk.on("report.status", item)
    if any(heading.number == item for heading in desk.paper.questions):
        return desk.on("report.heading", item)
    if item == "plan":
        return planning.begin(desk)
    raise NotUnderstood


def mend(desk: Desk, task: Task) -> Desk:
    """To the first thing that a task still lacks."""
    steps = {
        "status": "report.status",
        "date": "report.date",
        "reason": "report.reason",
        "text": "report.result",
    }
    missing = lacks(desk.paper.entry(task.code), task)
    if not missing:
        return desk.on("report.status", task.code)
    if missing[0] == "figures":
        return to_figure(desk, task)
    return desk.on(steps[missing[0]], task.code)


def to_figure(desk: Desk, task: Task) -> Desk:
    """To the first indicator without a figure."""
    given = {figure.indicator for figure in desk.paper.entry(task.code).figures}
    missing = [n for n, i in enumerate(task.indicators) if i.name not in given]
    return desk.on("report.figure", task.code, indicator=missing[0] if missing else 0)


def after(desk: Desk, item: str) -> Desk:
    """An item is answered: its figures, the next task that lacks something, or the review. Each
    screen between would be one message more to read and one to send."""
    task = desk.paper.task(item)
    if task is None:
        return _after_heading(desk, item)
    if "figures" in lacks(desk.paper.entry(item), task):
        return to_figure(desk, task)
    if previewed := desk.session.data.get("items"):
        return desk.go("report.preview", items=previewed)
    following = next_task(desk, item)
    if len(desk.paper.tasks) == 1 or (
        following is None and not lacks(desk.paper.entry(item), task)
    ):
        return desk.go("report.review")
    data = {"task": task_line(desk, task), **header(desk)}
    if following and _is_below(desk, following, item):
        kept = desk.say("reporting/task_kept.j2", **data)
        return kept.on("report.status", following.code, after=item)
    reply = put("reporting/task_kept.j2", data, *_ways_on(desk, following))
    return desk.go("report.menu").asking(reply)


def _is_below(desk: Desk, task: Task, item: str) -> bool:
    codes = [task.code for task in desk.paper.tasks]
    return codes.index(task.code) > codes.index(item)


def _after_heading(desk: Desk, item: str) -> Desk:
    """Questions of the outline follow one another; all can be passed over."""
    heading = next_heading(desk, item)
    if heading:
        return desk.on("report.heading", heading.number)
    data = {"item": item, "title": title_of(desk.paper, item), **header(desk)}
    reply = put("reporting/heading_kept.j2", data, *_ways_on(desk, next_task(desk, "")))
    return desk.go("report.menu").asking(reply)


def next_task(desk: Desk, item: str) -> Task | None:
    """The next task that lacks something: those after `item` first, then from the top."""
    codes = [task.code for task in desk.paper.tasks]
    start = codes.index(item) + 1 if item in codes else 0
    missing = {task.code: task for task in desk.paper.missing_tasks()}
    order = [*codes[start:], *codes[:start]]
    return next((missing[code] for code in order if code in missing and code != item), None)


def next_heading(desk: Desk, item: str = "") -> Heading | None:
    """The next question of the outline without an answer."""
    numbers = [q.number for q in desk.paper.questions]
    start = numbers.index(item) + 1 if item in numbers else 0
    later = desk.paper.questions[start:]
    return next((q for q in later if desk.paper.entry(q.number).is_empty), None)


def _ways_on(desk: Desk, task: Task | None) -> tuple[Choice, ...]:
    ways = []
    if task:
        data = {"code": task.code, "title": task.short_title}
        ways.append(Choice(task.code, "next_task", data))
    elif heading := next_heading(desk):
        data = {"code": heading.number, "title": heading.title}
        ways.append(Choice(heading.number, "next_task", data))
    elif not desk.paper.plan:
        ways.append(Choice("plan", "next_plan"))
    return (*ways, Choice("to_menu", "to_menu"), Choice("review", "to_review"))


def settled(entry: Entry, understood: Understood) -> Entry:
    """The entry with a status as it was understood, its percent and dates; what belonged to
    another answer is dropped, the officer's words are not."""
    said = Said(understood.head)
    percent, day = understood.get("percent"), understood.get("date")
    when = date.fromisoformat(day) if isinstance(day, str) and len(day) == _ISO_DAY else None
    done = entry.completed_on if said is Said.DONE else None
    return replace(
        entry,
        said=said,
        percent=percent if isinstance(percent, int) and said is Said.DOING else None,
        completed_on=(when or done) if said is Said.DONE else None,
        planned_on=when if said is not Said.DONE else None,
        reason=entry.reason if said is Said.NOT_STARTED else None,
    )
