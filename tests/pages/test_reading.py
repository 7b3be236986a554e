"""What was said before, and what somebody says who means harm."""

import pytest
from playwright.async_api import expect

from bot.channels.received import Received
from bot.channels.web import BOT, WebChannel
from domain.conversation import Said
from domain.messages import Address
from tests.cast import HA, LAN
from tests.pages.files import photo
from tests.pages.seats import BROWSER, NO_SIGNAL, SIZES, Seat, Seats
from tests.pages.test_lost_connection import TEXTS, before_the_answer, nothing_waits
from tests.served import Served

pytestmark = BROWSER

OPINIONS = 55
A_DAY = 11
HOSTILE = [
    "<img src=x onerror=document.title='hit'>",
    "</script><script>document.title='hit'</script>",
    "<style>*{display:none}</style><h1>to</h1>",
    "{{ 7 * 7 }} ${document.title='hit'} javascript:document.title='hit'",
    "https://example.invalid/\" onmouseover=\"document.title='hit'",
    "\u202edlrow olleh\u202c \u2067abc\u2069 \u200f\u200e",
    "w" * 600,
    "Z\u0335\u0321\u0322" * 50,
]


async def talked_before(office: Served) -> None:
    """Some days of messages, each with its answer."""
    ((chat,),) = await office.rows("SELECT chat FROM addresses")
    address = Address(WebChannel.name, BOT, chat)
    for n in range(OPINIONS):
        if n and n % A_DAY == 0:
            office.clock.advance(days=1)
        said = Received(f"{chat}:opinion-{n}", address, Said(f"Trao đổi thứ {n}."))
        await office.world.intake.store([said])
        async with office.settling:
            await office.world.settle()


async def opinions(lan: Seat) -> list[str]:
    said = await lan.page.locator("#log article.person .text").all_text_contents()
    return [text.partition("Trao đổi thứ ")[2].rstrip(".") for text in said]


async def test_what_was_said_before_comes_on_scrolling_up(seats: Seats, office: Served) -> None:
    cookie = await office.knows(LAN)
    await talked_before(office)
    lan = await seats.phone(cookie)
    await lan.has_seen(f"Trao đổi thứ {OPINIONS - 1}.")
    await expect(lan.lines).to_have_count(40)
    older = lan.page.locator("#older")
    await expect(older).to_be_visible()
    for count in (80, 2 * OPINIONS):
        top = await lan.lines.first.text_content()
        await lan.page.locator("#log").evaluate("(log) => { log.scrollTop = 0; }")
        await expect(lan.lines).to_have_count(count)
        # Who reads on finds the line that was the first where it was.
        await expect(lan.lines.filter(has_text=top or "").last).to_be_in_viewport()
    await expect(older).to_be_hidden()
    assert await opinions(lan) == [str(n) for n in range(OPINIONS)]
    marks = await lan.page.locator("#log .day").all_text_contents()
    assert marks == [
        "Thứ Sáu, 25/11/2022",
        "Thứ Bảy, 26/11/2022",
        "Chủ Nhật, 27/11/2022",
        "Thứ Hai, 28/11/2022",
        "Thứ Ba, 29/11/2022",
    ]
    await lan.keeps_picture("11-older")


@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_hostile_text_is_text_and_widens_nothing(
    seats: Seats, office: Served, size: str
) -> None:
    lan = await seats.take(size, await office.knows(LAN))
    for text in HOSTILE:
        await lan.says(text)
        await lan.sees("Hệ thống chưa hiểu")
    for _ in range(2):
        shown = await lan.page.locator("#log article.person .text").all_text_contents()
        assert [text.partition(": ")[2] for text in shown] == HOSTILE
        assert await lan.page.locator("#log :is(script, style, h1, img)").count() == 0
        assert await lan.page.title() == "Trò chuyện – tiendo"
        assert await lan.width_of_everything() <= SIZES[size]["width"]
        await lan.is_as_high_as_the_window()
        await lan.keeps_picture("12-hostile")
        await lan.reloads()
        await expect(lan.lines).to_have_count(2 * len(HOSTILE))


async def test_hostile_names_of_files_are_text(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    name = "<img src=x onerror=document.title='hit'>" + "w" * 60 + ".jpg"
    await lan.picks(photo(name))
    await expect(lan.page.locator("#chosen")).to_contain_text("<img")
    assert await lan.width_of_everything() <= SIZES["phone"]["width"]
    await lan.sends()
    await lan.sees("Đã nhận tệp <img")
    assert await lan.width_of_everything() <= SIZES["phone"]["width"]
    assert await lan.page.title() == "Trò chuyện – tiendo"


async def test_a_report_is_handed_over_in_the_chat(seats: Seats, office: Served) -> None:
    ha = await seats.phone(await office.knows(HA))
    await ha.says("tổng hợp")
    await ha.presses("Tổng hợp với số liệu hiện có")
    link = ha.page.locator("#log .files a", has_text=".docx")
    await expect(link).to_be_visible()
    await expect(ha.page.locator("#log .files a")).to_have_count(3)
    await ha.keeps_picture("13-report")
    async with ha.page.expect_download() as arriving:
        await link.click()
    download = await arriving.value
    assert download.suggested_filename.endswith(".docx")
    ((path,),) = await office.rows(
        "SELECT path FROM files JOIN reports ON body ->> '$.docx' = sha256"
    )
    assert (await download.path()).read_bytes() == (office.folder / path).read_bytes()


async def test_a_text_that_is_too_long_is_not_called_a_file(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives("status of 413")
    await lan.says("dài " * 25_001)
    failed = lan.page.locator(".sending.failed")
    await expect(failed).to_contain_text("Đề nghị đồng chí chia thành nhiều tin.")
    await expect(failed).not_to_contain_text("Tệp")
    await failed.scroll_into_view_if_needed()
    await lan.keeps_picture("28-too-long")


async def test_a_newcomer_is_not_greeted_with_what_is_not_kept(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone()
    await lan.joins(await office.invites(LAN), LAN.name)
    for _ in range(2):
        await lan.sees("Đã ghi nhận sự đồng ý")
        await expect(lan.lines.first).to_contain_text("Kính gửi đồng chí")
        # The name was asked for: its place is shown.
        await lan.has_seen("Nội dung này không còn được lưu.", times=1)
        await lan.keeps_picture("29-newcomer")
        await lan.reloads()


async def test_a_code_typed_into_an_empty_conversation_leaves_no_trace(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives(NO_SIGNAL)
    # The page has not heard that it arrived, and sends it again.
    await lan.page.route(TEXTS, before_the_answer)
    await lan.says(await office.invites(HA))
    await lan.sees("Đã ghi nhận")
    await lan.reloads()
    await lan.page.unroute(TEXTS)
    await nothing_waits(lan)
    await lan.sees("Đã ghi nhận")
    await expect(lan.lines).to_have_count(1)
    await expect(lan.lines).to_have_class(["line bot"])
