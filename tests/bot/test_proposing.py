"""From a document or an issued report to a new version of the programme, over the real turns."""

import io
from pathlib import Path

import pytest
from docx import Document

from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from domain.conversation import SentFile
from domain.effects import ReadPlan
from domain.people import Role
from domain.plan_changes import changes_by_code
from domain.programme import Programme
from storage import audit, jobs, people, plan_proposals, programmes
from tests.cast import (
    CLOCK_START,
    HA,
    NGA,
    PERIOD,
    PROGRAMME,
    Persona,
    let_in,
    make_book,
    take_over_sample,
)
from tests.hand_clock import HandClock
from tests.play import FILES
from tests.recorders import Ear, code_of, files_that_hold, receive, rows

NAME = "ke-hoach-2023.docx"
READY = "Khối này đã đúng chưa?"


@pytest.fixture
async def office(district: World, channel: MemoryChannel) -> World:
    await let_in(district, HA, NGA)
    channel.files[NAME] = docx()
    return district


@pytest.fixture
def ear(channel: MemoryChannel) -> Ear:
    return Ear(channel)


def docx(*before: str) -> bytes:
    """The plan of the transcripts as an office writes it."""
    document, content = Document(), io.BytesIO()
    lines = (FILES / "ke-hoach-2023.md").read_text("utf-8").splitlines()
    for line in (*before, *filter(None, lines)):
        document.add_paragraph(line.strip("# *"))
    document.save(content)
    return content.getvalue()


async def send(world: World, who: Persona = HA, name: str = NAME) -> None:
    await receive(world, who, SentFile(name, name, "application/octet-stream", 10, message="m1"))
    await world.settle()


async def say(world: World, *words: str, who: Persona = HA) -> None:
    for word in words:
        await receive(world, who, word)
        await world.settle()


async def followed(world: World) -> tuple[Programme, int]:
    reader = world.database.reader
    programme = await programmes.get(reader, PROGRAMME)
    assert programme is not None
    return programme, await programmes.newest_version(reader, PROGRAMME)


async def test_a_word_document_ends_as_a_new_version_that_open_periods_do_not_take(
    office: World, ear: Ear
) -> None:
    before, _ = await followed(office)
    await send(office)
    ear.assert_only_heard(HA, "3 khối, 4 nhiệm vụ")
    await say(office, "xem từng khối", "đúng", "đúng tất cả", "áp dụng")
    programme, version = await followed(office)
    assert version == 2
    assert [task.code for task in programme.tasks] == ["8.1", "1.6", "2.5", "10.1"]
    assert programme.task("10.1") == before.task("10.1")
    assert programme.groups[0].members == before.groups[0].members, "who joined stays"
    assert changes_by_code(before, programme).added[0].deadline == "2023-06-30"
    assert await programmes.of_period(office.database.reader, PERIOD) == before


async def test_taking_over_stands_in_the_audit_log_with_who_did_it(office: World) -> None:
    await send(office)
    await say(office, "xem từng khối", "đúng tất cả", "áp dụng")
    found = await rows(
        office, "SELECT what, actor FROM audit WHERE what LIKE '%Plan' OR what LIKE '%Blocks'"
    )
    code = await code_of(office.database.reader, HA)
    names = [(what, actor) for what, actor in found if actor == code]
    assert [what for what, _ in names] == [
        "ReadPlan", "DecideBlocks", "ImportPlan", "TakeOverPlan",
    ]  # fmt: skip
    assert await audit.first_broken_line(office.database.reader) is None


async def test_what_was_decided_survives_a_restart(tmp_path: Path) -> None:
    book, clock = make_book(tmp_path / "office"), HandClock(CLOCK_START)
    channel = MemoryChannel()
    channel.files[NAME] = docx()
    (tmp_path / "office").mkdir(exist_ok=True)
    async with open_world(book, clock, {channel.name: channel}) as world:
        await take_over_sample(world)
        await let_in(world, HA)
        await send(world)
        await say(world, "xem từng khối", "bỏ khối này")
    async with open_world(book, clock, {channel.name: channel}) as world:
        channel.take()
        await say(world, "đúng tất cả", "áp dụng")
        programme, version = await followed(world)
    assert version == 2
    assert [task.code for task in programme.tasks] == ["2.5", "10.1"]


async def test_a_document_read_twice_after_a_crash_is_proposed_once(office: World) -> None:
    await send(office)
    ((owner, sha256),) = await rows(
        office, "SELECT owner, work ->> '$.body.sha256' FROM jobs WHERE work LIKE '%ReadPlan%'"
    )
    async with office.database.transaction() as connection:
        await jobs.add(connection, str(owner), ReadPlan(str(sha256), NAME), office.clock())
    await office.settle()
    assert len(await plan_proposals.every_open(office.database.reader)) == 1


async def test_a_programme_changed_meanwhile_is_not_overwritten(office: World, ear: Ear) -> None:
    await send(office)
    await say(office, "xem từng khối", "đúng tất cả")
    programme, _ = await followed(office)
    async with office.database.transaction() as connection:
        await programmes.put(connection, programme, "cli", office.clock())
    ear.heard()
    await say(office, "áp dụng")
    ear.assert_only_heard(HA, "đã thay đổi sau khi lập đề xuất này")
    assert (await followed(office))[1] == 2
    await say(office, "lập lại đề xuất")
    ear.assert_only_heard(HA, "Đã xem 3 khối.")
    await say(office, "xem tiếp", "áp dụng")
    assert (await followed(office))[1] == 3


async def test_sent_again_after_the_programme_changed_it_is_read_anew(
    office: World, ear: Ear
) -> None:
    await send(office)
    await say(office, "xem từng khối", "bỏ khối này")
    programme, _ = await followed(office)
    async with office.database.transaction() as connection:
        await programmes.put(connection, programme, "cli", office.clock())
    await send(office)
    await say(office, "xem tiếp", "đúng tất cả", "áp dụng")
    programme, version = await followed(office)
    assert version == 3
    assert [task.code for task in programme.tasks] == ["2.5", "10.1"]


async def test_a_document_with_headings_and_no_task_is_no_plan(
    office: World, channel: MemoryChannel, ear: Ear
) -> None:
    channel.files["de-cuong.md"] = "# I. KHÓ KHĂN, VƯỚNG MẮC\n\nKhông có.\n".encode()
    await send(office, name="de-cuong.md")
    ear.assert_only_heard(HA, "Không tìm thấy nhiệm vụ")


async def test_who_is_no_coordinator_any_more_applies_nothing(office: World, ear: Ear) -> None:
    await send(office)
    await say(office, "xem từng khối", "đúng tất cả")
    async with office.database.transaction() as connection:
        code = await code_of(connection, HA)
        await people.end_grant(connection, code, Role.COORDINATOR, None, office.clock())
        await people.grant(connection, code, Role.FOCAL_POINT, "phong-y-te", office.clock())
    ear.heard()
    await say(office, "áp dụng")
    assert (await followed(office))[1] == 1
    (texts,) = ear.heard().values()
    assert "không thuộc phần việc" in texts[0]


async def test_of_a_classified_plan_nothing_is_kept(
    office: World, channel: MemoryChannel, ear: Ear, tmp_path: Path
) -> None:
    channel.files["mat.docx"] = docx("MẬT")
    await send(office, name="mat.docx")
    ear.assert_only_heard(HA, "bí mật nhà nước")
    assert await rows(office, "SELECT 1 FROM files") == []
    assert await rows(office, "SELECT 1 FROM plan_proposals") == []
    assert files_that_hold(tmp_path / "files", "word/document.xml") == []


async def test_of_a_classified_paper_that_is_no_plan_nothing_is_kept(
    office: World, channel: MemoryChannel, ear: Ear, tmp_path: Path
) -> None:
    channel.files["cong-van.md"] = "TỐI MẬT\n\nKính gửi các đồng chí.\n".encode()
    await send(office, name="cong-van.md")
    ear.assert_only_heard(HA, "bí mật nhà nước")
    assert await rows(office, "SELECT 1 FROM files") == []
    assert files_that_hold(tmp_path / "files", "Kính gửi") == []


async def test_a_plan_that_cites_a_list_of_secrets_is_no_secret(
    office: World, channel: MemoryChannel, ear: Ear
) -> None:
    law = "Căn cứ Quyết định số 12/QĐ-TTg về danh mục bí mật nhà nước độ Tối mật;"
    channel.files["ke-hoach.docx"] = docx("KẾ HOẠCH", law)
    await send(office, name="ke-hoach.docx")
    ear.assert_only_heard(HA, "3 khối, 4 nhiệm vụ")
