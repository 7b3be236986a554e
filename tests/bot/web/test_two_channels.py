"""One person at a messenger and at the page: one conversation."""

from typing import Any
from uuid import uuid4

from bot.channels.memory import MemoryChannel
from tests.bot.web.conftest import Plays, settled
from tests.bot.web.knocking import Knocker
from tests.cast import LAN, SON
from tests.served import Served


async def lines(browser: Knocker) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = (await browser.lines())["lines"]
    return shown


async def presses(browser: Knocker, choice: dict[str, Any]) -> None:
    pressed = {"question": choice["question"], "index": choice["index"]}
    assert (await browser.post("/chat/say", {"key": uuid4().hex, **pressed})).status == 200
    await settled(browser.office)


async def test_what_began_at_the_messenger_goes_on_at_the_page_and_back(
    staffed: Served, plays: Plays, channel: MemoryChannel
) -> None:
    await plays("lan@y-te> báo cáo\n")
    page = await staffed.browser(LAN)
    typed, asked = await lines(page)
    assert typed["text"] == "báo cáo" and "Phòng Y tế" in asked["text"]
    task = asked["choices"][0]
    await presses(page, task)
    assert channel.take() == [], "answered where it was pressed"
    pressed, question = (await lines(page))[-2:]
    assert pressed["text"] == task["label"] and question["choices"]
    went = await plays("lan@y-te> đang thực hiện\n")
    assert "Kết quả" in went
    assert (await lines(page))[-2]["text"] == "đang thực hiện"


async def test_the_page_of_another_person_shows_none_of_it(staffed: Served, plays: Plays) -> None:
    await plays("lan@y-te> báo cáo\n")
    assert await lines(await staffed.browser(SON)) == []


async def test_a_press_on_somebody_elses_question_is_nobodys(
    staffed: Served, plays: Plays
) -> None:
    await plays("lan@y-te> báo cáo\n")
    (_, asked) = await lines(await staffed.browser(LAN))
    son = await staffed.browser(SON)
    choice = asked["choices"][0]
    await presses(son, choice)
    assert choice["label"] not in str(await lines(son))


async def test_a_page_removed_from_the_messenger_is_closed_at_once(
    staffed: Served, plays: Plays
) -> None:
    page = await staffed.browser(LAN)
    listed = await plays("lan@y-te> kênh của tôi\n")
    assert "Trang web: dùng lần cuối" in listed
    await plays("lan@y-te> [Thôi dùng trợ lý qua trang web]\n")
    assert "Đã thôi dùng trợ lý qua trang web." in await plays(
        "lan@y-te> [Thôi dùng trợ lý qua trang web]\n"
    )
    assert await staffed.rows("SELECT count(*) FROM browsers") == [(0,)]
    assert (await page.get("/chat/lines")).status in (401, 403)


async def test_a_page_that_was_left_is_listed_no_more(staffed: Served, plays: Plays) -> None:
    page = await staffed.browser(LAN)
    assert (await page.post("/leave", {"which": "here"})).status == 200
    listed = await plays("lan@y-te> kênh của tôi\n")
    assert "rang web" not in listed
