"""Reminders as they are said: what is still owed, in one message, in the tone of the stage."""

from collections.abc import Sequence
from datetime import datetime

from domain.conversation import Due, Event, ReminderDue, Session, Turn
from domain.facts import Facts
from domain.ladder import OPENING, PRESSED
from domain.look_ups import PaperOf
from domain.messages import Choice, Reply
from domain.submission import Paper, State
from handlers.contract import found, question
from handlers.escalating import escalation
from handlers.owing import is_filled_in, still_owes, what_is_owed

_SNOOZES = (
    Choice("snooze|2h", "snooze_2h"),
    Choice("snooze|tomorrow_afternoon", "snooze_tomorrow_afternoon"),
)


def remind(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Whether anything is still owed is asked again; the conversation under way stays as it is."""
    assert isinstance(event, ReminderDue)
    above = [due for due in event.dues if due.escalated]
    own = [due for due in event.dues if not due.escalated]
    replies = (*escalation(above, facts, now), *_reminder(own, facts, now))
    return Turn(session, replies)


def _reminder(dues: Sequence[Due], facts: Facts, now: datetime) -> tuple[Reply, ...]:
    owed = [(due, paper) for due in dues if still_owes(paper := _paper(due, facts))]
    if not owed:
        return ()
    sheets = [
        {"kind": _kind(due), "tone": due.tone, **_window(paper)}
        | what_is_owed(paper, now, facts.calendar)
        for due, paper in owed
    ]
    choices = _choices([paper for _, paper in owed], now)
    return (question("reminding/reminder.j2", *choices, sheets=sheets),)


def _paper(due: Due, facts: Facts) -> Paper:
    known = facts.paper(due.period, due.unit)
    return known or found(facts, PaperOf(due.period, due.unit), Paper)


def _kind(due: Due) -> str:
    if due.stage == OPENING:
        return "opening"
    return "pressed" if due.stage.startswith(PRESSED) else "stage"


def _window(paper: Paper) -> dict[str, object]:
    """The data window, which only the opening notice says."""
    period = paper.period
    return {"data_from": period.data_from.isoformat(), "data_to": period.data_to.isoformat()}


def _choices(papers: Sequence[Paper], now: datetime) -> list[Choice]:
    if len(papers) > 1:
        return [*map(_start_one_of_several, papers), *_SNOOZES, Choice("extension", "extension")]
    (paper,) = papers
    place = f"{paper.period.key}|{paper.unit}"
    choices = [Choice(f"report|{place}", "start_report")]
    if is_filled_in(paper):
        again = Choice(f"report|{place}", "open_again")
        choices = [Choice(f"send_now|{place}", "send_report"), again]
    if paper.submission.state is State.NOT_STARTED:
        choices.append(Choice(f"nothing|{place}", "nothing_to_report"))
    if now < paper.period.compile_due:
        choices.append(Choice(f"extension|{place}", "extension"))
    else:
        choices.append(Choice("menu|ask_coordinator", "tell_reason"))
    return [*choices, *_SNOOZES]


def _start_one_of_several(paper: Paper) -> Choice:
    data = {"unit": paper.unit_name, "period": paper.period.code}
    return Choice(f"report|{paper.period.key}|{paper.unit}", "start_one", data)
