"""Every file of tests/transcripts/ is a conversation, played in three renderings: with buttons,
with choices typed as numbers or words, and as on Zalo (`tests/play_zalo.py`), of which three go
over its wire, too. `TIENDO_REWRITE=1 pytest` writes what really went.

A line `% head_agrees` says that the unit head agrees before a submission goes out; `% unopened`
that no period is open yet; `% nga` that there is a second coordinator, who answers for an office,
too; `% zalo: A => B` that on Zalo the words A are B.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.links import Links
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain.messages import PAGE
from domain.people import Role
from tests.cast import (
    CLOCK_START,
    EVERYBODY,
    NGA,
    grant_too,
    let_in,
    make_book,
    take_over_sample,
)
from tests.hand_clock import HandClock
from tests.play import Player
from tests.play_zalo import PUBLIC_URL, SECRET, ZALO, ZaloPlayer, as_on_zalo
from tests.play_zalo_wire import on_the_wire
from tests.recorders import rows

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def directives(script: str) -> set[str]:
    return {line[1:].strip() for line in script.splitlines() if line.startswith("%")}


def book_for(folder: Path, wanted: set[str]) -> Rulebook:
    book = make_book(folder)
    return replace(book, rules=replace(book.rules, head_agrees="head_agrees" in wanted))


async def peopled(world: World, wanted: set[str]) -> None:
    await take_over_sample(world, opened="unopened" not in wanted)
    await let_in(world, *EVERYBODY)
    if "nga" in wanted:
        await let_in(world, NGA)
        await grant_too(world, NGA, Role.FOCAL_POINT, "phong-tai-chinh-ke-hoach")


async def played(path: Path, folder: Path, channel: MemoryChannel) -> str:
    clock, script = HandClock(CLOCK_START), path.read_text(encoding="utf-8")
    wanted = directives(script)
    async with open_world(book_for(folder, wanted), clock, {channel.name: channel}) as world:
        await peopled(world, wanted)
        return await Player(world, clock, channel).play(script)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_buttons(path: Path, tmp_path: Path) -> None:
    went = await played(path, tmp_path, MemoryChannel(carries=BUTTONS))
    if os.environ.get("TIENDO_REWRITE"):
        path.write_text(went, encoding="utf-8")
    assert went == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_numbers_and_words(path: Path, tmp_path: Path) -> None:
    went = await played(path, tmp_path, MemoryChannel(carries=NUMBERS))
    assert went == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_as_on_zalo(path: Path, tmp_path: Path) -> None:
    clock, script = HandClock(CLOCK_START), path.read_text(encoding="utf-8")
    wanted = directives(script)
    channel, page = MemoryChannel(carries=ZALO), MemoryChannel(PAGE)
    links = Links(PUBLIC_URL, SECRET, clock)
    channels = {channel.name: channel, page.name: page}
    async with open_world(book_for(tmp_path, wanted), clock, channels, signed=links) as world:
        await peopled(world, wanted)
        player = ZaloPlayer(world, clock, channel, links=links, page=page)
        assert await player.play(script) == as_on_zalo(script)
        # One question is one message, and its choices stand whole below it.
        assert await rows(world, "SELECT id FROM outbox WHERE parts_sent > 1") == []


@pytest.mark.parametrize("name", ["tung-buoc", "nhieu-nhiem-vu", "tong-hop"])
async def test_over_the_wire_of_zalo(name: str, tmp_path: Path) -> None:
    script = (FILES[0].parent / f"{name}.txt").read_text(encoding="utf-8")
    async with on_the_wire(book_for(tmp_path, directives(script))) as player:
        assert await player.play(script) == as_on_zalo(script)
        assert all(call.taken for call in player.server.calls)
