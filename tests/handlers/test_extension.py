from dataclasses import replace
from datetime import datetime

import pytest

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import AskExtension, EveryoneWith, Tell
from domain.people import Grant, Role
from domain.period_state import PeriodState
from domain.submission import State
from tests.handlers.builders_people import (
    LAN,
    NOW,
    YEAR,
    at,
    facts,
    label,
    offered,
    paper,
    templates,
    turn,
    words,
)

PLACE = f"{YEAR.key}|phong-y-te"
BASE = {"period": YEAR.key, "unit": "phong-y-te", "reason": None}
UNTIL = Session("extension.until", BASE)
REASON = Session("extension.reason", {**BASE, "until": "2022-12-19T16:30:00+07:00"})
KNOWN = facts(papers=(paper(),))


def asked(decided: Turn) -> AskExtension:
    return next(e for e in decided.effects if isinstance(e, AskExtension))


def test_until_when_is_asked_with_what_is_possible() -> None:
    decided = turn(Session(), Said("xin gia hạn"), KNOWN)
    assert decided.session == UNTIL
    assert [label(c) for c in decided.replies[0].choices] == [
        "Đến 16 giờ 30, 19/12/2022",
        "Đến 16 giờ 30, 20/12/2022",
        "Đến 16 giờ 30, 21/12/2022",
        "Hủy",
    ]
    assert "Muộn nhất là 16 giờ 30, thứ Tư, ngày 21/12/2022" in words(decided.replies[0])


def test_one_sentence_with_days_and_reason_is_passed_on_at_once() -> None:
    decided = turn(Session(), Said("xin gia hạn 2 ngày vì chờ số liệu của trạm y tế"), KNOWN)
    assert asked(decided).until == at("2022-12-20 16:30")
    assert "chờ số liệu" in asked(decided).reason
    assert decided.session.step == "idle"


@pytest.mark.parametrize(
    ("event", "until"),
    [
        (Chose("2022-12-19T16:30:00+07:00"), "2022-12-19 16:30"),
        (Said("20/12"), "2022-12-20 16:30"),
        (Said("ngày 21/12"), "2022-12-21 16:30"),
        (Said("thêm 2 ngày làm việc"), "2022-12-20 16:30"),
        (Said("xin gia hạn 1 ngày"), "2022-12-19 16:30"),
    ],
)
def test_the_time_is_taken_to_the_clock_of_the_due_time(event: Event, until: str) -> None:
    decided = turn(UNTIL, event, KNOWN)
    assert decided.session.step == "extension.reason"
    assert datetime.fromisoformat(str(decided.session.data["until"])) == at(until)


def test_past_the_compile_due_time_no_extension_is_possible() -> None:
    decided = turn(UNTIL, Said("25/12"), KNOWN)
    assert templates(decided) == ["extension/refused.j2", "extension/ask_until.j2"]
    assert "phải tổng hợp trước 16 giờ 30, thứ Tư" in words(decided.replies[0])
    assert decided.session == UNTIL and decided.effects == ()


def test_a_time_before_the_due_time_is_no_extension() -> None:
    decided = turn(UNTIL, Said("10/12"), KNOWN)
    assert "không muộn hơn" in words(decided.replies[0])


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (Chose("figures"), "Chờ số liệu của bộ phận liên quan"),
        (Said(" đoàn kiểm tra làm việc đến hết tuần "), "đoàn kiểm tra làm việc đến hết tuần"),
    ],
)
def test_the_reason_goes_to_the_coordinators_with_both_answers(event: Event, reason: str) -> None:
    decided = turn(REASON, event, KNOWN)
    assert asked(decided) == AskExtension(YEAR.key, "phong-y-te", at("2022-12-19 16:30"), reason)
    tell = next(e for e in decided.effects if isinstance(e, Tell))
    assert tell.audience == EveryoneWith(Role.COORDINATOR)
    assert [c.key for c in tell.reply.choices] == [
        f"extend|grant|{PLACE}|2022-12-19T16:30:00+07:00",
        f"extend|decline|{PLACE}",
    ]
    assert reason in words(tell.reply) and "Nguyễn Thị Lan" in words(tell.reply)


def test_the_person_is_told_that_the_due_time_stands_meanwhile() -> None:
    decided = turn(REASON, Chose("workload"), KNOWN)
    assert "hạn gửi vẫn là trước 16 giờ 30, thứ Sáu, ngày 16/12/2022" in words(decided.replies[0])
    assert offered(decided) == [f"report|{PLACE}"]


def test_of_several_units_one_is_chosen() -> None:
    grants = (*LAN.grants, Grant(Role.FOCAL_POINT, "xa-co-dam"))
    both = facts(replace(LAN, grants=grants), papers=(paper(), paper("xa-co-dam")))
    decided = turn(Session(), Chose("extension"), both)
    assert offered(decided) == [f"extension|{PLACE}", f"extension|{YEAR.key}|xa-co-dam"]
    begun = turn(Session(), Chose(f"extension|{YEAR.key}|xa-co-dam"), both)
    assert begun.session.data["unit"] == "xa-co-dam"


@pytest.mark.parametrize(
    ("known", "now"),
    [
        (facts(), NOW),
        (facts(papers=(paper(state=State.SUBMITTED),)), NOW),
        (facts(papers=(paper(period=replace(YEAR, state=PeriodState.LOCKED)),)), NOW),
        (KNOWN, at("2022-12-22 08:00")),
    ],
)
def test_where_nothing_can_be_extended_it_is_said(known: object, now: datetime) -> None:
    decided = turn(Session(), Chose(f"extension|{PLACE}"), known, now)
    assert templates(decided) == ["errors/nothing_to_extend.j2", "idle.j2"]


def test_a_submission_sent_meanwhile_ends_the_conversation() -> None:
    sent = facts(papers=(paper(state=State.SUBMITTED),))
    for session in (UNTIL, REASON):
        decided = turn(session, Said("mai"), sent)
        assert decided.session.step == "idle" and decided.effects == ()


@pytest.mark.parametrize("session", [UNTIL, REASON])
@pytest.mark.parametrize("event", [Chose("no"), Said("hủy"), Said("quay lại")])
def test_nothing_is_asked_when_it_is_given_up(session: Session, event: Event) -> None:
    decided = turn(session, event, KNOWN)
    assert decided.session.step == "idle" and decided.effects == ()
