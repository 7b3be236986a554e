"""Every file of tests/transcripts/ is a conversation, played in both renderings: with buttons, and
with choices typed as numbers or words. `TIENDO_REWRITE=1 pytest` writes what really went.

A line `% head_agrees` says that the unit head agrees before a submission goes out; `% unopened`
that no period is open yet; `% buttons` that the conversation needs real buttons; `% nga` that
there is a second coordinator, who answers for an office, too; `% messengers` that all are at
Telegram, and that "lan@zalo" writes by Zalo.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.rulebook import Rulebook
from bot.world import open_world
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
from tests.play import MESSENGERS, Player

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def directives(script: str) -> set[str]:
    return {line[1:].strip() for line in script.splitlines() if line.startswith("%")}


def book_for(folder: Path, wanted: set[str]) -> Rulebook:
    book = make_book(folder)
    return replace(book, rules=replace(book.rules, head_agrees="head_agrees" in wanted))


async def played(path: Path, folder: Path, channel: MemoryChannel) -> str:
    clock, script = HandClock(CLOCK_START), path.read_text(encoding="utf-8")
    wanted = directives(script)
    book = book_for(folder, wanted)
    names = (channel.name, *MESSENGERS)
    async with open_world(book, clock, dict.fromkeys(names, channel)) as world:
        await take_over_sample(world, opened="unopened" not in wanted)
        await let_in(world, *EVERYBODY)
        if "nga" in wanted:
            await let_in(world, NGA)
            await grant_too(world, NGA, Role.FOCAL_POINT, "phong-tai-chinh-ke-hoach")
        player = Player(world, clock, channel)
        if "messengers" in wanted:
            player.home = MESSENGERS[0]
            async with world.database.transaction() as connection:
                await connection.execute("UPDATE addresses SET channel = ?", (player.home,))
        return await player.play(script)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_buttons(path: Path, tmp_path: Path) -> None:
    went = await played(path, tmp_path, MemoryChannel(carries=BUTTONS))
    if os.environ.get("TIENDO_REWRITE"):
        path.write_text(went, encoding="utf-8")
    assert went == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_numbers_and_words(path: Path, tmp_path: Path) -> None:
    if "buttons" in directives(path.read_text(encoding="utf-8")):
        pytest.skip("an old button cannot be pressed where choices are typed")
    went = await played(path, tmp_path, MemoryChannel(carries=NUMBERS))
    assert went == path.read_text(encoding="utf-8")
