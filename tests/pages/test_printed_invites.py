"""Invites on paper, where people are shared out over bots of Zalo."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.cast import FIRST_BOT, HA, SECOND_BOT
from tests.hand_clock import HandClock
from tests.pages.seats import BROWSER, Seats
from tests.served import Served, serve_office

pytestmark = BROWSER

MILLIMETRE = 96 / 25.4
A4_INSIDE = round(186 * MILLIMETRE)
"""The width of a sheet between its margins, in the pixels of a browser."""


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, clock: HandClock) -> AsyncIterator[Served]:
    async with serve_office(tmp_path, clock, bots=(FIRST_BOT, SECOND_BOT)) as served:
        yield served


async def test_they_lead_to_zalo_and_to_the_page(seats: Seats, office: Served) -> None:
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/programme")
    for unit in ("Phòng Y tế", "xã Cổ Đạm"):
        await ha.page.get_by_role("checkbox", name=unit).check()
    await ha.page.get_by_role("button", name="Lập phiếu mời").click()
    linked, found = ha.page.locator(".strip").nth(0), ha.page.locator(".strip").nth(1)
    await expect(linked.locator("svg")).to_have_count(2)
    await expect(linked).to_contain_text(FIRST_BOT.title)
    await expect(found.locator("svg")).to_have_count(1)
    await expect(found).to_contain_text(SECOND_BOT.title)
    await ha.is_printed_on(A4_INSIDE)
    await ha.keeps_picture("26-invites-zalo-printed")
    widths = await linked.locator(".scan").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert min(widths) >= 36 * MILLIMETRE - 1, "large enough to be scanned from paper"
    assert await ha.width_of_everything() <= A4_INSIDE
