"""Word to others, slow work, compiled reports, forgetting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from domain.file_names import Purpose
from domain.messages import Reply
from domain.people import Role


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
class StopPress:
    """What was pressed in a period and is not sent yet is not sent any more."""

    period: str


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
    purpose: Purpose = Purpose.EVIDENCE


@dataclass(frozen=True, slots=True)
class CompileReport:
    """A job: compile the period and write its document, then `ReportReady`."""

    period: str


@dataclass(frozen=True, slots=True)
class RewriteHeading:
    """From the next compilation on `lines` stand below the heading; `basis` is what the writer
    saw there, each line as printed."""

    period: str
    heading: str
    lines: tuple[str, ...]
    basis: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class DropRewriting:
    """The units' own words stand there again; the rewriting is kept in the books."""

    period: str
    heading: str


@dataclass(frozen=True, slots=True)
class WriteIssued:
    """A job: write the forms that bear the number and date, then `IssuedReady`. Begun by
    `IssueReport`."""

    report: int


@dataclass(frozen=True, slots=True)
class TakeExtract:
    """A job: write a part of a compiled version (see `domain.report_files`), then
    `ExtractReady`."""

    report: int
    part: str


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
