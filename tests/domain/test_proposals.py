"""A proposed plan: what is pending, what comes next, and the programme of what was taken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan import ImportedPlan, Unplaced, changes_by_code, compare, take_over
from domain.programme import Block, Task, Unit
from domain.proposals import (
    Followed,
    Proposal,
    ProposalClosed,
    ProposalState,
    ProposedPlan,
    propose_document,
)
from domain.proposed_programme import programme_of
from domain.verdicts import Verdict
from tests.report_sample import FRAME, OUTLINE, PROGRAMME

TAKEN, LEFT_OUT, PENDING = Verdict.TAKEN, Verdict.LEFT_OUT, Verdict.PENDING
READ = ImportedPlan(FRAME, OUTLINE, (), unplaced=(Unplaced(3, "Ghi chú"),))
SPORT = Task("6.1", "Giải chạy", "Tổ chức giải chạy.", ("phong-van-hoa",), "I.3")
NEW = replace(
    PROGRAMME,
    units=(*PROGRAMME.units, Unit("phong-van-hoa", "Phòng Văn hóa")),
    tasks=(*PROGRAMME.tasks, SPORT),
    blocks=(*PROGRAMME.blocks, Block("6. Phòng Văn hóa", ("phong-van-hoa",), ("6.1",))),
)
PLAN = propose_document(READ, NEW, "file:abc:", "ke-hoach.docx", Followed(PROGRAMME, 3))
ALL = (TAKEN,) * len(PLAN.blocks)


def proposal(*verdicts: Verdict, plan: ProposedPlan = PLAN) -> Proposal:
    return Proposal(1, plan, verdicts)


def test_all_blocks_taken_are_the_programme_that_was_read() -> None:
    assert programme_of(PLAN, ALL) == NEW
    assert (PLAN.base, PLAN.unplaced, PLAN.is_from_report) == (3, READ.unplaced, False)


def test_a_new_unit_that_only_a_block_left_out_names_does_not_come_in() -> None:
    taken = programme_of(PLAN, (*ALL[:-1], LEFT_OUT))
    assert taken == PROGRAMME


def test_units_that_are_followed_stay_without_a_task() -> None:
    taken = programme_of(PLAN, (LEFT_OUT, *ALL[1:]))
    assert taken.blocks[0].heading.startswith("2.")
    assert "phong-kinh-te" in {unit.code for unit in taken.units}


@given(st.lists(st.sampled_from(Verdict), min_size=len(ALL), max_size=len(ALL)))
def test_whatever_is_taken_every_task_has_its_block_and_its_units(verdicts: list[Verdict]) -> None:
    taken = programme_of(PLAN, verdicts)
    assert [code for block in taken.blocks for code in block.tasks] == [
        task.code for task in taken.tasks
    ]
    known = {unit.code for unit in taken.units}
    assert all(set(taken.answering(task)) <= known for task in taken.tasks)


def test_the_next_block_goes_round_to_those_that_were_passed_over() -> None:
    one = proposal(PENDING, TAKEN, PENDING, LEFT_OUT, TAKEN, TAKEN)
    assert (one.after(0), one.after(2), one.after(-1)) == (2, 0, 0)
    assert proposal(*ALL).after(2) is None


def test_taking_the_rest_leaves_what_was_decided_and_asks_about_the_unfinished() -> None:
    unfinished = replace(PLAN.blocks[0], unfinished=True, joins=0)
    plan = replace(PLAN, blocks=(*PLAN.blocks[:3], unfinished))
    one = proposal(LEFT_OUT, PENDING, PENDING, PENDING, plan=plan)
    assert one.taking_rest(1) == (LEFT_OUT, TAKEN, TAKEN, PENDING)
    assert one.taking_rest(0) == (TAKEN, TAKEN, TAKEN, PENDING)


def test_nothing_can_be_decided_on_a_proposal_that_is_closed() -> None:
    proposal(*ALL).require_open()
    with pytest.raises(ProposalClosed):
        replace(proposal(*ALL), state=ProposalState.APPLIED).require_open()


def test_changes_by_code_are_those_that_comparing_words_finds() -> None:
    tasks = (replace(NEW.tasks[0], deadline="2023-12-31"), *NEW.tasks[2:])
    newer = replace(
        NEW, tasks=tasks, blocks=(replace(NEW.blocks[0], tasks=("1.1",)), *NEW.blocks[1:])
    )
    taken = take_over(PROGRAMME, newer)
    found = changes_by_code(PROGRAMME, taken)
    assert found == compare(PROGRAMME, taken)
    assert [task.code for task in found.ended] == ["1.2"]
    assert [task.code for task in found.added] == ["6.1"]
    assert [change.new.deadline for change in found.changed] == ["2023-12-31"]


def test_read_anew_what_was_decided_holds_for_blocks_that_are_as_they_were() -> None:
    moved = replace(PLAN.blocks[2], unfinished=True, joins=2)
    one = proposal(
        TAKEN, LEFT_OUT, PENDING, TAKEN, plan=replace(PLAN, blocks=(*PLAN.blocks[:3], moved))
    )
    changed = replace(PLAN.blocks[0], heading="1. Phòng khác")
    again = replace(PLAN, blocks=(changed, *PLAN.blocks[1:3], replace(moved, joins=1)))
    assert one.verdicts_for(again) == (PENDING, LEFT_OUT, PENDING, TAKEN)
