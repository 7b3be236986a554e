"""Lan of phòng Y tế, Bình the coordinator, and what a handler is given about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.render import Renderer
from domain.calendar import WorkingCalendar
from domain.conversation import Event, LookUp, Session, Turn, Wanted
from domain.effects import Effect, Tell
from domain.facts import Facts, Rules
from domain.messages import Address, Choice, Reply
from domain.people import Grant, Person, Role
from domain.period_state import Period, PeriodState
from domain.programme import Asks, Heading, Task
from domain.submission import Paper, State, Submission
from handlers import handle

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LAN = Person("p-0007", "Nguyễn Thị Lan", (Grant(Role.FOCAL_POINT, "phong-y-te"),))
HOA = Person("p-0008", "Trần Thị Hoa", (Grant(Role.FOCAL_POINT, "phong-y-te"),))
BINH = Person("p-0001", "Lê Văn Bình", (Grant(Role.COORDINATOR),))
HEAD = Person("p-0020", "Phan Văn Sơn", (Grant(Role.UNIT_HEAD, "phong-y-te"),))
UNITS = {"phong-y-te": "Phòng Y tế", "xa-co-dam": "Xã Cổ Đạm"}
RULES = Rules(agency="UBND huyện Nghi Xuân", bot_name="tiendo")
ADDRESS = Address("telegram", "tiendo_bot", "1001")


def at(text: str) -> datetime:
    """A moment in Việt Nam: at("2022-12-12 08:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


NOW = at("2022-12-07 09:00")  # a Wednesday
YEAR = Period(
    "2022",
    "ttnt",
    date(2021, 12, 15),
    date(2022, 12, 14),
    opens_at=at("2022-11-15 08:00"),
    unit_due=at("2022-12-16 16:30"),
    compile_due=at("2022-12-21 16:30"),
    state=PeriodState.OPEN,
)
TASKS = (
    Task("1.1", "Ban hành kế hoạch", "Ban hành kế hoạch năm.", ("phong-y-te",), "I.3"),
    Task("1.2", "Hồ sơ sức khỏe", "Lập hồ sơ sức khỏe điện tử.", ("phong-y-te",), "I.3"),
)
QUESTIONS = (Heading("III", "Khó khăn, vướng mắc", Asks.UNITS),)


def paper(
    unit: str = "phong-y-te",
    period: Period = YEAR,
    *,
    tasks: tuple[Task, ...] = TASKS,
    state: State = State.NOT_STARTED,
    **submission: object,
) -> Paper:
    sheet = Submission(period.key, unit, state)
    sheet = replace(sheet, **submission)
    return Paper(period, unit, UNITS[unit], sheet, tasks, QUESTIONS)


def facts(
    person: Person | None = LAN,
    *,
    found: Mapping[Wanted, object] | None = None,
    papers: tuple[Paper, ...] = (),
    **more: object,
) -> Facts:
    periods = tuple(dict.fromkeys(sheet.period for sheet in papers))
    known = Facts(
        person,
        ADDRESS,
        RULES,
        WorkingCalendar.shipped(),
        papers=papers,
        periods=periods,
        units=UNITS,
        found=found or {},
    )
    return replace(known, **more)


def turn(session: Session, event: Event, known: Facts, now: datetime = NOW) -> Turn:
    """One turn that needs no more than what is known; all that it says can be drawn."""
    decided = handle(session, event, known, now)
    assert isinstance(decided, Turn), decided
    draw(decided)
    return decided


def draw(decided: Turn) -> None:
    told = [effect.reply for effect in decided.effects if isinstance(effect, Tell)]
    for reply in (*decided.replies, *told):
        assert words(reply)
        assert all(label(choice) for choice in reply.choices)


def look_up(session: Session, event: Event, known: Facts, now: datetime = NOW) -> Wanted:
    """What a turn asks for before it can be decided."""
    decided = handle(session, event, known, now)
    assert isinstance(decided, LookUp), decided
    return decided.wanted


def templates(decided: Turn) -> list[str]:
    return [reply.template for reply in decided.replies]


def offered(decided: Turn) -> list[str]:
    """The choices a person sees: those of the last reply that has some."""
    with_choices = [reply.choices for reply in decided.replies if reply.choices]
    return [choice.key for choice in with_choices[-1]] if with_choices else []


def effects(decided: Turn, kind: type[Effect]) -> list[Effect]:
    return [effect for effect in decided.effects if isinstance(effect, kind)]


def words(reply: Reply) -> str:
    """A reply as it reads."""
    return _renderer().text(reply)


def label(choice: Choice) -> str:
    return _renderer().label(choice)


@cache
def _renderer() -> Renderer:
    return Renderer()
