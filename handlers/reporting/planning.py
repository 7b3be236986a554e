"""The plan of the next period: each task carries over, changes or ends; new ones are added."""

from domain.conversation import Chose, Event, Said
from domain.errors import StaleEdit
from domain.messages import Choice, Picks, Reply
from domain.submission import ADDED, PlanAction, PlanItem, Statement
from handlers.contract import NotUnderstood, question
from handlers.reporting.desk import Desk
from handlers.reporting.summary import plan_lines
from handlers.reporting.words import says


def begin(desk: Desk) -> Desk:
    """To the plan; where there is nothing to carry over or to show, straight to what is new."""
    if plan_lines(desk.paper):
        return desk.go("report.plan")
    return desk.go("report.plan_text", key=ADDED)


def ask(desk: Desk) -> Reply:
    lines = plan_lines(desk.paper)
    size = desk.facts.rules.page_size
    page = _page(desk)
    shown = lines[page * size : (page + 1) * size]
    items = [Choice(str(line["key"]), "plan_item", line) for line in shown]
    more = [Choice("more", "next_page")] if len(lines) > size else []
    rest = Choice("add", "plan_add"), Choice("to_menu", "to_menu"), Choice("review", "to_review")
    carries = [Choice("all", "plan_carry_all")] if desk.paper.tasks else []
    return question(
        "reporting/plan.j2",
        *carries,
        *items,
        *more,
        *rest,
        period=desk.paper.period.code,
        unit=desk.paper.unit_name,
        lines=lines,
        carries=bool(carries),
    )


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="all") if desk.paper.tasks:
            return _carry_all(desk)
        case Chose(key="more"):
            return desk.go("report.plan", page=_page(desk) + 1)
        case Chose(key="add"):
            return desk.go("report.plan_text", key=ADDED)
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Chose(key="review"):
            return desk.go("report.review")
        case Chose(key=key) if key in _keys(desk):
            return _at(desk, "report.plan_item", key)
        case Said(text=text):
            return _said(desk, text)
    raise NotUnderstood


def _said(desk: Desk, text: str) -> Desk:
    typed = text.strip().strip(".;:()")
    if typed in _keys(desk):
        return _at(desk, "report.plan_item", typed)
    if desk.command(text).head == "skip":
        return desk.go("report.menu")
    raise NotUnderstood


def _page(desk: Desk) -> int:
    page = desk.session.data.get("page", 0)
    pages = -(-len(plan_lines(desk.paper)) // desk.facts.rules.page_size) or 1
    return page % pages if isinstance(page, int) else 0


def _keys(desk: Desk) -> set[str]:
    return {str(line["key"]) for line in plan_lines(desk.paper)}


def _next_added(desk: Desk) -> str:
    return f"{ADDED}{max((item.place for item in desk.paper.plan), default=0) + 1}"


def _carry_all(desk: Desk) -> Desk:
    """What was not said otherwise carries over."""
    said = {item.key for item in desk.paper.plan}
    for task in desk.paper.tasks:
        if task.code not in said:
            desk = desk.save_plan(PlanItem(task.code, PlanAction.CARRY))
    return desk.go("report.review")


def _at(desk: Desk, step: str, key: str) -> Desk:
    """At one task of the plan; what stands of it is remembered, to notice another's edit."""
    return desk.go(step, key=key, seen=_stamp(desk, key))


def _item(desk: Desk, key: str) -> PlanItem | None:
    return next((item for item in desk.paper.plan if item.key == key), None)


def _stamp(desk: Desk, key: str) -> str:
    item = _item(desk, key)
    if item is None:
        return ""
    at = item.statement.at.isoformat() if item.statement else ""
    return f"{item.action} {at}"


def _changed_meanwhile(desk: Desk, key: str) -> Desk | None:
    """Another focal point decided about this task since the question was asked."""
    if key == ADDED or desk.session.data.get("seen") == _stamp(desk, key):
        return None
    item = _item(desk, key)
    text = item.statement.text if item and item.statement else ""
    return _at(desk.say(StaleEdit.template, item=key, text=text), "report.plan_item", key)


# One task.


def ask_item(desk: Desk) -> Reply:
    key = desk.session.text("key")
    if key.startswith(ADDED):
        choices = [Choice("change", "plan_change"), Choice("drop", "plan_drop")]
    else:
        choices = [Choice(f"{action}", f"plan_{action}") for action in _OF_A_TASK]
    line = _line(desk, key)
    return question(
        "reporting/plan_item.j2", *choices, Choice("plan", "to_plan"), line=line, key=key
    )


_OF_A_TASK = (PlanAction.CARRY, PlanAction.CHANGE, PlanAction.END)


def answer_item(desk: Desk, event: Event) -> Desk:
    key = desk.session.text("key")
    if newer := _changed_meanwhile(desk, key):
        return newer
    match event:
        case Chose(key="plan"):
            return desk.go("report.plan")
        case Chose(key="change"):
            return _at(desk, "report.plan_text", key)
        case Chose(key="drop") if key.startswith(ADDED):
            return desk.drop_plan(key).go("report.plan")
        case Chose(key="carry" | "end" as action) if not key.startswith(ADDED):
            return desk.save_plan(PlanItem(key, PlanAction(action))).go("report.plan")
    raise NotUnderstood


def back_to_plan(desk: Desk) -> Desk:
    return desk.go("report.plan")


# New words.


def ask_text(desk: Desk) -> Reply:
    key = desk.session.text("key")
    added = _added_alone(desk) if key == ADDED else []
    return question(
        "reporting/plan_text.j2",
        *([Choice("finished", "finished")] if added else []),
        Choice("plan", "to_plan"),
        picks=Picks.WORD,
        line=_line(desk, key),
        key=key,
        count=len(added),
        newest=added[-1] if added else None,
    )


def _added_alone(desk: Desk) -> list[dict[str, object]]:
    """What was added, where there are no tasks to decide about: then one addition follows
    another."""
    return [] if desk.paper.tasks else plan_lines(desk.paper)


def answer_text(desk: Desk, event: Event) -> Desk:
    key = desk.session.text("key")
    if newer := _changed_meanwhile(desk, key):
        return newer
    match event:
        case Chose(key="plan"):
            return desk.go("report.plan")
        case Chose(key="finished"):
            return _finished(desk)
        case Said(text=text) if says(text, "finished"):
            return _finished(desk)
        case Said(text=text) if text.strip():
            return _written(desk, key, desk.statement(event))
    raise NotUnderstood


def _written(desk: Desk, key: str, statement: Statement) -> Desk:
    if key != ADDED:
        action = PlanAction.ADD if key.startswith(ADDED) else PlanAction.CHANGE
        return desk.save_plan(PlanItem(key, action, statement)).go("report.plan")
    desk = desk.save_plan(PlanItem(_next_added(desk), PlanAction.ADD, statement))
    return desk.go("report.plan_text", key=ADDED) if _added_alone(desk) else desk.go("report.plan")


def _finished(desk: Desk) -> Desk:
    """No plan consists of the word "xong"."""
    return desk.go("report.review" if _added_alone(desk) else "report.plan")


def _line(desk: Desk, key: str) -> dict[str, object] | None:
    return next((line for line in plan_lines(desk.paper) if line["key"] == key), None)
