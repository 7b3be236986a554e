"""All tasks at once, always shown and confirmed: nothing to report, or as in the period before."""

from dataclasses import replace

from domain.conversation import Chose, Event, Said
from domain.messages import Choice, Reply
from domain.programme import Task
from domain.status import Said as What
from domain.submission import Entry
from handlers.contract import NotUnderstood
from handlers.reporting import moving, sending
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import header, heading_lines, lacks, task_line
from handlers.reporting.words import says


def _open_tasks(desk: Desk) -> list[Task]:
    """Of which nothing was said yet: what was said is never overwritten."""
    return [t for t in desk.paper.tasks if desk.paper.entry(t.code).said is None]


# Nothing to report.


def ask_nothing(desk: Desk) -> Reply:
    tasks = [{"code": t.code, "title": t.short_title} for t in _open_tasks(desk)]
    choices = (Choice("yes", "nothing_and_send"), Choice("to_menu", "to_menu"))
    return put("reporting/nothing.j2", {**header(desk), "tasks": tasks}, *choices)


def answer_nothing(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="yes"):
            return _nothing(desk)
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Said(text=text) if says(text, "yes"):
            return _nothing(desk)
        case Said(text=text) if says(text, "no"):
            return desk.go("report.menu")
    raise NotUnderstood


def _nothing(desk: Desk) -> Desk:
    """A unit without tasks has nothing to say on the outline's questions."""
    for task in _open_tasks(desk):
        entry = desk.paper.entry(task.code)
        desk = desk.save(replace(entry, said=What.NOTHING_TO_REPORT))
    for number in () if desk.paper.tasks else desk.paper.items:
        if desk.paper.entry(number).is_empty:
            desk = desk.save(replace(desk.paper.entry(number), skipped=True))
    return sending.send_or_ask(desk)


# As in the period before.


def ask_previous(desk: Desk) -> Reply:
    copied = _copies(desk)
    headings = [n for n in copied if desk.paper.task(n) is None]
    data = {
        **header(desk),
        "tasks": [
            task_line(desk, t, copied[t.code]) for t in desk.paper.tasks if t.code in copied
        ],
        "headings": [
            line for line in heading_lines(desk.paper, copied) if line["number"] in headings
        ],
    }
    choices = (Choice("yes", "as_previous_agree"), Choice("to_menu", "to_menu"))
    return put("reporting/previous.j2", data, *choices)


def answer_previous(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="yes"):
            return _as_previous(desk)
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Said(text=text) if says(text, "yes"):
            return _as_previous(desk)
        case Said(text=text) if says(text, "no"):
            return desk.go("report.menu")
    raise NotUnderstood


def _as_previous(desk: Desk) -> Desk:
    for entry in _copies(desk).values():
        desk = desk.save(entry)
    tasks = desk.paper.tasks
    bare = [task for task in tasks if "figures" in lacks(desk.paper.entry(task.code), task)]
    return moving.to_figure(desk, bare[0]) if bare else desk.go("report.review")


def _copies(desk: Desk) -> dict[str, Entry]:
    """What the unit said last time, said again now by this person; figures are asked anew."""
    person = desk.facts.person.code if desk.facts.person else ""
    copies = {}
    for item in desk.paper.items:
        here, before = desk.paper.entry(item), desk.paper.previous.get(item)
        if before is None or not here.is_empty or before.is_empty:
            continue
        again = tuple(
            replace(statement, person=person, at=desk.now, message="")
            for statement in before.statements
        )
        copies[item] = replace(
            before,
            version=here.version,
            statements=again,
            figures=(),
            reason_said=None,
            planned_on=None,
            skipped=before.skipped and desk.paper.task(item) is None,
        )
    return copies
