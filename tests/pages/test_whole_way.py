"""From the invite to the receipt, and once more after a return; as people see it."""

import re
from datetime import datetime

import pytest
from playwright.async_api import expect

from domain.calendar import VIETNAM
from tests.cast import HA, LAN
from tests.pages.files import photo
from tests.pages.seats import BROWSER, SIZES, Seat, Seats
from tests.served import Served

pytestmark = BROWSER

SENT = "SELECT version, unit FROM submission_versions ORDER BY version"
SPEED = 60_000
"""Bytes a second of a poor signal."""


async def watch_progress(lan: Seat) -> None:
    """Upload slowly, and keep what the page says meanwhile."""
    session = await lan.context.new_cdp_session(lan.page)
    await session.send("Network.enable")
    slow = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": SPEED}
    await session.send("Network.emulateNetworkConditions", slow)
    await lan.page.evaluate(
        """() => {
          window.told = [];
          window.notes = new Set();
          new MutationObserver(() => {
            const line = document.querySelector(".sending[aria-live]");
            if (line) { window.told.push(line.textContent); window.notes.add(line); }
          }).observe(document.getElementById("log"), { childList: true, subtree: true });
        }"""
    )


async def percents(lan: Seat) -> list[int]:
    told = await lan.page.evaluate("window.told")
    return [int(found[1]) for line in told if (found := re.search(r"(\d+) %", line))]


@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_from_the_invite_to_the_receipt(seats: Seats, office: Served, size: str) -> None:
    lan = await seats.take(size)
    await consents(lan, await office.invites(LAN))
    await office.waits_until(datetime(2022, 12, 12, 9, 0, tzinfo=VIETNAM))
    await lan.sees("Nhắc báo cáo năm 2022 của Phòng Y tế.")
    await lan.keeps_picture("3-reminder")
    await lan.presses("Bắt đầu")
    await report_three_tasks(lan)
    await lan.keeps_picture("6-review")
    await lan.presses("Gửi")
    await lan.sees("Mã: 2022-phong-y-te-1.")
    await lan.keeps_picture("7-receipt")
    assert await office.rows(SENT) == [(1, "phong-y-te")]
    await lan.is_as_high_as_the_window()
    assert await lan.width_of_everything() <= SIZES[size]["width"]
    days = await lan.page.locator("#log .day").all_text_contents()
    assert days == list(dict.fromkeys(days))
    assert (days[0], days[-1]) == ("Thứ Sáu, 25/11/2022", "Thứ Hai, 12/12/2022")


async def consents(lan: Seat, code: str) -> None:
    """The link of the invite is opened where the page is open already."""
    await lan.opens("/join")
    await lan.keeps_picture("1-join")
    await lan.opens(f"/join#{code}")
    await lan.sees("Đồng chí có đồng ý không?")
    assert code not in lan.page.url
    await lan.keeps_picture("2-consent")
    await lan.presses("Đồng ý")
    await lan.sees("họ và tên")
    await lan.says(LAN.name)
    await lan.is_known_as(LAN.name)
    await lan.sees("Đã ghi nhận sự đồng ý")


async def report_three_tasks(lan: Seat) -> None:
    """Two in one message, the other step by step, with a figure and a photo."""
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.keeps_picture("4-menu")
    await lan.says("2. xong 20/11, 17 trạm nhận đặt lịch; 3. đang làm, tập huấn được 9 trạm")
    await lan.sees("Hệ thống ghi nhận")
    await lan.presses("Sửa")
    await lan.sees("Đã có 2/3 nhiệm vụ")
    await lan.says("8.1")
    await lan.sees("Tình hình thực hiện trong kỳ?")
    await lan.presses("Đang thực hiện")
    await lan.sees("Kết quả trong kỳ?")
    await lan.says("Đã chuẩn hóa 101.240 hồ sơ theo Kế hoạch số 41/KH-PYT")
    await lan.sees("Nếu còn, đồng chí gửi tiếp")
    await lan.picks(photo())
    await lan.says("Buổi tập huấn tại trạm y tế")
    await lan.sees("Đã nhận tệp tap-huan.jpg")
    await expect(lan.page.locator("#log article.person img")).to_be_visible()
    await lan.keeps_picture("5-photo")
    await lan.says("xong")
    await lan.sees("số liệu trong kỳ")
    await lan.says("98,5%")
    await lan.sees("Đồng chí gửi báo cáo, hoặc sửa nội dung nào?")


async def test_a_photo_is_kept_byte_for_byte_and_its_way_is_shown(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.says("8.1")
    await lan.sees("Tình hình thực hiện trong kỳ?")
    await watch_progress(lan)
    sent = photo()
    await lan.picks(sent)
    await lan.says("Buổi tập huấn")
    await lan.sees("Đã nhận tệp tap-huan.jpg")
    shown = await percents(lan)
    assert shown == sorted(shown) and any(0 < part < 100 for part in shown)
    # A reader of the screen is told how it came out, not each number.
    notes = await lan.page.evaluate("[...window.notes].map((note) => note.ariaLive)")
    assert notes == ["off"]
    ((path, caption),) = await office.rows(
        "SELECT f.path, e.caption FROM evidence e JOIN files f USING (sha256)"
    )
    assert (office.folder / path).read_bytes() == sent["buffer"]
    assert caption == "Buổi tập huấn"


async def test_what_is_returned_is_seen_at_once_and_mended(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    ha = await seats.desk(await office.knows(HA))
    await lan.says("1. đang làm, đã lập hồ sơ; 2. kps; 3. kps")
    await lan.sees("Đồng chí gửi báo cáo")
    await lan.presses("Gửi")
    await lan.sees("Mã: 2022-phong-y-te-1.")
    await ha.says("trả lại Phòng Y tế mục 8.1 vì thiếu số văn bản, hạn 30/11")
    await ha.sees("Đã trả lại báo cáo của Phòng Y tế")
    await ha.keeps_picture("8-returned")
    await lan.sees("thiếu số văn bản")
    await lan.keeps_picture("8-to-mend")
    await lan.presses("Bổ sung mục 8.1")
    await lan.sees("Đề nghị bổ sung: thiếu số văn bản")
    await lan.says("Theo Công văn số 812/UBND-YT ngày 14/11/2022 của UBND huyện")
    await lan.sees("Nếu còn, đồng chí gửi tiếp")
    await lan.presses("Xong")
    await lan.presses("Không có số liệu")
    await lan.presses("Gửi")
    await lan.sees("Mã: 2022-phong-y-te-2.")
    assert await office.rows(SENT) == [(1, "phong-y-te"), (2, "phong-y-te")]
