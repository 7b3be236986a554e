"""The sample programmes are read by the same reader as any office's plan."""

import pytest

from documents.plan import read_members, read_plan
from documents.samples import NAMES, sample
from domain.plan import empty_groups, to_programme
from domain.programme import Asks, Programme


def programme(name: str) -> Programme:
    plan, members = sample(name)
    return to_programme(read_plan(plan), name, read_members(members))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_to_the_last_line(name: str) -> None:
    plan = read_plan(sample(name)[0])
    assert plan.unplaced == ()
    assert plan.frame.issuer and plan.frame.receiver and plan.frame.closing
    assert len(plan.frame.signature) == 4
    assert [heading.asks for heading in plan.outline] == [
        Asks.UNITS,
        Asks.COMPUTED,
        Asks.UNITS,
        Asks.UNITS,
    ]


@pytest.mark.parametrize("name", NAMES)
def test_its_short_titles_are_whole_clauses(name: str) -> None:
    for task in programme(name).tasks:
        assert task.text.startswith(task.short_title)
        assert task.text[len(task.short_title)] in ";:,."


def test_the_district_has_ten_blocks_and_seventeen_communes() -> None:
    district = programme("nghi-xuan-2022")
    assert [len(b.tasks) for b in district.blocks] == [5, 4, 2, 2, 1, 1, 1, 1, 2, 1]
    (group,) = district.groups
    assert group.code == "cac-xa-thi-tran"
    assert len(group.members) == 17
    assert {"xa-co-dam", "xa-xuan-lam", "thi-tran-tien-dien"} <= set(group.members)
    assert district.drafting_unit == "phong-kinh-te-ha-tang"
    (records,) = district.task("8.1").indicators
    assert (records.comparator, records.target, records.unit_of_measure) == (">", "95", "%")
    assert len(district.units) == 27
    assert not empty_groups(district)


def test_the_commune_has_departments_schools_and_hamlets() -> None:
    commune = programme("xa-nghi-xuan-2026")
    names = {unit.name for unit in commune.units}
    assert {"Văn phòng HĐND và UBND", "Phòng Kinh tế", "Trạm Y tế", "Công an xã"} <= names
    assert commune.drafting_unit == "phong-van-hoa-xa-hoi"
    (hamlets,) = commune.groups
    assert len(hamlets.members) == 10
    assert commune.task("2.3").deadline == "2026-11-30"
    assert commune.task("2.3").product
    assert [i.task for task in commune.tasks for i in task.indicators] == [
        "2.1",
        "3.2",
        "4.2",
        "5.1",
    ]


def test_there_is_no_other_sample() -> None:
    with pytest.raises(KeyError):
        sample("../secrets")
