"""The board: who sees what, what its buttons do, and that it is told of what happens."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from PIL import Image

from bot.filing import keep
from bot.news import BOARD
from bot.uploads import Uploads
from bot.web.board import ORDERS
from bot.web.board_view import Asked, Show, board_data
from bot.web.site import Public, Site
from bot.world import World
from documents.thumbnails import thumbnail
from domain.conversation import Chose, Said
from domain.facts import Board
from domain.period_state import Period
from domain.programme import Unit
from domain.status import Said as Verdict
from domain.submission import Entry, Evidence, State, Statement
from handlers.coordinator import CHOICES
from storage import browsers, files, periods, submissions
from storage.submissions import Sent
from tests.bot.web.conftest import settled
from tests.bot.web.knocking import Knocker
from tests.cast import BINH, HA, LAN, PERIOD, SON, let_in
from tests.hand_clock import HandClock
from tests.recorders import code_of, receive, rows
from tests.served import HERE, Served, serve_world

UNIT = "phong-y-te"
KEY = "a1b2c3d4e5f6"
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def send(
    world: World, *texts: str, state: State = State.SUBMITTED, evidence: tuple[Evidence, ...] = ()
) -> None:
    """The unit's versions, one a text, as if Lan had sent them."""
    code = await code_of(world.database.reader, LAN)
    async with world.database.transaction() as connection:
        before = await submissions.get(connection, PERIOD, UNIT)
        assert before
        for text in texts:
            statement = Statement(text, code, world.clock())
            entry = Entry("8.1", 1, Verdict.DOING, statements=(statement,))
            before = replace(
                before, state=state, version=before.version + 1, sent_at=world.clock()
            )
            await submissions.put(connection, before)
            sent = Sent({"8.1": entry}, (), evidence)
            await submissions.keep_version(connection, before, sent, code, world.clock())


async def change(world: World, **what: object) -> None:
    async with world.database.transaction() as connection:
        standing = await submissions.get(connection, PERIOD, UNIT)
        assert standing
        await submissions.put(connection, replace(standing, **what))


async def attach(world: World, content: bytes, mime: str, name: str) -> Evidence:
    """A file in the unit's draft; it is told what evidence it makes."""
    now, code = world.clock(), await code_of(world.database.reader, LAN)
    sha256, path = keep(world.book.folder, content)
    async with world.database.transaction() as connection:
        await files.put(connection, sha256, str(path), mime, len(content), now)
        await connection.execute(
            "INSERT INTO evidence (period, unit, item, sha256, name, caption, album, message, "
            "person, at) VALUES (?, ?, '8.1', ?, ?, '', '', '', ?, ?)",
            (PERIOD, UNIT, sha256, name, code, now.isoformat()),
        )
    return Evidence(sha256, name, mime, len(content), "8.1", "", code, now)


def photo(width: int = 800, height: int = 400) -> bytes:
    """Taken with the camera on its side: red on top as it lies, and where it was taken."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 4, height))
    exif = picture.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Lan"
    exif.get_ifd(0x8825)[1] = "N"
    made = BytesIO()
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


async def orders_in_inbox(world: World) -> list[object]:
    found = await rows(world, "SELECT payload FROM inbox WHERE channel = 'web' ORDER BY id")
    return [payload for (payload,) in found]


# Who may.


async def test_a_stranger_is_asked_for_a_code(office: Served) -> None:
    stranger = office.stranger()
    for path in ("/board", f"/board/unit/{UNIT}", "/board/stream"):
        assert (await stranger.get(path)).status == 401
    assert (await stranger.post("/board/order", {"key": KEY, "order": "chase"})).status == 401


async def test_a_focal_point_does_not_see_other_units(office: Served) -> None:
    lan = await office.browser(LAN)
    for path in ("/board", f"/board/unit/{UNIT}", "/board/stream"):
        assert (await lan.get(path)).status == 403
    assert (await lan.post("/board/order", {"key": KEY, "order": "chase"})).status == 403


async def test_a_leader_sees_everything_and_orders_nothing(office: Served) -> None:
    binh = await office.browser(BINH)
    page = await binh.text("/board")
    assert "Phòng Y tế" in page and "Còn phải gửi" in page
    assert "data-order=" not in page
    assert "data-order=" not in await binh.text(f"/board/unit/{UNIT}")
    answer = await binh.post("/board/order", {"key": KEY, "order": f"chase|{PERIOD}"})
    assert answer.status == 403
    assert await orders_in_inbox(office.world) == []


async def test_a_coordinator_has_the_buttons_of_the_chat(office: Served) -> None:
    await let_in(office.world, LAN)
    await send(office.world, "Đã làm.")
    ha = await office.browser(HA)
    page = await ha.text("/board")
    assert f'data-order="chase|{PERIOD}"' in page
    assert f'data-order="compile|{PERIOD}"' in page
    assert f'data-order="approve|{PERIOD}|{UNIT}|1"' in page
    assert f'data-order="return|{PERIOD}|{UNIT}||1"' in page
    assert f'data-order="extend|ask|{PERIOD}|xa-co-dam"' in page


async def test_where_there_is_no_such_period_or_unit_there_is_no_page(office: Served) -> None:
    ha = await office.browser(HA)
    for path in ("/board?period=x:2022", "/board/unit/x", f"/board/unit/{UNIT}?period=x"):
        assert (await ha.get(path)).status == 404


async def test_before_the_first_period_the_board_says_so(
    world: World, clock: HandClock, tmp_path: Path
) -> None:
    site = Site(world, Uploads(tmp_path), Public(HERE))
    async with serve_world(world, clock, site) as office:
        ha = await office.browser(HA)
        assert "Chưa có kỳ báo cáo nào" in await ha.text("/board")


# What it shows.


async def test_counts_statuses_and_who_owes_are_shown(office: Served, clock: HandClock) -> None:
    await let_in(office.world, LAN, SON)
    await send(office.world, "Đã cập nhật hồ sơ.")
    ha = await office.browser(HA)
    page = await ha.text("/board")
    assert re.search(r"<dt>Đã gửi</dt><dd>1/27</dd>", page)
    assert re.search(r"<dt>Chờ duyệt</dt><dd>1</dd>", page)
    assert "Còn phải gửi: 26 đơn vị" in page
    assert "đang thực hiện, thường xuyên" in page and "chưa báo cáo" in page
    assert "Phan Thanh Sơn" in page and "cần gọi điện" in page
    assert "còn 22 ngày" in page


async def test_who_is_reached_on_a_page_alone_is_to_be_called(office: Served) -> None:
    await office.browser(LAN)
    ha = await office.browser(HA)
    page = await ha.text("/board")
    assert re.search(r"trang web,\s*<strong>cần gọi điện</strong> đ/c Nguyễn Thị Lan", page)
    assert "Kênh liên hệ: trang web 1 đơn vị; chưa liên hệ được 26." in page


async def test_past_the_due_time_it_says_by_how_much(office: Served, clock: HandClock) -> None:
    clock.advance(days=24)
    ha = await office.browser(HA)
    page = await ha.text("/board")
    assert "quá hạn 2 ngày" in page and "đã qua 2 ngày" in page


async def test_the_filters_need_no_script(office: Served) -> None:
    await let_in(office.world, LAN)
    await send(office.world, "Đã làm.")
    ha = await office.browser(HA)
    waiting = await ha.text("/board?show=waiting&part=1")
    owing = await ha.text("/board?show=owing&part=1")
    assert "8. Phòng Y tế" in waiting and "1. Phòng Kinh tế và Hạ tầng" not in waiting
    assert "8. Phòng Y tế" not in owing and "1. Phòng Kinh tế và Hạ tầng" in owing


async def test_requests_for_an_extension_wait_on_the_board(office: Served) -> None:
    until = office.world.clock() + timedelta(days=23)
    await change(office.world, extension_asked=until, extension_reason="đoàn kiểm tra")
    ha = await office.browser(HA)
    page = await ha.text("/board")
    assert "Đề nghị gia hạn chờ trả lời" in page and "đoàn kiểm tra" in page
    assert f'data-order="extend|answer|{PERIOD}|{UNIT}"' in page


async def test_a_unit_is_shown_with_every_version_and_what_changed(office: Served) -> None:
    await let_in(office.world, LAN)
    await send(office.world, "Lời thứ nhất.", "Lời thứ hai.", "Lời thứ hai.")
    binh = await office.browser(BINH)
    page = await binh.text(f"/board/unit/{UNIT}")
    assert "Lần 3" in page and "Lần 1" in page and "đồng chí Nguyễn Thị Lan gửi" in page
    assert page.count("Lời thứ nhất.") == 1
    assert "Không thay đổi so với lần trước." in page


async def test_nobody_sees_a_draft(office: Served) -> None:
    await let_in(office.world, LAN)
    for said in ("báo cáo", "1. Đang soạn, chưa gửi"):
        await receive(office.world, LAN, said)
        await settled(office)
    ha = await office.browser(HA)
    page = await ha.text(f"/board/unit/{UNIT}")
    assert "Đơn vị đang soạn" in page and "chưa gửi nội dung nào" not in page
    assert "Đang soạn, chưa gửi" not in page


async def test_what_people_write_is_never_markup(office: Served) -> None:
    await let_in(office.world, replace(LAN, name=NASTY))
    evidence = await attach(office.world, b"%PDF", "application/pdf", f"{NASTY}.pdf")
    await send(office.world, "Lời cũ.", NASTY, state=State.RETURNED, evidence=(evidence,))
    until = office.world.clock() + timedelta(days=1)
    await change(office.world, extension_asked=until, extension_reason=NASTY)
    ha = await office.browser(HA)
    for path in ("/board", f"/board/unit/{UNIT}"):
        page = await ha.text(path)
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "&lt;script&gt;" in page


# Its buttons.


async def test_every_button_of_the_board_is_a_choice_of_the_chat() -> None:
    assert CHOICES.keys() >= ORDERS


async def test_an_order_comes_in_once_as_a_press_in_the_chat(office: Served) -> None:
    world = office.world
    await let_in(world, LAN)
    await send(world, "Đã làm.")
    ha = await office.browser(HA)
    body = {"key": KEY, "order": f"approve|{PERIOD}|{UNIT}|1"}
    for _ in range(2):
        answer = await ha.post("/board/order", body)
        assert answer.json() == {"stored": KEY}
    [payload] = await orders_in_inbox(world)
    assert Chose.__name__ in str(payload) and body["order"] in str(payload)
    await settled(office)
    standing = await submissions.get(world.database.reader, PERIOD, UNIT)
    assert standing and standing.state is State.APPROVED
    answered = await office.rows("SELECT chat FROM outbox WHERE channel = 'web'")
    assert answered == await office.rows("SELECT chat FROM browsers")


async def test_what_follows_an_order_is_asked_in_the_conversation(office: Served) -> None:
    world = office.world
    await let_in(world, LAN)
    await send(world, "Đã làm.")
    ha = await office.browser(HA)
    await ha.post("/board/order", {"key": KEY, "order": f"return|{PERIOD}|{UNIT}||1"})
    await settled(office)
    [(chat, reply)] = await office.rows("SELECT chat, reply FROM outbox")
    assert [(chat,)] == await office.rows("SELECT chat FROM browsers")
    assert "coordinator/return_item.j2" in str(reply)


@pytest.mark.parametrize(
    "order", ["forget_me", "sign|agree", "menu|1", "#0", "", "chase\n", "a" * 201]
)
async def test_what_is_no_order_of_the_board_is_refused(office: Served, order: str) -> None:
    ha = await office.browser(HA)
    assert (await ha.post("/board/order", {"key": KEY, "order": order})).status == 400
    assert await orders_in_inbox(office.world) == []


# Evidence.


async def test_evidence_that_was_sent_is_given_to_overseers_alone(office: Served) -> None:
    await let_in(office.world, LAN)
    content = photo()
    evidence = await attach(office.world, content, "image/jpeg", "ảnh 1.jpg")
    await send(office.world, "Đã làm.", evidence=(evidence,))
    path = f"/board/evidence/{evidence.sha256}"
    binh = await office.browser(BINH)
    answer = await binh.get(path)
    assert answer.body == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert f"{path}/small" in await binh.text(f"/board/unit/{UNIT}")
    lan = await office.browser(LAN)
    stranger = office.stranger()
    for tail in ("", "/small"):
        assert (await lan.get(path + tail)).status == 403
        assert (await stranger.get(path + tail)).status == 401


async def test_a_file_of_a_draft_is_not_given(office: Served) -> None:
    await let_in(office.world, LAN)
    evidence = await attach(office.world, photo(), "image/jpeg", "a.jpg")
    await send(office.world, "Đã làm.")
    ha = await office.browser(HA)
    for tail in ("", "/small"):
        assert (await ha.get(f"/board/evidence/{evidence.sha256}{tail}")).status == 404


async def test_a_stored_file_that_is_no_evidence_is_not_given(office: Served) -> None:
    world = office.world
    sha256, path = keep(world.book.folder, b"a report")
    async with world.database.transaction() as connection:
        await files.put(connection, sha256, str(path), "text/plain", 8, world.clock())
    ha = await office.browser(HA)
    assert (await ha.get(f"/board/evidence/{sha256}")).status == 404


async def test_a_small_picture_stands_upright_and_says_nothing_else(office: Served) -> None:
    await let_in(office.world, LAN)
    evidence = await attach(office.world, photo(), "image/jpeg", "a.jpg")
    pdf = await attach(office.world, b"%PDF-1.7", "application/pdf", "a.pdf")
    await send(office.world, "Đã làm.", evidence=(evidence, pdf))
    ha = await office.browser(HA)
    answer = await ha.get(f"/board/evidence/{evidence.sha256}/small")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert (await ha.get(f"/board/evidence/{pdf.sha256}/small")).status == 404
    with Image.open(BytesIO(answer.body)) as small:
        assert small.size == (160, 320)
        assert not small.getexif() and "exif" not in small.info
        red, _, blue = small.convert("RGB").getpixel((80, 20))
        assert red > 200 > 100 > blue
    assert b"Camera" not in answer.body


def test_what_is_no_picture_has_no_small_one() -> None:
    cut = photo()[:300]
    assert [thumbnail(content) for content in (b"", b"GIF89a", b"%PDF", cut)] == [None] * 4


def test_a_picture_that_would_fill_the_memory_is_not_unpacked() -> None:
    for size in ((9000, 9000), (20_000, 20_000)):
        bomb = BytesIO()
        Image.new("1", size).save(bomb, "PNG")
        assert thumbnail(bomb.getvalue()) is None


def test_a_transparent_picture_lies_on_white() -> None:
    drawn = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(drawn, "PNG")
    small = thumbnail(drawn.getvalue())
    assert small
    with Image.open(BytesIO(small)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


# Live.


async def next_event(answer: ClientResponse) -> str:
    """The name of the next event that the stream tells."""
    async with asyncio.timeout(10):
        while line := (await answer.content.readline()).decode():
            if line.startswith("event: ") and line != "event: alive\n":
                return line.removeprefix("event: ").strip()
    return "closed"


async def watch(browser: Knocker, path: str = "/board") -> ClientResponse:
    """A stream as the page's script opens it, told what the page shows."""
    page = await browser.text(path)
    live = re.search(r'data-seen="(\w+)" data-live="([^"]+)"', page)
    assert live
    address = live[2].replace("&amp;", "&")
    return await browser.opens("GET", f"{address}&seen={live[1]}")


@pytest.mark.parametrize("path", ["/board", "/board/unit/xa-co-dam"])
async def test_a_submission_makes_the_stream_say_changed(office: Served, path: str) -> None:
    world = office.world
    await let_in(world, SON)
    ha = await office.browser(HA)
    async with await watch(ha, path) as answer:
        for said in ("báo cáo", "1. Đang lắp đặt máy tính", "gửi"):
            await receive(world, SON, said)
            await settled(office)
        assert await next_event(answer) == "changed"
    assert "đã gửi, chờ duyệt" in await ha.text(path)


async def test_news_that_change_nothing_on_the_page_are_not_told(office: Served) -> None:
    world = office.world
    await let_in(world, LAN)
    ha = await office.browser(HA)
    async with await watch(ha, f"/board/unit/{UNIT}") as answer:
        await receive(world, HA, Said("trợ giúp"))
        await settled(office)
        office.site.end()
        assert await next_event(answer) == "closed"


async def test_after_a_lost_connection_only_what_changed_meanwhile_is_told(office: Served) -> None:
    await let_in(office.world, LAN)
    ha = await office.browser(HA)
    before = (await ha.get("/board?part=1")).headers["X-Seen"]
    await send(office.world, "Đã làm.")
    answer = await ha.opens("GET", "/board/stream?seen=old", {"Last-Event-ID": before})
    assert await next_event(answer) == "changed"
    told = (await answer.content.readline(), await answer.content.readline())
    answer.close()
    assert told[0] == b"data: {}\n"
    after = (await ha.get("/board?part=1")).headers["X-Seen"]
    assert after != before


async def test_the_stream_ends_with_the_browser(office: Served) -> None:
    world = office.world
    ha = await office.browser(HA)
    async with await watch(ha) as answer:
        async with world.database.transaction() as connection:
            [(browser,)] = await rows(world, "SELECT id FROM browsers")
            assert isinstance(browser, int)
            await browsers.end(connection, browser, world.clock())
        world.news.tell(BOARD)
        assert await next_event(answer) == "end"


async def test_pages_that_were_left_do_not_count_as_open(office: Served) -> None:
    ha = await office.browser(HA)
    for _ in range(office.site.limits.streams):
        (await watch(ha)).close()
    async with asyncio.timeout(10):
        while office.site.streams:
            office.world.news.tell(BOARD)
            await asyncio.sleep(0.05)


# A province.


async def test_thousands_of_units_come_some_at_a_time(office: Served) -> None:
    world = office.world
    board = await office.site.glances.board(world, await the_period(world))
    large = _with_units(board, 450)
    data = board_data(large, 15, world.clock(), Asked(Show.ALL, 3), orders=True)
    tables = data["tables"]
    assert isinstance(tables, list)
    assert data["pages"] == 3 and sum(len(table.rows) for table in tables) == 50
    owing = data["owing"]
    assert isinstance(owing, list) and len(owing) == 100 and data["owing_count"] == 450


async def the_period(world: World) -> Period:
    found = await periods.get(world.database.reader, PERIOD)
    assert found
    return found


def _with_units(board: Board, number: int) -> Board:
    """The same group, with as many members as wanted."""
    line = next(line for line in board.lines if line.unit == "xa-co-dam")
    codes = tuple(f"xa-{n}" for n in range(number))
    group = replace(board.programme.groups[0], members=codes)
    units = (*board.programme.units, *(Unit(code, code) for code in codes))
    programme = replace(board.programme, groups=(group,), units=units)
    lines = tuple(replace(line, unit=code, name=code) for code in codes)
    return replace(board, programme=programme, lines=lines)


async def test_a_board_is_read_again_only_after_something_was_committed(office: Served) -> None:
    world, period = office.world, await the_period(office.world)
    first = await office.site.glances.board(world, period)
    assert await office.site.glances.board(world, period) is first
    await change(world, on_behalf=True)
    again = await office.site.glances.board(world, period)
    line = again.line(UNIT)
    assert line and line.on_behalf
