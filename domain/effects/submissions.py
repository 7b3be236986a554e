"""Effects on a unit's submission."""

from dataclasses import dataclass
from datetime import datetime

from domain.submission import Entry, PlanItem, Remark


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
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class DropPlanItem:
    period: str
    unit: str
    key: str
    on_behalf: bool = False


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
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class DetachEvidence:
    period: str
    unit: str
    sha256: str
    on_behalf: bool = False


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
