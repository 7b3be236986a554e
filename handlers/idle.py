"""No conversation is under way: say what can be done from here."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Power, may
from handlers.contract import NotUnderstood, Step, question


def main_menu(session: Session, facts: Facts, now: datetime) -> Reply:
    papers = facts.open_papers()
    choices = [Choice("menu|report", "start_report")] if papers else []
    if may(facts.person, Power.OVERSEE):
        choices.append(Choice("menu|overview", "overview"))
    if may(facts.person, Power.REPORT):
        choices.append(Choice("menu|progress", "progress"))
    choices.append(Choice("menu|help", "help"))
    return question("idle.j2", *choices, open=len(papers))


def not_understood(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    raise NotUnderstood


def stay(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    idle = session.at("idle")
    return Turn(idle, (main_menu(idle, facts, now),))


STEPS = {"idle": Step(main_menu, not_understood, stay)}
