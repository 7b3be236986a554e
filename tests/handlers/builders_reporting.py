"""The papers and people of the reporting conversation's tests."""

from dataclasses import replace
from datetime import date, datetime

from domain.calendar import VIETNAM
from domain.people import Grant, Person, Role
from domain.period_state import Period, PeriodState
from domain.programme import Asks, Heading, Indicator, Task
from domain.submission import Entry, Paper, State, Statement, Submission

NOW = datetime(2022, 11, 28, 9, 0, tzinfo=VIETNAM)
DUE = datetime(2022, 12, 9, 16, 30, tzinfo=VIETNAM)
PERIOD = Period(
    code="2022",
    programme="ttnt",
    data_from=date(2021, 12, 15),
    data_to=date(2022, 12, 14),
    opens_at=datetime(2022, 11, 15, 8, 0, tzinfo=VIETNAM),
    unit_due=DUE,
    compile_due=datetime(2022, 12, 15, 17, 0, tzinfo=VIETNAM),
    lock_at=datetime(2022, 12, 20, 17, 0, tzinfo=VIETNAM),
    state=PeriodState.OPEN,
)
MONTH = replace(PERIOD, code="2022-11", data_from=date(2022, 10, 15), data_to=date(2022, 11, 14))
LAN = Person("p-0001", "Nguyễn Thị Lan", (Grant(Role.FOCAL_POINT, "phong-y-te"),))
HUNG = Person("p-0002", "Trần Văn Hùng", (Grant(Role.FOCAL_POINT, "phong-y-te"),))
MAI = Person("p-0003", "Lê Thị Mai", (Grant(Role.COORDINATOR),))
HEAD = Person("p-0004", "Phan Văn Đức", (Grant(Role.UNIT_HEAD, "phong-y-te"),))
DIFFICULTIES = Heading("III", "Khó khăn, vướng mắc", Asks.UNITS)
PROPOSALS = Heading("IV", "Kiến nghị, đề xuất", Asks.UNITS)


def a_task(code: str, title: str, deadline: str | None = None, *indicators: Indicator) -> Task:
    return Task(
        code, title, f"{title} trên địa bàn huyện", ("phong-y-te",), "I.3",
        deadline=deadline, indicators=indicators,
    )  # fmt: skip


def an_indicator(code: str, **more: object) -> Indicator:
    fields: dict[str, object] = {
        "name": "tỷ lệ hồ sơ sức khỏe đạt chất lượng",
        "comparator": ">",
        "target": "95",
        "unit_of_measure": "%",
        **more,
    }
    return Indicator(code, **fields)


ONE = (a_task("8.1", "Ứng dụng TTNT trong khám chữa bệnh"),)
THREE = (
    a_task("1.1", "Tuyên truyền về trí tuệ nhân tạo"),
    a_task("1.2", "Hỗ trợ doanh nghiệp ứng dụng TTNT", "2022-12-31"),
    a_task("1.3", "Ứng dụng TTNT trong công nghiệp", "2022-11-10"),
)


def a_paper(tasks: tuple[Task, ...] = THREE, **more: object) -> Paper:
    fields: dict[str, object] = {
        "period": PERIOD,
        "unit": "phong-y-te",
        "unit_name": "Phòng Y tế",
        "submission": Submission("ttnt:2022", "phong-y-te"),
        "tasks": tasks,
        "questions": (DIFFICULTIES, PROPOSALS),
        **more,
    }
    return Paper(**fields)


def in_state(paper: Paper, state: State, **more: object) -> Paper:
    """The paper with everything said as far as it was, sent where the state says so."""
    sent = state in (State.SUBMITTED, State.RETURNED, State.APPROVED)
    submission = replace(
        paper.submission,
        state=state,
        version=1 if sent else 0,
        sent_at=NOW if sent else None,
        **more,
    )
    entries = dict(paper.entries)
    return replace(paper, submission=submission, sent_entries=entries if sent else {})


def an_entry(item: str, text: str, **more: object) -> Entry:
    statement = Statement(text, LAN.code, NOW, "m-old")
    return replace(Entry(item, 1, statements=(statement,)), **more)
