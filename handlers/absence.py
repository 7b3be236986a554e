""" "Vắng đến 20/12, đ/c Hoa thay": leave with or without a substitute. It ends by itself.

A step's data are the leave in the making: ISO days `since` and `until`, the name that was `sought`
and `substitute`, a person's code, with `substitute_name`.
"""

from datetime import date, datetime, timedelta

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import Audience, DeclareLeave, Effect, EveryoneWith, PersonIs, Tell
from domain.facts import Facts
from domain.look_ups import PeopleNamed
from domain.messages import Choice, Reply
from domain.people import Person, Role
from domain.understanding import understand
from handlers import idle
from handlers.contract import AskAgain, NotUnderstood, Step, found, question
from handlers.words import bare_name, said

_LONGEST = timedelta(days=366)
_MOST_NAMES = 6
_HELP = Choice("menu|help", "help")
_NOBODY = Choice("nobody", "no_substitute")


def leave(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The command, and choices "leave|new" and "leave|end"."""
    if isinstance(event, Chose) and event.key == "leave|end":
        return end(session, event, facts, now)
    heard = _heard(event, facts, now)
    if facts.leave and "to" not in heard and not isinstance(event, Chose):
        return Turn(session.at("idle"), (_present_leave(facts),))
    today = in_vietnam(now).date().isoformat()
    begun = session.at(
        "leave.until", since=heard.get("from") or today, sought=heard.get("substitute")
    )
    if until := heard.get("to"):
        return _until(begun, date.fromisoformat(str(until)), facts, now)
    return Turn(begun, (_ask_until(begun, facts, now),))


def end(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Back at work: the last word on leave is one that covers no day."""
    assert facts.person is not None
    today = in_vietnam(now).date()
    word = Reply("absence/back_told.j2", {"name": facts.person.name}, (_HELP,))
    audience: list[Audience] = [EveryoneWith(Role.COORDINATOR), *_substitute_of(facts)]
    raise AskAgain(
        Reply("absence/back.j2"),
        DeclareLeave(today, today - timedelta(days=1), None),
        *[Tell(whom, word) for whom in audience],
    )


def _substitute_of(facts: Facts) -> list[PersonIs]:
    return [PersonIs(facts.leave.substitute)] if facts.leave and facts.leave.substitute else []


def _heard(event: Event, facts: Facts, now: datetime) -> dict[str, object]:
    """What a typed command says of days and substitute; nothing for a button."""
    if not isinstance(event, Said):
        return {}
    local = in_vietnam(now)
    context = {"step": "menu", "now": local.isoformat(), "today": local.date().isoformat()}
    working = facts.calendar.is_working
    return dict(understand("command", event.text, context, is_working_day=working).keys)


def _present_leave(facts: Facts) -> Reply:
    assert facts.leave is not None
    return question(
        "absence/present.j2",
        Choice("leave|end", "leave_end"),
        Choice("leave|new", "leave_change"),
        until=facts.leave.until.isoformat(),
    )


# Until when.


def _ask_until(session: Session, facts: Facts, now: datetime) -> Reply:
    return question(
        "absence/ask_until.j2",
        Choice("0", "leave_today"),
        Choice("1", "leave_tomorrow"),
        Choice("no", "cancel"),
    )


def _answer_until(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    today = in_vietnam(now).date()
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Chose("0" | "1" as days):
            return _until(session, today + timedelta(days=int(days)), facts, now)
        case Said(text):
            since, until = _typed_days(text, today)
            begun = session.at(session.step, **{**session.data, **since})
            return _until(begun, until, facts, now)
        case _:
            raise NotUnderstood


def _typed_days(text: str, today: date) -> tuple[dict[str, str], date]:
    """The last day, and the first one where two were given."""
    context = {"ask": "extend_to", "today": today.isoformat()}
    first, _, last = understand("date", text, context).head.partition("..")
    try:
        until = date.fromisoformat(last or first)
    except ValueError:
        raise NotUnderstood from None
    return ({"since": first} if last else {}), until


def _until(session: Session, until: date, facts: Facts, now: datetime) -> Turn:
    since = date.fromisoformat(session.text("since"))
    last = max(since, in_vietnam(now).date())
    if not last <= until <= since + _LONGEST:
        refused = Reply("absence/days_refused.j2", {"since": since.isoformat()})
        begun = session.at("leave.until", **session.data)
        return Turn(begun, (refused, _ask_until(begun, facts, now)))
    dated = {**session.data, "until": until.isoformat()}
    if sought := dated.get("sought"):
        return _seek(session.at("leave.substitute", **dated), str(sought), facts, now)
    asking = session.at("leave.substitute", **dated)
    return Turn(asking, (_ask_substitute(asking, facts, now),))


# Who takes the place.


def _ask_substitute(session: Session, facts: Facts, now: datetime) -> Reply:
    named = _named(session, facts)
    people = [Choice(person.code, "person", {"name": person.name}) for person in named]
    cancel_choice = Choice("no", "cancel")
    return question(
        "absence/ask_substitute.j2",
        *people,
        _NOBODY,
        cancel_choice,
        sought=session.data.get("sought"),
        several=len(people) > 1,
    )


def _named(session: Session, facts: Facts) -> list[Person]:
    """Whom the name sought could mean, but for the person who asks."""
    sought = session.data.get("sought")
    if not sought:
        return []
    people = found(facts, PeopleNamed(str(sought)), tuple)
    return [p for p in people if facts.person and p.code != facts.person.code][:_MOST_NAMES]


def _seek(session: Session, name: str, facts: Facts, now: datetime) -> Turn:
    seeking = session.at("leave.substitute", **{**session.data, "sought": bare_name(name)})
    match _named(seeking, facts):
        case [person]:
            return _with_substitute(seeking, person.code, person.name, facts, now)
        case _:
            return Turn(seeking, (_ask_substitute(seeking, facts, now),))


def _answer_substitute(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Chose(key="nobody"):
            return _with_substitute(session, None, None, facts, now)
        case Chose(code):
            chosen = [person for person in _named(session, facts) if person.code == code]
            if not chosen:
                raise NotUnderstood
            return _with_substitute(session, code, chosen[0].name, facts, now)
        case Said(text) if said(text, "nobody"):
            return _with_substitute(session, None, None, facts, now)
        case Said(text) if bare_name(text):
            return _seek(session, text, facts, now)
        case _:
            raise NotUnderstood


def _with_substitute(
    session: Session, code: str | None, name: str | None, facts: Facts, now: datetime
) -> Turn:
    complete = {**session.data, "substitute": code, "substitute_name": name}
    asking = session.at("leave.confirm", **complete)
    return Turn(asking, (_ask_confirm(asking, facts, now),))


# Declared.


def _ask_confirm(session: Session, facts: Facts, now: datetime) -> Reply:
    choices = (Choice("yes", "confirm"), Choice("edit", "mend"), Choice("no", "cancel"))
    return Reply("absence/confirm.j2", _said_back(session), choices)


def _answer_confirm(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="yes"):
            return _declare(session, facts, now)
        case Said(text) if said(text, "yes"):
            return _declare(session, facts, now)
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Said(text) if said(text, "no"):
            return cancel(session, event, facts, now)
        case Chose(key="edit"):
            return leave(session, Chose("leave|new"), facts, now)
        case _:
            raise NotUnderstood


def _declare(session: Session, facts: Facts, now: datetime) -> Turn:
    assert facts.person is not None
    since, until = (date.fromisoformat(session.text(key)) for key in ("since", "until"))
    substitute = session.data.get("substitute")
    code = str(substitute) if substitute else None
    word = {
        **_said_back(session),
        "name": facts.person.name,
        "units": [facts.units.get(unit, unit) for unit in facts.person.units()],
    }
    noted = Reply("absence/coordinator_told.j2", word, (Choice("menu|overview", "overview"),))
    told = Tell(EveryoneWith(Role.COORDINATOR), noted)
    effects: list[Effect] = [DeclareLeave(since, until, code), told]
    if code:
        asked = Reply("absence/substitute_told.j2", word, (Choice("menu|progress", "progress"),))
        effects.append(Tell(PersonIs(code), asked))
    done = session.at("idle")
    said_back = Reply("absence/declared.j2", _said_back(session))
    return Turn(done, (said_back, idle.main_menu(done, facts, now)), tuple(effects))


def _said_back(session: Session) -> dict[str, object]:
    return {
        "since": session.text("since"),
        "until": session.text("until"),
        "substitute": session.data.get("substitute_name"),
    }


def cancel(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    done = session.at("idle")
    return Turn(done, (Reply("absence/not_declared.j2"), idle.main_menu(done, facts, now)))


STEPS = {
    "leave.until": Step(_ask_until, _answer_until, cancel),
    "leave.substitute": Step(_ask_substitute, _answer_substitute, cancel, context="result_text"),
    "leave.confirm": Step(_ask_confirm, _answer_confirm, cancel),
}
