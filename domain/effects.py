"""What a turn decides to have done. Imperatives: the shell applies them in the turn's transaction.

`period` is always a period's key, `unit` a unit's code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from domain.messages import Reply
from domain.people import Role
from domain.submission import Entry, PlanItem, Remark

# A unit's submission.


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """Compare and set: `entry.version` is the version it was made from. Opens the draft."""

    period: str
    unit: str
    entry: Entry
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class SavePlanItem:
    period: str
    unit: str
    item: PlanItem


@dataclass(frozen=True, slots=True)
class DropPlanItem:
    period: str
    unit: str
    key: str


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    period: str
    unit: str
    item: str | None
    sha256: str
    name: str
    caption: str
    album: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class DetachEvidence:
    period: str
    unit: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ForgetFiles:
    """What the person sent with a message or in an album, and what is named, is taken off every
    paper; the bytes are deleted where nothing else refers to them."""

    message: str = ""
    album: str = ""
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SendSubmission:
    """A new version goes out; what stands in the entries is kept as that version."""

    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class AskHead:
    """Handed to the unit head, who agrees before it is sent."""

    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class HandBack:
    """The unit head does not agree: it is the unit's to mend; `reason` may be empty."""

    period: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecallSubmission:
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class ReturnSubmission:
    """For correction: also how an approved submission is reopened."""

    period: str
    unit: str
    remarks: tuple[Remark, ...]
    mend_due: datetime | None = None
    version: int | None = None
    """The sending that was seen; None for any."""


@dataclass(frozen=True, slots=True)
class WithdrawReturn:
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class ApproveSubmission:
    period: str
    unit: str
    version: int | None = None
    """The sending that was seen; None for any."""


@dataclass(frozen=True, slots=True)
class CorrectTypo:
    """The coordinator mends one statement of the last sent version; the old words are kept."""

    period: str
    unit: str
    item: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class KeepLateWord:
    """Said after the lock: kept, marked, offered for the next version of the report."""

    period: str
    unit: str
    text: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class AskExtension:
    period: str
    unit: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class GrantExtension:
    period: str
    unit: str
    until: datetime


@dataclass(frozen=True, slots=True)
class DeclineExtension:
    period: str
    unit: str


# Periods.


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """Freezes the roster. Times left out come from the settings."""

    code: str
    unit_due: datetime | None = None
    compile_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtendPeriod:
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class LockPeriod:
    code: str


@dataclass(frozen=True, slots=True)
class UnlockPeriod:
    code: str
    reason: str


# People.


@dataclass(frozen=True, slots=True)
class IssueInvite:
    """`code` is kept hashed only."""

    code: str
    role: Role
    unit: str | None
    name: str | None
    expires_at: datetime
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class CountWrongCode:
    """A typed code that opened nothing: attempts are limited per address."""


@dataclass(frozen=True, slots=True)
class VoidInvite:
    """A code that was shown in a group is void."""

    code: str


@dataclass(frozen=True, slots=True)
class AcceptInvite:
    """Consent was given to wording `wording`; the person is known from here on."""

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
class ForgetMe:
    """Identity is removed; the record of work stays."""


@dataclass(frozen=True, slots=True)
class DisableAddress:
    """The messenger will not carry anything to this address again."""


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """The bot works in private chats only."""


# Word to others, slow work, forgetting.


@dataclass(frozen=True, slots=True)
class FocalPointsOf:
    unit: str


@dataclass(frozen=True, slots=True)
class HeadsOf:
    unit: str


@dataclass(frozen=True, slots=True)
class EveryoneWith:
    role: Role


@dataclass(frozen=True, slots=True)
class PersonIs:
    code: str


Audience: TypeAlias = FocalPointsOf | HeadsOf | EveryoneWith | PersonIs


@dataclass(frozen=True, slots=True)
class Tell:
    """An event for others, handled in their own turns; never told to the actor."""

    audience: Audience
    reply: Reply


@dataclass(frozen=True, slots=True)
class Press:
    """The coordinator presses the units that owe: a reminder each, joined per person."""

    period: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchFile:
    """A job: bring the bytes of a file from the messenger, then `FileKept`."""

    reference: str
    name: str
    mime: str
    caption: str
    period: str | None
    unit: str | None
    item: str | None
    album: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class CompileReport:
    """A job: compile the period and write its document, then `ReportReady`."""

    period: str


@dataclass(frozen=True, slots=True)
class AskSignOff:
    report: int


@dataclass(frozen=True, slots=True)
class AnswerSignOff:
    report: int
    agreed: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class IssueReport:
    """The number and date that the clerk gave, recorded on the newest version."""

    period: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class ForgetMessage:
    """The payload of the message being handled is emptied: it must not be kept."""

    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the audit log that no other effect writes."""

    what: str
    data: Mapping[str, str] = field(default_factory=dict)


Effect: TypeAlias = (
    SaveEntry
    | SavePlanItem
    | DropPlanItem
    | AttachEvidence
    | DetachEvidence
    | ForgetFiles
    | SendSubmission
    | AskHead
    | HandBack
    | RecallSubmission
    | ReturnSubmission
    | WithdrawReturn
    | ApproveSubmission
    | CorrectTypo
    | KeepLateWord
    | AskExtension
    | GrantExtension
    | DeclineExtension
    | OpenPeriod
    | ExtendPeriod
    | LockPeriod
    | UnlockPeriod
    | IssueInvite
    | CountWrongCode
    | VoidInvite
    | AcceptInvite
    | RenewConsent
    | DeclareLeave
    | Snooze
    | Rename
    | ForgetMe
    | DisableAddress
    | LeaveGroup
    | Tell
    | Press
    | FetchFile
    | CompileReport
    | AskSignOff
    | AnswerSignOff
    | IssueReport
    | ForgetMessage
    | Record
)
