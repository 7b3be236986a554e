"""`tiến độ`: what this person's units have and still owe, in all open periods."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice
from domain.submission import Paper
from handlers.contract import question
from handlers.idle import main_menu
from handlers.reporting.desk import Desk
from handlers.reporting.summary import header


def progress(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    papers = facts.open_papers()
    if not papers:
        idle = session.at("idle")
        answers = bool(facts.person and facts.person.units())
        words = question("reporting/no_progress.j2", answers=answers)
        return Turn(idle, (words, main_menu(idle, facts, now)))
    lines = [_line(Desk(session, facts, now, paper)) for paper in papers]
    choices = [_way(paper, len(papers) > 1) for paper in papers]
    return Turn(session, (question("reporting/progress.j2", *choices, lines=lines),))


def _line(desk: Desk) -> dict[str, object]:
    missing = [task.short_title for task in desk.paper.missing_tasks()]
    return {**header(desk), "missing": missing}


def _way(paper: Paper, several: bool) -> Choice:
    key = f"report|{paper.period.key}|{paper.unit}"
    data = {"unit": paper.unit_name, "period": paper.period.code}
    return Choice(key, "paper", data) if several else Choice(key, "continue_report", data)
