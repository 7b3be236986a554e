"""Books that an older version left are read, and the work in them goes on."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.memory import MemoryChannel
from bot.report_forms import form_of, load_compiled
from bot.world import World, open_world
from domain.facts import StoredReport
from domain.report_files import BRIEF, WHOLE, heading_part, unit_part
from storage import entries, programmes, reports
from storage.database import MIGRATIONS, schema_version
from tests.cast import HA, LAN, make_book
from tests.hand_clock import HandClock
from tests.recorders import Ear, receive, rows

BOOKS = Path(__file__).with_name("books_of_schema_3.sql")
SCHEMA = 3
PERIOD = "mau:2022"


@pytest.fixture
async def office(tmp_path: Path, clock: HandClock, channel: MemoryChannel) -> AsyncIterator[World]:
    lay_down(tmp_path / "tiendo.sqlite3")
    async with open_world(make_book(tmp_path), clock, {channel.name: channel}) as world:
        yield world


def lay_down(path: Path) -> None:
    """The schema of then, by the migrations of then, and what stood in it."""
    books = sqlite3.connect(path)
    books.executescript("CREATE TABLE migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)")
    for script in sorted(MIGRATIONS.glob("[0-9]*.sql"))[:SCHEMA]:
        books.executescript(script.read_text("utf-8"))
    books.executescript(BOOKS.read_text("utf-8"))
    books.execute(f"PRAGMA user_version = {SCHEMA}")
    books.commit()
    books.close()


async def versions(office: World) -> list[StoredReport]:
    return list(await reports.every(office.database.reader, PERIOD))


async def test_the_schema_is_brought_up_to_date(office: World) -> None:
    assert await schema_version(office.database.reader) > SCHEMA
    assert await rows(office, "SELECT count(*) FROM rewritings, plan_proposals") == [(0,)]


@pytest.mark.parametrize("part", [WHOLE, BRIEF, unit_part("phong-y-te"), heading_part("III")])
@pytest.mark.parametrize("form", ["docx", "pdf"])
async def test_a_report_issued_then_is_given_out_in_every_part_and_form(
    office: World, part: str, form: str
) -> None:
    issued, _ = await versions(office)
    name, content = await form_of(office.database, office.book, issued, part, form, office.clock())
    assert "05-BC-UBND" in name and name.endswith(form)
    assert content[:4] == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}[form]


@pytest.mark.parametrize("form", ["xlsx", "json", "txt"])
async def test_its_data_can_be_read_too(office: World, form: str) -> None:
    issued, _ = await versions(office)
    _, content = await form_of(office.database, office.book, issued, WHOLE, form, office.clock())
    assert content
    report = await load_compiled(office.database.reader, issued)
    assert "Đã làm sạch 900 hồ sơ." in str(report.sections)


async def test_what_waited_is_done_and_compared_with_what_was_issued(
    office: World, channel: MemoryChannel
) -> None:
    await office.settle()
    *_, newest = await versions(office)
    assert (newest.version, newest.since, newest.since_number) == (3, 1, "5/BC-UBND")
    assert newest.changed == ("UBND xã Cổ Đạm",)
    assert len(newest.given(WHOLE)) == 3
    heard = Ear(channel).heard()
    assert set(heard) == {LAN.chat, HA.chat}


async def test_the_conversation_goes_on_where_it_stood(
    office: World, channel: MemoryChannel
) -> None:
    await office.settle()
    ear = Ear(channel)
    (menu,) = ear.heard()[LAN.chat]
    assert "Phòng Y tế" in menu and "Đã gửi lần 1" in menu
    await receive(office, LAN, "1")
    await office.settle()
    ear.assert_only_heard(LAN, "Đã làm sạch 900 hồ sơ.")


async def test_the_tasks_of_the_next_period_are_made_of_what_was_issued_then(
    office: World, channel: MemoryChannel
) -> None:
    await office.settle()
    ear = Ear(channel)
    ear.heard()
    await receive(office, HA, "lập nhiệm vụ kỳ sau")
    await office.settle()
    assert "2 khối, 3 nhiệm vụ" in " ".join(ear.heard()[HA.chat])


async def test_programme_and_entries_are_as_they_were(office: World) -> None:
    reader = office.database.reader
    programme = await programmes.of_period(reader, PERIOD)
    assert len(programme.annexes) == 4 and not programme.own_outline
    entry = (await entries.current(reader, PERIOD, "phong-y-te"))["1.1"]
    assert entry.figures[0].said is None and entry.saved_by == ""
