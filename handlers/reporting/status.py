"""What was done about a task: done (when), doing, not started (why), nothing to report."""

import re
from dataclasses import replace
from datetime import date, timedelta

from domain.conversation import Chose, Event, Said
from domain.errors import DomainError
from domain.messages import Choice, Picks, Reply
from domain.programme import Task
from domain.status import Said as What
from domain.understanding import Understood
from handlers.contract import NotUnderstood, question
from handlers.reporting import fast, moving
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import header, remark_on, task_line
from handlers.reporting.telling import is_status, is_wordy, status_told

_CHOSEN = re.compile(r"([1-9])(?:[.,:;)]\s+|\s+[-–—:]\s+)(\S.*)", re.ASCII | re.DOTALL)


class WhoseWords(DomainError):
    """Words without a status, right behind another task: they may be the rest of what was said
    of that one."""

    template = "errors/whose_words.j2"


class DateNotUnderstood(DomainError):
    template = "errors/date_not_understood.j2"


class DateInFuture(DomainError):
    """A completion date after today is not done."""

    template = "errors/date_in_future.j2"


def ask(desk: Desk) -> Reply:
    task = the_task(desk)
    previous = desk.paper.previous.get(task.code)
    data = {
        **header(desk),
        "task": task_line(desk, task),
        "text": task.text,
        "deadline": task.deadline,
        "only": len(desk.paper.tasks) == 1,
        "remark": remark_on(desk.paper, task.code),
        "previous": previous.text if previous else "",
    }
    choices = [Choice(what.value, f"said_{what.value}") for what in What]
    if desk.entry.statements:
        choices.append(Choice("result", "edit_result"))
    if desk.entry.figures or (desk.entry.skipped and task.indicators):
        choices.append(Choice("figures", "edit_figures"))
    return put("reporting/status.j2", data, *choices, Choice("to_menu", "to_menu"))


def the_task(desk: Desk) -> Task:
    task = desk.paper.task(desk.item)
    if task is None:
        raise NotUnderstood
    return task


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="to_menu"):
            return desk.go("report.menu")
        case Chose(key="result"):
            return desk.on("report.result", desk.item)
        case Chose(key="figures") if the_task(desk).indicators:
            return desk.on("report.figure", desk.item, indicator=0, anew=True)
        case Chose(key=key) if key in set(What):
            return _settle(desk, Understood(key))
        case Said(text=text) if text.strip():
            return _said(desk, event)
    raise NotUnderstood


def _said(desk: Desk, said: Said) -> Desk:
    """A status in words, alone or inside what there is to report."""
    if numbered := _only_one(desk, said.text):
        return fast.fill(desk, numbered, said)
    if chosen := _numbered(desk, said):
        return _settle(desk, *chosen)
    understood = status_told(desk, said.text)
    wordy = is_wordy(said.text)
    if is_status(understood):
        return _settle(desk, understood, said if wordy else None)
    if not wordy:
        return _other(desk, said)
    if before := desk.session.data.get("after"):
        raise WhoseWords(task=desk.item, before=before)
    kept = desk.save(desk.entry.saying(desk.statement(said)))
    if kept.entry.said is not None:
        return kept.on("report.result", kept.item)
    return kept.say("reporting/text_kept.j2")


def _numbered(desk: Desk, said: Said) -> tuple[Understood, Said] | None:
    """ "2. đã mở 3 lớp": the number of a status and what there is to report, in one message. Where
    the words tell a status themselves, the number was another one; "3 lớp đã mở" has none."""
    found = _CHOSEN.fullmatch(said.text.strip())
    if found is None or int(found[1]) > len(What) or fast.is_list(said.text):
        return None
    rest = replace(said, text=found[2])
    if is_status(status_told(desk, rest.text)):
        return None
    return Understood(list(What)[int(found[1]) - 1].value), rest


def _only_one(desk: Desk, text: str) -> fast.Segments | None:
    """ "1. …" of a unit with one task; with a "2." it is a list of results."""
    read = fast.read(desk.paper.tasks, text) if len(desk.paper.tasks) == 1 else None
    return read if read and not read.out_of_range else None


def _other(desk: Desk, said: Said) -> Desk:
    """Not a status: perhaps the numbers of the menu, or nothing that was asked."""
    if read := fast.read(desk.paper.tasks, said.text):
        return fast.fill(desk, read, said)
    raise NotUnderstood


def _settle(desk: Desk, understood: Understood, said: Said | None = None) -> Desk:
    """Keep what is known and ask what is not."""
    what = What(understood.head)
    entry = moving.settled(desk.entry, understood)
    if said and what is What.NOT_STARTED:
        entry = entry.because(desk.statement(said))
    elif said:
        entry = entry.saying(desk.statement(said))
    saved = desk.save(entry)
    task = the_task(desk)
    if what is What.DONE and understood.get("date") is None:
        return saved.on("report.date", task.code)
    if what is What.NOT_STARTED and said is None:
        return saved.on("report.reason", task.code)
    if entry.statements or what in (What.NOT_STARTED, What.NOTHING_TO_REPORT):
        return moving.after(saved, task.code)
    return saved.on("report.result", task.code)


# When it was done.


def ask_date(desk: Desk) -> Reply:
    days = (Choice("today", "today"), Choice("yesterday", "yesterday"))
    again = Choice("status", "other_status")
    data = {"task": task_line(desk, the_task(desk))}
    return question("reporting/date.j2", *days, again, picks=Picks.BESIDE_FIGURE, **data)


def answer_date(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="today"):
            return _dated(desk, desk.today)
        case Chose(key="yesterday"):
            return _dated(desk, desk.today - timedelta(days=1))
        case Chose(key="status"):
            return desk.on("report.status", desk.item)
        case Said(text=text):
            other = desk.understood("status", text)
            if is_status(other) and other.head != What.DONE:
                return _settle(desk, other)
            return _dated(desk, _day(desk, text))
    raise NotUnderstood


def _day(desk: Desk, text: str) -> date:
    """The nearest past day meant; not one that lies before what is asked about if the same words
    may mean a day to come."""
    past = _iso(desk.understood("date", text, ask="completed_on"))
    nearest = _iso(desk.understood("date", text))
    if past and past <= desk.today and past >= desk.paper.period.data_from:
        return past
    if later := next((day for day in (nearest, past) if day and day > desk.today), None):
        raise DateInFuture(day=later.isoformat())
    if past is None:
        raise DateNotUnderstood
    return past


def _iso(understood: Understood) -> date | None:
    try:
        return date.fromisoformat(understood.head)
    except ValueError:
        return None


def _dated(desk: Desk, day: date) -> Desk:
    entry = replace(desk.entry, said=What.DONE, completed_on=day)
    saved = desk.save(entry)
    if entry.statements:
        return moving.after(saved, entry.item)
    return saved.on("report.result", entry.item)


# Why it has not begun.


def ask_reason(desk: Desk) -> Reply:
    data = {"task": task_line(desk, the_task(desk))}
    return question(
        "reporting/reason.j2", Choice("status", "other_status"), picks=Picks.WORD, **data
    )


def answer_reason(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="status"):
            return desk.on("report.status", desk.item)
        case Said(text=text) if text.strip():
            entry = replace(desk.entry, said=What.NOT_STARTED).because(desk.statement(event))
            return moving.after(desk.save(entry), entry.item)
    raise NotUnderstood


def back(desk: Desk) -> Desk:
    return desk.on("report.status", desk.item)
