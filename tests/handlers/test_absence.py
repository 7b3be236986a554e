from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import DeclareLeave, EveryoneWith, PersonIs, Tell
from domain.facts import Facts
from domain.look_ups import PeopleNamed
from domain.people import Leave, Person, Role
from tests.handlers.builders_people import (
    BINH,
    HOA,
    LAN,
    effects,
    facts,
    label,
    look_up,
    offered,
    templates,
    turn,
    words,
)

# NOW of the builders is the 7th of December 2022.
UNTIL = Session("leave.until", {"since": "2022-12-07", "sought": None})
DATED = {"since": "2022-12-07", "sought": None, "until": "2022-12-20"}
SUBSTITUTE = Session("leave.substitute", DATED)
CONFIRM = Session(
    "leave.confirm",
    {**DATED, "sought": "Hoa", "substitute": HOA.code, "substitute_name": HOA.name},
)
ALONE = Session("leave.confirm", {**DATED, "substitute": None, "substitute_name": None})
HOA_AGAIN = Person("p-0009", "Phạm Thị Hoa")


def naming(name: str, *people: Person, **more: object) -> Facts:
    return facts(found={PeopleNamed(name): people}, **more)


def declared(decided: Turn) -> DeclareLeave:
    (effect,) = effects(decided, DeclareLeave)
    assert isinstance(effect, DeclareLeave)
    return effect


def told(decided: Turn) -> list[object]:
    return [effect.audience for effect in decided.effects if isinstance(effect, Tell)]


def test_the_substitute_is_looked_up_by_the_name_said() -> None:
    said = Said("vắng đến 20/12, đ/c Hoa thay")
    assert look_up(Session(), said, facts()) == PeopleNamed("Hoa")


def test_one_sentence_leads_straight_to_the_confirmation() -> None:
    decided = turn(Session(), Said("vắng đến 20/12, đ/c Hoa thay"), naming("Hoa", HOA))
    assert decided.session.step == "leave.confirm"
    text = words(decided.replies[0])
    assert "thứ Tư, ngày 07/12/2022" in text and "thứ Ba, ngày 20/12/2022" in text
    assert "Trần Thị Hoa" in text
    assert decided.effects == ()


def test_several_of_that_name_are_offered() -> None:
    known = naming("Hoa", HOA, HOA_AGAIN, LAN)
    decided = turn(Session(), Said("vắng đến 20/12, đ/c Hoa thay"), known)
    assert decided.session.step == "leave.substitute"
    assert offered(decided) == [HOA.code, HOA_AGAIN.code, "nobody", "no"]
    assert [label(c) for c in decided.replies[0].choices][1] == "Phạm Thị Hoa"
    chosen = turn(decided.session, Chose(HOA_AGAIN.code), known)
    assert chosen.session.data["substitute"] == HOA_AGAIN.code


@pytest.mark.parametrize("people", [(), (LAN,)])
def test_a_name_nobody_else_has_offers_to_go_without(people: tuple[Person, ...]) -> None:
    decided = turn(SUBSTITUTE, Said("đ/c Hoa"), naming("Hoa", *people))
    assert offered(decided) == ["nobody", "no"]
    assert "chưa có người tên “Hoa”" in words(decided.replies[0])


@pytest.mark.parametrize("event", [Chose("nobody"), Said("không có"), Said("khong co ai")])
def test_leave_without_a_substitute_is_possible(event: Event) -> None:
    decided = turn(SUBSTITUTE, event, facts())
    assert decided.session.step == "leave.confirm"
    assert "hệ thống vẫn nhắc" in words(decided.replies[0])


@pytest.mark.parametrize(
    ("event", "until"),
    [
        (Chose("0"), "2022-12-07"),
        (Chose("1"), "2022-12-08"),
        (Said("20/12"), "2022-12-20"),
    ],
)
def test_the_last_day_is_asked_where_it_was_not_said(event: Event, until: str) -> None:
    decided = turn(UNTIL, event, facts())
    assert decided.session.data["until"] == until
    assert decided.session.step == "leave.substitute"


def test_both_days_may_be_given() -> None:
    decided = turn(UNTIL, Said("từ 12/12 đến 16/12"), facts())
    assert (decided.session.data["since"], decided.session.data["until"]) == (
        "2022-12-12",
        "2022-12-16",
    )


@pytest.mark.parametrize("days", [-1, 367])
def test_a_leave_that_is_over_or_endless_is_asked_again(days: int) -> None:
    since = date(2022, 12, 7)
    until = since + timedelta(days=days)
    asked = Session("leave.until", {"since": since.isoformat()})
    decided = turn(asked, Said(f"{until.day}/{until.month}/{until.year}"), facts())
    assert decided.session.step == "leave.until" and decided.effects == ()
    assert templates(decided)[-1] == "absence/ask_until.j2"


@pytest.mark.parametrize("event", [Chose("yes"), Said("đúng"), Said("Dong y a")])
def test_a_confirmed_leave_is_declared_and_told(event: Event) -> None:
    decided = turn(CONFIRM, event, facts())
    assert declared(decided) == DeclareLeave(date(2022, 12, 7), date(2022, 12, 20), HOA.code)
    assert told(decided) == [EveryoneWith(Role.COORDINATOR), PersonIs(HOA.code)]
    assert decided.session.step == "idle"
    assert templates(decided) == ["absence/declared.j2", "idle.j2"]
    for effect in decided.effects:
        if isinstance(effect, Tell):
            assert "Nguyễn Thị Lan (Phòng Y tế)" in words(effect.reply)
    words(decided.replies[0])


def test_without_a_substitute_only_the_coordinators_are_told() -> None:
    decided = turn(ALONE, Chose("yes"), facts())
    assert declared(decided).substitute is None
    assert told(decided) == [EveryoneWith(Role.COORDINATOR)]


@pytest.mark.parametrize("event", [Chose("no"), Said("không"), Said("quay lại"), Said("hủy")])
def test_nothing_is_declared_without_the_confirmation(event: Event) -> None:
    decided = turn(CONFIRM, event, facts())
    assert decided.session.step == "idle" and decided.effects == ()


def test_mending_begins_again_with_the_days() -> None:
    assert turn(CONFIRM, Chose("edit"), facts()).session.step == "leave.until"


ABSENT = facts(leave=Leave(LAN.code, date(2022, 12, 1), date(2022, 12, 20), HOA.code))


def test_who_is_away_is_shown_until_when_and_may_end_it() -> None:
    decided = turn(Session(), Said("báo vắng"), ABSENT)
    assert templates(decided) == ["absence/present.j2"]
    assert offered(decided) == ["leave|end", "leave|new"]


@pytest.mark.parametrize(
    "event", [Said("đã đi làm lại"), Said("da di lam lai."), Chose("leave|end")]
)
def test_back_at_work_ends_the_leave_early(event: Event) -> None:
    decided = turn(Session(), event, ABSENT)
    leave = declared(decided)
    assert leave.until < date(2022, 12, 7)
    assert told(decided) == [EveryoneWith(Role.COORDINATOR), PersonIs(HOA.code)]


def test_a_coordinator_may_be_away_too() -> None:
    decided = turn(ALONE, Chose("yes"), replace(facts(BINH)))
    assert "Lê Văn Bình báo vắng" in words(
        next(e for e in decided.effects if isinstance(e, Tell)).reply
    )
