"""Health and metrics: what a monitoring reads, and that it reads of nobody."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import aiohttp
import aiosqlite
import pytest
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.memory import MemoryChannel
from bot.version import version
from bot.web import health
from bot.web.health import Pulse, health_app
from bot.world import World
from domain.conversation import Said
from domain.effects import LeaveGroup
from domain.errors import SendError
from storage import inbox, jobs
from tests.cast import LAN, TAM, let_in
from tests.hand_clock import HandClock
from tests.recorders import receive


@pytest.fixture
def pulse(world: World) -> Pulse:
    return Pulse(world.clock())


@asynccontextmanager
async def serving(world: World, pulse: Pulse) -> AsyncIterator[str]:
    app = health_app(world.database, world.book, world.clock, pulse)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def get(world: World, pulse: Pulse, path: str) -> tuple[int, str]:
    async with (
        serving(world, pulse) as address,
        aiohttp.ClientSession() as session,
        session.get(address + path) as answer,
    ):
        return answer.status, await answer.text()


async def figures(world: World, pulse: Pulse) -> dict[str, float]:
    """Each as it stands in the text: name{label="value",…}."""
    status, text = await get(world, pulse, "/metrics")
    assert status == 200
    return {
        sample.name
        + "".join(f"{{{label}={value}}}" for label, value in sorted(sample.labels.items())): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


# Alive and ready.


async def test_it_is_alive_while_the_loop_turns(world: World) -> None:
    assert await get(world, Pulse(), "/healthz") == (200, "ok\n")


async def test_it_is_ready_while_the_database_answers_and_it_ticks(
    world: World, pulse: Pulse, clock: HandClock
) -> None:
    assert await get(world, pulse, "/readyz") == (200, "ready\n")
    clock.advance(seconds=120)
    assert await get(world, pulse, "/readyz") == (200, "ready\n")


async def test_without_ticks_it_is_not_ready(world: World, pulse: Pulse, clock: HandClock) -> None:
    assert await get(world, Pulse(), "/readyz") == (
        503,
        "no tick yet: what is due by the clock is not done\n",
    )
    clock.advance(seconds=121)
    assert await get(world, pulse, "/readyz") == (
        503,
        "the last tick was 121 s ago; one is due every 30 s\n",
    )
    pulse.beat(clock())
    assert await get(world, pulse, "/readyz") == (200, "ready\n")


async def test_while_another_process_holds_the_database_it_is_not_ready(
    world: World, pulse: Pulse
) -> None:
    async with world.database.transaction() as connection:
        # Nobody waits five seconds in a test.
        await connection.execute("PRAGMA busy_timeout = 0")
    async with aiosqlite.connect(world.book.database, isolation_level=None) as other:
        await other.execute("BEGIN IMMEDIATE")
        assert await get(world, pulse, "/readyz") == (
            503,
            "the database cannot be written: the database stayed locked for 5 s\n",
        )
        assert await get(world, pulse, "/healthz") == (200, "ok\n")
        await other.execute("ROLLBACK")
    assert await get(world, pulse, "/readyz") == (200, "ready\n")


async def test_a_write_that_does_not_end_is_not_waited_for(
    world: World, pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "BOUND_SECONDS", 0.05)
    async with world.database.transaction():
        assert await get(world, pulse, "/readyz") == (
            503,
            "the database was not written within 0.05 s\n",
        )


async def test_a_database_that_is_gone_is_said_a_line_each(
    world: World, pulse: Pulse, clock: HandClock
) -> None:
    await world.database.reader.execute("PRAGMA query_only = OFF")
    await world.database.reader.execute("DROP TABLE poll_offsets")
    await world.database.reader.execute("DROP TABLE outbox")
    clock.advance(hours=1)
    status, text = await get(world, pulse, "/readyz")
    assert (status, text.splitlines()) == (
        503,
        [
            "the database cannot be read: no such table: poll_offsets",
            "the last tick was 3600 s ago; one is due every 30 s",
        ],
    )
    status, text = await get(world, pulse, "/metrics")
    assert (status, text) == (503, "the database cannot be read: no such table: outbox\n")


async def test_a_disk_that_is_nearly_full_is_said(
    world: World, pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = SimpleNamespace(free=12 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    assert await get(world, pulse, "/readyz") == (
        503,
        "12 MiB are left on the disk of the data; make room\n",
    )


async def test_asking_changes_nothing(world: World, pulse: Pulse) -> None:
    await world.database.checkpoint()
    for path in ("/healthz", "/readyz", "/metrics"):
        await get(world, pulse, path)
    log = world.book.database.with_name(f"{world.book.database.name}-wal")
    assert log.stat().st_size == 0


# Metrics.


async def test_of_an_empty_office_everything_is_nought(
    world: World, pulse: Pulse, clock: HandClock
) -> None:
    clock.advance(seconds=7)
    found = await figures(world, pulse)
    assert found.pop("tiendo_database_bytes") > 0
    assert found.pop("tiendo_disk_free_bytes") > 0
    (build,) = [name for name in found if name.startswith("tiendo_build_info")]
    assert found.pop(build) == 1
    assert f"{{version={version()}}}" in build
    assert found == {
        "tiendo_inbox_messages{state=waiting}": 0,
        "tiendo_inbox_messages{state=set_aside}": 0,
        "tiendo_inbox_oldest_waiting_seconds": 0,
        "tiendo_periods_open": 0,
        "tiendo_tick_age_seconds": 7,
    }


async def test_before_the_first_tick_no_age_is_given(world: World) -> None:
    assert "tiendo_tick_age_seconds" not in await figures(world, Pulse())


async def test_what_waits_and_what_was_set_aside_is_counted(
    world: World, pulse: Pulse, clock: HandClock
) -> None:
    await receive(world, LAN, "báo cáo")
    clock.advance(seconds=90)
    await receive(world, TAM, "báo cáo")
    async with world.database.transaction() as connection:
        await inbox.add_unreadable(connection, LAN.address, "odd", "{}", clock())
        await jobs.add(connection, "person:p-0001", LeaveGroup(), clock())
    found = await figures(world, pulse)
    assert found["tiendo_inbox_messages{state=waiting}"] == 2
    assert found["tiendo_inbox_messages{state=set_aside}"] == 1
    assert found["tiendo_inbox_oldest_waiting_seconds"] == 90
    assert found["tiendo_jobs_waiting{work=LeaveGroup}"] == 1


async def test_messages_are_counted_by_channel_kind_and_fate(
    district: World, channel: MemoryChannel, pulse: Pulse
) -> None:
    await let_in(district, LAN, TAM)
    await district.settle()
    channel.take()
    before = (await figures(district, pulse)).get("tiendo_messages_sent_total{channel=memory}", 0)
    await receive(district, LAN, "báo cáo")
    await district.settle()
    await receive(district, TAM, "báo cáo")
    await district.turns.handle_waiting()
    found = await figures(district, pulse)
    assert found["tiendo_messages_sent_total{channel=memory}"] == before + 1
    assert found["tiendo_outbox_messages{channel=memory}{kind=answer}{state=queued}"] == 1


async def test_what_failed_is_counted(
    district: World, channel: MemoryChannel, pulse: Pulse
) -> None:
    await let_in(district, LAN)
    await district.settle()

    def refuse(_: object) -> None:
        raise SendError("chat not found", permanent=True)

    channel.on_send = refuse
    await receive(district, LAN, "báo cáo")
    await district.settle()
    found = await figures(district, pulse)
    assert found["tiendo_outbox_messages{channel=memory}{kind=answer}{state=failed}"] == 1


async def test_submissions_are_counted_by_state_of_each_open_period(
    district: World, pulse: Pulse
) -> None:
    await let_in(district, LAN)
    await receive(district, LAN, "không phát sinh")
    await district.settle()
    found = await figures(district, pulse)
    assert found["tiendo_periods_open"] == 1
    counts = {name: value for name, value in found.items() if name.startswith("tiendo_submis")}
    (period,) = {name.split("}")[0].removeprefix("tiendo_submissions{period=") for name in counts}
    assert period.endswith(":2022")
    assert len(counts) == 5
    assert sum(counts.values()) == 27


async def test_of_an_office_at_work_nobody_is_named(
    district: World, channel: MemoryChannel, pulse: Pulse
) -> None:
    await let_in(district, LAN, TAM)
    async with district.database.transaction() as connection:
        for number, said in enumerate(("báo cáo", "Đã cấp 250 thẻ", "gửi")):
            event = Said(said, str(number))
            await inbox.add(connection, LAN.address, f"n{number}", event, district.clock())
    await district.turns.handle_waiting()
    _, text = await get(district, pulse, "/metrics")
    private = (LAN.name, TAM.name, LAN.chat, "p-0001", "phong-y-te", "250")
    assert [word for word in private if word in text] == []
