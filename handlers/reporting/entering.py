"""How the conversation about a paper begins: by a command, a button, or a word to others."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import EveryoneWith, Tell
from domain.errors import NotAllowed
from domain.facts import Facts
from domain.look_ups import PaperOf
from domain.messages import Choice, Reply
from domain.people import Role
from domain.period_state import PeriodState
from domain.submission import Paper, State
from handlers.contract import Handler, NotUnderstood, Step, found
from handlers.idle import main_menu
from handlers.reporting import choosing, menu, moving, reading, sending, unasked, waiting
from handlers.reporting.desk import Desk, may_report, open_desk
from handlers.reporting.place import Places, Way, finish
from handlers.reporting.progress import has_units, progress
from handlers.reporting.summary import header
from handlers.reporting.words import order_in


def enter(desk: Desk) -> Desk:
    return _into(desk, lambda at: unasked.replay(waiting.attach(at)))


# The commands.


def command(places: Places, way: Way = enter) -> Handler:
    """`báo cáo` and the like: the paper that is on, the only one, or the choice of one."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        papers = facts.open_papers()
        here = open_desk(facts, now, session)
        if here and (len(papers) < 2 or way is not enter):
            return finish(_into(here, way), places)
        if len(papers) == 1:
            return finish(_into(Desk(session, facts, now, papers[0]), way), places)
        if papers:
            return choosing.ask(session, facts, now)
        return _without_papers(session, event, facts, now, places)

    return handler


def about_whole(places: Places) -> Handler:
    """ "Xem lại", "thu hồi": as if typed at the menu. Only what was sent can be recalled."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        def at_menu(desk: Desk) -> Desk:
            return menu.answer(desk.go("report.menu"), event)

        sent = [p for p in facts.open_papers() if p.submission.state is State.SUBMITTED]
        recalled = isinstance(event, Said) and order_in(event.text) == "recall"
        if recalled and len(sent) == 1 and not open_desk(facts, now, session):
            return finish(at_menu(Desk(session, facts, now, sent[0])), places)
        return command(places, at_menu)(session, event, facts, now)

    return handler


def within(steps: Mapping[str, Step], places: Places) -> Handler:
    """An order about the whole, typed anywhere: where a step of ours does not know it, it is
    taken as if typed at the menu."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        place = places.get(session.step)
        if place and place.knows_orders:
            return steps[session.step].answer(session, event, facts, now)
        at_menu = command(places, lambda desk: menu.answer(desk.go("report.menu"), event))
        return at_menu(session, event, facts, now)

    return handler


def _into(desk: Desk, way: Way) -> Desk:
    return reading.show(desk) if reading.is_closed(desk) else way(desk)


def _without_papers(
    session: Session, event: Event, facts: Facts, now: datetime, places: Places
) -> Turn:
    """Nothing is open: the newest locked paper can still be read."""
    if facts.headed_papers():
        return progress(session, event, facts, now)
    own = facts.person.units() if facts.person else ()
    locked = [p for p in facts.papers if p.unit in own and p.period.state is PeriodState.LOCKED]
    if locked:
        return finish(reading.show(Desk(session, facts, now, locked[-1])), places)
    idle = session.at("idle")
    words = Reply("reporting/nothing_open.j2", {"answers": has_units(facts)})
    return Turn(idle, (words, main_menu(idle, facts, now)))


# The choices that are valid at any time.


def chosen(places: Places, way: Callable[[Desk, tuple[str, ...]], Desk]) -> Handler:
    """`word|<period>|<unit>|…`: the paper is looked up, and whether this person may."""

    def handler(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
        assert isinstance(event, Chose)
        _, *parts = event.key.split("|")
        if len(parts) < 2:
            raise NotUnderstood
        period, unit, *rest = parts
        if not may_report(facts, unit):
            raise NotAllowed
        desk = Desk(session, facts, now, paper_of(facts, period, unit))
        return finish(way(desk, tuple(rest)), places)

    return handler


def paper_of(facts: Facts, period: str, unit: str) -> Paper:
    return facts.paper(period, unit) or found(facts, PaperOf(period, unit), Paper)


def open_paper(desk: Desk, rest: tuple[str, ...]) -> Desk:
    """`report|<period>|<unit>[|<item>]`."""
    if reading.is_closed(desk):
        return reading.show(desk)
    if rest and (rest[0] in desk.paper.items or rest[0] == "plan"):
        return moving.to_item(desk, rest[0])
    return enter(desk)


def report_nothing(desk: Desk, rest: tuple[str, ...]) -> Desk:
    return _into(desk, lambda at: menu.pick(at, "nothing_all"))


def send(desk: Desk, rest: tuple[str, ...]) -> Desk:
    return _into(desk, sending.send_or_ask)


def say_late(desk: Desk, rest: tuple[str, ...]) -> Desk:
    return moving.begin(desk) if not reading.is_closed(desk) else desk.go("report.late")


def ask_reopen(desk: Desk, rest: tuple[str, ...]) -> Desk:
    """An approved paper: the coordinator is asked to open it again."""
    paper = desk.paper
    if not reading.is_closed(desk):
        return moving.begin(desk)
    if not paper.is_open:
        return reading.show(desk)
    person = desk.facts.person
    told = Reply(
        "reporting/reopen_asked.j2",
        {**header(desk), "person": person.name if person else ""},
        (Choice(f"reopen|{paper.period.key}|{paper.unit}", "reopen_unit"),),
    )
    asked = desk.do(Tell(EveryoneWith(Role.COORDINATOR), told))
    return asked.leave().say("reporting/reopen_passed_on.j2", **header(desk))


def recall(desk: Desk, rest: tuple[str, ...]) -> Desk:
    return _into(desk, sending.recall)
