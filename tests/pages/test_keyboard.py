"""Without a mouse: everything is reached, seen to be reached, and nothing is lost."""

import pytest
from playwright.async_api import expect

from tests.cast import HA, LAN
from tests.pages.seats import BROWSER, Seat, Seats
from tests.pages.test_board import UNIT, reports, row
from tests.served import Served

pytestmark = BROWSER

OUTLINE = """() => {
  const one = document.activeElement;
  const shown = one.classList.contains("hidden") ? one.previousElementSibling : one;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
}"""

MOST_STOPS = 150


async def tabs_to(lan: Seat, what: str, key: str = "Tab") -> None:
    """As often as needed; each stop on the way shows that it has the focus."""
    for _ in range(MOST_STOPS):
        await lan.page.keyboard.press(key)
        now = await lan.focused()
        if not now.startswith("BODY"):
            assert await lan.page.evaluate(OUTLINE), f"nothing shows that {now} has the focus"
        if now == what:
            return
    raise AssertionError(f"{what} is not reached by {key}")


async def test_from_the_link_to_a_pressed_choice(seats: Seats, office: Served) -> None:
    code = await office.invites(LAN)
    lan = await seats.desk()
    keyboard = lan.page.keyboard
    await lan.opens("/join")
    await tabs_to(lan, "code")
    await keyboard.type(code)
    await keyboard.press("Enter")
    await lan.sees("Đồng chí có đồng ý không?")
    await tabs_to(lan, "BUTTON Đồng ý", "Shift+Tab")
    await keyboard.press("Enter")
    await lan.sees("họ và tên")
    assert await lan.focused() == "text"
    await keyboard.type(LAN.name)
    await keyboard.press("Enter")
    await lan.is_known_as(LAN.name)
    await expect(lan.field).to_be_focused()
    await tabs_to(lan, "BUTTON Bắt đầu", "Shift+Tab")
    await lan.keeps_picture("14-keyboard")
    await keyboard.press("Space")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    assert await lan.focused() == "text"
    await keyboard.type("8.1")
    await tabs_to(lan, "send")
    await keyboard.press("Enter")
    await lan.sees("Tình hình thực hiện trong kỳ?")


async def test_enter_makes_a_line_with_shift(seats: Seats, office: Served) -> None:
    lan = await seats.desk(await office.knows(LAN))
    await lan.field.focus()
    await lan.page.keyboard.type("1. kps")
    await lan.page.keyboard.press("Shift+Enter")
    await lan.page.keyboard.type("2. kps")
    await lan.page.keyboard.press("Enter")
    await lan.sees("Hệ thống ghi nhận")
    assert len(await office.rows("SELECT 1 FROM inbox WHERE channel = 'web'")) == 1


async def test_the_files_and_the_account_are_reached(seats: Seats, office: Served) -> None:
    lan = await seats.desk(await office.knows(LAN))
    await lan.field.focus()
    await tabs_to(lan, "files", "Shift+Tab")
    await tabs_to(lan, f"SUMMARY {LAN.name}", "Shift+Tab")
    await lan.page.keyboard.press("Enter")
    await tabs_to(lan, "BUTTON Thoát khỏi máy này")
    await lan.page.keyboard.press("Enter")
    await expect(lan.page.get_by_label("Mã mời")).to_be_visible()


@pytest.mark.parametrize(("size", "rests"), [("phone", "log"), ("desk", "text")])
async def test_a_choice_leaves_the_focus_in_the_conversation(
    seats: Seats, office: Served, size: str, rests: str
) -> None:
    lan = await seats.take(size, await office.knows(LAN))
    await lan.says("giúp")
    await lan.presses("Bắt đầu")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    assert await lan.focused() == rests


async def test_a_choice_that_goes_while_it_has_the_focus_hands_it_on(
    seats: Seats, office: Served
) -> None:
    lan = await seats.desk(await office.knows(LAN))
    other = await lan.opens_another_window()
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.choice("Xem lại và gửi").focus()
    await other.says("8.1")
    await lan.sees("Tình hình thực hiện trong kỳ?")
    assert await lan.focused() == "log"


async def test_the_buttons_of_a_unit_on_the_board(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await reports(lan)
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/board")
    await expect(row(ha)).to_contain_text("chờ duyệt")
    await ha.page.locator("main").focus()
    await tabs_to(ha, f"BUTTON Trả lại: {UNIT}")
    await tabs_to(ha, f"BUTTON Duyệt: {UNIT}", "Shift+Tab")
    await ha.keeps_picture("30-board-keyboard")
    await ha.page.keyboard.press("Enter")
    await expect(row(ha)).to_contain_text("đã duyệt")
    # The button is gone; whoever pressed it still stands on the board, and reaches what is next.
    assert await ha.focused() == "part"
    await tabs_to(ha, f"A {UNIT}")
    await ha.page.keyboard.press("Enter")
    await expect(ha.page.get_by_role("heading", name=UNIT, exact=True)).to_be_visible()


async def test_what_stays_on_the_board_keeps_the_focus(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    ha = await seats.desk(await office.knows(HA))
    await ha.opens("/board")
    await ha.page.locator("main").focus()
    await tabs_to(ha, f"A {UNIT}")
    await reports(lan)
    await expect(row(ha)).to_contain_text("chờ duyệt")
    assert await ha.focused() == f"A {UNIT}"


async def test_the_sentences_of_a_report(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await reports(lan)
    ha = await seats.desk(await office.knows(HA))
    await ha.says("tổng hợp")
    await ha.presses("Tổng hợp với số liệu hiện có")
    await expect(ha.page.locator("#log .files a").last).to_be_visible()
    await ha.opens("/report")
    sentence = ha.page.locator("details.said", has_text="101.240").first
    await ha.page.locator("main").focus()
    await tabs_to(ha, f"SUMMARY {(await sentence.locator('summary').inner_text()).strip()}")
    await ha.keeps_picture("31-report-keyboard")
    await ha.page.keyboard.press("Enter")
    await expect(sentence.locator(".trace")).to_contain_text(LAN.name)
    await ha.page.keyboard.press("Enter")
    await expect(sentence.locator(".trace")).to_be_hidden()
