"""Slow work: done once, tried again with growing pauses, and its end said to who waits for it."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

import bot.jobs
from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from domain.conversation import AddedToGroup, SentFile
from domain.effects import CompileReport
from domain.errors import SendError
from domain.messages import PAGE, Address
from storage import jobs
from storage.codec import dump_tagged, stamp
from tests.cast import HA, LAN, PERIOD, SON, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.recorders import Ear, code_of, receive, rows

PHOTO = b"\xff\xd8\xff" + bytes(range(256))
JOBS = "SELECT state, tries FROM jobs"


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, LAN, SON, HA)
    return district


@pytest.fixture
def ear(channel: MemoryChannel) -> Ear:
    return Ear(channel)


def photo(reference: str = "hop.jpg") -> SentFile:
    return SentFile(reference, reference, "image/jpeg", len(PHOTO), "Buổi họp", message="m1")


async def pass_by(world: World, clock: HandClock, **delta: float) -> None:
    clock.advance(**delta)
    await world.settle()


async def ask_for_report(world: World) -> None:
    async with world.database.transaction() as connection:
        owner = f"person:{await code_of(connection, HA)}"
        await jobs.add(connection, owner, CompileReport(PERIOD), world.clock())


async def test_a_file_is_kept_byte_for_byte(
    office: World, channel: MemoryChannel, ear: Ear, tmp_path: Path
) -> None:
    channel.files["hop.jpg"] = PHOTO
    await receive(office, LAN, photo())
    await office.settle()
    digest = sha256(PHOTO).hexdigest()
    ((path, size),) = await rows(office, "SELECT path, size FROM files WHERE sha256 = ?", digest)
    assert (tmp_path / str(path)).read_bytes() == PHOTO and size == len(PHOTO)
    assert await rows(office, "SELECT sha256, caption FROM evidence") == [(digest, "Buổi họp")]
    assert set(ear.heard()) == {LAN.chat}


async def test_a_file_that_cannot_be_had_is_said(office: World, ear: Ear) -> None:
    """The messenger refuses for good, so it is not asked again."""
    await receive(office, LAN, photo("gone.jpg"))
    await office.settle()
    assert await rows(office, JOBS) == [("failed", 0)]
    assert await rows(office, "SELECT 1 FROM evidence") == []
    assert set(ear.heard()) == {LAN.chat}


async def test_a_fault_is_tried_again_with_growing_pauses_and_then_said(
    office: World, clock: HandClock, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def always_broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.jobs, "compile_period", always_broken)
    await ask_for_report(office)
    await office.settle()
    pause = timedelta(seconds=5)
    for tries in range(1, bot.jobs.TRIES):
        assert await rows(office, JOBS) == [("waiting", tries)]
        ear.assert_nobody_was_disturbed()
        clock.now += pause - timedelta(microseconds=1)
        await office.settle()
        assert await rows(office, JOBS) == [("waiting", tries)]
        await pass_by(office, clock, microseconds=1)
        pause *= 2
    assert await rows(office, "SELECT state FROM jobs") == [("failed",)]
    assert set(ear.heard()) == {HA.chat}


async def test_a_job_that_fails_holds_up_no_other(
    office: World, channel: MemoryChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def always_broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.jobs, "compile_period", always_broken)
    channel.files["hop.jpg"] = PHOTO
    await ask_for_report(office)
    await receive(office, LAN, photo())
    await office.settle()
    assert await rows(office, JOBS + " ORDER BY id") == [("waiting", 1), ("done", 0)]


async def test_a_messenger_out_of_order_is_asked_again(
    office: World, clock: HandClock, channel: MemoryChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.files["hop.jpg"] = PHOTO

    async def out_of_order(*_: object) -> bytes:
        raise SendError("gateway")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryChannel, "fetch", out_of_order)
        await receive(office, LAN, photo())
        await office.settle()
    assert await rows(office, JOBS) == [("waiting", 1)]
    await pass_by(office, clock, seconds=5)
    assert await rows(office, JOBS) == [("done", 1)]
    assert await rows(office, "SELECT count(*) FROM evidence") == [(1,)]


async def test_a_crash_before_its_mark_does_the_work_again_and_keeps_one_version(
    office: World, ear: Ear
) -> None:
    """The same data give the same bytes, and those are on the shelf already."""
    await ask_for_report(office)
    await office.settle()
    ear.heard()
    async with office.database.transaction() as connection:
        await connection.execute("UPDATE jobs SET state = 'waiting', done_at = NULL")
    await office.settle()
    assert await rows(office, "SELECT version FROM reports") == [(1,)]
    assert set(ear.heard()) == {HA.chat}


async def test_the_bot_leaves_a_group_after_it_has_said_why(
    office: World, clock: HandClock, channel: MemoryChannel
) -> None:
    group = Address("memory", "tiendo", "-100")
    await receive(office, group, AddedToGroup())
    await office.settle()
    assert [sent.chat for sent in channel.take()] == ["-100"] and channel.left == []
    await pass_by(office, clock, seconds=5)
    assert channel.left == ["-100"]


async def test_a_file_put_on_the_page_is_fetched_there(tmp_path: Path, clock: HandClock) -> None:
    """The page knows only the person; who is reached elsewhere is answered there."""
    chat, page = MemoryChannel(), MemoryChannel(PAGE, files={"hop.jpg": PHOTO})
    channels = {chat.name: chat, page.name: page}
    async with open_world(make_book(tmp_path), clock, channels) as world:
        await take_over_sample(world)
        await let_in(world, LAN)
        async with world.database.transaction() as connection:
            owner = f"person:{await code_of(connection, LAN)}"
            await connection.execute(
                """
                INSERT INTO inbox (channel, bot, event_id, owner, payload, received_at)
                VALUES (?, 'upload', '1', ?, ?, ?)
                """,
                (PAGE, owner, dump_tagged(photo()), stamp(clock())),
            )
        await world.settle()
        assert await rows(world, "SELECT channel, bot, state FROM jobs") == [
            (PAGE, "upload", "done")
        ]
        assert len(await rows(world, "SELECT 1 FROM evidence")) == 1
        assert set(Ear(chat).heard()) == {LAN.chat} and page.take() == []
