"""What every test may ask for: a world of its own, with a clock moved by hand."""

import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from tests.cast import CLOCK_START, make_book, take_over_sample
from tests.hand_clock import HandClock

SHARED = Path(__file__).parents[1].parent / "shared"
LEFT_OUT = "is not installed: apt install"

# How long an example takes says more of the machine than of the program.
settings.register_profile("tiendo", deadline=None)
settings.load_profile("tiendo")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.needs(program, package)`: without it the test is left out, with CI set it
    fails."""
    for mark in item.iter_markers("needs"):
        program, package = mark.args
        if shutil.which(program) is None:
            reason = f"{program} {LEFT_OUT} {package}"
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Also with -q it is said what was left out, and how to get it."""
    told = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())]
    reasons = Counter(reason.removeprefix("Skipped: ") for reason in told)
    for reason, times in sorted(reasons.items()):
        if LEFT_OUT in reason:
            terminalreporter.write_line(f"left out: {times} tests, because {reason}")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(CLOCK_START)


@pytest.fixture
def channel() -> MemoryChannel:
    return MemoryChannel()


@pytest.fixture
async def world(tmp_path: Path, clock: HandClock, channel: MemoryChannel) -> AsyncIterator[World]:
    """Real SQLite, real turns; the messenger is in memory."""
    async with open_world(make_book(tmp_path), clock, {channel.name: channel}) as world:
        yield world


@pytest.fixture
async def district(world: World) -> World:
    """Huyện Nghi Xuân in November 2022: the sample plan taken over, the year's period open."""
    await take_over_sample(world)
    return world


@pytest.fixture
def shared() -> Path:
    """The folder of real documents beside the project, where there is one."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents is not beside the project")
    return SHARED
