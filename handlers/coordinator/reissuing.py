"""A code given anew to a focal point whose phone or account is another now."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import FocalPoints, Session, Turn
from domain.facts import Facts
from domain.messages import Choice
from domain.people import Grant, Person, Role
from handlers.contract import NotUnderstood, found
from handlers.coordinator.offering import offer
from handlers.known_codes import code_data, code_for

AGAIN = "again|"
"""How the choice of a person begins; the person's code is behind it."""


def focal_points(facts: Facts, unit: str) -> list[Person]:
    people = found(facts, FocalPoints(unit), tuple)
    return [person for person in people if isinstance(person, Person)]


def offered(facts: Facts, unit: str) -> list[Choice]:
    return [
        Choice(f"{AGAIN}{one.code}", "order_reissue", {"name": one.name})
        for one in focal_points(facts, unit)
    ]


def reissue(session: Session, code: str, facts: Facts, now: datetime) -> Turn:
    unit = session.text("unit")
    person = next((one for one in focal_points(facts, unit) if one.code == code), None)
    if person is None:
        raise NotUnderstood
    effect = code_for(person, Grant(Role.FOCAL_POINT, unit), facts, now)
    reply = offer(
        "coordinator/reissued.j2",
        Choice("overview", "order_overview"),
        **code_data(effect),
        name=person.name,
        role=effect.role.value,
        unit=facts.units.get(unit, unit),
    )
    return Turn(session.at("idle"), (replace(reply, fleeting=True),), (effect,))
