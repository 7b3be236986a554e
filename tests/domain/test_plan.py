"""What a plan becomes, and what taking over another changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan import (
    ImportedPlan,
    PlannedBlock,
    PlannedTask,
    compare,
    empty_groups,
    short_title,
    short_titles,
    take_over,
    to_programme,
    unit_code,
)
from domain.programme import Asks, Frame, Heading, Indicator, Programme, Unit

HEALTH = "Khám sức khỏe định kỳ cho người cao tuổi trên địa bàn xã; lập hồ sơ theo dõi."
VACCINE = "Tiêm chủng mở rộng cho trẻ em dưới 5 tuổi; quản lý trên phần mềm."
PATROL = "Tuần tra ban đêm tại các tuyến đường trục xã; phối hợp với dân quân."
HAMLET = "Duy trì tổ công nghệ số cộng đồng; hướng dẫn từng hộ dùng dịch vụ công."
DOCTORS, POLICE, HAMLETS = "Trạm Y tế", "Công an xã", "Các thôn"


def plan(*blocks: tuple[str, list[str]], title: str = "Kế hoạch") -> ImportedPlan:
    made = tuple(
        PlannedBlock(
            heading=f"{number}. {unit}",
            units=(unit,),
            group=unit.startswith("Các"),
            tasks=tuple(
                PlannedTask(f"{number}.{n}", short_title(text), text, (unit,), n, "I.1")
                for n, text in enumerate(texts, start=1)
            ),
            line=number,
        )
        for number, (unit, texts) in enumerate(blocks, start=1)
    )
    groups = tuple(unit for unit, _ in blocks if unit.startswith("Các"))
    outline = (Heading("I", "Kết quả", Asks.UNITS, (Heading("I.1", "Nhiệm vụ", Asks.TASKS),)),)
    return ImportedPlan(Frame(title=title), outline, made, groups=groups)


MEMBERS = (Unit("thon-mot", "Thôn Một"), Unit("thon-hai", "Thôn Hai"))
FIRST = plan((DOCTORS, [HEALTH, VACCINE]), (POLICE, [PATROL]), (HAMLETS, [HAMLET]))


def programme(imported: ImportedPlan) -> Programme:
    return to_programme(imported, "mau", MEMBERS)


def test_a_programme_knows_its_units_groups_and_tasks() -> None:
    made = programme(FIRST)
    assert [unit.code for unit in made.units] == [
        "tram-y-te",
        "cong-an-xa",
        "thon-mot",
        "thon-hai",
    ]
    assert made.groups[0].members == ("thon-mot", "thon-hai")
    assert made.answering(made.task("3.1")) == ("thon-mot", "thon-hai")
    assert [task.code for task in made.tasks_of("tram-y-te")] == ["1.1", "1.2"]
    assert made.tasks_by_unit() == {unit.code: made.tasks_of(unit.code) for unit in made.units}
    assert made.blocks[2].group and made.blocks[2].units == ("cac-thon",)
    assert made.title == "Kế hoạch"


def test_a_group_without_members_stays_empty_and_is_named() -> None:
    made = to_programme(FIRST, "mau")
    assert [group.name for group in empty_groups(made)] == [HAMLETS]
    assert empty_groups(programme(FIRST)) == ()


def test_members_join_the_group_of_their_kind() -> None:
    two = plan(("Các thôn", [HAMLET]), ("Các trường học", [VACCINE]))
    members = (*MEMBERS, Unit("truong-mot", "Trường Tiểu học Một"))
    made = to_programme(two, "mau", members)
    assert [group.members for group in made.groups] == [("thon-mot", "thon-hai"), ("truong-mot",)]


def test_a_member_that_the_plan_names_too_is_one_unit() -> None:
    made = to_programme(plan((DOCTORS, [HEALTH]), (HAMLETS, [HAMLET])), "x", [Unit("y", DOCTORS)])
    assert [unit.code for unit in made.units] == ["y"]


def test_importing_twice_changes_nothing() -> None:
    old = programme(FIRST)
    assert compare(old, programme(FIRST)).is_empty
    assert take_over(old, programme(FIRST)) == old


def test_what_is_added_changed_and_ended_is_told_apart() -> None:
    changed = VACCINE.replace("dưới 5 tuổi", "dưới 6 tuổi")
    new = programme(plan((DOCTORS, [changed, PATROL]), (POLICE, [PATROL]), (HAMLETS, [HAMLET])))
    changes = compare(programme(FIRST), new)
    assert [task.text for task in changes.added] == [PATROL]
    assert [(c.old.code, c.new.code) for c in changes.changed] == [("1.2", "1.1")]
    assert [task.text for task in changes.ended] == [HEALTH]
    assert not changes.is_empty


def test_new_numbers_alone_are_no_change() -> None:
    new = plan((POLICE, [PATROL]), (DOCTORS, [VACCINE, HEALTH]), (HAMLETS, [HAMLET]))
    changes = compare(programme(FIRST), programme(new))
    assert (changes.added, changes.changed, changes.ended) == ((), (), ())


def test_a_task_that_moved_keeps_its_code_and_an_added_one_gets_a_free_one() -> None:
    new = programme(plan((DOCTORS, [PATROL, HEALTH, VACCINE]), (POLICE, [PATROL])))
    taken = take_over(programme(FIRST), new)
    assert {task.text: task.code for task in taken.tasks if task.units == ("tram-y-te",)} == {
        HEALTH: "1.1",
        VACCINE: "1.2",
        PATROL: "1.3",
    }
    assert taken.blocks[0].tasks == ("1.3", "1.1", "1.2")


def test_what_was_edited_by_hand_survives() -> None:
    old = programme(FIRST)
    mine = replace(old.tasks[0], short_title="Khám cho người già", heading="I.2")
    old = replace(old, tasks=(mine, *old.tasks[1:]))
    assert compare(old, programme(FIRST)).is_empty
    assert take_over(old, programme(FIRST)).tasks[0] == mine


def test_a_new_deadline_or_target_is_a_change() -> None:
    old = programme(FIRST)
    first, *others = old.tasks
    later = replace(first, deadline="2026-12-31")
    more = replace(first, indicators=(Indicator("1.1", "hồ sơ", ">", "95", "%"),))
    for task in (later, more):
        changes = compare(old, replace(old, tasks=(task, *others)))
        assert [change.new for change in changes.changed] == [task]


def test_a_new_title_is_named_beside_the_tasks() -> None:
    blocks = [(DOCTORS, [HEALTH, VACCINE]), (POLICE, [PATROL]), (HAMLETS, [HAMLET])]
    changes = compare(programme(FIRST), programme(plan(*blocks, title="Kế hoạch mới")))
    assert changes.beside == ("frame",)
    assert not changes.is_empty


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phòng Y tế", "phong-y-te"),
        ("xã Cổ Đạm", "xa-co-dam"),
        ("UBND xã Cổ Đạm", "xa-co-dam"),
        ("Ủy ban nhân dân các xã, thị trấn", "cac-xa-thi-tran"),
        ("Uỷ ban nhân dân các xã, thị trấn", "cac-xa-thi-tran"),
        ("Phòng Kinh tế & Hạ tầng", "phong-kinh-te-ha-tang"),
        ("Phòng Kinh tế và Hạ tầng", "phong-kinh-te-ha-tang"),
        ("Đội Đặc biệt", "doi-dac-biet"),
        ("", "x"),
    ],
)
def test_a_unit_has_a_short_folded_code(name: str, code: str) -> None:
    assert unit_code(name) == code


def test_codes_that_meet_get_a_number() -> None:
    assert unit_code("Thôn An", ["thon-an", "thon-an-2"]) == "thon-an-3"


@given(st.text(max_size=80), st.lists(st.text(max_size=5)))
def test_any_name_has_a_code(name: str, taken: list[str]) -> None:
    code = unit_code(name, taken)
    assert code and code not in taken
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (HEALTH, "Khám sức khỏe định kỳ cho người cao tuổi trên địa bàn xã"),
        ("Tổ chức tập huấn, hướng dẫn; kiểm tra.", "Tổ chức tập huấn, hướng dẫn"),
        ("Chủ trì, phối hợp: làm.", "Chủ trì, phối hợp: làm"),
        (
            "Xây dựng nền tảng quản lý dữ liệu dùng chung phục vụ điều hành của lãnh đạo",
            "Xây dựng nền tảng quản lý dữ liệu dùng chung",
        ),
        (
            "rà soát hồ sơ của các hộ gia đình trong xã.",
            "Rà soát hồ sơ của các hộ gia đình trong xã",
        ),
    ],
)
def test_a_short_title_is_the_first_clause(text: str, title: str) -> None:
    assert short_title(text) == title


def test_two_tasks_that_begin_alike_are_told_apart() -> None:
    one = "Đẩy nhanh ứng dụng các giải pháp công nghệ số trong lĩnh vực nông nghiệp"
    titles = short_titles([one, one.replace("nông nghiệp", "thương mại điện tử")])
    assert len(set(titles)) == 2
    assert all(len(title) <= 60 for title in titles)


@given(st.text(max_size=300))
def test_a_short_title_fits_a_menu(text: str) -> None:
    title = short_title(text)
    assert len(title) <= 60
    assert title or not text.strip()
