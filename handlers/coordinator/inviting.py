"""`mời` and `bàn giao đầu mối`: one-time codes for those who are to join, or who lost their way
in."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import IssueInvite
from domain.facts import Facts
from domain.look_ups import FreshCode
from domain.messages import Choice, Picks, Reply
from domain.people import Role
from domain.understanding.folding import fold, plain
from handlers.contract import NotUnderstood, found, question
from handlers.coordinator.call import Call
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.refusals import NameNotUnderstood, NotAUnit
from handlers.coordinator.reissuing import AGAIN, focal_points, offered, reissue
from handlers.coordinator.units import ask, near_units
from handlers.coordinator.words import declines, mentions, said
from handlers.personal_name import read_name
from handlers.sharing import bot_for, code_data

NAME = "coordinator.invite"
_OF_UNIT = (Role.FOCAL_POINT, Role.UNIT_HEAD)
_NAMED_ROLES = (Role.UNIT_HEAD, Role.COORDINATOR, Role.LEADER)


def invite(call: Call) -> Turn:
    role = _role(call)
    if role not in _OF_UNIT:
        return _ask_name(call.session, call.facts, role, None, None)
    if len(call.units) != 1:
        return _which_unit(call, "invite", role)
    return _ask_name(call.session, call.facts, role, _known(call), None)


def hand_over(call: Call) -> Turn:
    if len(call.units) != 1:
        return _which_unit(call, "hand_over", Role.FOCAL_POINT)
    unit = _known(call)
    if call.argument(0):
        return _ask_name(call.session, call.facts, Role.FOCAL_POINT, unit, call.argument(0))
    now_there = focal_points(call.facts, unit)
    if len(now_there) == 1:
        replaced = now_there[0].code
        return _ask_name(call.session, call.facts, Role.FOCAL_POINT, unit, replaced)
    period = call.looked_at.period.key if call.looked_at else ""
    reply = offer(
        "coordinator/hand_over.j2",
        *(
            Choice(f"hand_over|{period}|{unit}|{one.code}", "order_person", {"name": one.name})
            for one in now_there
        ),
        Choice(f"invite|{period}|{unit}|{Role.FOCAL_POINT}", "order_invite"),
        unit=call.facts.units[unit],
        people=[one.name for one in now_there],
    )
    return Turn(call.idle, (reply,))


def _known(call: Call) -> str:
    unit = call.units[0]
    if unit not in call.facts.units:
        raise NotAUnit(what=unit)
    return unit


def _role(call: Call) -> Role:
    word = call.argument(0)
    if word in {role.value for role in Role}:
        return Role(word) if word != Role.ADMINISTRATOR else Role.FOCAL_POINT
    if mentions(call.text, "unit_head"):
        return Role.UNIT_HEAD
    if mentions(call.text, "coordinator"):
        return Role.COORDINATOR
    if mentions(call.text, "leader") and not call.units:
        return Role.LEADER
    return Role.FOCAL_POINT


def _which_unit(call: Call, order: str, role: Role) -> Turn:
    names = {name: code for code, name in call.facts.units.items()}
    near = [names[name] for name in near_units(call.text, names)]
    units = call.units or near or list(call.facts.units)
    rest = (role.value,) if order == "invite" else ()
    period = call.looked_at.period.key if call.looked_at else ""
    return ask(call.session, call.facts, order, period, units, rest, bool(near))


def _ask_name(
    session: Session, facts: Facts, role: Role, unit: str | None, replaces: str | None
) -> Turn:
    here = session.at(NAME, role=role.value, unit=unit, replaces=replaces)
    return Turn(here, (_question(here, facts),))


def _question(session: Session, facts: Facts) -> Reply:
    unit, role = session.data["unit"], session.text("role")
    choices = [Choice("skip", "order_without_name")]
    if role == Role.FOCAL_POINT and not session.data["replaces"]:
        choices += offered(facts, str(unit))
        choices.append(Choice(f"invite||{unit}|{Role.UNIT_HEAD}", "order_invite_head"))
    choices.append(Choice("no", "order_not_now"))
    return question(
        "coordinator/invite.j2",
        *choices,
        picks=Picks.WORD,
        role=role,
        unit=facts.units.get(str(unit), str(unit)) if unit else None,
        replaces=bool(session.data["replaces"]),
    )


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="skip"):
            return _issue(session, None, facts, now)
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key=key) if key.startswith(AGAIN):
            return reissue(session, key.removeprefix(AGAIN), facts, now)
        case Said(text=text) if said(text, "skip"):
            return _issue(session, None, facts, now)
        case Said(text=text) if declines(text):
            return leave(session, event, facts, now)
        case Said(text=text):
            return _issue(session, _checked(text, facts), facts, now)
        case _:
            raise NotUnderstood


def _checked(text: str, facts: Facts) -> str:
    """A name; not the words for a role or a unit, as in an order about somebody else."""
    folded = plain(fold(text).text)
    units = any(plain(fold(unit).text) in folded for unit in facts.units.values())
    name = read_name(text)
    if name is None or units or any(mentions(text, role) for role in _NAMED_ROLES):
        raise NameNotUnderstood
    return name


def _issue(session: Session, name: str | None, facts: Facts, now: datetime) -> Turn:
    unit, role = session.data["unit"], Role(session.text("role"))
    replaces = session.data["replaces"]
    effect = IssueInvite(
        found(facts, FreshCode(), str),
        role,
        str(unit) if unit else None,
        name,
        now + timedelta(hours=facts.rules.invite_hours),
        str(replaces) if replaces else None,
        bot=bot_for(facts),
    )
    reply = offer(
        "coordinator/invited.j2",
        Choice("overview", "order_overview"),
        **code_data(effect, facts),
        role=role.value,
        unit=facts.units.get(str(unit), str(unit)) if unit else None,
        name=name,
        replaces=bool(replaces),
    )
    return Turn(session.at("idle"), (replace(reply, fleeting=True),), (effect,))


STEPS = {NAME: step(lambda session, facts, _: _question(session, facts), _answer, "short")}
