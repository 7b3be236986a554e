"""A press is stopped: what was not sent yet is not sent, wherever it waits."""

from datetime import timedelta

import pytest
from aiosqlite import Connection

from bot.pressing import on_its_way, stop
from domain.conversation import Due, ReminderDue
from domain.effects import Press
from domain.messages import Address, Reply
from storage import inbox, jobs, outbox
from storage.outbox import Kind
from tests.storage.conftest import NOW, connection, database

__all__ = ["connection", "database"]
PERIOD, OTHER = "ttnt:2022", "ttnt:2021"
LAN = Address("telegram", "tiendo_bot", "7")


def due(unit: str, stage: str = "press-2022-12-05", period: str = PERIOD) -> Due:
    return Due(period, unit, stage, "press")


async def event(connection: Connection, person: str, *dues: Due) -> None:
    await inbox.add_inside(connection, f"person:{person}", ReminderDue(dues), NOW)


async def message(connection: Connection, kind: Kind, *dues: Due) -> None:
    words = [Reply("notices/apology.j2")]
    await outbox.add(connection, "person:p-1", LAN, kind, words, NOW, dues=dues)


@pytest.fixture
async def pressed(connection: Connection) -> Connection:
    await event(connection, "p-1", due("phong-y-te"), due("xa-co-dam"))
    await event(connection, "p-2", due("phong-noi-vu", "T-3"))
    await event(connection, "p-3", due("phong-noi-vu", period=OTHER))
    await message(connection, Kind.REMINDER, due("cong-an"))
    await message(connection, Kind.REMINDER, due("phong-noi-vu", "T-1"))
    await message(connection, Kind.ANSWER)
    later = NOW + timedelta(hours=12)
    await jobs.add(connection, "person:p-9", Press(PERIOD, ("xa-co-dam", "quan-su")), later)
    await jobs.add(connection, "person:p-9", Press(OTHER, ("thon-1",)), later)
    return connection


async def test_the_units_a_press_is_on_its_way_to_are_known_each_once(pressed: Connection) -> None:
    units = (await on_its_way(pressed, PERIOD)).units
    assert sorted(units) == ["cong-an", "phong-y-te", "quan-su", "xa-co-dam"]


async def test_what_is_stopped_is_not_on_its_way_any_more(pressed: Connection) -> None:
    await stop(pressed, PERIOD, NOW)
    assert (await on_its_way(pressed, PERIOD)).units == ()


async def test_other_reminders_and_periods_go_on(pressed: Connection) -> None:
    await stop(pressed, PERIOD, NOW)
    assert len(await inbox.waiting(pressed, 10)) == 2
    assert [m.dues[0].stage for m in await outbox.unsent(pressed, Kind.REMINDER)] == ["T-1"]
    assert (await on_its_way(pressed, OTHER)).units == ("phong-noi-vu", "thon-1")


async def test_what_is_being_sent_is_not_taken_back(pressed: Connection) -> None:
    await pressed.execute("UPDATE outbox SET state = 'sending'")
    assert "cong-an" not in (await on_its_way(pressed, PERIOD)).units
