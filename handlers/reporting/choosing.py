"""Several papers are open: which one is meant. What came unasked waits until that is known."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.submission import Paper
from domain.understanding import understand
from handlers.contract import Handler, NotUnderstood, question
from handlers.reporting import waiting
from handlers.reporting.desk import Desk
from handlers.reporting.place import Places, Way, finish
from handlers.reporting.summary import due_of

STEP = "report.choose"


def ask(session: Session, facts: Facts, now: datetime, page: int = 0) -> Turn:
    at = session.at(STEP, page=page, **waiting.of(session))
    return Turn(at, (ask_which(at, facts, now),))


def ask_which(session: Session, facts: Facts, now: datetime) -> Reply:
    papers = facts.open_papers()
    size = facts.rules.page_size
    page = _page(session, facts)
    choices = [
        Choice(
            f"report|{p.period.key}|{p.unit}",
            "paper_state",
            {
                "unit": p.unit_name,
                "period": p.period.code,
                "state": p.submission.state.value,
                "due": due_of(Desk(session, facts, now, p)).isoformat(),
            },
        )
        for p in papers[page * size : (page + 1) * size]
    ]
    more = [Choice("more", "next_page")] if len(papers) > size else []
    waits = bool(waiting.words(session))
    return question("reporting/choose.j2", *choices, *more, count=len(papers), waits=waits)


def answered(places: Places, enter: Way) -> Handler:
    """A button's paper comes by its own choice; here the unit may be named, or the page turned."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        match event:
            case Chose(key="more"):
                return ask(session, facts, now, _page(session, facts) + 1)
            case Said(text) if named := _named(text, facts):
                return finish(enter(Desk(session, facts, now, named)), places)
            case _:
                raise NotUnderstood

    return handler


def _named(text: str, facts: Facts) -> Paper | None:
    """The paper of the unit that is named, if only one of its papers is open."""
    papers = facts.open_papers()
    units = [paper.unit_name for paper in papers]
    name = understand("unit_name", text, {"units": units}).head
    found = [paper for paper in papers if paper.unit_name == name]
    return found[0] if len(found) == 1 else None


def _page(session: Session, facts: Facts) -> int:
    page = session.data.get("page", 0)
    pages = -(-len(facts.open_papers()) // facts.rules.page_size) or 1
    return page % pages if isinstance(page, int) else 0
