"""The page for codes, when the network fails in between."""

from playwright.async_api import expect

from tests.cast import HA, LAN
from tests.pages.seats import BROWSER, NO_SIGNAL, Seats
from tests.pages.test_lost_connection import before_the_answer
from tests.served import Served

pytestmark = BROWSER

JOIN = "**/join"
HEARD = "SELECT 1 FROM inbox WHERE channel = 'web'"


async def test_another_code_after_a_lost_answer_is_no_repetition(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives(NO_SIGNAL)
    await lan.opens("/join")
    await lan.page.get_by_text("Thêm vai trò bằng mã khác").click()
    field = lan.page.get_by_label("Mã mời")
    go_on = lan.page.get_by_role("button", name="Tiếp tục")
    await lan.page.route(JOIN, before_the_answer)
    await field.fill("K7Q2-M9XD")
    # Once more, the same code is the same request.
    for _ in range(2):
        async with lan.page.expect_event("requestfailed"):
            await go_on.click()
        await expect(lan.page.get_by_role("alert")).to_contain_text("Chưa kết nối được")
    assert len(await office.rows(HEARD)) == 1
    await lan.page.unroute(JOIN)
    await field.fill(await office.invites(HA))
    await go_on.click()
    await lan.page.wait_for_url("**/chat")
    assert len(await office.rows(HEARD)) == 2
