"""An office in memory: six units, one period, a coordinator and a leader who talk to the bot."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot.render import Renderer
from bot.web_links import join_link
from domain import effects as do
from domain import moves
from domain.bots import BotMonth, MessengerBot
from domain.calendar import VIETNAM, WorkingCalendar
from domain.conversation import Chose, Event, LookUp, Said, Session, Turn, Wanted
from domain.facts import Board, Facts, ReportState, Rules, StoredReport, UnitLine
from domain.findings import PlacedFinding
from domain.look_ups import (
    BoardOf,
    BotMonths,
    FocalPoints,
    FreshCode,
    HeadingOf,
    OwnData,
    PaperOf,
    PressWaiting,
    ReportOf,
    SeatsFor,
    TextOf,
)
from domain.messages import Choice, Question
from domain.people import Contact, Grant, Person, Role
from domain.period_state import Period, PeriodState
from domain.programme import Asks, Frame, Heading, Programme, Task, Unit
from domain.report_text import HeadingLine, HeadingText, ReportText
from domain.rewriting import Rewriting
from domain.seats import Seats
from domain.status import Said as SaidOf
from domain.submission import Entry, LateWord, Paper, Remark, State, Statement, Submission
from handlers import handle

RENDERER = Renderer(
    {
        "telegram": "https://t.me/tiendo_bot?start={}".format,
        "web": partial(join_link, "https://tiendo.example.vn"),
        "zalo": lambda code: None,
    }
)
NOW = datetime(2022, 12, 19, 9, 0, tzinfo=VIETNAM)
UNITS = {
    "phong-y-te": "Phòng Y tế",
    "phong-noi-vu": "Phòng Nội vụ",
    "cong-an-huyen": "Công an huyện",
    "xa-co-dam": "Xã Cổ Đạm",
    "xa-xuan-lam": "Xã Xuân Lam",
    "xa-xuan-lien": "Xã Xuân Liên",
}
HANH = Person("p-0001", "Trần Thị Hạnh", (Grant(Role.COORDINATOR),))
LEADER = Person("p-0002", "Lê Văn Bình", (Grant(Role.LEADER),))
BOTH = Person("p-0003", "Võ Văn Sơn", (Grant(Role.COORDINATOR), Grant(Role.LEADER)))
LAN = Person("p-0007", "Nguyễn Thị Lan", (Grant(Role.FOCAL_POINT, "phong-y-te"),))

TASKS = (
    Task("1.1", "Lập hồ sơ sức khỏe điện tử", "Lập hồ sơ sức khỏe.", ("phong-y-te",), "I.3"),
    Task("1.2", "Tập huấn chuyển đổi số", "Tập huấn.", ("phong-y-te",), "I.3"),
    Task("2.1", "Dịch vụ công trực tuyến", "Dịch vụ công.", tuple(UNITS), "I.3"),
)
PROGRAMME = Programme(
    "ttnt",
    "Chương trình trí tuệ nhân tạo",
    Frame(),
    (Heading("I", "Kết quả", Asks.TASKS), Heading("III", "Khó khăn, vướng mắc", Asks.UNITS)),
    tuple(Unit(code, name) for code, name in UNITS.items()),
    (),
    TASKS,
    (),
)
PERIOD = Period(
    "2022",
    "ttnt",
    date(2021, 12, 15),
    date(2022, 12, 14),
    datetime(2022, 11, 25, 8, 0, tzinfo=VIETNAM),
    datetime(2022, 12, 20, 16, 30, tzinfo=VIETNAM),
    datetime(2022, 12, 26, 17, 0, tzinfo=VIETNAM),
    datetime(2022, 12, 28, 17, 0, tzinfo=VIETNAM),
    PeriodState.OPEN,
)


def in_state(unit: str, state: State, **more: Any) -> Submission:
    """A submission as it would be after the moves that lead to `state`."""
    if state in (State.SUBMITTED, State.APPROVED, State.RETURNED):
        sent = NOW - timedelta(days=1)
        more = {"version": 1, "sent_at": sent, "first_sent_at": sent, **more}
    if state is State.RETURNED:
        more = {"remarks": (Remark("1.1", "thiếu số liệu"),), **more}
    return Submission(PERIOD.key, unit, state, **more)


@dataclass
class Office:
    """What the shell does, in memory. `said` are the texts drawn for the person who acts."""

    person: Person = HANH
    period: Period = PERIOD
    submissions: dict[str, Submission] = field(
        default_factory=lambda: {unit: Submission(PERIOD.key, unit) for unit in UNITS}
    )
    words: dict[str, dict[str, Entry]] = field(default_factory=dict)
    reports: list[StoredReport] = field(default_factory=list)
    session: Session = field(default_factory=Session)
    now: datetime = NOW
    people: tuple[Person, ...] = (HANH, LEADER, LAN)
    unreachable: frozenset[str] = frozenset()
    page_only: frozenset[str] = frozenset()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By unit, names of more focal points, whom nothing reaches."""
    applied: list[do.Effect] = field(default_factory=list)
    text: str = ""
    choices: tuple[Choice, ...] = ()
    attachments: tuple[str, ...] = ()
    picture: str = ""
    page_size: int = 8
    asked: int = 0
    no_period: bool = False
    late_words: tuple[LateWord, ...] = ()
    pressed: tuple[str, ...] = ()
    """The units that a press is still on its way to."""
    headings: dict[str, HeadingText] = field(default_factory=dict)
    """What is printed below the headings of the newest report, by place."""
    findings: tuple[PlacedFinding, ...] = ()
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar.shipped)
    bots: tuple[MessengerBot, ...] = ()
    months: tuple[BotMonth, ...] = ()
    """What each of the bots used of its month."""
    seats: dict[SeatsFor, Seats] = field(default_factory=dict)

    def put(self, unit: str, state: State, **more: Any) -> "Office":
        self.submissions[unit] = in_state(unit, state, **more)
        if state in (State.SUBMITTED, State.APPROVED, State.RETURNED):
            self.words.setdefault(unit, {"1.1": entry_of("1.1"), "2.1": entry_of("2.1")})
        return self

    # What the person does.

    def says(self, text: str) -> "Office":
        """A label typed in full is the choice, as in the shell; everything else is said."""
        for choice in self.choices:
            if text.casefold() == RENDERER.label(choice).casefold():
                return self.takes(choice)
        return self.meets(Said(text))

    def presses(self, label: str) -> "Office":
        labels = [RENDERER.label(choice) for choice in self.choices]
        assert label in labels, f"{label!r} is not offered: {labels}"
        return self.takes(self.choices[labels.index(label)])

    def takes(self, choice: Choice) -> "Office":
        return self.meets(Chose(choice.key, self.asked or None))

    def labels(self) -> list[str]:
        return [RENDERER.label(choice) for choice in self.choices]

    def meets(self, event: Event) -> "Office":
        self.applied = []
        turn = self._decided(event)
        self.session = turn.session
        self.text = "\n\n".join(RENDERER.text(reply) for reply in turn.replies)
        offered = [reply.choices for reply in turn.replies if reply.choices]
        self.attachments = tuple(one for reply in turn.replies for one in reply.attachments)
        self.picture = next((one.picture for one in turn.replies if one.picture), "")
        if turn.replies:
            self.asked += 1
            self.choices = offered[-1] if offered else ()
            self.session = replace(self.session, question=self.asked if offered else None)
        for effect in turn.effects:
            self._apply(effect)
        for effect in turn.effects:
            if isinstance(effect, do.Tell):
                RENDERER.text(effect.reply)
                [RENDERER.label(choice) for choice in effect.reply.choices]
        [RENDERER.label(choice) for choice in self.choices]
        return self

    def told(self) -> list[tuple[do.Audience, str, tuple[Choice, ...]]]:
        return [
            (effect.audience, RENDERER.text(effect.reply), effect.reply.choices)
            for effect in self.applied
            if isinstance(effect, do.Tell)
        ]

    def did(self) -> list[do.Effect]:
        return [effect for effect in self.applied if not isinstance(effect, do.Tell)]

    # What the shell knows.

    @property
    def board(self) -> Board:
        report = self.reports[-1] if self.reports else None
        lines = tuple(map(self._line, self.submissions.values()))
        return Board(PROGRAMME, self.period, self.period.code, lines, Counter(), report)

    def facts(self) -> Facts:
        return Facts(
            self.person,
            None,
            Rules("UBND huyện", "Tiến độ", page_size=self.page_size, bots=self.bots),
            self.calendar,
            Question(self.asked, self.choices) if self.choices else None,
            board=None if self.no_period else self.board,
            periods=() if self.no_period else (self.period,),
            units=UNITS,
        )

    def paper(self, unit: str) -> Paper:
        words = self.words.get(unit, {})
        return Paper(
            self.period,
            unit,
            UNITS[unit],
            self.submissions[unit],
            PROGRAMME.tasks_of(unit),
            PROGRAMME.questions_of(unit),
            words,
            sent_entries=words if self.submissions[unit].version else {},
            late_words=self.late_words,
        )

    def _line(self, submission: Submission) -> UnitLine:
        unit = submission.unit
        return UnitLine(
            unit,
            UNITS[unit],
            submission.state,
            submission.version,
            submission.due or self.period.unit_due,
            submission.sent_at,
            submission.late,
            submission.added_late,
            submission.on_behalf,
            self._contacts(unit),
            submission.extension_asked,
            submission.extension_reason,
            submission.mend_due,
            self.words.get(unit, {}) if submission.version else {},
        )

    def _contacts(self, unit: str) -> tuple[Contact, ...]:
        if unit in self.unreachable:
            return ()
        names = [person.name for person in self.people if unit in person.units()]
        channels = ("web",) if unit in self.page_only else ("telegram", "web")
        own = [Contact(name, channels) for name in names or ["Phan Thị Mai"]]
        return (*own, *(Contact(name) for name in self.silent.get(unit, ())))

    def _decided(self, event: Event) -> Turn:
        facts = self.facts()
        for _ in range(8):
            turn = handle(self.session, event, facts, self.now)
            if not isinstance(turn, LookUp):
                return turn
            found = {**facts.found, turn.wanted: self._found(turn.wanted)}
            facts = replace(facts, found=found)
        raise AssertionError("too many look-ups")

    def _found(self, wanted: Wanted) -> object:
        if isinstance(wanted, SeatsFor):
            return self.seats[wanted]
        if isinstance(wanted, BotMonths):
            return self.months
        is_text = isinstance(wanted, TextOf | HeadingOf)
        return self._text(wanted) if is_text else self._look_up(wanted)

    def _look_up(self, wanted: Wanted) -> object:
        match wanted:
            case PaperOf(_, unit):
                return self.paper(unit)
            case BoardOf(_):
                return self.board
            case PressWaiting(_):
                return self.pressed
            case FreshCode():
                return "K7Q2-M9XD"
            case FocalPoints(unit):
                return tuple(person for person in self.people if unit in person.units())
            case ReportOf(number, _):
                of_number = [one for one in self.reports if one.id == number]
                return of_number[0] if of_number else self.reports[-1]
            case OwnData():
                return {"name": self.person.name, "grants": [], "channels": []} | {
                    "code": self.person.code,
                    "wording": "1",
                    "entries": 3,
                    "files": 1,
                    "consented_at": NOW.isoformat(),
                }
            case _:
                raise AssertionError(wanted)

    def _text(self, wanted: TextOf | HeadingOf) -> ReportText | HeadingText | None:
        if isinstance(wanted, HeadingOf):
            return self.headings.get(wanted.place)
        return ReportText(tuple(map(_heading_line, self.headings.values())), self.findings)

    def _apply(self, effect: do.Effect) -> None:
        self.applied.append(effect)
        self._rewrite(effect)
        unit, change = self._move(effect)
        if change is not None:
            assert self.period.state is PeriodState.OPEN
            self.submissions[unit] = change(self.submissions[unit])
        match effect:
            case do.LockPeriod():
                self.period = replace(self.period, state=PeriodState.LOCKED)
            case do.UnlockPeriod():
                self.period = replace(self.period, state=PeriodState.OPEN)
            case do.AskSignOff(number):
                self._change_report(number, state=ReportState.SHOWN)
            case do.AnswerSignOff(number, agreed, remark):
                state = ReportState.AGREED if agreed else ReportState.SENT_BACK
                self._change_report(number, state=state, remark=remark)
            case do.IssueReport(_, number, on):
                last = self.reports[-1].id
                state = ReportState.ISSUED
                self._change_report(last, state=state, number=number, issued_on=on)
            case do.ExtendPeriod(_, until):
                self.period = replace(self.period, unit_due=until)

    def _move(self, effect: do.Effect) -> tuple[str, Callable[[Submission], Submission] | None]:
        match effect:
            case do.ApproveSubmission(_, unit):
                return unit, moves.approve
            case do.ReturnSubmission(_, unit, remarks, due):
                return unit, lambda it: moves.give_back(it, remarks, due, self.now)
            case do.WithdrawReturn(_, unit):
                return unit, moves.withdraw_return
            case do.GrantExtension(_, unit, until):
                assert until <= self.period.compile_due
                return unit, lambda it: moves.extend(it, until, self.now)
            case do.DeclineExtension(_, unit):
                return unit, moves.decline_extension
            case _:
                return "", None

    def _rewrite(self, effect: do.Effect) -> None:
        if not isinstance(effect, do.RewriteHeading | do.DropRewriting):
            return
        place = effect.heading
        heading = self.headings[place]
        if isinstance(effect, do.RewriteHeading):
            said = (effect.lines, effect.basis, self.person.code, self.now, effect.message)
            heading = replace(heading, rewriting=Rewriting(place, *said), editor=self.person.name)
        dropped = isinstance(effect, do.DropRewriting)
        self.headings[place] = replace(heading, dropped=dropped)

    def _change_report(self, report: int, **changes: Any) -> None:
        self.reports = [
            replace(one, **changes) if one.id == report else one for one in self.reports
        ]


def _heading_line(heading: HeadingText) -> HeadingLine:
    number = heading.place.partition("/")[0]
    return HeadingLine(heading.place, number, heading.title, heading.standing is not None)


def entry_of(item: str, text: str = "Đã lập 1.200 hồ sơ tại trạm y tê.") -> Entry:
    statement = Statement(text, LAN.code, NOW - timedelta(days=1), "m1")
    return Entry(item, 1, SaidOf.DOING, statements=(statement,))


def compiled(**more: Any) -> StoredReport:
    values: dict[str, Any] = {
        "id": 1,
        "period": PERIOD.key,
        "version": 1,
        "state": ReportState.COMPILED,
        "docx": "ab12",
        "units_in": 4,
        "units_missing": ("Xã Xuân Lam", "Xã Xuân Liên"),
    }
    return StoredReport(**{**values, **more})
