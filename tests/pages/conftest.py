"""One Chromium for all tests of this folder; a site, and browsers apart, for each."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.hand_clock import HandClock
from tests.pages.seats import Seats, open_browser
from tests.served import Served, plan_with_three_tasks, serve_office

expect.set_options(timeout=15_000)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    assert path, "asked for by a test that does not say that it needs it"
    async with open_browser(path) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, clock: HandClock) -> AsyncIterator[Served]:
    async with serve_office(tmp_path, clock, plan=plan_with_three_tasks(tmp_path)) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def seats(browser: Browser, office: Served) -> AsyncIterator[Seats]:
    """Closed before the office is."""
    seats = Seats(browser, office.url)
    try:
        yield seats
    finally:
        await seats.close()
