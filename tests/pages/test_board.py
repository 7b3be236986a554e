"""The board beside the chat: what one does, the others see."""

from playwright.async_api import Locator, expect

from tests.cast import BINH, HA, LAN
from tests.pages.seats import BROWSER, Seat, Seats
from tests.served import Served

pytestmark = BROWSER

UNIT = "Phòng Y tế"


def row(seat: Seat, unit: str = UNIT) -> Locator:
    """The unit's row in the matrix of units and tasks."""
    return seat.page.locator("table.matrix tr", has=seat.page.get_by_role("rowheader", name=unit))


async def reports(lan: Seat) -> None:
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.says("1. đang làm, đã lập 101.240 hồ sơ\n2. xong ngày 20/11\n3. đang làm")
    await lan.presses("Gửi")
    await lan.sees("Mã: 2022-phong-y-te-1")


async def test_it_follows_live_in_a_second_window(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/board")
    binh = await seats.phone(await office.knows(BINH))
    await binh.opens("/board")
    for one in (ha, binh):
        await expect(row(one)).to_contain_text("chưa bắt đầu")
    await reports(lan)
    for one in (ha, binh):
        await expect(row(one)).to_contain_text("chờ duyệt")
        await one.keeps_picture("21-board")
    assert await binh.width_of_everything() <= 360
    await expect(binh.page.get_by_role("button", name="Duyệt")).to_have_count(0)


async def test_what_is_returned_on_the_board_is_asked_for_beside_it_and_mended(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await reports(lan)
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/board")
    await row(ha).get_by_role("button", name="Trả lại").click()
    await ha.presses("Toàn bộ phiếu báo cáo")
    await ha.sees("Hạn bổ sung đến khi nào?")
    await ha.presses("16 giờ 30, thứ Ba, ngày 29/11/2022")
    await ha.sees("lý do")
    await ha.says("Bổ sung số liệu 17 trạm y tế xã")
    await lan.has_seen("Bổ sung số liệu 17 trạm y tế xã")
    await expect(row(ha)).to_contain_text("bổ sung")
    await ha.keeps_picture("22-returned")


async def test_approved_on_the_phone_the_answer_comes_in_the_chat(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await reports(lan)
    ha = await seats.phone(await office.knows(HA))
    await ha.opens(f"/board/unit/{LAN.unit}")
    await expect(ha.page.locator("#part")).to_contain_text("đã lập 101.240 hồ sơ")
    await ha.keeps_picture("23-unit")
    await ha.page.get_by_role("button", name="Duyệt").first.click()
    await ha.page.wait_for_url("**/chat")
    await ha.sees(UNIT)


async def test_the_report_says_who_said_a_sentence(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await reports(lan)
    ha = await seats.desk(await office.knows(HA))
    await ha.says("tổng hợp")
    await ha.presses("Tổng hợp với số liệu hiện có")
    await expect(ha.page.locator("#log .files a", has_text=".docx")).to_be_visible()
    await ha.opens("/report")
    sentence = ha.page.locator("summary", has_text="101.240").first
    await sentence.click()
    await expect(ha.page.locator("details[open]", has_text="101.240").first).to_contain_text(
        LAN.name
    )
    await ha.keeps_picture("24-report")
    async with ha.page.expect_download() as download:
        await ha.page.get_by_role("link", name="Word").click()
    assert (await download.value).suggested_filename.endswith(".docx")


async def test_invites_are_printed_and_one_of_them_lets_in(seats: Seats, office: Served) -> None:
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/programme")
    await ha.page.get_by_role("checkbox", name="Phòng Y tế").check()
    await ha.page.get_by_role("button", name="Lập phiếu mời").click()
    strip = ha.page.locator(".strip", has_text=UNIT)
    await expect(strip.locator("svg")).to_be_visible()
    await ha.keeps_picture("25-invites")
    code = await strip.locator(".code").inner_text()
    lan = await seats.phone()
    await lan.joins(code, LAN.name)
    await lan.sees(UNIT)
