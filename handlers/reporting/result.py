"""The officer's own words: on a task, or on a question of the outline. Never cut."""

from dataclasses import replace

from domain.conversation import Chose, Event, Said
from domain.messages import Choice, Picks, Reply
from handlers.contract import NotUnderstood, question
from handlers.reporting import moving
from handlers.reporting.desk import Desk
from handlers.reporting.summary import remark_on, task_line, title_of
from handlers.reporting.words import says


def ask(desk: Desk) -> Reply:
    task = desk.paper.task(desk.item)
    if task is None:
        raise NotUnderstood
    data = {**_common(desk), "task": task_line(desk, task)}
    return question("reporting/result.j2", *_ways(desk), picks=Picks.WORD, **data)


def ask_heading(desk: Desk) -> Reply:
    data = {**_common(desk), "item": desk.item, "title": title_of(desk.paper, desk.item)}
    return question("reporting/heading.j2", *_ways(desk), picks=Picks.WORD, **data)


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="finished") if desk.entry.statements:
            return moving.after(desk, desk.item)
        case Chose(key="rewrite"):
            cleared = desk.save(replace(desk.entry, statements=()))
            return cleared.say("reporting/cleared.j2")
        case Chose(key="later"):
            return _later(desk)
        case Chose(key="none") if _is_heading(desk):
            return _none(desk)
        case Said(text=text) if text.strip():
            return _said(desk, event)
    raise NotUnderstood


def back(desk: Desk) -> Desk:
    return desk.go("report.menu") if _is_heading(desk) else desk.on("report.status", desk.item)


def _said(desk: Desk, said: Said) -> Desk:
    if desk.entry.statements and says(said.text, "finished"):
        return moving.after(desk, desk.item)
    if desk.command(said.text, "result_text").head == "skip":
        return _later(desk)
    nothing = says(said.text, "none_here") and not desk.entry.statements
    if nothing and _is_heading(desk):
        return _none(desk)
    return desk.save(desk.entry.saying(desk.statement(said)))


def _none(desk: Desk) -> Desk:
    """Passed over knowingly."""
    saved = desk.save(replace(desk.entry, statements=(), skipped=True))
    return moving.after(saved, desk.item)


def _later(desk: Desk) -> Desk:
    if _is_heading(desk):
        return moving.after(desk, desk.item)
    return desk.go("report.menu")


def _is_heading(desk: Desk) -> bool:
    return desk.paper.task(desk.item) is None


def _common(desk: Desk) -> dict[str, object]:
    previous = desk.paper.previous.get(desk.item)
    return {
        "period": desk.paper.period.code,
        "texts": [statement.text for statement in desk.entry.statements],
        "skipped": desk.entry.skipped,
        "remark": remark_on(desk.paper, desk.item),
        "previous": previous.text if previous else desk.paper.in_plan.get(desk.item, ""),
        "on_behalf": desk.on_behalf,
    }


def _ways(desk: Desk) -> tuple[Choice, ...]:
    if desk.entry.statements:
        return Choice("finished", "finished"), Choice("rewrite", "rewrite")
    if _is_heading(desk):
        return Choice("none", "none_here"), Choice("later", "later")
    return (Choice("later", "later"),)
