"""Several windows at once: two focal points of one unit, and one person before two screens."""

from playwright.async_api import expect

from tests.cast import LAN, TAM
from tests.pages.seats import BROWSER, Seat, Seats
from tests.served import Served

pytestmark = BROWSER

REFUSED = "vừa được đồng chí khác cập nhật nên phần đồng chí gửi chưa được ghi"


async def test_two_focal_points_of_a_unit_overwrite_nothing(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    tam = await seats.desk(await office.knows(TAM))
    for somebody in (lan, tam):
        await somebody.says("báo cáo")
        await somebody.sees("nhiệm vụ")
        await somebody.says("8.1")
        await somebody.sees("Tình hình thực hiện trong kỳ?")
    await lan.presses("Đang thực hiện")
    await lan.sees("Kết quả trong kỳ?")
    await lan.says("Đã lập 101.240 hồ sơ")
    await lan.sees("Nếu còn, đồng chí gửi tiếp")
    await tam.presses("Đã hoàn thành")
    await tam.sees(REFUSED)
    await tam.sees("Đã lập 101.240 hồ sơ")
    await tam.keeps_picture("10-refused")
    await both_add_to_it(lan, tam)
    ((body,),) = await office.rows(
        "SELECT body FROM entries WHERE item = '8.1' ORDER BY version DESC LIMIT 1"
    )
    said = ("Đã lập 101.240 hồ sơ", "Kết nối 17 trạm y tế", "Tập huấn 34 nhân viên y tế")
    assert [body.count(text) for text in said] == [1, 1, 1]


async def both_add_to_it(lan: Seat, tam: Seat) -> None:
    """Who is late is shown what the other wrote, and says it again."""
    await tam.presses("Xem, sửa kết quả")
    await tam.sees("Nếu còn, đồng chí gửi tiếp")
    await tam.says("Kết nối 17 trạm y tế")
    await tam.sees("Kết nối 17 trạm y tế")
    await tam.sees("Nếu còn, đồng chí gửi tiếp")
    await lan.says("Tập huấn 34 nhân viên y tế")
    await lan.sees(REFUSED)
    await lan.sees("Kết nối 17 trạm y tế")
    await lan.says("Tập huấn 34 nhân viên y tế")
    await lan.sees("- Tập huấn 34 nhân viên y tế")


async def test_another_window_of_a_person_follows(seats: Seats, office: Served) -> None:
    lan = await seats.desk(await office.knows(LAN))
    other = await lan.opens_another_window()
    await lan.says("báo cáo")
    await other.sees("Đã có 0/3 nhiệm vụ")
    await other.has_seen("báo cáo", times=2)
    await other.says("8.1")
    await lan.sees("Tình hình thực hiện trong kỳ?")
    await lan.presses("Đang thực hiện")
    await other.sees("Kết quả trong kỳ?")
    # What was answered in one window is no longer offered in the other.
    await expect(other.page.get_by_role("button", name="Đang thực hiện")).to_have_count(0)
    assert await other.lines.count() == await lan.lines.count() == 6


async def test_another_device_of_a_person_follows(seats: Seats, office: Served) -> None:
    phone = await seats.phone(await office.knows(LAN))
    desk = await seats.desk(await office.knows(LAN))
    await phone.says("báo cáo")
    await desk.sees("Đã có 0/3 nhiệm vụ")
    await desk.says("8.1")
    await phone.sees("Tình hình thực hiện trong kỳ?")
