from datetime import datetime

import pytest

from domain.conversation import Chose, Event, Said, Session
from domain.effects import Snooze
from domain.submission import State
from tests.handlers.builders_people import (
    NOW,
    at,
    effects,
    facts,
    offered,
    paper,
    templates,
    turn,
    words,
)


def until(event: Event, now: datetime = NOW) -> datetime:
    decided = turn(Session(), event, facts(papers=(paper(),)), now)
    (effect,) = effects(decided, Snooze)
    assert isinstance(effect, Snooze)
    return effect.until


@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        (Chose("snooze|2h"), "2022-12-07 08:00", "2022-12-07 10:00"),
        (Chose("snooze|2h"), "2022-12-07 10:00", "2022-12-07 13:30"),
        (Chose("snooze|tomorrow_afternoon"), "2022-12-07 10:00", "2022-12-08 14:00"),
        (Chose("snooze|tomorrow_afternoon"), "2022-12-09 10:00", "2022-12-12 07:30"),
        (Chose("snooze|tomorrow"), "2022-12-07 10:00", "2022-12-08 07:30"),
        (Said("nhắc lại sau 2 giờ"), "2022-12-07 08:00", "2022-12-07 10:00"),
        (Said("nhac lai chieu mai"), "2022-12-07 08:00", "2022-12-08 14:00"),
    ],
)
def test_a_reminder_is_put_off_to_a_working_moment(event: Event, now: str, expected: str) -> None:
    assert until(event, at(now)) == at(expected)


def test_the_time_is_said_back_and_the_question_stands_again() -> None:
    decided = turn(Session(), Chose("snooze|2h"), facts(papers=(paper(),)))
    assert templates(decided) == ["reminding/snoozed.j2", "idle.j2"]
    assert "11 giờ, thứ Tư, ngày 07/12/2022" in words(decided.replies[0])
    assert "sau hạn gửi" not in words(decided.replies[0])


def test_a_time_after_the_due_time_is_said_to_be_so() -> None:
    now = at("2022-12-16 15:00")
    decided = turn(Session(), Chose("snooze|2h"), facts(papers=(paper(),)), now)
    assert "sau hạn gửi của Phòng Y tế" in words(decided.replies[0])


@pytest.mark.parametrize("event", [Said("nhắc lại"), Chose("menu|snooze"), Chose("snooze|?")])
def test_a_snooze_without_a_time_is_asked_for_it(event: Event) -> None:
    decided = turn(Session(), event, facts(papers=(paper(),)))
    assert templates(decided) == ["reminding/ask_when.j2"]
    assert "snooze|2h" in offered(decided) and decided.effects == ()


def test_who_owes_nothing_has_nothing_to_put_off() -> None:
    decided = turn(Session(), Chose("snooze|2h"), facts(papers=(paper(state=State.SUBMITTED),)))
    assert templates(decided)[0] == "reminding/nothing_owed.j2" and decided.effects == ()
