"""The ladder through the whole shell: who hears what when, the clock moved by hand.

The year's reports of 2022 are due on Saturday, 17 December at 16:30; the last working day before
is Friday the 16th; units are late after Monday the 19th; the period locks on the 22nd at 17:00.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel
from bot.loading.boards import board_of
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain import effects
from domain.calendar import VIETNAM
from domain.conversation import Blocked
from domain.effects import Effect
from domain.period_state import PeriodState
from storage import people, periods
from tests.cast import (
    CLOCK_START,
    HA,
    HOA,
    LAN,
    MINH,
    PERIOD,
    SON,
    TAM,
    Persona,
    let_in,
    make_book,
    take_over_sample,
)
from tests.hand_clock import HandClock
from tests.recorders import Ear, code_of, receive, rows

Y_TE = "phong-y-te"
LADDER = [
    "2022-11-25 08:00",
    "2022-12-07 08:00",
    "2022-12-13 08:00",
    "2022-12-15 08:00",
    "2022-12-16 08:00",
    "2022-12-16 14:00",
    "2022-12-20 08:00",
    "2022-12-21 08:00",
    "2022-12-22 08:00",
]
"""When a unit that sends nothing is reminded: opening, T-7, T-3, T-1, twice on the last working
day, and on each working day from the day after it counts as late."""


@dataclass
class Office:
    """The world, with the words for what happens in it."""

    world: World
    clock: HandClock
    ear: Ear

    async def join(self, *personas: Persona) -> None:
        await let_in(self.world, *personas)

    async def until(self, moment: str) -> None:
        """By and by, as the bot ticks."""
        while self.clock.now < at(moment):
            self.clock.to(min(after(self.clock.now), at(moment)))
            await self.tick()

    async def tick(self) -> None:
        await self.world.tick()
        await self.world.settle()

    async def sleep_until(self, moment: str) -> None:
        """Out of order meanwhile."""
        self.clock.to(at(moment))
        await self.tick()

    async def times_of(self, who: Persona, until: str) -> list[str]:
        """When somebody is written to."""
        times = []
        while self.clock.now < at(until):
            if who.chat in self.ear.heard():
                times.append(f"{self.clock.now:%Y-%m-%d %H:%M}")
            await self.until(f"{after(self.clock.now):%Y-%m-%d %H:%M}")
        return times

    async def do(self, who: Persona | None, *wanted: Effect) -> None:
        """What somebody decides, without the conversation that leads there."""
        async with self.world.database.transaction() as connection:
            actor = await code_of(connection, who) if who else "tests"
            context = Context(connection, self.world.book, self.clock(), actor, actor)
            for effect in wanted:
                await apply(context, effect)

    async def send(self, who: Persona, unit: str = Y_TE) -> None:
        await self.do(who, effects.SendSubmission(PERIOD, unit))


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


def after(now: datetime) -> datetime:
    """Half an hour later by day; at night one look at midnight is enough."""
    midnight = now.replace(hour=0, minute=0)
    if now.hour >= 18:
        return midnight + timedelta(days=1)
    return midnight.replace(hour=7) if now.hour < 7 else now + timedelta(minutes=30)


@asynccontextmanager
async def opened(book: Rulebook, start: datetime = CLOCK_START) -> AsyncIterator[Office]:
    clock, channel = HandClock(start), MemoryChannel()
    async with open_world(book, clock, {channel.name: channel}, durable=False) as world:
        await take_over_sample(world)
        yield Office(world, clock, Ear(channel))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(make_book(tmp_path)) as office:
        yield office


# The stages.


async def test_every_stage_is_said_once_at_its_time(office: Office) -> None:
    """So never at night, on a weekend, or after the lock."""
    await office.join(LAN)
    await office.tick()
    assert await office.times_of(LAN, "2022-12-27 08:00") == LADDER


async def test_ticking_twice_says_nothing_twice(office: Office) -> None:
    await office.join(LAN)
    for _ in range(3):
        await office.tick()
    office.ear.assert_only_reminded(LAN)


async def test_only_those_who_owe_are_reminded(office: Office) -> None:
    await office.join(LAN, SON)
    await office.tick()
    office.ear.assert_only_reminded(LAN, SON)
    await office.send(LAN)
    await office.until("2022-12-07 08:00")
    office.ear.assert_only_reminded(SON, of="xã Cổ Đạm")


async def test_who_sends_before_the_reminder_goes_out_does_not_hear_it(office: Office) -> None:
    """It is queued, and asked about once more at the moment of sending."""
    await office.join(LAN)
    await office.world.tick()
    await office.world.turns.handle_waiting()
    assert await rows(office.world, "SELECT state FROM outbox") == [("queued",)]
    await office.send(LAN)
    await office.world.settle()
    office.ear.assert_nobody_was_disturbed()
    assert await rows(office.world, "SELECT state FROM outbox") == [("dropped",)]
    assert await rows(office.world, "SELECT 1 FROM reminders") == []


async def test_who_sends_before_the_reminders_turn_does_not_hear_it(office: Office) -> None:
    await office.join(LAN)
    await office.world.tick()
    await office.send(LAN)
    await office.world.settle()
    office.ear.assert_nobody_was_disturbed()


async def test_two_units_of_one_person_are_one_message(office: Office) -> None:
    await office.join(LAN)
    async with office.world.database.transaction() as connection:
        code = await code_of(connection, LAN)
        await people.grant(connection, code, SON.role, SON.unit, office.clock())
    await office.tick()
    ((text,),) = office.ear.heard().values()
    assert "Phòng Y tế" in text and "ã Cổ Đạm" in text


async def test_every_focal_point_of_a_unit_is_reminded(office: Office) -> None:
    await office.join(LAN, TAM)
    await office.tick()
    office.ear.assert_only_reminded(LAN, TAM)


async def test_after_an_outage_only_the_newest_stage_is_said(office: Office) -> None:
    """Away from the opening until T-1: three stages stand behind it and are never said."""
    await office.join(LAN)
    await office.sleep_until("2022-12-15 09:00")
    office.ear.assert_only_reminded(LAN)
    stages = "SELECT stage, state FROM reminders ORDER BY due_at"
    assert await rows(office.world, stages) == [
        ("opening", "superseded"),
        ("T-7", "superseded"),
        ("T-3", "superseded"),
        ("T-1", "sent"),
    ]
    await office.until("2022-12-15 17:00")
    office.ear.assert_nobody_was_disturbed()


@pytest.mark.parametrize(
    "moment", ["2022-12-15 06:00", "2022-12-15 12:00", "2022-12-15 17:00", "2022-12-17 09:00"]
)
async def test_nobody_is_reminded_outside_of_working_hours(office: Office, moment: str) -> None:
    await office.join(LAN)
    await office.sleep_until(moment)
    office.ear.assert_nobody_was_disturbed()


async def test_a_holiday_is_silent_and_a_make_up_saturday_is_not(tmp_path: Path) -> None:
    """The due Saturday is worked then, and the Thursday before it is not."""
    book = make_book(tmp_path)
    off, worked = {date(2022, 12, 15): "Nghỉ bù"}, [date(2022, 12, 17)]
    calendar = book.calendar.with_overrides(off, worked)
    async with opened(replace(book, calendar=calendar)) as office:
        await office.join(LAN)
        await office.tick()
        times = await office.times_of(LAN, "2022-12-18 08:00")
    assert [time for time in times if time > "2022-12-12"] == [
        "2022-12-13 08:00",
        "2022-12-16 08:00",
        "2022-12-17 08:00",
        "2022-12-17 14:00",
    ]


# What people ask for.


async def test_a_snooze_is_kept_and_then_reminded_once(office: Office) -> None:
    await office.join(LAN)
    await office.tick()
    office.ear.assert_only_reminded(LAN)
    await office.do(LAN, effects.Snooze(at("2022-12-08 10:00")))
    await office.until("2022-12-08 09:30")
    office.ear.assert_nobody_was_disturbed()
    await office.until("2022-12-08 10:00")
    office.ear.assert_only_reminded(LAN)
    await office.until("2022-12-12 17:00")
    office.ear.assert_nobody_was_disturbed()


async def test_who_sent_meanwhile_hears_nothing_at_the_end_of_a_snooze(office: Office) -> None:
    await office.join(LAN)
    await office.tick()
    office.ear.assert_only_reminded(LAN)
    await office.do(LAN, effects.Snooze(at("2022-11-28 10:00")))
    await office.send(LAN)
    await office.until("2022-12-16 17:00")
    office.ear.assert_nobody_was_disturbed()


async def test_on_leave_the_substitute_is_reminded(office: Office) -> None:
    await office.join(LAN, HOA)
    await office.send(HOA, "phong-kinh-te-ha-tang")
    async with office.world.database.transaction() as connection:
        hoa = await code_of(connection, HOA)
    await office.do(LAN, effects.DeclareLeave(date(2022, 11, 25), date(2022, 12, 9), hoa, ""))
    await office.tick()
    office.ear.assert_only_reminded(HOA, of="Phòng Y tế")
    await office.until("2022-12-07 08:00")
    office.ear.assert_only_reminded(HOA)
    await office.until("2022-12-12 17:00")
    office.ear.assert_only_reminded(LAN)
    await office.until("2022-12-13 08:00")
    office.ear.assert_only_reminded(LAN)


# Changed deadlines.


async def test_an_extension_moves_the_ladder_of_its_unit_alone(office: Office) -> None:
    await office.join(LAN, SON)
    await office.until("2022-12-15 09:00")
    office.ear.heard()
    await office.do(None, effects.GrantExtension(PERIOD, Y_TE, at("2022-12-20 16:30")))
    await office.until("2022-12-16 09:00")
    office.ear.assert_only_reminded(SON)
    assert await office.times_of(LAN, "2022-12-21 07:30") == [
        "2022-12-19 08:00",
        "2022-12-20 08:00",
        "2022-12-20 14:00",
    ]


async def test_what_was_queued_before_an_extension_is_not_sent(office: Office) -> None:
    await office.join(LAN)
    await office.until("2022-12-16 07:30")
    office.ear.heard()
    office.clock.to(at("2022-12-16 08:00"))
    await office.world.tick()
    await office.world.turns.handle_waiting()
    await office.do(None, effects.GrantExtension(PERIOD, Y_TE, at("2022-12-20 16:30")))
    await office.until("2022-12-16 17:00")
    office.ear.assert_nobody_was_disturbed()


async def test_a_longer_period_moves_everybodys_ladder(office: Office) -> None:
    await office.join(LAN)
    await office.until("2022-12-15 09:00")
    office.ear.heard()
    await office.do(None, effects.ExtendPeriod(PERIOD, at("2022-12-23 16:30")))
    times = await office.times_of(LAN, "2022-12-24 08:00")
    assert times[:1] == ["2022-12-20 08:00"] and times[-1] == "2022-12-23 14:00"


async def test_a_returned_report_is_reminded_of_by_its_own_due_time(office: Office) -> None:
    await office.join(LAN)
    await office.tick()
    await office.send(LAN)
    await office.until("2022-12-07 09:00")
    office.ear.heard()
    await office.do(None, effects.ReturnSubmission(PERIOD, Y_TE, (), at("2022-12-12 16:30")))
    assert await office.times_of(LAN, "2022-12-13 07:30") == [
        "2022-12-09 08:00",
        "2022-12-12 08:00",
        "2022-12-12 14:00",
    ]


# Those above, and those out of reach.


async def test_the_third_day_late_is_said_to_the_head_and_the_coordinator(office: Office) -> None:
    await office.join(LAN, MINH, HA)
    await office.until("2022-12-21 17:00")
    heard = office.ear.heard()
    assert set(heard) == {LAN.chat}
    await office.until("2022-12-22 08:00")
    heard = office.ear.heard()
    assert set(heard) == {LAN.chat, MINH.chat, HA.chat}
    assert all(len(texts) == 1 for texts in heard.values())
    assert "Phòng Y tế" in heard[MINH.chat][0] and "Phòng Y tế" in heard[HA.chat][0]
    assert "Cổ Đạm" not in heard[MINH.chat][0] and "Cổ Đạm" in heard[HA.chat][0]


async def test_who_blocked_the_bot_ends_nothing_and_shows_as_out_of_reach(office: Office) -> None:
    await office.join(LAN, SON)
    await office.tick()
    office.ear.assert_only_reminded(LAN, SON)
    await receive(office.world, LAN, Blocked())
    await office.until("2022-12-07 09:00")
    office.ear.assert_only_reminded(SON)
    async with office.world.database.transaction() as connection:
        period = await periods.get(connection, PERIOD)
        assert period is not None
        lines = {line.unit: line for line in (await board_of(connection, period, 15)).lines}
    assert lines[Y_TE].channels == () and lines["xa-co-dam"].channels != ()
    await receive(office.world, LAN, "giúp")
    await office.tick()
    heard = office.ear.heard()
    assert set(heard) == {LAN.chat}


async def test_the_period_locks_by_the_clock_and_the_coordinator_hears_of_it(
    office: Office,
) -> None:
    await office.join(LAN, HA)
    await office.until("2022-12-22 16:30")
    office.ear.heard()
    await office.until("2022-12-22 17:00")
    office.ear.assert_only_heard(HA, "khóa")
    async with office.world.database.transaction() as connection:
        period = await periods.get(connection, PERIOD)
    assert period is not None and period.state is PeriodState.LOCKED


# The coordinator presses.


@pytest.mark.parametrize("moment", ["2022-12-01 12:15", "2022-12-01 19:00", "2022-12-03 09:00"])
async def test_a_press_outside_of_working_hours_is_said_when_they_begin(
    office: Office, moment: str
) -> None:
    await office.join(LAN, HA)
    await office.tick()
    office.ear.heard()
    await office.until(moment)
    await office.do(HA, effects.Press(PERIOD, (Y_TE,)))
    await office.tick()
    office.ear.assert_nobody_was_disturbed()
    await office.until("2022-12-05 17:00")
    office.ear.assert_only_reminded(LAN)


async def test_a_press_kept_until_office_hours_can_be_stopped(office: Office) -> None:
    await office.join(LAN, HA)
    await office.tick()
    office.ear.heard()
    await office.until("2022-12-03 09:00")
    await office.do(HA, effects.Press(PERIOD, (Y_TE,)))
    await office.do(HA, effects.StopPress(PERIOD))
    await office.until("2022-12-05 17:00")
    office.ear.assert_nobody_was_disturbed()
