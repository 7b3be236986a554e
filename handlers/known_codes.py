"""One-time codes that bring somebody known to one more channel or device."""

from datetime import datetime, timedelta

from domain.effects import IssueInvite
from domain.facts import Facts
from domain.look_ups import FreshCode
from domain.people import Grant, Person
from handlers.contract import found
from handlers.sharing import bot_for


def code_for(person: Person, grant: Grant, facts: Facts, now: datetime) -> IssueInvite:
    """`grant` is what the person is called by in the words of the first contact."""
    code = found(facts, FreshCode(), str)
    expires_at = now + timedelta(hours=facts.rules.invite_hours)
    bot = bot_for(facts, person.code)
    return IssueInvite(code, grant.role, grant.unit, None, expires_at, person=person.code, bot=bot)
