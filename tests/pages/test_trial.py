"""The trial as it is tried: its links opened side by side, in one browser."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from docx import Document
from playwright.async_api import Browser

from tests.cast import HA, LAN
from tests.end_to_end.trying import links, running
from tests.pages.seats import BROWSER, Seat, Seats

pytestmark = BROWSER

RESULT = "mở 3 lớp kỹ năng số cho 96 người"
# The trial goes by the real clock: no reminder speaks in between, whatever the day.
NO_REMINDERS = "[reminders]\nstages = []\n"


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[dict[str, tuple[str, str]]]:
    """By the host that a link begins with: where it leads, and its code."""
    with running(tmp_path, NO_REMINDERS):
        found = links(tmp_path)
        yield {host: (f"http://{host}.localhost:{port}", code) for host, port, code in found}


@pytest_asyncio.fixture(loop_scope="session")
async def lan(browser: Browser, printed: dict[str, tuple[str, str]]) -> AsyncIterator[Seat]:
    """Has opened her link."""
    url, code = printed["lan"]
    seats = Seats(browser, url)
    try:
        lan = await seats.desk()
        await joins(lan, code, LAN.name)
        yield lan
    finally:
        await seats.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ha(lan: Seat, printed: dict[str, tuple[str, str]]) -> Seat:
    """Has opened her link in another tab of the same browser."""
    url, code = printed["ha"]
    page = await lan.context.new_page()
    ha = Seat(lan.context, page, url, lan.size, lan.complaints, lan.forgiven)
    ha.watch()
    await joins(ha, code, HA.name)
    return ha


async def joins(seat: Seat, code: str, name: str) -> None:
    """The link says already who it is for."""
    await seat.opens(f"/join#{code}")
    await seat.sees("Đồng chí có đồng ý không?")
    await seat.presses("Đồng ý")
    await seat.is_known_as(name)


async def test_two_people_side_by_side_in_one_browser_stay_who_they_are(
    lan: Seat, ha: Seat
) -> None:
    await lan.says("tôi là ai")
    for _ in range(2):
        await lan.is_known_as(LAN.name)
        await ha.is_known_as(HA.name)
        await lan.has_seen("tôi là ai")
        await ha.has_seen("tôi là ai", times=0)
        await lan.reloads()
        await ha.reloads()
    await ha.keeps_picture("26-trial-coordinator")
    cookies = await lan.context.cookies([lan.url, ha.url])
    assert sorted(cookie["domain"] for cookie in cookies) == ["ha.localhost", "lan.localhost"]


async def test_one_reports_and_the_other_hands_over_the_report(lan: Seat, ha: Seat) -> None:
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.says(f"1. đang làm, đã {RESULT}\n2. kps\n3. kps")
    await lan.presses("Gửi")
    await lan.sees("Mã:")
    await ha.says("tổng hợp")
    await ha.presses("Tổng hợp với số liệu hiện có")
    link = ha.page.locator("#log .files a", has_text=".docx")
    async with ha.page.expect_download() as download:
        await link.click()
    report = Document(str(await (await download.value).path()))
    assert any(RESULT in paragraph.text for paragraph in report.paragraphs)
    await ha.keeps_picture("27-trial-report")
