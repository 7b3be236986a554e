"""The network fails in the middle: what was said waits, outlives a reload, and arrives once."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from playwright.async_api import Error, Route, expect

from tests.cast import LAN
from tests.pages.files import photo
from tests.pages.seats import BROWSER, NO_SIGNAL, Seat, Seats
from tests.pages.wire import wire_to
from tests.served import Served

pytestmark = BROWSER

WAITS = "Chờ kết nối, sẽ tự gửi lại"
SAID = "1. đang làm, đã mở 3 lớp tập huấn cho 96 nhân viên y tế"
TEXTS = "**/chat/say"
FILES = "**/chat/files?*"

EMPTIED = """() => new Promise((resolve) => {
  indexedDB.open("tiendo").onsuccess = ({ target: { result } }) => {
    const look = () => {
      const request = result.transaction("waiting").objectStore("waiting").count();
      request.onsuccess = () => (request.result ? setTimeout(look, 20) : resolve());
    };
    look();
  };
})"""
"""Until the browser keeps nothing any more that was not sent."""

Cut = Callable[[Route], Awaitable[None]]


async def before_it_arrives(route: Route) -> None:
    await route.abort()


async def before_the_answer(route: Route) -> None:
    """The server has stored it, but the page never hears so."""
    answer = await route.fetch()
    assert answer.ok
    # A reload in between has dropped the request.
    with suppress(Error):
        await route.abort()


CUTS = pytest.mark.parametrize("cut", [before_it_arrives, before_the_answer])


async def stored(office: Served, words: str) -> int:
    ((count,),) = await office.rows(
        "SELECT count(*) FROM inbox WHERE channel = 'web' AND instr(payload, ?)", words
    )
    return int(count)


async def says_while_cut(lan: Seat, where: str, cut: Cut) -> None:
    lan.forgives(NO_SIGNAL)
    await lan.page.route(where, cut)
    await lan.says(SAID)
    await lan.has_seen(SAID)
    if cut is before_it_arrives:
        await lan.sees(WAITS)


@CUTS
async def test_a_message_waits_over_a_reload_and_arrives_once(
    seats: Seats, office: Served, cut: Cut
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await says_while_cut(lan, TEXTS, cut)
    if cut is before_it_arrives:
        await lan.keeps_picture("9-waiting")
        assert await stored(office, SAID) == 0
    await lan.reloads()
    await lan.has_seen(SAID)
    await lan.page.unroute(TEXTS)
    await lan.sees("Đồng chí gửi báo cáo")
    await nothing_waits(lan)
    await lan.has_seen(SAID)
    assert await stored(office, SAID) == 1


@CUTS
async def test_a_photo_waits_over_a_reload_and_arrives_once(
    seats: Seats, office: Served, cut: Cut
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    sent = photo()
    await lan.picks(sent)
    await says_while_cut(lan, FILES, cut)
    await lan.reloads()
    own = lan.page.locator("#log article.person")
    await expect(own).to_have_text([re.compile("tap-huan.jpg")])
    await lan.page.unroute(FILES)
    await lan.sees("Đã nhận tệp tap-huan.jpg")
    await nothing_waits(lan)
    assert await stored(office, "tap-huan.jpg") == 1
    ((path,),) = await office.rows("SELECT f.path FROM evidence JOIN files f USING (sha256)")
    assert (office.folder / path).read_bytes() == sent["buffer"]


async def nothing_waits(lan: Seat) -> None:
    await expect(lan.page.locator("article.pending")).to_have_count(0)
    await lan.page.evaluate(EMPTIED)


async def test_without_a_signal_the_page_says_so_and_goes_on_by_itself(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    async with lan.without_signal():
        await lan.says("8.1")
        await lan.sees(WAITS)
        await lan.says("danh mục")
        await lan.has_seen(WAITS, times=2)
    await lan.sees("Đã có 0/3 nhiệm vụ")
    await lan.has_seen("Tình hình thực hiện trong kỳ?")
    await nothing_waits(lan)
    await lan.is_connected()
    assert await stored(office, '"8.1"') == await stored(office, '"danh mục"') == 1


async def test_a_photo_whose_upload_is_cut_in_the_middle_arrives_once(
    seats: Seats, office: Served
) -> None:
    sent = photo()
    async with wire_to(office.port, cut_after=len(sent["buffer"]) // 2) as wire:
        seats.url = wire.url
        lan = await seats.phone(await office.knows(LAN))
        lan.forgives(NO_SIGNAL)
        await lan.picks(sent)
        await lan.sends()
        await lan.sees(WAITS)
        assert wire.was_cut
        assert await stored(office, "tap-huan.jpg") == 0
        wire.is_mended = True
        await lan.sees("Đã nhận tệp tap-huan.jpg")
        await nothing_waits(lan)
        await expect(lan.page.locator("#log article.person")).to_have_count(1)
        await lan.page.goto("about:blank")
    assert await stored(office, "tap-huan.jpg") == 1
    ((path,),) = await office.rows("SELECT path FROM files")
    assert (office.folder / path).read_bytes() == sent["buffer"]
