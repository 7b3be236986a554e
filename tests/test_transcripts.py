"""Every file of tests/transcripts/ is a conversation, played in both renderings: with buttons, and
with choices typed as numbers or words. `TIENDO_REWRITE=1 pytest` writes what really went."""

import os
from pathlib import Path

import pytest

from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.world import open_world
from tests.cast import CLOCK_START, EVERYBODY, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.play import Player

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


async def played(path: Path, folder: Path, channel: MemoryChannel) -> str:
    clock = HandClock(CLOCK_START)
    async with open_world(make_book(folder), clock, {channel.name: channel}) as world:
        await take_over_sample(world)
        await let_in(world, *EVERYBODY)
        return await Player(world, clock, channel).play(path.read_text(encoding="utf-8"))


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
