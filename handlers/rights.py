"""What is kept about oneself: to be seen, corrected, deleted; and what "dừng" can mean."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import Effect, EveryoneWith, ForgetMe, Rename, Tell
from domain.facts import Facts
from domain.look_ups import OwnData
from domain.messages import Choice, Picks, Reply
from domain.people import Person, Role
from handlers import idle
from handlers.contract import AskAgain, NotUnderstood, Step, found, question
from handlers.known_codes import code_for
from handlers.personal_name import read_name
from handlers.sharing import code_data
from handlers.words import said

_RENAME = Choice("my_data|rename", "rename")
_CHANNEL = Choice("my_data|channel", "one_more_channel")
_FORGET = Choice("my_data|forget", "forget_me")
_CANCEL = Choice("no", "cancel")


def my_data(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The command, and choices "my_data|rename", "my_data|channel" and "my_data|forget"."""
    match event:
        case Chose(key="my_data|rename"):
            return _at(session, "rights.rename", facts, now)
        case Chose(key="my_data|channel"):
            return more_channels(session, event, facts, now)
        case Chose(key="my_data|forget"):
            return _at(session, "rights.forget", facts, now)
        case _:
            return Turn(session.at("idle"), (_overview(facts),))


def more_channels(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """A code by which the same person is reached elsewhere, too; in the middle of a conversation
    its question follows."""
    person = _person(facts)
    if not person.own:
        return _aside(session, Reply("rights/no_role.j2"))
    effect = code_for(person, person.own[0], facts, now)
    choices = (Choice("menu|help", "help"),)
    reply = Reply("rights/channel.j2", code_data(effect, facts), choices, fleeting=True)
    return _aside(session, reply, effect)


def _aside(session: Session, reply: Reply, *effects: Effect) -> Turn:
    if session.step != "idle":
        raise AskAgain(replace(reply, choices=()), *effects)
    return Turn(session, (reply,), effects)


def stop(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Reminders belong to the duty: what can be done instead of stopping them."""
    ways = question(
        "rights/stop.j2",
        Choice("leave|new", "leave_new"),
        Choice("menu|ask_coordinator", "ask_hand_over"),
        _FORGET,
    )
    return Turn(session.at("idle"), (ways,))


def _overview(facts: Facts) -> Reply:
    kept = found(facts, OwnData(), dict)
    accounts: Counter[str] = Counter(kept["channels"])
    person = _person(facts)
    return question(
        "rights/my_data.j2",
        _RENAME,
        Choice("channels|list", "my_channels"),
        _CHANNEL,
        _FORGET,
        name=person.name,
        code=person.code,
        grants=[
            {"role": grant.role.value, "unit": facts.units.get(grant.unit or "", grant.unit)}
            for grant in person.own
        ],
        channels=[{"name": name, "accounts": count} for name, count in accounts.items()],
        entries=kept["entries"],
        files=kept["files"],
        consented_at=kept["consented_at"],
        wording=kept["wording"],
        keep_months=facts.rules.keep_months,
    )


def _at(session: Session, step: str, facts: Facts, now: datetime) -> Turn:
    asking = session.at(step)
    return Turn(asking, (STEPS[step].question(asking, facts, now),))


def _ask_name(session: Session, facts: Facts, now: datetime) -> Reply:
    name = _person(facts).name
    return question("rights/ask_name.j2", _CANCEL, picks=Picks.WORD, name=name)


def _answer_name(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Said(text) if name := read_name(text):
            done = session.at("idle")
            renamed = Reply("rights/renamed.j2", {"name": name})
            return Turn(done, (renamed, idle.main_menu(done, facts, now)), (Rename(name),))
        case _:
            raise NotUnderstood


def _ask_forget(session: Session, facts: Facts, now: datetime) -> Reply:
    units = [facts.units.get(unit, unit) for unit in _own_units(_person(facts))]
    choices = (Choice("yes", "forget_me"), _CANCEL)
    return question(
        "rights/ask_forget.j2", *choices, units=units, keep_months=facts.rules.keep_months
    )


def _answer_forget(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Only the choice itself deletes; what is typed besides asks again."""
    match event:
        case Chose(key="yes"):
            return _forget(facts)
        case Chose(key="no"):
            return cancel(session, event, facts, now)
        case Said(text) if said(text, "no"):
            return cancel(session, event, facts, now)
        case _:
            raise NotUnderstood


def _forget(facts: Facts) -> Turn:
    person = _person(facts)
    units = [facts.units.get(unit, unit) for unit in _own_units(person)]
    word = Reply(
        "rights/focal_point_lost.j2",
        {"name": person.name, "units": units},
        (Choice("menu|overview", "overview"),),
    )
    told = (Tell(EveryoneWith(Role.COORDINATOR), word),) if units else ()
    done = Reply("rights/forgotten.j2", {"keep_months": facts.rules.keep_months})
    return Turn(Session(), (done,), (*told, ForgetMe()))


def cancel(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    done = session.at("idle")
    return Turn(done, (Reply("rights/unchanged.j2"), idle.main_menu(done, facts, now)))


def _own_units(person: Person) -> list[str]:
    """Not those of somebody on leave whose place is taken."""
    return [g.unit for g in person.own if g.role is Role.FOCAL_POINT and g.unit]


def _person(facts: Facts) -> Person:
    assert facts.person is not None
    return facts.person


STEPS = {
    "rights.rename": Step(_ask_name, _answer_name, cancel, context="result_text"),
    "rights.forget": Step(_ask_forget, _answer_forget, cancel, exact=True),
}
