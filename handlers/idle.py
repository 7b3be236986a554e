"""No conversation is under way: say what can be done from here."""

from collections.abc import Mapping
from datetime import datetime

from domain.conversation import Chose, Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Power, may
from handlers.contract import Handler, question


def main_menu(session: Session, facts: Facts, now: datetime) -> Reply:
    papers = facts.open_papers()
    choices = [Choice("menu|report", "start_report")] if papers else []
    if may(facts.person, Power.OVERSEE):
        choices.append(Choice("menu|overview", "overview"))
    if facts.person and (facts.person.units() or facts.headed_papers()):
        choices.append(Choice("menu|progress", "progress"))
    choices.append(Choice("menu|help", "help"))
    owed = sum(paper.submission.owes for paper in papers)
    return question("idle.j2", *choices, open=len(papers), owed=owed)


def stay(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    idle = session.at("idle")
    return Turn(idle, (main_menu(idle, facts, now),))


def menu(commands: Mapping[str, Handler], orders: Mapping[str, Handler]) -> Handler:
    """The handler of a choice "menu|report": what the typed word would have done."""

    def chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        assert isinstance(event, Chose)
        head = event.key.partition("|")[2]
        handler = orders.get(head) or commands.get(head) or stay
        return handler(session, event, facts, now)

    return chosen
