"""Leaving: what was on the screen is not to be had again."""

from playwright.async_api import expect

from tests.cast import LAN
from tests.pages.seats import BROWSER, Seat, Seats
from tests.served import Served

pytestmark = BROWSER

ENDED = "Phiên làm việc đã kết thúc"


async def leaves(lan: Seat, how: str) -> None:
    await lan.page.locator(".account summary").click()
    await lan.page.get_by_role("button", name=how).click()
    await expect(lan.page.get_by_label("Mã mời")).to_be_visible()


async def test_after_leaving_the_way_back_shows_nothing(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    other = await lan.opens_another_window()
    await lan.page.locator(".account summary").click()
    await lan.keeps_picture("15-account")
    await lan.page.keyboard.press("Escape")
    await lan.page.locator(".account summary").click()
    await leaves(lan, "Thoát khỏi máy này")
    await lan.page.go_back()
    await expect(lan.page.get_by_label("Mã mời")).to_be_visible()
    await expect(lan.lines).to_have_count(0)
    await expect(lan.page.get_by_text(LAN.name)).to_have_count(0)
    await expect(other.page.locator("#state")).to_contain_text(ENDED)


async def test_leaving_everywhere_ends_the_other_device(seats: Seats, office: Served) -> None:
    phone = await seats.phone(await office.knows(LAN))
    desk = await seats.desk(await office.knows(LAN))
    await desk.says("giúp")
    await phone.sees("Đồng chí")
    await leaves(desk, "Thoát khỏi mọi thiết bị")
    await expect(phone.page.locator("#state")).to_contain_text(ENDED)
    await phone.opens("/chat")
    await expect(phone.page.get_by_label("Mã mời")).to_be_visible()


async def test_somebody_else_on_this_machine_says_so_before_a_code_is_used(
    seats: Seats, office: Served
) -> None:
    code = await office.invites(LAN)
    lan = await seats.desk(await office.knows(LAN))
    await lan.opens(f"/join#{code}")
    await expect(lan.page.locator("main")).to_contain_text(f"đang mở cho đồng chí {LAN.name}")
    await lan.keeps_picture("16-somebody-known")
    await lan.page.get_by_role("button", name="Thoát, tôi là người khác").click()
    await lan.sees("Đồng chí có đồng ý không?")


async def test_who_declines_is_answered_at_once(seats: Seats, office: Served) -> None:
    guest = await seats.phone()
    await guest.opens(f"/join#{await office.invites(LAN)}")
    await guest.sees("Đồng chí có đồng ý không?")
    await guest.presses("Không đồng ý")
    await guest.sees("chỉ còn mã của cuộc trò chuyện này")


async def test_who_asks_to_be_forgotten_hears_the_last_word(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.says("dữ liệu của tôi")
    await lan.presses("Xóa dữ liệu của tôi")
    await lan.sees("Đồng chí xác nhận xóa?")
    await lan.presses("Xóa dữ liệu của tôi")
    await lan.sees("Đã xóa")
    await expect(lan.page.locator("#state")).to_contain_text("đã kết thúc")
    assert await office.rows("SELECT count(*) FROM browsers") == [(0,)]
