"""An issued report's plan becomes tasks: of the versions it was compiled from, no later ones."""

from datetime import date

import pytest

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel
from bot.compiling import compile_period
from bot.world import World
from domain import effects
from domain.effects import Effect
from domain.programme import Programme
from domain.status import Said
from domain.submission import Entry, PlanAction, PlanItem, Statement
from storage import programmes
from tests.cast import HA, PERIOD, PROGRAMME, let_in
from tests.recorders import Ear, receive

UNIT = "phong-y-te"
ADDED = "Lập sổ tiêm chủng số cho trẻ; hoàn thành trước ngày 01/7; phấn đấu trên 90% trẻ có sổ"


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, HA)
    return district


@pytest.fixture
def ear(channel: MemoryChannel) -> Ear:
    return Ear(channel)


async def do(world: World, *done: Effect) -> None:
    async with world.database.transaction() as connection:
        context = Context(connection, world.book, world.clock(), "p-0001", "person:p-0001")
        for effect in done:
            await apply(context, effect)


async def report(world: World, *plan: PlanItem, unit: str = UNIT) -> None:
    """The unit sends a version with what it plans."""
    items = [effects.SavePlanItem(PERIOD, unit, item) for item in plan]
    await do(world, *items, effects.SendSubmission(PERIOD, unit))


async def issue(world: World) -> None:
    await compile_period(world.database, world.book, PERIOD, None, world.clock())
    await do(world, effects.IssueReport(PERIOD, "45/BC-UBND", date(2022, 11, 25)))


def adding(world: World, text: str) -> PlanItem:
    return PlanItem("+1", PlanAction.ADD, Statement(text, "p-0001", world.clock()))


async def say(world: World, *words: str) -> None:
    for word in words:
        await receive(world, HA, word)
        await world.settle()


async def taken_over(world: World) -> Programme:
    await say(world, "xem từng khối", "đúng tất cả", "áp dụng")
    programme = await programmes.get(world.database.reader, PROGRAMME)
    assert programme is not None
    return programme


async def test_what_a_unit_added_has_the_figure_and_the_day_that_it_wrote(office: World) -> None:
    await report(office, adding(office, ADDED))
    await issue(office)
    await say(office, "lập nhiệm vụ kỳ sau")
    task = (await taken_over(office)).task("8.2")
    assert (task.text, task.units, task.deadline) == (ADDED, (UNIT,), "2023-06-30")
    (figure,) = task.indicators
    assert (figure.task, figure.comparator, figure.target) == ("8.2", ">", "90")


async def test_what_was_sent_after_the_report_was_compiled_does_not_count(office: World) -> None:
    await report(office, adding(office, "Mở điểm tiêm chủng"))
    await issue(office)
    await report(office, PlanItem("8.1", PlanAction.END), adding(office, "Việc khác hẳn"))
    await say(office, "lập nhiệm vụ kỳ sau")
    programme = await taken_over(office)
    assert programme.task("8.2").text == "Mở điểm tiêm chủng"
    assert "8.1" in {task.code for task in programme.tasks}


async def test_a_version_compiled_after_the_issued_one_is_not_taken(
    office: World, ear: Ear
) -> None:
    await report(office, adding(office, "Mở điểm tiêm chủng"))
    await issue(office)
    await report(office, adding(office, "Việc khác hẳn"))
    await compile_period(office.database, office.book, PERIOD, None, office.clock())
    await say(office, "lập nhiệm vụ kỳ sau")
    assert (await taken_over(office)).task("8.2").text == "Mở điểm tiêm chủng"


async def test_where_nothing_changes_there_is_nothing_to_take_over(
    office: World, ear: Ear
) -> None:
    await issue(office)
    await say(office, "lập nhiệm vụ kỳ sau", "xem từng khối")
    ear.heard()
    await say(office, "đúng tất cả")
    ear.assert_only_heard(HA, "không khác kế hoạch đang theo dõi")
    await say(office, "áp dụng")
    assert await programmes.newest_version(office.database.reader, PROGRAMME) == 1


async def test_asked_for_twice_it_goes_on_where_it_stood(office: World, ear: Ear) -> None:
    await report(office, PlanItem("8.1", PlanAction.END), adding(office, "Mở điểm tiêm chủng"))
    await issue(office)
    await say(office, "lập nhiệm vụ kỳ sau", "xem từng khối", "đúng", "lập nhiệm vụ kỳ sau")
    (texts,) = ear.heard().values()
    assert "Đã xem 1 khối." in texts[-1]


async def test_the_next_report_counts_those_of_a_group_that_go_on_together(office: World) -> None:
    words = Statement("Trả kết quả qua trợ lý ảo", "p-0001", office.clock())
    await report(office, PlanItem("10.1", PlanAction.CHANGE, words), unit="xa-co-dam")
    await issue(office)
    await say(office, "lập nhiệm vụ kỳ sau")
    programme = await taken_over(office)
    assert programme.answering(programme.task("10.2")) == ("xa-co-dam",)
    key, unit = f"{PROGRAMME}:2023", "xa-cuong-gian"
    said = Entry("10.1", said=Said.NOT_STARTED, reason="chưa có kinh phí")
    await do(
        office,
        effects.OpenPeriod(key),
        effects.SaveEntry(key, unit, said),
        effects.SendSubmission(key, unit),
    )
    compiled = await compile_period(office.database, office.book, key, None, office.clock())
    (count,) = [p.count for _, p in compiled.report.paragraphs() if p.count]
    assert (count.noun, count.total, count.not_started, count.missing) == (
        "xã, thị trấn",
        16,
        1,
        15,
    )
