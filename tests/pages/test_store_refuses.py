"""The browser's own store refuses, or is taken away: what was typed is still shown and sent."""

import pytest
from playwright.async_api import expect

from tests.cast import LAN
from tests.pages.seats import BROWSER, Seats
from tests.pages.test_lost_connection import TEXTS, before_it_arrives, nothing_waits, stored
from tests.served import Served

pytestmark = BROWSER

FULL = """() => { IDBObjectStore.prototype.put = () => {
  throw new DOMException("no room", "QuotaExceededError");
}; }"""
TAKEN_AWAY = """() => { IDBDatabase.prototype.transaction = () => {
  throw new DOMException("closing", "InvalidStateError");
}; }"""
UNREADABLE = """(() => {
  const { getAll } = IDBObjectStore.prototype;
  let times = 2;
  IDBObjectStore.prototype.getAll = function () {
    if (times-- > 0) throw new DOMException("cannot be read", "UnknownError");
    return getAll.call(this);
  };
})();"""


@pytest.mark.parametrize("trouble", [FULL, TAKEN_AWAY], ids=["full", "taken-away"])
async def test_what_the_store_refuses_waits_on_the_page_and_arrives_once(
    seats: Seats, office: Served, trouble: str
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives("ERR_FAILED")
    await lan.page.evaluate(trouble)
    await lan.page.route(TEXTS, before_it_arrives)
    await lan.says("Nội dung thứ nhất")
    await lan.says("Nội dung thứ hai")
    await lan.has_seen("Nội dung thứ nhất")
    await lan.has_seen("Nội dung thứ hai")
    await lan.page.unroute(TEXTS)
    await lan.page.evaluate("dispatchEvent(new Event('online'))")
    await lan.has_seen("Hệ thống chưa hiểu", times=2)
    own = await lan.page.locator("#log article.person .text").all_text_contents()
    assert [text.partition(": ")[2] for text in own] == ["Nội dung thứ nhất", "Nội dung thứ hai"]
    assert await stored(office, "Nội dung thứ") == 2


async def test_what_cannot_be_read_for_a_moment_is_sent_later(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives("ERR_FAILED")
    await lan.page.route(TEXTS, before_it_arrives)
    await lan.says("Nội dung thứ nhất")
    await lan.sees("Chờ kết nối")
    await lan.page.add_init_script(UNREADABLE)
    await lan.page.unroute(TEXTS)
    await lan.reloads()
    await lan.sees("Hệ thống chưa hiểu")
    await nothing_waits(lan)
    assert await stored(office, "Nội dung thứ nhất") == 1


async def test_what_is_half_typed_survives_a_reload(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.writes("Đã tập huấn cho 85")
    await lan.reloads()
    await expect(lan.field).to_have_value("Đã tập huấn cho 85")
    await lan.writes("Đã tập huấn cho 85 người")
    await lan.sends()
    await lan.has_seen("Đã tập huấn cho 85 người")
    await lan.reloads()
    await expect(lan.field).to_have_value("")
