"""A code given anew to a focal point whose phone or account is another now."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import Session, Turn
from domain.effects import PersonIs, Tell
from domain.facts import Facts
from domain.look_ups import FocalPoints
from domain.messages import Choice, Reply
from domain.people import Grant, Person, Role
from handlers.contract import NotUnderstood, found
from handlers.coordinator.offering import offer
from handlers.known_codes import code_for
from handlers.sharing import code_data

MY_DATA = Choice("menu|my_data", "my_data")
_OF_UNIT = (Role.FOCAL_POINT, Role.UNIT_HEAD)
AGAIN = "again|"
"""How the choice of a person begins; the person's code is behind it."""


def focal_points(facts: Facts, unit: str) -> list[Person]:
    people = found(facts, FocalPoints(unit), tuple)
    return [person for person in people if isinstance(person, Person)]


def offered(facts: Facts, unit: str) -> list[Choice]:
    return [
        Choice(f"{AGAIN}{one.code}", "order_reissue", {"name": one.name})
        for one in _of_units_alone(facts, unit)
    ]


def _of_units_alone(facts: Facts, unit: str) -> list[Person]:
    """Whoever uses such a code speaks as the person: not for those who may do more."""
    people = focal_points(facts, unit)
    return [one for one in people if all(grant.role in _OF_UNIT for grant in one.grants)]


def reissue(session: Session, code: str, facts: Facts, now: datetime) -> Turn:
    unit = session.text("unit")
    person = next((one for one in _of_units_alone(facts, unit) if one.code == code), None)
    if person is None:
        raise NotUnderstood
    effect = code_for(person, Grant(Role.FOCAL_POINT, unit), facts, now)
    reply = offer(
        "coordinator/reissued.j2",
        Choice("overview", "order_overview"),
        **code_data(effect, facts),
        name=person.name,
        role=effect.role.value,
        unit=facts.units.get(unit, unit),
    )
    assert facts.person is not None
    told = Reply("rights/code_reissued.j2", {"by": facts.person.name}, (MY_DATA,))
    effects = (effect, Tell(PersonIs(person.code), told))
    return Turn(session.at("idle"), (replace(reply, fleeting=True),), effects)
