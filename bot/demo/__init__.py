"""`tiendo demo`: a whole reporting period in seconds, through the code of the running bot."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.applying.periods import roster
from bot.channels.memory import MemoryChannel
from bot.config import shipped_settings
from bot.demo.cast import COORDINATOR, Actor, Parts, cast_of, in_time, parts_of
from bot.demo.days import Days
from bot.demo.echo import EchoPlot, Script
from bot.demo.play import Stage, VirtualClock
from bot.demo.plot import Cue, Plot
from bot.demo.sayings import Sayings, invented_members
from bot.demo.timeline import Timeline
from bot.report_forms import load_compiled
from bot.rulebook import Rulebook
from bot.world import World, load_file, open_world
from domain.messages import Reply
from domain.periods import PeriodDates, parse_code, plan_dates
from domain.plan import unit_code
from domain.programme import Programme, Unit, UnitGroup
from domain.report_files import WHOLE
from handlers.coordinator.proofreading import finding_line
from storage import programmes, reports

SECRET = b"a key for one demo"


@dataclass(frozen=True, slots=True)
class Piece:
    """What is played: a programme, the code of one of its periods, and what people say."""

    programme: Programme
    period: str
    sayings: Sayings
    invented: tuple[UnitGroup, ...] = ()
    """Groups of the plan whose members had to be invented."""
    script: Script | None = None
    """What everybody says where a document is echoed."""


def play_demo(piece: Piece, out: Path, write: Callable[[str], object]) -> Path:
    """Play the piece, printing as it goes, and leave the compiled reports in `out`; returns the
    last one."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tiendo-demo-") as folder:
        book = shipped_settings(Path(folder)).rulebook(SECRET)
        return asyncio.run(_play(piece, book, out, write))


async def _play(piece: Piece, book: Rulebook, out: Path, write: Callable[[str], object]) -> Path:
    began = time.monotonic()
    programme = piece.programme
    dates = plan_dates(piece.period, book.periods[parse_code(piece.period).kind], book.calendar)
    units = roster(programme)
    parts = in_time(units) if piece.script else parts_of(programme, units)
    actors = cast_of(units, parts)
    names = {unit.code: unit.name for unit in programme.units}
    timeline = Timeline(write, piece.sayings, actors, names)
    channel = MemoryChannel()
    clock = VirtualClock(dates.opens_at - timedelta(days=1))
    async with open_world(book, clock, {channel.name: channel}, durable=False) as world:
        timeline.say("title", title=programme.title, units=len(units), tasks=len(programme.tasks))
        for group in piece.invented:
            timeline.invented(group)
        async with world.database.transaction() as connection:
            await programmes.put(connection, programme, "demo", clock())
        stage = Stage(world, clock, channel, actors, timeline)
        await stage.invite_all()
        days = Days(dates, book.calendar)
        plot = _plot(piece, units, actors, parts, days)
        await stage.play([_opening(piece, dates), *plot.cues()], _end(dates))
        last = await _hand_over(world, timeline, f"{programme.code}:{piece.period}", out)
        if piece.script:
            await _read_again(world, timeline, f"{programme.code}:{piece.period}")
    seconds = round(time.monotonic() - began, 1)
    timeline.say("done", seconds=seconds, messages=timeline.sent, heard=stage.heard)
    return last


def _plot(
    piece: Piece, units: tuple[str, ...], actors: dict[str, Actor], parts: Parts, days: Days
) -> Plot | EchoPlot:
    if piece.script:
        return EchoPlot(piece.programme, units, piece.script, days, piece.sayings)
    return Plot(piece.programme, units, actors, parts, days, piece.sayings)


def _opening(piece: Piece, dates: PeriodDates) -> Cue:
    """The rules may give a day off; the coordinator takes the working day before it."""
    typed = piece.sayings.typed
    due = dates.remind_against.strftime("%d/%m/%Y")
    lines = (typed("open_period", period=piece.period), due, typed("open_now"))
    return Cue(dates.opens_at, COORDINATOR, lines, shown=True)


def _end(dates: PeriodDates) -> datetime:
    return (dates.lock_at or dates.compile_due) + timedelta(hours=1)


async def _hand_over(world: World, timeline: Timeline, period: str, out: Path) -> Path:
    """Every compiled version, as it was and as it was issued; returns where the last one lies as
    it went to be signed."""
    drafts: list[Path] = []
    for stored in await reports.every(world.database.reader, period):
        drafts.append(await _put(world, stored.docx, out))
        paths = [await _put(world, sha256, out) for sha256 in stored.given(WHOLE)]
        missing = "; ".join(stored.units_missing)
        timeline.report(stored, str(paths[0]), missing)
    return drafts[-1]


async def _read_again(world: World, timeline: Timeline, period: str) -> None:
    """What a proofreader points at in the last version, in the words of the chat."""
    stored = await reports.newest(world.database.reader, period)
    assert stored is not None, "the plot compiles"
    report = await load_compiled(world.database.reader, stored)
    data = {
        "period": stored.code,
        "version": stored.version,
        "count": len(report.findings),
        "findings": [finding_line(placed, timeline.units) for placed in report.findings],
        "page": 1,
        "pages": 1,
    }
    timeline.say("findings", words=world.renderer.text(Reply("coordinator/findings.j2", data)))


async def _put(world: World, sha256: str, out: Path) -> Path:
    file = await load_file(world.database, world.book, sha256)
    path = out / file.name
    await asyncio.to_thread(path.write_bytes, file.content)
    return path


def with_members(programme: Programme) -> tuple[Programme, tuple[UnitGroup, ...]]:
    """A group without members gets three invented ones; returns those groups."""
    units, groups = list(programme.units), []
    filled: list[UnitGroup] = []
    for group in programme.groups:
        if not group.members:
            names = invented_members(len(filled))
            invented = tuple(Unit(unit_code(name), name) for name in names)
            units += [unit for unit in invented if unit not in units]
            group = replace(group, members=tuple(unit.code for unit in invented))
            filled.append(group)
        groups.append(group)
    return replace(programme, units=tuple(units), groups=tuple(groups)), tuple(filled)
