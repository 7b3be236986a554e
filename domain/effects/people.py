"""Effects on people: joining, leave, what they ask to have done with their data."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import Role


@dataclass(frozen=True, slots=True)
class IssueInvite:
    """`code` is kept hashed only."""

    code: str
    role: Role
    unit: str | None
    name: str | None
    expires_at: datetime
    replaces: str | None = None
    person: str | None = None
    """Who is to be reached by one more channel; codes that this person got before are void."""
    bot: str | None = None
    """The bot whose name goes with the code: a place there is kept as long as it is good."""


@dataclass(frozen=True, slots=True)
class CountWrongCode:
    """A typed code that opened nothing: attempts are limited per address."""


@dataclass(frozen=True, slots=True)
class CountAnswer:
    """Somebody unknown is answered by a bot whose messages are counted."""


@dataclass(frozen=True, slots=True)
class VoidInvite:
    """A code that was shown in a group is void."""

    code: str


@dataclass(frozen=True, slots=True)
class AcceptInvite:
    """Consent was given to wording `wording`; the person is known at this address from here on."""

    invite: int
    name: str
    wording: str


@dataclass(frozen=True, slots=True)
class RenewConsent:
    """Consent to a new wording of what is kept and why."""

    wording: str


@dataclass(frozen=True, slots=True)
class DeclareLeave:
    since: date
    until: date
    substitute: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Snooze:
    until: datetime


@dataclass(frozen=True, slots=True)
class Rename:
    name: str


@dataclass(frozen=True, slots=True)
class PreferChannel:
    """Reminders go to this one of the person's channels, by its `key`."""

    channel: str


@dataclass(frozen=True, slots=True)
class RemoveChannel:
    """The person is not reached there any more, and not known there."""

    channel: str


@dataclass(frozen=True, slots=True)
class DeclineInvite:
    """Consent was not given: the name beside the code goes, and what was said at this address."""

    invite: int


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Identity is removed; the record of work stays."""


@dataclass(frozen=True, slots=True)
class DisableAddress:
    """The messenger will not carry anything to this address again."""


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """The bot works in private chats only."""
