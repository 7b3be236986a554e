"""What a handler may know: loaded before it runs, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from domain.bots import MessengerBot, Quota
from domain.calendar import WorkingCalendar
from domain.conversation import Wanted
from domain.file_names import FILE_TYPES
from domain.ladder import OFFICE_HOURS, WorkingHours
from domain.messages import Address, Question
from domain.people import Contact, Invite, Leave, Person, Role
from domain.period_state import Period
from domain.periods import DEFAULT_RULES, PeriodKind, PeriodRules
from domain.programme import Programme
from domain.proposals import Followed, Proposal
from domain.report_files import STORED_FORMS, WHOLE, ReportFile, file_name
from domain.status import TaskStatus
from domain.submission import Entry, Paper, State


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that handlers go by."""

    agency: str
    """Whose assistant this is, in the words of the first contact; "" for the plan's issuer."""
    bot_name: str
    wording: str = "1"
    """Version of the consent text; a new one asks everybody again."""
    keep_months: int = 12
    page_size: int = 8
    invite_hours: int = 72
    wrong_codes: int = 5
    """Wrong codes an address may try within an hour."""
    tenfold: int = 10
    soon_days: int = 15
    max_file_bytes: int = 20_000_000
    file_types: tuple[str, ...] = FILE_TYPES
    """Endings in small letters, without the dot."""
    head_agrees: bool = False
    periods: Mapping[PeriodKind, PeriodRules] = field(default_factory=lambda: DEFAULT_RULES)
    """How each kind of period gets its dates."""
    hours: WorkingHours = OFFICE_HOURS
    """When people may be reminded."""
    bots: tuple[MessengerBot, ...] = ()
    """Over which people are shared out."""
    quota: Quota = field(default_factory=Quota)
    """What each of them may do."""

    @property
    def day_start(self) -> time:
        """The earliest moment a person may ask to be reminded at, and where "ngày mai" begins."""
        return self.hours.spans[0][0]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the roster as a coordinator sees it."""

    unit: str
    name: str
    state: State
    version: int
    due: datetime
    sent_at: datetime | None
    late: bool
    added_late: bool
    on_behalf: bool
    contacts: tuple[Contact, ...]
    """The unit's focal points."""
    extension_asked: datetime | None = None
    extension_reason: str = ""
    mend_due: datetime | None = None
    spoken: Mapping[str, Entry] = field(default_factory=dict)
    """What stands in the last sent version, by item."""

    @property
    def focal_points(self) -> tuple[str, ...]:
        return tuple(contact.name for contact in self.contacts)

    @property
    def channels(self) -> tuple[str, ...]:
        """Those that reach at least one of the focal points."""
        reaching = {channel for contact in self.contacts for channel in contact.channels}
        return tuple(sorted(reaching))

    @property
    def to_call(self) -> tuple[Contact, ...]:
        """Those of the focal points whom no message calls."""
        return tuple(contact for contact in self.contacts if not contact.rings)

    @property
    def rings(self) -> bool:
        """Whether a message comes to somebody's notice; where none does, it is the call list."""
        return any(contact.rings for contact in self.contacts)

    @property
    def page_only(self) -> bool:
        """Nobody is called by a message, but it is seen at the next visit."""
        return bool(self.channels) and not self.rings

    @property
    def held_to(self) -> datetime:
        """The due time that counts now: of the mending, where the submission was returned."""
        return self.mend_due if self.state is State.RETURNED and self.mend_due else self.due


@dataclass(frozen=True, slots=True)
class Board:
    """A period at a glance."""

    programme: Programme
    period: Period
    label: str
    lines: tuple[UnitLine, ...]
    statuses: Mapping[TaskStatus, int]
    report: "StoredReport | None" = None
    """The newest compiled version."""

    def line(self, unit: str) -> UnitLine | None:
        return next((line for line in self.lines if line.unit == unit), None)


class ReportState(StrEnum):
    COMPILED = "compiled"
    SHOWN = "shown"
    AGREED = "agreed"
    SENT_BACK = "sent_back"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A compiled, numbered version of the period's document."""

    id: int
    period: str
    version: int
    state: ReportState
    docx: str
    """sha256 of the Word file."""
    units_in: int
    units_missing: tuple[str, ...]
    """Names of the units that have not sent."""
    changed: tuple[str, ...] = ()
    """Names of the units whose words changed since the version before."""
    compiled_by: str | None = None
    number: str | None = None
    issued_on: date | None = None
    remark: str = ""
    findings: int = 0
    """How many places a proofreader would look at again."""
    rewritten: tuple[str, ...] = ()
    """Printed titles of the headings that stand in a person's words."""
    stale: tuple[tuple[str, str], ...] = ()
    """Those of them whose sources have changed: place and printed title."""
    files: tuple[ReportFile, ...] = ()
    """The Word file of a draft may stand in `docx` alone."""
    since: int | None = None
    """The version that `changed` compares with: the last issued one, or the one before."""
    since_number: str | None = None
    """The number of that version, where it was issued."""
    headings: tuple[str, ...] = ()
    """Numbers of the report's headings ("I.3.a"); none for a version of before they were kept."""
    summary: str = ""
    """The report in brief as plain text, for chat."""

    @property
    def code(self) -> str:
        """The period's."""
        return self.period.rpartition(":")[2]

    @property
    def is_issued(self) -> bool:
        return self.state is ReportState.ISSUED

    def file(self, part: str, form: str) -> ReportFile | None:
        """What is handed out now: of an issued report only what bears its number."""
        found = (f for f in self.files if (f.part, f.form) == (part, form))
        kept = next((f for f in found if f.issued is self.is_issued), None)
        if kept is None and (part, form) == (WHOLE, "docx") and not self.is_issued:
            name = file_name(self.code, self.version, part, form)
            return ReportFile(part, form, self.docx, name)
        return kept

    def given(self, part: str, forms: Sequence[str] = STORED_FORMS) -> tuple[str, ...]:
        """The sha256 of each of these forms of a part that is kept."""
        return tuple(f.sha256 for form in forms if (f := self.file(part, form)))


@dataclass(frozen=True, slots=True)
class ProposalFound:
    """A proposed plan, the version it is measured against now, and all programmes by code."""

    proposal: Proposal
    followed: Followed
    titles: Mapping[str, str]
    changed_by: str
    """Who decided last, by name."""


@dataclass(frozen=True, slots=True)
class InviteFound:
    """What stands behind a typed code: None where nothing does."""

    invite: Invite | None
    wrong_codes: int


@dataclass(frozen=True, slots=True)
class Facts:
    person: Person | None
    address: Address | None
    rules: Rules
    calendar: WorkingCalendar
    question: Question | None = None
    """The last one asked of this person before the event."""
    papers: tuple[Paper, ...] = ()
    """Of open periods and the newest locked one: the own units', and the one the session is on."""
    board: Board | None = None
    """The current period, for those who oversee it."""
    periods: tuple[Period, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """Names by unit code, of all programmes."""
    leave: Leave | None = None
    agreed: str | None = None
    """The wording of the notice that this person consented to."""
    found: Mapping[Wanted, object] = field(default_factory=dict)
    """What the turn looked up so far; see `handlers.contract.found`."""

    def paper(self, period: str, unit: str) -> Paper | None:
        return next((p for p in self.papers if p.period.key == period and p.unit == unit), None)

    def open_papers(self) -> tuple[Paper, ...]:
        """Of the units this person answers for, those in open periods, the earliest due first."""
        own = self.person.units() if self.person else ()
        mine = [p for p in self.papers if p.is_open and p.unit in own]
        return tuple(sorted(mine, key=lambda p: p.submission.due or p.period.unit_due))

    def headed_papers(self) -> tuple[Paper, ...]:
        """Of open periods, of the units this person heads without answering for them."""
        person = self.person
        headed = set(person.units(Role.UNIT_HEAD)) - set(person.units()) if person else set()
        return tuple(paper for paper in self.papers if paper.is_open and paper.unit in headed)
