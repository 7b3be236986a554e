"""axe finds nothing serious, and everything is large enough for a finger."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.cast import HA, LAN
from tests.pages.files import photo
from tests.pages.seats import BROWSER, Seat, Seats
from tests.served import Served

pytestmark = [*BROWSER, pytest.mark.parametrize("size", ["phone", "desk"])]

SMALL = """() => [
  ...document.querySelectorAll("button, .button, summary, input, textarea, .attach")]
  .filter((one) => one.checkVisibility() && !one.classList.contains("hidden"))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 80))"""


async def findings(seat: Seat) -> list[Any]:
    results = await Axe().run(seat.page)
    return [
        (found["id"], found["impact"], [node["target"] for node in found["nodes"]])
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
    ]


async def is_fit(seat: Seat) -> None:
    assert await findings(seat) == []
    assert await seat.page.evaluate(SMALL) == []


async def test_the_page_to_join(seats: Seats, size: str) -> None:
    seat = await seats.take(size)
    await seat.opens("/join")
    await is_fit(seat)
    await seat.page.get_by_label("Mã mời").fill("?" * 3)
    await seat.page.get_by_role("button", name="Tiếp tục").click()
    await seat.sees("Mã này không mở được")
    await is_fit(seat)


async def test_the_page_of_an_error(seats: Seats, office: Served, size: str) -> None:
    seat = await seats.take(size, await office.knows(LAN))
    seat.forgives("status of 404")
    await seat.opens("/khong-co")
    await expect(seat.page.get_by_role("heading")).to_have_text("Không có nội dung này")
    await is_fit(seat)
    await seat.keeps_picture("17-error")


async def test_the_chat_with_choices_and_files(seats: Seats, office: Served, size: str) -> None:
    seat = await seats.take(size, await office.knows(HA))
    await seat.picks(photo("mot.jpg"), photo("hai.jpg"))
    await is_fit(seat)
    await seat.keeps_picture("18-chosen")
    await seat.says("Hai ảnh")
    await seat.has_seen("hai.jpg")
    await seat.says("tổng hợp")
    await seat.presses("Tổng hợp với số liệu hiện có")
    await expect(seat.page.locator("#log .files a").last).to_be_visible()
    await seat.page.locator(".account summary").click()
    await is_fit(seat)


async def test_what_waits_and_what_failed(seats: Seats, office: Served, size: str) -> None:
    seat = await seats.take(size, await office.knows(LAN))
    seat.forgives("status of 415")
    await seat.picks({"name": "tro-choi.exe", "mimeType": "application/x-dos", "buffer": b"MZ"})
    await seat.sends()
    await seat.sees("Hệ thống không nhận loại tệp này.")
    # The same file would be refused again.
    await expect(seat.page.get_by_role("button", name="Gửi lại")).to_have_count(0)
    async with seat.without_signal():
        await seat.says("báo cáo")
        await seat.sees("Chờ kết nối")
        await is_fit(seat)
        await seat.keeps_picture("19-failed")
    await seat.has_seen("Đã có 0/3 nhiệm vụ")
    await seat.page.get_by_role("button", name="Bỏ", exact=True).click()
    await seat.has_seen("tro-choi.exe", times=0)


@pytest.mark.parametrize("path", ["/board", "/board/unit/phong-y-te", "/programme", "/report"])
async def test_the_pages_of_overseers(seats: Seats, office: Served, size: str, path: str) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.says("1. đang làm\n2. xong ngày 20/11\n3. đang làm")
    await lan.presses("Gửi")
    await lan.sees("Mã: 2022-phong-y-te-1")
    seat = await seats.take(size, await office.knows(HA))
    await seat.says("tổng hợp")
    await seat.presses("Tổng hợp với số liệu hiện có")
    await expect(seat.page.locator("#log .files a").last).to_be_visible()
    await seat.opens(path)
    assert await findings(seat) == []
    assert await seat.width_of_everything() <= (360 if size == "phone" else 1280)


async def test_the_pages_behind_a_link(seats: Seats, office: Served, size: str) -> None:
    await office.knows(LAN)
    ((code,),) = await office.rows("SELECT code FROM people WHERE name = ?", LAN.name)
    seat = await seats.take(size)
    await seat.opens(office.site.links.upload(code).removeprefix(office.site.public.url))
    await expect(seat.page.get_by_role("heading")).to_contain_text("Gửi ảnh")
    await is_fit(seat)
    await seat.page.locator("#files").set_input_files([photo("mot.jpg"), photo("hai.jpg")])
    await seat.page.get_by_role("button", name="Gửi").click()
    await expect(seat.page.locator("#sent li", has_text="Đã gửi")).to_have_count(2)
    await is_fit(seat)
    await seat.keeps_picture("26-upload")
