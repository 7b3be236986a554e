"""What stands behind a typed code, and why a code may open nothing."""

from datetime import datetime, timedelta

from domain.conversation import Event, Said, Started
from domain.facts import InviteFound, Rules
from domain.invite_codes import find_code, is_well_formed, lone_code
from domain.messages import Reply
from domain.people import Invite

_WINDOW = timedelta(hours=1)
"""How long a wrong code counts."""


def typed_code(event: Event) -> str | None:
    """The code that an event carries. A deep link's is one even when it does not look so."""
    match event:
        case Started(code) if code.strip():
            return find_code(code) or code.strip().upper()
        case Said(text):
            return find_code(text)
        case _:
            return None


def is_lone_code(event: Event) -> bool:
    """Whether somebody known gives a code: a sentence with something like one is a sentence."""
    match event:
        case Started(code):
            return bool(code.strip())
        case Said(text):
            return lone_code(text) is not None
        case _:
            return False


def is_surely_code(event: Event) -> bool:
    """The same where a report is written: only what could be a code of ours."""
    code = lone_code(event.text) if isinstance(event, Said) else None
    return code is not None and is_well_formed(code)


def pause(behind: InviteFound, rules: Rules, now: datetime) -> Reply | None:
    """The words for an address that tried too many wrong codes; None where it may go on.

    Its further codes are neither looked at nor counted, so that the time we name holds.
    """
    if behind.wrong_codes < rules.wrong_codes:
        return None
    return Reply("joining/too_many.j2", {"again_at": (now + _WINDOW).isoformat()})


def fault(invite: Invite | None, now: datetime) -> Reply | None:
    """Why an invite opens nothing; None where it does."""
    if invite is None:
        return Reply("joining/unknown_code.j2")
    if invite.used:
        return Reply("joining/used_code.j2")
    if invite.expires_at <= now:
        return Reply("joining/expired_code.j2")
    return None
