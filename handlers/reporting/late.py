"""What is said after the lock: kept, marked, and passed on to the coordinator."""

from domain.conversation import Chose, Event, Said
from domain.effects import EveryoneWith, KeepLateWord, Tell
from domain.messages import Picks, Reply
from domain.people import Role
from handlers.contract import NotUnderstood, question
from handlers.reporting.desk import Desk


def ask(desk: Desk) -> Reply:
    paper = desk.paper
    return question(
        "reporting/late.j2", picks=Picks.WORD, period=paper.period.code, unit=paper.unit_name
    )


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Said() if event.text.strip():
            return keep(desk, event)
        case Chose() | _:
            raise NotUnderstood


def keep(desk: Desk, said: Said) -> Desk:
    paper = desk.paper
    told = Reply(
        "reporting/late_told.j2",
        {"unit": paper.unit_name, "period": paper.period.code, "text": said.text},
    )
    kept = desk.do(
        KeepLateWord(paper.period.key, paper.unit, said.text, said.message),
        Tell(EveryoneWith(Role.COORDINATOR), told),
    )
    return kept.leave().say("reporting/late_kept.j2", period=paper.period.code)


def back(desk: Desk) -> Desk:
    return desk.leave()
