"""`tiến độ`: what this person's units have and still owe, in all open periods. A unit head sees
how the own units stand, and what waits for agreement."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice
from domain.people import Role
from domain.submission import Paper
from handlers.contract import question
from handlers.idle import main_menu
from handlers.reporting.desk import Desk
from handlers.reporting.summary import header


def progress(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    papers, headed = facts.open_papers(), facts.headed_papers()
    if not (papers or headed):
        idle = session.at("idle")
        answers = has_units(facts)
        words = question("reporting/no_progress.j2", answers=answers)
        return Turn(idle, (words, main_menu(idle, facts, now)))
    lines = [_line(Desk(session, facts, now, paper)) for paper in (*papers, *headed)]
    choices = [_way(paper, len(papers) > 1) for paper in papers]
    choices += [_look(paper) for paper in headed] + (
        [] if papers else [Choice("menu|help", "help")]
    )
    return Turn(session, (question("reporting/progress.j2", *choices, lines=lines),))


def _line(desk: Desk) -> dict[str, object]:
    missing = [task.short_title for task in desk.paper.missing_tasks()]
    return {**header(desk), "missing": missing}


def _way(paper: Paper, several: bool) -> Choice:
    key = f"report|{paper.period.key}|{paper.unit}"
    data = {"unit": paper.unit_name, "period": paper.period.code}
    return Choice(key, "paper", data) if several else Choice(key, "continue_report", data)


def _look(paper: Paper) -> Choice:
    data = {"unit": paper.unit_name, "period": paper.period.code}
    waits = paper.submission.waits_for_head
    return Choice(f"look|{paper.period.key}|{paper.unit}", "agree_to" if waits else "look", data)


def has_units(facts: Facts) -> bool:
    """Whether the person answers for a unit, or heads one."""
    person = facts.person
    return bool(person and (person.units() or person.units(Role.UNIT_HEAD)))
