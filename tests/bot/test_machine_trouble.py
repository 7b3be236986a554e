"""What is wrong with the machine is nobody's message's fault."""

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.channels.memory import MemoryChannel
from bot.rulebook import DATABASE
from bot.world import World
from domain.conversation import Said
from domain.effects import FetchFile
from storage import inbox, jobs
from storage.database import is_trouble_of_the_machine
from tests.cast import LAN, let_in
from tests.hand_clock import HandClock


async def _say(world: World, text: str, number: str) -> None:
    async with world.database.transaction() as connection:
        await inbox.add(connection, LAN.address, number, Said(text, number), world.clock())


async def test_a_full_disk_sets_no_message_aside(
    district: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await let_in(district, LAN)
    await _say(district, "báo cáo", "1")

    async def full(*arguments: object, **options: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("bot.turns.speak", full)
        for _ in range(5):
            with pytest.raises(sqlite3.OperationalError):
                await district.turns.handle_waiting()
    (row,) = await inbox.waiting(district.database.reader, 5)
    assert row.tries == 0
    await district.settle()
    assert await inbox.waiting(district.database.reader, 5) == []


def test_a_faulty_statement_is_no_trouble_of_the_machine() -> None:
    with pytest.raises(sqlite3.OperationalError) as fault:
        sqlite3.connect(":memory:").execute("NOT SQL")
    assert not is_trouble_of_the_machine(fault.value)


async def test_work_of_another_version_stops_no_other_work(
    district: World, channel: MemoryChannel
) -> None:
    await let_in(district, LAN)
    fetch = FetchFile("a.jpg", "a.jpg", "image/jpeg", "", None, None, None)
    channel.files["a.jpg"] = b"a"
    async with district.database.transaction() as connection:
        await jobs.add(connection, "person:p-0001", fetch, district.clock(), channel="memory")
        await connection.execute('UPDATE jobs SET work = \'{"kind": "Gone", "body": {}}\'')
        await jobs.add(connection, "person:p-0001", fetch, district.clock(), channel="memory")
    assert await district.jobs.run_due() == 2
    rows = await district.database.reader.execute_fetchall("SELECT state FROM jobs ORDER BY id")
    assert [row["state"] for row in rows] == ["failed", "done"]


async def test_the_files_of_another_channel_are_left_to_who_has_it(district: World) -> None:
    fetch = FetchFile("a.jpg", "a.jpg", "image/jpeg", "", None, None, None)
    async with district.database.transaction() as connection:
        await jobs.add(connection, "person:p-0001", fetch, district.clock(), channel="telegram")
    assert await district.jobs.run_due() == 0


async def test_answers_go_out_though_the_clock_was_put_back(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await let_in(district, LAN)
    await _say(district, "báo cáo", "1")
    await district.turns.handle_waiting()
    clock.advance(hours=-2)
    await district.settle()
    assert [sent.chat for sent in channel.take()] == [LAN.chat]


async def test_the_books_are_read_by_their_owner_only(district: World) -> None:
    folder: Path = district.book.folder
    for path in folder.glob(f"{DATABASE}*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
