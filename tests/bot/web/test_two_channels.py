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
