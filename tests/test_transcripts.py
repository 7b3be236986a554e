"""Every file of tests/transcripts/ is a conversation, played in three renderings: with buttons,
with choices typed as numbers or words, and as on Zalo (`tests/play_zalo.py`), of which three go
over its wire, too. `TIENDO_REWRITE=1 pytest` writes what really went.

A line `% head_agrees` says that the unit head agrees before a submission goes out; `% unopened`
that no period is open yet; `% nga` that there is a second coordinator, who answers for an office,
too; `% messengers` that all are at Telegram, and that "lan@zalo" writes by Zalo; `% bots` that
there are two bots of Zalo, for one person each; `% zalo: A => B` that on Zalo the words A are B.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.base import Channel
from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.links import Links
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain.messages import PAGE
from domain.people import Role
from tests.cast import (
    CLOCK_START,
    EVERYBODY,
    FIRST_BOT,
    NGA,
    SECOND_BOT,
    grant_too,
    let_in,
    make_book,
    take_over_sample,
)
from tests.hand_clock import HandClock
from tests.play import MESSENGERS, Player, as_typed
from tests.play_zalo import PUBLIC_URL, SECRET, ZALO, ZaloPlayer, as_on_zalo
from tests.play_zalo_wire import on_the_wire
from tests.recorders import rows

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def directives(script: str) -> set[str]:
    return {line[1:].strip() for line in script.splitlines() if line.startswith("%")}


def book_for(folder: Path, wanted: set[str]) -> Rulebook:
    bots = (FIRST_BOT, SECOND_BOT) if "bots" in wanted else ()
    book = make_book(folder, bots, people=1)
    return replace(book, rules=replace(book.rules, head_agrees="head_agrees" in wanted))


async def peopled(world: World, wanted: set[str]) -> None:
    await take_over_sample(world, opened="unopened" not in wanted)
    await let_in(world, *EVERYBODY)
    if "nga" in wanted:
        await let_in(world, NGA)
        await grant_too(world, NGA, Role.FOCAL_POINT, "phong-tai-chinh-ke-hoach")
    if "messengers" in wanted:
        async with world.database.transaction() as connection:
            await connection.execute("UPDATE addresses SET channel = ?", (MESSENGERS[0],))


def home(wanted: set[str]) -> str:
    """The channel of who is not said to write by another one; "" for the player's."""
    return MESSENGERS[0] if "messengers" in wanted else ""


def channels(channel: MemoryChannel) -> dict[str, Channel]:
    """One for all messengers."""
    return dict.fromkeys((channel.name, *MESSENGERS), channel)


async def played(path: Path, folder: Path, channel: MemoryChannel) -> str:
    clock, script = HandClock(CLOCK_START), path.read_text(encoding="utf-8")
    wanted = directives(script)
    async with open_world(book_for(folder, wanted), clock, channels(channel)) as world:
        await peopled(world, wanted)
        return await Player(world, clock, channel, home=home(wanted)).play(script)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_buttons(path: Path, tmp_path: Path) -> None:
    went = await played(path, tmp_path, MemoryChannel(carries=BUTTONS))
    if os.environ.get("TIENDO_REWRITE"):
        path.write_text(went, encoding="utf-8")
    assert went == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_with_numbers_and_words(path: Path, tmp_path: Path) -> None:
    went = await played(path, tmp_path, MemoryChannel(carries=NUMBERS))
    assert went == as_typed(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_as_on_zalo(path: Path, tmp_path: Path) -> None:
    clock, script = HandClock(CLOCK_START), path.read_text(encoding="utf-8")
    wanted = directives(script)
    channel, page = MemoryChannel(carries=ZALO), MemoryChannel(PAGE)
    links = Links(PUBLIC_URL, SECRET, clock)
    ways = {**channels(channel), page.name: page}
    async with open_world(book_for(tmp_path, wanted), clock, ways, signed=links) as world:
        await peopled(world, wanted)
        player = ZaloPlayer(world, clock, channel, home=home(wanted), links=links, page=page)
        assert await player.play(script) == as_on_zalo(script)
        # One question is one message beside a report's picture; its choices stand whole below it.
        parts = await rows(world, "SELECT parts_sent, reply FROM outbox WHERE parts_sent > 1")
        assert [
            reply for count, reply in parts if (count, '"picture":"' in str(reply)) != (2, True)
        ] == []


@pytest.mark.parametrize("name", ["tung-buoc", "nhieu-nhiem-vu", "tong-hop"])
async def test_over_the_wire_of_zalo(name: str, tmp_path: Path) -> None:
    script = (FILES[0].parent / f"{name}.txt").read_text(encoding="utf-8")
    async with on_the_wire(book_for(tmp_path, directives(script))) as player:
        assert await player.play(script) == as_on_zalo(script)
        # No pages are served here from which a picture could be fetched.
        assert all(call.taken for call in player.server.calls if call.method != "sendPhoto")
