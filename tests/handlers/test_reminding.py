from dataclasses import replace
from datetime import datetime

import pytest

from domain.conversation import Chose, Due, ReminderDue, Session
from domain.effects import SendSubmission
from domain.facts import Board, UnitLine
from domain.look_ups import BoardOf, PaperOf
from domain.people import Contact
from domain.period_state import PeriodState
from domain.programme import Frame, Programme
from domain.status import Said
from domain.submission import Entry, Paper, Remark, State, Statement
from handlers.owing import time_left
from tests.handlers.builders_people import (
    BINH,
    HEAD,
    LAN,
    NOW,
    TASKS,
    YEAR,
    at,
    effects,
    facts,
    label,
    look_up,
    offered,
    paper,
    templates,
    turn,
    words,
)

PLACE = f"{YEAR.key}|phong-y-te"


def due(
    stage: str = "T-7", tone: str = "remind", *, unit: str = "phong-y-te", escalated: bool = False
) -> Due:
    return Due(YEAR.key, unit, stage, tone, escalated)


def remind(sheet: Paper, stage: str, tone: str = "remind", now: datetime = NOW) -> str:
    decided = turn(Session(), ReminderDue((due(stage, tone),)), facts(papers=(sheet,)), now)
    return words(decided.replies[0])


def board(*lines: UnitLine, state: PeriodState = PeriodState.OPEN) -> Board:
    programme = Programme("ttnt", "…", Frame(), (), (), (), (), ())
    return Board(programme, replace(YEAR, state=state), "2022", lines, {})


def line(
    unit: str, name: str, state: State, channels: tuple[str, ...] = ("telegram",)
) -> UnitLine:
    return UnitLine(
        unit, name, state, 0, YEAR.unit_due, None, False, False, False, (Contact("Lan", channels),)
    )


def test_the_opening_says_the_data_window_the_due_time_and_what_is_to_be_done() -> None:
    text = remind(paper(), "opening")
    assert "năm 2022" in text and "từ 15/12/2021 đến 14/12/2022" in text
    assert "Phòng Y tế còn 2 nội dung" in text
    assert "trước 16 giờ 30, thứ Sáu, ngày 16/12/2022" in text


@pytest.mark.parametrize(
    ("stage", "now", "said"),
    [
        ("T-7", "2022-12-07 08:00", "Còn 07 ngày làm việc"),
        ("T-3", "2022-12-13 08:00", "Còn 03 ngày làm việc"),
        ("T-1", "2022-12-15 08:00", "Ngày mai là hạn gửi"),
        ("due-morning", "2022-12-16 08:00", "Hôm nay là hạn gửi"),
        ("due-afternoon", "2022-12-16 16:45", "Đã đến hạn gửi"),
        ("overdue-1", "2022-12-19 08:00", "Đã quá hạn 01 ngày"),
    ],
)
def test_the_tone_rises_with_the_stage(stage: str, now: str, said: str) -> None:
    assert said in remind(paper(), stage, now=at(now))


def test_from_the_stage_of_escalation_the_leader_is_named() -> None:
    assert "được báo cán bộ tổng hợp và trưởng đơn vị" in remind(
        paper(), "overdue-3", "press_and_report", at("2022-12-21 08:00")
    )


def test_a_press_is_said_to_come_from_the_coordinator() -> None:
    assert "Cán bộ tổng hợp đôn đốc" in remind(paper(), "press-2022-12-07T09:00", "press")


def test_what_is_missing_is_named_when_it_is_little_and_counted_always() -> None:
    done = Entry(
        "1.1",
        1,
        said=Said.DOING,
        statements=(Statement("Đang làm", "p-0007", NOW),),
    )
    sheet = replace(paper(state=State.DRAFT), entries={"1.1": done})
    text = remind(sheet, "T-3")
    assert "đã cập nhật 1/2 nội dung; còn: Hồ sơ sức khỏe." in text
    many = tuple(replace(TASKS[0], code=f"1.{n}") for n in range(1, 9))
    assert "đã cập nhật 0/8 nội dung." in remind(paper(tasks=many), "T-3")


def test_a_full_but_unsent_submission_is_to_be_sent() -> None:
    nothing = {code: Entry(code, 1, said=Said.NOTHING_TO_REPORT) for code in ("1.1", "1.2")}
    assert "chưa gửi" in remind(replace(paper(state=State.DRAFT), entries=nothing), "T-1")


def test_a_returned_submission_is_reminded_by_its_own_due_time() -> None:
    sheet = paper(
        state=State.RETURNED,
        remarks=(Remark("1.1", "thiếu số liệu"),),
        mend_due=at("2022-12-08 11:30"),
    )
    text = remind(sheet, "T-1")
    assert "được trả lại để bổ sung (1 ý kiến)" in text and "11 giờ 30" in text


@pytest.mark.parametrize(
    "sheet",
    [
        paper(state=State.SUBMITTED),
        paper(state=State.APPROVED),
        paper(state=State.DRAFT, waits_for_head=True),
        paper(period=replace(YEAR, state=PeriodState.LOCKED)),
    ],
)
def test_who_owes_nothing_any_more_is_not_reminded(sheet: Paper) -> None:
    assert turn(Session(), ReminderDue((due(),)), facts(papers=(sheet,))).replies == ()


def test_one_button_starts_and_the_others_put_off() -> None:
    decided = turn(Session(), ReminderDue((due(),)), facts(papers=(paper(),)))
    assert offered(decided) == [
        f"report|{PLACE}",
        f"nothing|{PLACE}",
        f"extension|{PLACE}",
        "snooze|2h",
        "snooze|tomorrow_afternoon",
    ]


def test_when_the_report_is_being_compiled_the_reason_is_asked_instead_of_an_extension() -> None:
    now = at("2022-12-22 08:00")
    decided = turn(Session(), ReminderDue((due("overdue-4"),)), facts(papers=(paper(),)), now)
    assert "menu|ask_coordinator" in offered(decided)
    assert not [key for key in offered(decided) if key.startswith("extension")]


def test_several_units_are_joined_into_one_message() -> None:
    sheets = (paper(), paper("xa-co-dam"))
    dues = (due(), due(unit="xa-co-dam"))
    decided = turn(Session(), ReminderDue(dues), facts(papers=sheets))
    assert templates(decided) == ["reminding/reminder.j2"]
    text = words(decided.replies[0])
    assert "Phòng Y tế" in text and "Xã Cổ Đạm" in text and "\n\n" in text
    starts = [c for c in decided.replies[0].choices if c.key.startswith("report|")]
    assert [label(c) for c in starts] == ["Phòng Y tế · năm 2022", "Xã Cổ Đạm · năm 2022"]


def test_the_conversation_under_way_is_not_disturbed() -> None:
    session = Session("idle", {"item": "1.1"}, question=12)
    decided = turn(session, ReminderDue((due(),)), facts(papers=(paper(),)))
    assert decided.session == replace(session, greeted="2022-12-07")
    assert decided.effects == ()


def test_a_unit_that_is_not_loaded_is_looked_up() -> None:
    assert look_up(Session(), ReminderDue((due(),)), facts()) == PaperOf(YEAR.key, "phong-y-te")


def test_overdue_units_reach_the_coordinator_as_one_list() -> None:
    known = facts(
        BINH,
        board=board(
            line("phong-y-te", "Phòng Y tế", State.DRAFT),
            line("xa-co-dam", "Xã Cổ Đạm", State.NOT_STARTED, ()),
            line("xa-xuan-lam", "Xã Xuân Lam", State.NOT_STARTED, ("web",)),
        ),
    )
    dues = tuple(
        due("overdue-3", "press_and_report", unit=unit, escalated=True)
        for unit in ("phong-y-te", "xa-co-dam", "xa-xuan-lam")
    )
    decided = turn(Session(), ReminderDue(dues), known, at("2022-12-21 08:00"))
    text = words(decided.replies[0])
    assert "3 đơn vị chưa gửi" in text
    assert "• Phòng Y tế (kỳ năm 2022): quá hạn 03 ngày làm việc, đang soạn\n" in text
    assert "chưa bắt đầu; chưa liên hệ được qua tin nhắn, đề nghị gọi điện" in text
    assert "chưa bắt đầu; chỉ dùng trang web, đề nghị gọi điện" in text
    assert offered(decided) == ["menu|overview"]


def test_a_returned_unit_is_held_to_its_time_for_mending() -> None:
    mending = at("2022-12-20 16:30")
    returned = replace(line("phong-y-te", "Phòng Y tế", State.RETURNED), mend_due=mending)
    known = facts(BINH, board=board(returned))
    event = ReminderDue((due("overdue-3", escalated=True),))
    decided = turn(Session(), event, known, at("2022-12-21 08:00"))
    assert "quá hạn 01 ngày làm việc" in words(decided.replies[0])


def test_units_of_which_the_same_is_said_share_a_line() -> None:
    names = {"phong-y-te": "Phòng Y tế", "xa-co-dam": "xã Cổ Đạm"}
    lines = [line(unit, name, State.NOT_STARTED, ()) for unit, name in names.items()]
    dues = tuple(due("overdue-3", "press_and_report", unit=u, escalated=True) for u in names)
    known = facts(BINH, board=board(*lines))
    decided = turn(Session(), ReminderDue(dues), known, at("2022-12-21 08:00"))
    assert "• Phòng Y tế; xã Cổ Đạm (kỳ năm 2022)" in words(decided.replies[0])


def test_the_unit_head_is_asked_to_see_to_it() -> None:
    event = ReminderDue((due("overdue-3", "press_and_report", escalated=True),))
    decided = turn(Session(), event, facts(HEAD, papers=(paper(),)), at("2022-12-21 08:00"))
    assert "Đề nghị đồng chí chỉ đạo" in words(decided.replies[0])


def test_a_unit_that_sent_meanwhile_is_not_escalated() -> None:
    event = ReminderDue((due("overdue-3", escalated=True),))
    sent = board(line("phong-y-te", "Phòng Y tế", State.SUBMITTED))
    assert turn(Session(), event, facts(BINH, board=sent)).replies == ()
    locked = board(line("phong-y-te", "Phòng Y tế", State.DRAFT), state=PeriodState.LOCKED)
    assert turn(Session(), event, facts(BINH, board=locked)).replies == ()


def test_another_period_than_the_boards_is_looked_up() -> None:
    event = ReminderDue((due("overdue-3", escalated=True),))
    assert look_up(Session(), event, facts(BINH)) == BoardOf(YEAR.key)


def test_who_reports_and_oversees_gets_one_message_with_the_button_to_start() -> None:
    both = replace(LAN, grants=(*LAN.grants, *BINH.grants))
    dues = (due("overdue-3"), due("overdue-3", unit="xa-co-dam", escalated=True))
    known = facts(
        both, papers=(paper(),), board=board(line("xa-co-dam", "Xã Cổ Đạm", State.DRAFT))
    )
    decided = turn(Session(), ReminderDue(dues), known)
    assert templates(decided) == ["reminding/escalated.j2", "reminding/reminder.j2"]
    assert offered(decided)[0] == f"report|{PLACE}"


@pytest.mark.parametrize(
    ("due_at", "now", "when", "days"),
    [
        ("2026-11-22 16:30", "2026-11-20 08:00", "before_days_off", 0),
        ("2026-11-23 16:30", "2026-11-20 08:00", "soon", 1),
        ("2026-11-22 16:30", "2026-11-23 08:00", "just_past", 0),
        ("2026-11-22 16:30", "2026-11-25 08:00", "overdue", 1),
    ],
)
def test_days_off_do_not_count(due_at: str, now: str, when: str, days: int) -> None:
    calendar = facts().calendar
    assert time_left(at(due_at), at(now), calendar) == {"when": when, "days": days}


def filled_in(state: State = State.DRAFT) -> Paper:
    said = Statement("Đã ban hành", LAN.code, NOW)
    entries = {task.code: Entry(task.code, 1, Said.DOING, statements=(said,)) for task in TASKS}
    return replace(paper(state=state), entries=entries)


@pytest.mark.parametrize("stage", ["opening", "T-1", "due-morning"])
def test_what_is_filled_in_and_not_sent_is_said_with_a_button_to_send(stage: str) -> None:
    decided = turn(Session(), ReminderDue((due(stage),)), facts(papers=(filled_in(),)))
    text = words(decided.replies[0])
    assert "đã nhập đủ, chưa gửi" in text
    assert "còn 0" not in text
    assert offered(decided)[:2] == [f"send_now|{PLACE}", f"report|{PLACE}"]


def test_the_button_of_a_reminder_sends_what_is_filled_in() -> None:
    decided = turn(Session(), Chose(f"send_now|{PLACE}"), facts(papers=(filled_in(),)))
    assert effects(decided, SendSubmission)
    assert templates(decided) == ["reporting/receipt.j2"]
