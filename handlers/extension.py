""" "Xin gia hạn": asked for one unit in one period, granted or declined by the coordinator.

A step's data are the period's key, the unit, `until` as an ISO moment and the `reason`.
"""

from datetime import date, datetime

from domain.calendar import at_time, in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import AskExtension, EveryoneWith, Tell
from domain.errors import DomainError
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Role
from domain.submission import Paper
from domain.understanding import understand
from handlers import idle
from handlers.contract import NotUnderstood, Step, question
from handlers.owing import due_of, owed_papers, still_owes
from handlers.words import EXTENSION_REASONS

_SHORTEST_REASON = 2


class NothingToExtend(DomainError):
    """No unit of this person owes a report that could still be waited for."""

    template = "errors/nothing_to_extend.j2"


def extension(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The command, and choices "extension" and "extension|<period>|<unit>"."""
    asked = _asked_for(event, facts)
    papers = [paper for paper in asked if now < paper.period.compile_due]
    match papers:
        case []:
            raise NothingToExtend
        case [paper]:
            return _begin(session, paper, _heard(event, paper, facts, now), facts, now)
        case _:
            choices = [_place(paper) for paper in papers]
            return Turn(session.at("idle"), (question("extension/which.j2", *choices),))


def _asked_for(event: Event, facts: Facts) -> list[Paper]:
    """The paper a button names, if it is this person's own and still owes; otherwise all."""
    owed = list(owed_papers(facts))
    place = event.key.split("|")[1:] if isinstance(event, Chose) else []
    if len(place) != 2:
        return owed
    return [paper for paper in owed if [paper.period.key, paper.unit] == place]


def _place(paper: Paper) -> Choice:
    data = {"unit": paper.unit_name, "period": paper.period.code}
    return Choice(f"extension|{paper.period.key}|{paper.unit}", "start_one", data)


def _heard(event: Event, paper: Paper, facts: Facts, now: datetime) -> dict[str, object]:
    """What a typed command says of time and reason; nothing for a button."""
    if not isinstance(event, Said):
        return {}
    context = {"step": "menu", "due": due_of(paper).isoformat(), **_clock(now)}
    working = facts.calendar.is_working
    return dict(understand("command", event.text, context, is_working_day=working).keys)


def _clock(now: datetime) -> dict[str, str]:
    local = in_vietnam(now)
    return {"now": local.isoformat(), "today": local.date().isoformat()}


def _begin(
    session: Session, paper: Paper, heard: dict[str, object], facts: Facts, now: datetime
) -> Turn:
    begun = session.at(
        "extension.until",
        period=paper.period.key,
        unit=paper.unit,
        reason=heard.get("reason"),
    )
    if days := heard.get("days"):
        return _until(begun, _days_later(paper, int(str(days)), facts), facts, now)
    if until := heard.get("until"):
        return _until(begun, _moment(paper, str(until)), facts, now)
    return Turn(begun, (_ask_until(begun, facts, now),))


# Until when.


def _ask_until(session: Session, facts: Facts, now: datetime) -> Reply:
    paper = _paper(session, facts)
    return question(
        "extension/ask_until.j2",
        *_offers(paper, facts, now),
        Choice("no", "cancel"),
        unit=paper.unit_name,
        due=due_of(paper).isoformat(),
        compile_due=paper.period.compile_due.isoformat(),
        asked=_iso(paper.submission.extension_asked),
    )


def _offers(paper: Paper, facts: Facts, now: datetime) -> list[Choice]:
    """One and two working days more, and the last moment; of one day only the latest."""
    moments = [_days_later(paper, days, facts) for days in (1, 2)]
    moments.append(in_vietnam(paper.period.compile_due))
    fitting = {m.date(): m.isoformat() for m in moments if _fits(paper, m, now)}
    return [Choice(until, "until", {"until": until}) for until in fitting.values()]


def _days_later(paper: Paper, days: int, facts: Facts) -> datetime:
    """So many working days after the due time, at the same clock."""
    due = due_of(paper)
    return at_time(facts.calendar.add_working_days(due.date(), days), due.time())


def _fits(paper: Paper, until: datetime, now: datetime) -> bool:
    return max(now, due_of(paper)) < until <= paper.period.compile_due


def _moment(paper: Paper, text: str) -> datetime:
    """An ISO day is meant to the due time's clock, but on the last day to its end."""
    if "T" in text:
        return in_vietnam(datetime.fromisoformat(text))
    day, last = date.fromisoformat(text), in_vietnam(paper.period.compile_due)
    clock = min(due_of(paper).time(), last.time()) if day == last.date() else due_of(paper).time()
    return at_time(day, clock)


def _answer_until(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    paper = _paper(session, facts)
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Chose(key) if key in {offer.key for offer in _offers(paper, facts, now)}:
            return _until(session, datetime.fromisoformat(key), facts, now)
        case Said(text):
            return _until(session, _typed(paper, text, facts, now), facts, now)
        case _:
            raise NotUnderstood


def _typed(paper: Paper, text: str, facts: Facts, now: datetime) -> datetime:
    heard = _heard(Said(text), paper, facts, now)
    if days := heard.get("days"):
        return _days_later(paper, int(str(days)), facts)
    context = {"ask": "extend_to", "due": due_of(paper).isoformat(), **_clock(now)}
    read = understand("date", text, context, is_working_day=facts.calendar.is_working)
    head = str(heard.get("until") or read.head)
    try:
        return _moment(paper, head)
    except ValueError:
        raise NotUnderstood from None


def _until(session: Session, until: datetime, facts: Facts, now: datetime) -> Turn:
    paper = _paper(session, facts)
    if not _fits(paper, until, now):
        refused = Reply(
            "extension/refused.j2",
            {
                "until": until.isoformat(),
                "compile_due": paper.period.compile_due.isoformat(),
                "too_late": until > paper.period.compile_due,
            },
        )
        return Turn(session, (refused, _ask_until(session, facts, now)))
    dated = session.at("extension.reason", **{**session.data, "until": until.isoformat()})
    if reason := dated.data.get("reason"):
        return _ask(dated, str(reason), facts)
    return Turn(dated, (_ask_reason(dated, facts, now),))


# Why.


def _ask_reason(session: Session, facts: Facts, now: datetime) -> Reply:
    data = {"unit": _paper(session, facts).unit_name, "until": session.text("until")}
    offers = [
        Choice(key, "extension_reason", {"reason": reason})
        for key, reason in EXTENSION_REASONS.items()
    ]
    return Reply("extension/ask_reason.j2", data, (*offers, Choice("no", "cancel")))


def _answer_reason(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Chose(key) if key in EXTENSION_REASONS:
            return _ask(session, EXTENSION_REASONS[key], facts)
        case Said(text) if len(text.strip()) >= _SHORTEST_REASON:
            return _ask(session, text.strip(), facts)
        case _:
            raise NotUnderstood


def _ask(session: Session, reason: str, facts: Facts) -> Turn:
    """Passed on to the coordinators; until they answer the due time stands."""
    paper = _paper(session, facts)
    until = session.text("until")
    place = f"{paper.period.key}|{paper.unit}"
    assert facts.person is not None
    data = {
        "unit": paper.unit_name,
        "period": paper.period.code,
        "due": due_of(paper).isoformat(),
        "until": until,
        "reason": reason,
    }
    request = Reply(
        "extension/requested.j2",
        {**data, "name": facts.person.name},
        (
            Choice(f"extend|grant|{place}|{until}", "grant_extension"),
            Choice(f"extend|decline|{place}", "decline_extension"),
        ),
    )
    asked = AskExtension(paper.period.key, paper.unit, datetime.fromisoformat(until), reason)
    start = Choice(f"report|{place}", "start_report")
    passed_on = Reply("extension/passed_on.j2", data, (start,))
    effects = (asked, Tell(EveryoneWith(Role.COORDINATOR), request))
    return Turn(session.at("idle"), (passed_on,), effects)


def cancel(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    done = session.at("idle")
    return Turn(done, (Reply("extension/not_asked.j2"), idle.main_menu(done, facts, now)))


def _paper(session: Session, facts: Facts) -> Paper:
    """Looked at anew at every step: it may have been sent or locked meanwhile."""
    paper = facts.paper(session.text("period"), session.text("unit"))
    if paper is None or not still_owes(paper):
        raise NothingToExtend
    return paper


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


STEPS = {
    "extension.until": Step(_ask_until, _answer_until, cancel),
    "extension.reason": Step(_ask_reason, _answer_reason, cancel, context="result_text"),
}
