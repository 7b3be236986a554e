"""Which programme a plan is a newer form of, and who is in its groups already."""

from dataclasses import replace

from domain.plan import ImportedPlan
from domain.plan_following import fresh_code, known_members, members_of, newer_form_of
from domain.programme import UnitGroup
from tests.report_sample import COMMUNES, FRAME, OUTLINE, PROGRAMME

OTHER = replace(PROGRAMME, code="khac", title="Chuyển đổi số", groups=())
NEXT_YEAR = ImportedPlan(replace(FRAME, title=f"{PROGRAMME.title} năm 2023"), OUTLINE, ())


def titled(title: str) -> ImportedPlan:
    return ImportedPlan(replace(FRAME, title=title), OUTLINE, ())


def test_the_same_title_of_another_year_is_the_same_programme() -> None:
    followed = replace(PROGRAMME, title=f"{PROGRAMME.title} năm 2022")
    assert newer_form_of(NEXT_YEAR, [OTHER, followed]) == followed
    assert newer_form_of(titled("Giáo dục STEM"), [OTHER, followed]) is None


def test_a_new_programme_is_called_by_its_title_or_its_file() -> None:
    assert fresh_code(titled("Giáo dục STEM 2023"), "tep", ["giao-duc-stem"]) == "giao-duc-stem-2"
    assert fresh_code(titled(""), "de-an", ()) == "de-an"


def test_groups_of_the_same_name_bring_their_members() -> None:
    name = PROGRAMME.groups[0].name
    plan = replace(titled("Giáo dục STEM"), groups=(name.upper(), "Các trường"))
    empty = replace(OTHER, groups=(UnitGroup("rong", name),))
    assert [unit.code for unit in known_members(plan, [empty, PROGRAMME])] == list(COMMUNES)
    assert known_members(titled("Giáo dục STEM"), [PROGRAMME]) == ()


def test_a_unit_in_two_groups_is_one_member() -> None:
    twice = replace(PROGRAMME, groups=PROGRAMME.groups * 2)
    assert [unit.code for unit in members_of(twice)] == list(COMMUNES)
