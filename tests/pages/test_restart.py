"""The server dies and comes back in the middle of a conversation: nothing is lost or doubled."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.cast import LAN
from tests.end_to_end.processes import PagesOffice, until
from tests.pages.seats import BROWSER, NO_SIGNAL, Seat, Seats

pytestmark = BROWSER

RESULT = "Đã tập huấn 2 lớp cho 85 nhân viên y tế"
MORE = "Đã kết nối 17 trạm y tế"
LAST = "Đã cấp 96.512 tài khoản hồ sơ sức khỏe"
ENDS_WITHIN = 4.0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[PagesOffice]:
    """The real program, in a process of its own."""
    office = PagesOffice(tmp_path)
    try:
        office.set_up()
        office.run()
        yield office
    finally:
        office.close()


@pytest_asyncio.fixture(loop_scope="session")
async def lan(browser: Browser, running: PagesOffice) -> AsyncIterator[Seat]:
    """Has joined by the page."""
    seats = Seats(browser, running.url)
    try:
        lan = await seats.phone()
        await lan.joins(running.invite("--unit", "phong-y-te"), LAN.name)
        lan.forgives(NO_SIGNAL)
        yield lan
    finally:
        await seats.close()


async def test_a_conversation_outlives_its_server(lan: Seat, running: PagesOffice) -> None:
    await lan.says("báo cáo")
    await lan.presses("Đang thực hiện")
    await lan.sees("Kết quả trong kỳ?")

    # Killed as soon as a message is stored; the page connects again by itself.
    await lan.says(RESULT)
    stored = "SELECT 1 FROM inbox WHERE instr(payload, ?)"
    await asyncio.to_thread(until, lambda: running.rows(stored, RESULT), "it is stored")
    running.kill()
    await expect(lan.page.locator("#state")).to_contain_text("Đang mất kết nối")
    await lan.keeps_picture("20-server-away")

    # What is said while nobody listens waits in the browser.
    await lan.says(MORE)
    await lan.sees("Chờ kết nối, sẽ tự gửi lại")
    await asyncio.to_thread(running.run)
    await lan.sees(f"- {MORE}")
    await lan.is_connected()

    # Killed whatever it is at.
    await lan.says(LAST)
    await asyncio.to_thread(running.kill_and_run)
    await lan.sees(f"- {LAST}")
    await lan.presses("Xong")
    await lan.sees("số liệu trong kỳ")
    everything_is_there_once(running)
    shown = await lan.page.locator("#log article.person .text").all_text_contents()
    assert [text.partition(": ")[2] for text in shown][-4:] == [RESULT, MORE, LAST, "Xong"]
    told = "SELECT count(*) FROM lines WHERE outbox IS NOT NULL"
    bot = lan.page.locator("#log article.bot")
    assert running.rows(told) == [(await bot.count(),)]


def everything_is_there_once(running: PagesOffice) -> None:
    for said in (RESULT, MORE, LAST):
        rows = running.rows("SELECT state, tries FROM inbox WHERE instr(payload, ?)", said)
        assert rows == [("done", 0)]
    ((body,),) = running.rows("SELECT body FROM entries ORDER BY version DESC LIMIT 1")
    assert [body.count(said) for said in (RESULT, MORE, LAST)] == [1, 1, 1]
    assert running.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_an_open_page_does_not_hold_the_process(lan: Seat, running: PagesOffice) -> None:
    await lan.is_connected()
    began = time.monotonic()
    assert await asyncio.to_thread(running.end, ENDS_WITHIN) == 0
    assert time.monotonic() - began < ENDS_WITHIN
    await expect(lan.page.locator("#state")).to_contain_text("Đang mất kết nối")
