"""One turn of a conversation: session + event + facts + now -> Turn. Data in, data out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.effects import Effect
from domain.file_names import Purpose
from domain.look_ups import (
    BoardOf,
    BotMonths,
    FocalPoints,
    FreshCode,
    HeadingOf,
    InviteBehind,
    InviteNumbered,
    OwnChannels,
    OwnData,
    PaperOf,
    PeopleNamed,
    PressWaiting,
    ReportOf,
    SeatsFor,
    StrangerAnswers,
    TextOf,
)
from domain.messages import Reply
from domain.proposal_events import (
    IssuedReportOf,
    OpenProposals,
    PlanProposed,
    PlanUnread,
    ProposalOf,
)


@dataclass(frozen=True, slots=True)
class Session:
    """Where a person is in a conversation. Small and JSON; what was said is kept here only until
    it is known which paper it is for."""

    step: str = "idle"
    data: Mapping[str, object] = field(default_factory=dict)
    question: int | None = None
    """The outbox id of the question this step waits on; an older one is stale."""
    greeted: str | None = None
    """The ISO day on which the person was last addressed in full."""
    refused: tuple[str, ...] = ()
    """The last albums and messages that were refused as secret: nothing of them is taken."""

    def at(self, step: str, **data: object) -> "Session":
        return replace(self, step=step, data=data, question=None)

    def text(self, key: str) -> str:
        return str(self.data[key])


# What people do.


@dataclass(frozen=True, slots=True)
class Started:
    """`/start CODE`, or a code typed by somebody unknown."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    message: str = ""
    """The messenger's id of the message, for tracing and for later edits of it."""
    begins: str = ""
    """The key of the only choice that was offered whose label begins with `text`."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A person changed a message that was already sent."""

    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A button, or a choice typed in full or by its number."""

    key: str
    question: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo or file is on its way; the bytes are fetched by a job."""

    reference: str
    name: str
    mime: str
    size: int | None
    caption: str = ""
    album: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class SentUnreadable:
    """A sticker, voice message, video or the like; `kind` is the messenger's word."""

    kind: str
    documents: bool = True
    """Whether documents arrive by the way that this came."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person stopped the bot: this address can no longer be written to."""


@dataclass(frozen=True, slots=True)
class AddedToGroup:
    """The bot was put into a group, or somebody wrote there; `code` if one was typed."""

    code: str = ""


# What the clock and finished work bring.


@dataclass(frozen=True, slots=True)
class FileKept:
    """The bytes of a `SentFile` are stored."""

    sha256: str
    name: str
    mime: str
    size: int
    caption: str
    period: str | None
    unit: str | None
    item: str | None
    album: str = ""
    message: str = ""
    purpose: Purpose = Purpose.EVIDENCE


@dataclass(frozen=True, slots=True)
class JobFailed:
    """Slow work that could not be done; `reason` names an entry of the errors' templates."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """One stage that has come for one unit in one period."""

    period: str
    unit: str
    stage: str
    tone: str
    escalated: bool = False
    """The reader is the unit head or the coordinator, not a focal point."""


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """All stages that have come for one person, to be said in one message."""

    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class ReportReady:
    report: int
    template_fault: str = ""
    """Why it does not have the layout of the office's own template, in words."""


@dataclass(frozen=True, slots=True)
class IssuedReady:
    """The forms of a report that bear its number and date are written."""

    report: int


@dataclass(frozen=True, slots=True)
class ExtractReady:
    report: int
    part: str


@dataclass(frozen=True, slots=True)
class Told:
    """Word of what somebody else did, composed in that person's turn."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Apologised:
    """A message of this person could not be handled and was set aside."""


Event: TypeAlias = (
    Started
    | Said
    | Edited
    | Chose
    | SentFile
    | SentUnreadable
    | Blocked
    | AddedToGroup
    | FileKept
    | JobFailed
    | ReminderDue
    | ReportReady
    | PlanProposed
    | PlanUnread
    | IssuedReady
    | ExtractReady
    | Told
    | Apologised
)


# What a handler asks for before it can decide, and what it decides.


Wanted: TypeAlias = (
    InviteBehind
    | InviteNumbered
    | StrangerAnswers
    | PaperOf
    | BoardOf
    | PressWaiting
    | FreshCode
    | SeatsFor
    | ReportOf
    | IssuedReportOf
    | ProposalOf
    | OpenProposals
    | TextOf
    | HeadingOf
    | PeopleNamed
    | FocalPoints
    | BotMonths
    | OwnData
    | OwnChannels
)


@dataclass(frozen=True, slots=True)
class LookUp:
    """The turn cannot be decided without this; it is resumed with it in `facts.found`."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Turn:
    session: Session
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
