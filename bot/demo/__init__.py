"""`tiendo demo`: a whole reporting period in seconds, through the code of the running bot."""

import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from bot import fates, thrift
from bot.config import shipped_settings
from bot.demo.handing_over import hand_over, read_again, tell_costs
from bot.demo.joining import invite_all
from bot.demo.messengers import PUBLIC_URL, SHARED_BOTS, Messengers
from bot.demo.play import Stage, VirtualClock
from bot.demo.sayings import invented_members
from bot.demo.score import Piece, Score
from bot.demo.timeline import Timeline
from bot.links import Links
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain.plan import unit_code
from domain.programme import Programme, Unit, UnitGroup
from storage import programmes

SECRET = b"a key for one demo"


def play_demo(piece: Piece, out: Path, write: Callable[[str], object]) -> Path:
    """Play the piece, printing as it goes, and leave the compiled reports in `out`; returns the
    last one."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tiendo-demo-") as folder, _quiet():
        return asyncio.run(play(piece, Path(folder), Messengers(), out, write))


async def play(
    piece: Piece,
    folder: Path,
    messengers: Messengers,
    out: Path,
    write: Callable[[str], object],
) -> Path:
    """The same with the data in `folder`, through `messengers`."""
    began = time.monotonic()
    book = _book(folder)
    score = Score.of(piece, book)
    timeline = Timeline(write, piece, score.actors)
    clock = VirtualClock(score.begins)
    async with _open(book, clock, messengers) as world:
        timeline.begins(len(score.units))
        async with world.database.transaction() as connection:
            await programmes.put(connection, piece.programme, "demo", clock())
        stage = Stage(world, clock, messengers, score.actors, timeline)
        await invite_all(stage)
        await stage.play(score)
        last = await hand_over(world, timeline, piece.key, out)
        if piece.script:
            await read_again(world, timeline, piece.key)
        await tell_costs(world, stage, score)
    timeline.say("done", seconds=round(time.monotonic() - began, 1))
    return last


def _book(folder: Path) -> Rulebook:
    book = shipped_settings(folder).rulebook(SECRET)
    return replace(book, rules=replace(book.rules, bots=SHARED_BOTS))


@contextmanager
def _quiet() -> Iterator[None]:
    """What the demo itself cuts off or uses up is told of in the timeline, not in the log."""
    loggers = [logging.getLogger(module.__name__) for module in (fates, thrift)]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@asynccontextmanager
async def _open(
    book: Rulebook, clock: VirtualClock, messengers: Messengers
) -> AsyncIterator[World]:
    signed = Links(PUBLIC_URL, book.secret, clock)
    links, channels = messengers.links, messengers.channels
    async with open_world(
        book, clock, channels, links=links, signed=signed, durable=False
    ) as world:
        # The same story each time: what is tried again is tried at the same moments.
        world.delivery.jitter = lambda: 0.5
        yield world


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
