"""One-time codes that bring somebody known to one more channel or device."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.calendar import in_vietnam
from domain.effects import IssueInvite
from domain.facts import Facts
from domain.look_ups import FreshCode
from domain.people import Grant, Person
from handlers.contract import found


def code_for(person: Person, grant: Grant, facts: Facts, now: datetime) -> IssueInvite:
    """`grant` is what the person is called by in the words of the first contact."""
    code = found(facts, FreshCode(), str)
    expires_at = now + timedelta(hours=facts.rules.invite_hours)
    return IssueInvite(code, grant.role, grant.unit, None, expires_at, person=person.code)


def code_data(effect: IssueInvite) -> Mapping[str, object]:
    """What the words about a code are filled with."""
    return {"code": effect.code, "expires_at": in_vietnam(effect.expires_at).isoformat()}
