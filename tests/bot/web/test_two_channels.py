"""One person at a messenger and at the page: one conversation."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.bot.web.report_tools import Browser, Office, office
from tests.cast import LAN, SON


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as here:
        yield here


async def lines(browser: Browser) -> list[dict[str, Any]]:
    answer = await (await browser.get("/chat/lines")).json()
    shown: list[dict[str, Any]] = answer["lines"]
    return shown


async def says(here: Office, browser: Browser, **what: object) -> None:
    assert (await browser.post("/chat/say", {"key": uuid4().hex, **what})).status == 200
    await here.world.settle()


async def test_what_began_at_the_messenger_goes_on_at_the_page_and_back(here: Office) -> None:
    await here.player.play("lan@y-te> báo cáo\n")
    page = await here.browser(LAN)
    typed, asked = await lines(page)
    assert typed["text"] == "báo cáo" and "Phòng Y tế" in asked["text"]
    task = asked["choices"][0]
    await says(here, page, question=task["question"], index=task["index"])
    assert here.player.channel.take() == [], "answered where it was pressed"
    pressed, question = (await lines(page))[-2:]
    assert pressed["text"] == task["label"] and question["choices"]
    went = await here.player.play("lan@y-te> đang thực hiện\n")
    assert "Kết quả" in went
    assert (await lines(page))[-2]["text"] == "đang thực hiện"


async def test_the_page_of_another_person_shows_none_of_it(here: Office) -> None:
    await here.player.play("lan@y-te> báo cáo\n")
    assert await lines(await here.browser(SON)) == []


async def test_a_press_on_somebody_elses_question_is_nobodys(here: Office) -> None:
    await here.player.play("lan@y-te> báo cáo\n")
    (_, asked) = await lines(await here.browser(LAN))
    son = await here.browser(SON)
    choice = asked["choices"][0]
    await says(here, son, question=choice["question"], index=0)
    assert choice["label"] not in str(await lines(son))
