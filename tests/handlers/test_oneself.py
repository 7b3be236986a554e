"""What people say about themselves, in any order, to the conversations that hear it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.conversation import Chose, Event, LookUp, Said, Session
from domain.facts import Facts, InviteFound
from domain.look_ups import InviteBehind, OwnData, PeopleNamed
from domain.people import Person
from domain.submission import State
from handlers import handle
from tests.handlers.builders_people import BINH, HOA, LAN, NOW, YEAR, draw, facts, paper, turn

PLACE = f"{YEAR.key}|phong-y-te"
_WORDS = (
    "vắng đến 20/12, đ/c Hoa thay",
    "báo vắng",
    "đã đi làm lại",
    "xin gia hạn 2 ngày vì chờ số liệu",
    "xin gia hạn",
    "20/12",
    "ngày mai",
    "nhắc lại sau 2 giờ",
    "nhắc lại",
    "dữ liệu của tôi",
    "dừng",
    "giúp",
    "hủy",
    "quay lại",
    "đúng",
    "không",
    "Trần Thị Hoa",
    "chờ số liệu",
)
_KEYS = (
    *("yes", "no", "edit", "nobody", "0", "1", "figures", HOA.code),
    *("leave|new", "leave|end", "extension", f"extension|{PLACE}", "extension|x", "snooze|2h"),
    *("my_data|rename", "my_data|forget", "menu|ask_coordinator", "menu|help", "answer|p-0008"),
    "2022-12-19T16:30:00+07:00",
)
_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Said, st.one_of(st.sampled_from(_WORDS), st.text(max_size=20))),
    st.builds(Chose, st.sampled_from(_KEYS)),
)
_OWN = {
    "channels": ["telegram"],
    "entries": 3,
    "files": 1,
    "consented_at": NOW.isoformat(),
    "wording": "1",
}


def _found(wanted: object) -> object:
    match wanted:
        case PeopleNamed(name):
            return (HOA,) if "Hoa" in name else ()
        case OwnData():
            return _OWN
        case InviteBehind():
            return InviteFound(None, 0)
        case _:
            raise AssertionError(wanted)


def _decide(session: Session, event: Event, known: Facts) -> tuple[Session, int]:
    decided = handle(session, event, known, NOW)
    while isinstance(decided, LookUp):
        known = replace(known, found={**known.found, decided.wanted: _found(decided.wanted)})
        decided = handle(session, event, known, NOW)
    draw(decided)
    return decided.session, len(decided.replies)


@settings(max_examples=200)
@given(st.lists(_EVENTS, max_size=8), st.sampled_from([LAN, BINH]), st.sampled_from(State))
def test_nobody_gets_stuck_and_everybody_is_answered(
    events: list[Event], person: Person, state: State
) -> None:
    known = facts(person, papers=(paper(state=state),))
    session = Session()
    for event in events:
        session, answers = _decide(session, event, known)
        assert answers
    assert turn(session, Said("hủy"), known).session.step == "idle"


@pytest.mark.parametrize("step", ["leave.until", "extension.until"])
def test_a_bare_day_answers_a_question_for_a_day(step: str) -> None:
    data = {"since": "2022-12-07", "period": YEAR.key, "unit": "phong-y-te"}
    decided = turn(Session(step, data), Said("ngày mai"), facts(papers=(paper(),)))
    assert not decided.effects
    assert decided.session.step in ("leave.substitute", "extension.until")
