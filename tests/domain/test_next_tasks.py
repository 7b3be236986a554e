"""The plan section of an issued report becomes the tasks of the next period."""

from dataclasses import replace

from domain.compiling import compile_report
from domain.next_tasks import Issued, propose_next
from domain.programme import Indicator, Programme, Task
from domain.proposals import Followed, Origin, ProposedBlock, ProposedPlan
from domain.proposed_programme import programme_of
from domain.report import SentPaper
from domain.submission import PlanAction, PlanItem
from domain.verdicts import Verdict
from tests.report_sample import COMMUNES, PERIOD, PROGRAMME, paper, papers, statement

TAKEN, LEFT_OUT = Verdict.TAKEN, Verdict.LEFT_OUT


def as_said(task: Task) -> Task:
    return task


def proposed(*given: SentPaper, now: Programme = PROGRAMME) -> ProposedPlan:
    sent = given or papers()
    report = compile_report(PROGRAMME, PERIOD, sent)
    codes = frozenset(task.code for task in PROGRAMME.tasks)
    issued = Issued({one.unit: one for one in sent}, report.rows, PERIOD.data_to, codes)
    return propose_next(issued, Followed(now, 1), "report:7", PERIOD.key, as_said)


def block(plan: ProposedPlan, beginning: str, unfinished: bool = False) -> ProposedBlock:
    (found,) = [
        one
        for one in plan.blocks
        if one.heading.startswith(beginning) and one.unfinished is unfinished
    ]
    return found


def origins(found: ProposedBlock) -> dict[str, Origin]:
    return {one.task.code: one.origin for one in found.tasks}


def everything(plan: ProposedPlan) -> Programme:
    return programme_of(plan, [TAKEN for _ in plan.blocks])


def without_unfinished(plan: ProposedPlan) -> Programme:
    return programme_of(plan, [LEFT_OUT if b.unfinished else TAKEN for b in plan.blocks])


def sent_with(unit: str, *plan: PlanItem) -> tuple[SentPaper, ...]:
    return tuple(replace(p, plan=plan) if p.unit == unit else p for p in papers())


def test_a_task_that_is_carried_on_keeps_its_code_and_all_that_belongs_to_it() -> None:
    (health,) = block(proposed(), "3.").tasks
    assert health.task == PROGRAMME.task("3.1")
    assert health.origin is Origin.CARRIED and health.statuses == ("HT_DUNG_HAN",)


def test_what_was_ended_when_it_was_done_is_left_out_for_good() -> None:
    plan = proposed()
    assert origins(block(plan, "1.")) == {"1.2": Origin.CARRIED, "1.3": Origin.ADDED}
    assert all("1.1" not in origins(one) for one in plan.blocks)


def test_what_is_added_gets_a_code_that_was_never_used_and_the_units_that_said_it() -> None:
    later = replace(
        PROGRAMME, tasks=(*PROGRAMME.tasks, replace(PROGRAMME.task("2.1"), code="1.3"))
    )
    added = block(proposed(now=later), "1.").tasks[-1].task
    assert (added.code, added.units, added.heading) == ("1.4", ("phong-kinh-te",), "I.3")
    assert added.text == "Xây dựng bản đồ số hạ tầng giao thông của huyện."
    assert added.short_title == "Xây dựng bản đồ số hạ tầng giao thông của huyện"


def test_new_words_of_one_unit_stand_beside_the_task_that_the_others_carry_on() -> None:
    old, new = block(proposed(), "4.").tasks
    assert (old.task.code, old.task.units) == ("4.1", ("bch-quan-su",))
    assert (new.task.code, new.task.units, new.origin) == ("4.2", ("cong-an",), Origin.CHANGED)


def test_new_words_of_all_units_keep_the_code_and_what_they_do_not_speak_of() -> None:
    change = PlanItem("3.1", PlanAction.CHANGE, statement("Làm sạch toàn bộ hồ sơ sức khỏe."))
    (health,) = block(proposed(*sent_with("phong-y-te", change)), "3.").tasks
    old = PROGRAMME.task("3.1")
    assert health.task.code == "3.1" and health.task.text == "Làm sạch toàn bộ hồ sơ sức khỏe."
    assert (health.task.indicators, health.task.deadline) == (old.indicators, old.deadline)


def test_an_unfinished_task_that_its_unit_ended_is_taken_only_when_asked_about() -> None:
    plan = proposed()
    (left,) = block(plan, "5.", unfinished=True).tasks
    assert left.origin is Origin.UNFINISHED and left.task.units == ("thi-tran-tien-dien",)
    assert left.statuses == ("DTH_QUA_HAN",)
    assert left.task.deadline == "2022-11-30", "a deadline that is over stays"
    others = tuple(unit for unit in COMMUNES if unit != "thi-tran-tien-dien")
    taken = without_unfinished(plan)
    assert taken.answering(taken.task("5.1")) == others


def test_what_part_of_a_group_carries_on_is_still_counted_as_a_groups() -> None:
    taken = without_unfinished(proposed())
    whole, part = taken.groups
    assert (part.code, part.name) == ("cac-xa-thi-tran-2", whole.name)
    assert taken.task("5.1").units == (part.code,)
    assert whole == PROGRAMME.groups[0], "who is in the whole group stays known"


def test_two_tasks_of_the_same_part_of_a_group_make_one_group() -> None:
    second = replace(PROGRAMME.task("5.1"), code="5.2", text="Mở lớp kỹ năng số.", indicators=())
    communes = replace(PROGRAMME.blocks[-1], tasks=("5.1", "5.2"))
    now = replace(
        PROGRAMME, tasks=(*PROGRAMME.tasks, second), blocks=(*PROGRAMME.blocks[:-1], communes)
    )
    ends = (PlanItem("5.1", PlanAction.END), PlanItem("5.2", PlanAction.END))
    taken = without_unfinished(proposed(*sent_with("thi-tran-tien-dien", *ends), now=now))
    assert taken.task("5.1").units == taken.task("5.2").units
    assert len(taken.groups) == 2


def test_taken_back_it_is_one_task_of_the_whole_group_again() -> None:
    assert everything(proposed()).task("5.1") == PROGRAMME.task("5.1")


def test_an_unfinished_task_of_a_block_that_has_no_other_keeps_its_block() -> None:
    end = PlanItem("2.1", PlanAction.END)
    plan = proposed(*sent_with("phong-giao-duc", end))
    taken = everything(plan)
    assert taken.task("2.1") == PROGRAMME.task("2.1")
    assert [one.heading for one in taken.blocks if "2.1" in one.tasks] == [
        "2. Phòng Giáo dục và Đào tạo:"
    ]
    assert all(task.code != "2.1" for task in without_unfinished(plan).tasks)


def test_who_never_sent_carries_everything_on() -> None:
    silent = tuple(p for p in papers() if p.unit != "phong-y-te")
    assert origins(block(proposed(*silent, paper("phong-y-te", version=0)), "3.")) == {
        "3.1": Origin.CARRIED
    }


def test_a_unit_that_no_block_names_gets_a_block_for_what_it_adds() -> None:
    blocks = tuple(one for one in PROGRAMME.blocks if "phong-y-te" not in one.units)
    tasks = tuple(task for task in PROGRAMME.tasks if task.code != "3.1")
    add = PlanItem("+1", PlanAction.ADD, statement("Mở điểm khám từ xa."))
    now = replace(PROGRAMME, blocks=blocks, tasks=tasks)
    (new,) = block(proposed(*sent_with("phong-y-te", add), now=now), "Phòng Y tế").tasks
    assert (new.task.code, new.task.units) == ("6.1", ("phong-y-te",))


def test_a_task_that_the_programme_got_meanwhile_stays() -> None:
    newer = replace(PROGRAMME.task("2.1"), code="2.2", text="Mở phòng thực hành chung.")
    school = replace(PROGRAMME.blocks[1], tasks=("2.1", "2.2"))
    blocks = (PROGRAMME.blocks[0], school, *PROGRAMME.blocks[2:])
    now = replace(PROGRAMME, tasks=(*PROGRAMME.tasks, newer), blocks=blocks)
    assert everything(proposed(now=now)).task("2.2") == newer


def test_figures_in_new_words_are_read() -> None:
    figure = Indicator("", "Hồ sơ", ">", "97", "%")

    def read(task: Task) -> Task:
        return replace(task, indicators=(replace(figure, task=task.code),))

    change = PlanItem("3.1", PlanAction.CHANGE, statement("Trên 97% hồ sơ đạt chất lượng."))
    sent = sent_with("phong-y-te", change)
    rows = compile_report(PROGRAMME, PERIOD, sent).rows
    issued = Issued({p.unit: p for p in sent}, rows, PERIOD.data_to)
    plan = propose_next(issued, Followed(PROGRAMME, 1), "report:7", PERIOD.key, read)
    assert block(plan, "3.").tasks[0].task.indicators == (replace(figure, task="3.1"),)
    assert block(plan, "2.").tasks[0].task.indicators == (), "words that stay are not read again"
