""" "Giúp" and "hủy": what can be done here, and the way out of any conversation."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Power, may
from handlers import idle
from handlers.contract import AskAgain


def help_out(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Short, by role; in the middle of a conversation its question follows."""
    data = {
        "reports": bool(facts.person and facts.person.units()),
        "oversees": may(facts.person, Power.OVERSEE),
        "coordinates": may(facts.person, Power.COORDINATE),
        "agrees": may(facts.person, Power.AGREE),
    }
    if session.step != "idle":
        raise AskAgain(Reply("help/help.j2", data))
    return Turn(session, (Reply("help/help.j2", data, tuple(_choices(facts))),))


def _choices(facts: Facts) -> list[Choice]:
    choices = []
    if facts.open_papers():
        choices.append(Choice("menu|report", "start_report"))
    if may(facts.person, Power.OVERSEE):
        choices.append(Choice("menu|overview", "overview"))
    if facts.person and facts.person.units():
        choices.append(Choice("menu|progress", "progress"))
        choices.append(Choice("menu|ask_coordinator", "ask_coordinator"))
    return [*choices, Choice("menu|my_data", "my_data"), Choice("channels", "my_channels")]


def cancel(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Back to where nothing is under way; what was typed is kept."""
    done = session.at("idle")
    if session.step == "idle":
        return idle.stay(session, event, facts, now)
    words = Reply("help/cancelled.j2", {"unplaced": bool(session.data.get("words"))})
    return Turn(done, (words, idle.main_menu(done, facts, now)))
