"""Connections that are refused, ended or open only at our end; the page's clock is moved."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from playwright.async_api import Error, Page, Route, expect

from tests.cast import HA, LAN
from tests.pages.files import photo
from tests.pages.seats import BROWSER, Seat, Seats
from tests.pages.test_board import reports, row
from tests.pages.test_leaving import ENDED, leaves
from tests.pages.test_lost_connection import FILES, TEXTS, stored
from tests.served import Served

pytestmark = BROWSER

LINES = "**/chat/lines"
STREAM = "**/chat/stream?*"
BOARD_STREAM = "**/board/stream?*"
PART = "**/board?*part=1*"
STREAMS = """(() => {
  const Native = EventSource;
  window.streams = [];
  window.EventSource = class extends Native {
    constructor(address) { super(address); window.streams.push(this); }
  };
})();"""
ALIVE = 'window.streams.at(-1).dispatchEvent(new MessageEvent("alive"))'


def refuses(status: int) -> Callable[[Route], Awaitable[None]]:
    async def refuse(route: Route) -> None:
        await route.fulfill(status=status, json={"error": status})

    return refuse


@asynccontextmanager
async def unanswered(page: Page, where: str) -> AsyncIterator[None]:
    """What is asked meanwhile gets neither yes nor no, later neither."""
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.route(where, hold)
    yield
    # Those that the page gave up are gone.
    for route in held:
        with suppress(Error):
            await route.abort()
    await page.unroute(where)


async def with_a_clock(
    seats: Seats, cookie: str, size: str = "phone", path: str = "/chat"
) -> Seat:
    seat = await seats.take(size, cookie)
    await seat.page.clock.install()
    await seat.page.add_init_script(STREAMS)
    await seat.opens(path)
    return seat


async def opened(seat: Seat) -> int:
    count: int = await seat.page.evaluate("window.streams.length")
    return count


async def test_a_session_that_ended_meanwhile_is_not_called_a_lost_connection(
    seats: Seats, office: Served
) -> None:
    phone = await with_a_clock(seats, await office.knows(LAN))
    desk = await seats.desk(await office.knows(LAN))
    await phone.says("giúp")
    await phone.sees("Đồng chí gõ “báo cáo”")
    await phone.page.evaluate("window.streams.at(-1).close()")
    await leaves(desk, "Thoát khỏi mọi thiết bị")
    await expect(phone.page.locator("#state")).to_be_empty()
    phone.forgives("status of 401")
    await phone.page.clock.fast_forward(50_000)
    await expect(phone.page.locator("#state")).to_contain_text(ENDED)


async def test_a_conversation_that_cannot_begin_any_more_says_so(
    seats: Seats, office: Served
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    lan.forgives("status of 401")
    await lan.page.route(LINES, refuses(401))
    await lan.reloads()
    await expect(lan.page.locator("#state")).to_contain_text(ENDED)


async def test_a_board_whose_session_ended_says_so(seats: Seats, office: Served) -> None:
    ha = await seats.phone(await office.knows(HA))
    ha.forgives("status of 401")
    await ha.page.route(BOARD_STREAM, refuses(401))
    await ha.opens("/board")
    await expect(ha.page.locator("#said")).to_contain_text(ENDED)


@pytest.mark.parametrize(
    ("path", "stream", "where"), [("/chat", STREAM, "#state"), ("/board", BOARD_STREAM, "#said")]
)
async def test_too_many_open_pages_are_waited_out(
    seats: Seats, office: Served, path: str, stream: str, where: str
) -> None:
    cookie = await office.knows(HA)
    ha = await seats.phone(cookie)
    ha.forgives("status of 429")
    await ha.page.clock.install()
    await ha.page.add_init_script(STREAMS)
    await ha.page.route(stream, refuses(429))
    await ha.opens(path)
    state = ha.page.locator(where)
    await expect(state).to_contain_text("đang mở nhiều trang cùng lúc")
    await ha.keeps_picture(f"27-pages{path.replace('/', '-')}")
    for times in (2, 3):
        async with ha.page.expect_response(lambda answer: answer.request.resource_type == "fetch"):
            await ha.page.clock.fast_forward(60_000)
        assert await opened(ha) == times
    await ha.page.unroute(stream)
    await ha.page.clock.fast_forward(60_000)
    await expect(state).to_be_empty()


@pytest.mark.parametrize(("where", "sent"), [(TEXTS, "Kính gửi"), (FILES, "tap-huan.jpg")])
async def test_a_connection_that_never_answers_is_given_up(
    seats: Seats, office: Served, where: str, sent: str
) -> None:
    lan = await with_a_clock(seats, await office.knows(LAN))
    lan.forgives("ERR_")
    if where is FILES:
        await lan.picks(photo())
    async with unanswered(lan.page, where):
        async with lan.page.expect_request(where):
            await lan.says("Kính gửi")
        await lan.sees("Đang gửi")
        await lan.page.clock.fast_forward(30_000)
        await lan.sees("Chờ kết nối")
    await lan.page.clock.fast_forward(1_000)
    await expect(lan.lines.filter(has_text=sent)).not_to_have_count(0)
    await expect(lan.page.locator("article.pending")).to_have_count(0)
    assert await stored(office, sent) == 1


async def test_a_stream_that_falls_silent_is_opened_again(seats: Seats, office: Served) -> None:
    lan = await with_a_clock(seats, await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    for _ in range(3):
        await lan.page.clock.fast_forward(40_000)
        await lan.page.evaluate(ALIVE)
    assert await opened(lan) == 1
    await lan.page.clock.fast_forward(50_000)
    assert await opened(lan) == 2
    await lan.is_connected()
    await lan.says("8.1")
    await lan.sees("Tình hình thực hiện trong kỳ?")
    assert await lan.lines.count() == 4


async def test_a_stream_that_cannot_be_opened_again_is_a_lost_connection(
    seats: Seats, office: Served
) -> None:
    lan = await with_a_clock(seats, await office.knows(LAN))
    await lan.says("báo cáo")
    await lan.sees("Đã có 0/3 nhiệm vụ")
    async with unanswered(lan.page, STREAM):
        await lan.page.clock.fast_forward(50_000)
        assert await opened(lan) == 2
        await lan.page.clock.fast_forward(50_000)
        await expect(lan.page.locator("#state")).to_contain_text("Đang mất kết nối")
        lan.forgives("ERR_FAILED")
    await lan.page.clock.fast_forward(50_000)
    await lan.is_connected()


async def cuts(route: Route) -> None:
    await route.abort()


@pytest.mark.parametrize("trouble", [cuts, refuses(503), refuses(429)], ids=["cut", "503", "429"])
async def test_a_change_that_could_not_be_fetched_is_fetched_later(
    seats: Seats, office: Served, trouble: Callable[[Route], Awaitable[None]]
) -> None:
    lan = await seats.phone(await office.knows(LAN))
    ha = await with_a_clock(seats, await office.knows(HA), "phone", "/board")
    ha.forgives("ERR_FAILED|status of (503|429)")
    await expect(row(ha)).to_contain_text("chưa bắt đầu")
    await ha.page.evaluate("window.stays = true")
    await ha.page.route(PART, trouble)
    await reports(lan)
    await expect(ha.page.locator("#said")).to_contain_text("có thể chưa phải mới nhất")
    await expect(row(ha)).to_contain_text("chưa bắt đầu")
    await ha.page.unroute(PART)
    await ha.page.clock.fast_forward(60_000)
    await expect(row(ha)).to_contain_text("chờ duyệt")
    await expect(ha.page.locator("#said")).to_be_empty()
    assert await ha.page.evaluate("window.stays")


async def test_a_board_that_may_no_longer_be_seen_is_left(seats: Seats, office: Served) -> None:
    lan = await seats.phone(await office.knows(LAN))
    ha = await seats.phone(await office.knows(HA))
    ha.forgives("status of 404")
    await ha.opens("/board")
    await expect(row(ha)).to_contain_text("chưa bắt đầu")
    await ha.page.route(PART, refuses(404))
    async with ha.page.expect_event("load"):
        await reports(lan)
