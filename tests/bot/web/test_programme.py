"""The programme page and the invites made there: codes shown once, kept as hashes alone."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from bot.web.inviting import scannable
from bot.web_links import join_link
from domain.people import Grant, Role
from storage import addresses, people
from tests.bot.web.report_tools import PUBLIC_URL, Browser, Office, office
from tests.cast import BINH, HA, LAN, PROGRAMME

KEY = "a-page-key-1"
CODE = re.compile(r'<p class="code">([2-9A-Z]{4}-[2-9A-Z]{4})</p>')
UNITS = ["phong-tai-chinh-ke-hoach", "xa-xuan-hoi"]


def asked(*units: str, key: str = KEY) -> dict[str, object]:
    return {"key": key, "programme": PROGRAMME, "units": list(units)}


async def sheet(browser: Browser, *units: str, key: str = KEY) -> str:
    answer = await browser.post("/programme/invites", asked(*units, key=key))
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return str((await answer.json())["sheet"])


async def rows(here: Office) -> list[Any]:
    return list(
        await here.world.database.reader.execute_fetchall("SELECT * FROM invites ORDER BY id")
    )


async def everything_stored(here: Office) -> str:
    """Every value of every table."""
    reader = here.world.database.reader
    tables = await reader.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = []
    for table in tables:
        for row in await reader.execute_fetchall(f"SELECT * FROM {table['name']}"):
            found += [str(value) for value in row]
    return "\n".join(found)


async def test_only_those_who_coordinate_see_it_and_invite(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        assert (await here.stranger.get("/programme")).status == 401
        for persona in (LAN, BINH):
            browser = await here.browser(persona)
            assert (await browser.get("/programme")).status == 403
            assert (await browser.post("/programme/invites", asked(*UNITS))).status == 403
        assert (await here.stranger.post("/programme/invites", asked(*UNITS))).status == 401
        assert await rows(here) == []


async def test_units_stand_with_their_people_and_tasks(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        page = await (await here.browser(HA)).text("/programme")
        for words in (
            "UBND huyện Nghi Xuân",
            "Nguyễn Thị Lan",
            "Trần Quang Minh",
            "Chưa có đầu mối",
            "27 đơn vị, 20 nhiệm vụ",
            "hồ sơ sức khỏe đạt chất lượng",
        ):
            assert words in page
        assert page.count("data-without") == 24
        assert "style=" not in page


async def test_a_strip_a_unit_with_its_code_and_picture(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        drawn = await sheet(await here.browser(HA), *UNITS)
        codes = CODE.findall(drawn)
        assert len(codes) == len(set(codes)) == drawn.count("<svg") == 2
        for code in codes:
            assert str(scannable(join_link(PUBLIC_URL, code))) in drawn
        assert "xã Xuân Hội" in drawn
        assert f"{PUBLIC_URL}/join" in drawn
        assert "08:00, ngày 28/11/2022" in drawn
        assert "style=" not in drawn


async def test_codes_are_kept_as_hashes_alone_and_logged_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with office(tmp_path) as here:
        ha = await here.browser(HA)
        codes = CODE.findall(await sheet(ha, *UNITS))
        kept = await rows(here)
        assert {(row["role"], row["unit"], row["created_by"]) for row in kept} == {
            ("focal_point", unit, await here.code(HA)) for unit in UNITS
        }
        stored, page = await everything_stored(here), await ha.text("/programme")
        for code in codes:
            for text in (stored, page, caplog.text):
                assert code not in text
                assert code.replace("-", "") not in text
        audit = await here.world.database.reader.execute_fetchall(
            "SELECT actor, ids FROM audit WHERE what = 'IssueInvite'"
        )
        assert [json.loads(line["ids"])["unit"] for line in audit] == UNITS


async def test_a_printed_code_opens_the_chat(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        (code,) = CODE.findall(await sheet(await here.browser(HA), "xa-xuan-hoi"))
        answer = await here.stranger.post("/join", {"key": KEY, "code": code})
        cookie = answer.cookies["tiendo"].value
        await here.world.settle()
        page = await Browser(here.client, cookie).text("/chat")
        token = re.search(r'name="token" content="(\w+)"', page)
        assert token
        new = Browser(here.client, cookie, token[1])
        for number, said in enumerate(("Đồng ý", "Nguyễn Văn Nam")):
            await new.post("/chat/say", {"key": f"said-key-{number}", "text": said})
            await here.world.settle()
        known = await people.everybody(here.world.database.reader)
        joined = ("Nguyễn Văn Nam", (Grant(Role.FOCAL_POINT, "xa-xuan-hoi"),))
        assert joined in [(person.name, person.grants) for person in known]
        page = await (await here.browser(HA)).text("/programme")
        assert "Nguyễn Văn Nam" in page
        assert "(trang web)" in page
        assert "Mã mời chưa dùng (0)" in page


async def test_a_repeated_request_makes_no_second_set(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        ha = await here.browser(HA)
        await sheet(ha, *UNITS)
        assert (await ha.post("/programme/invites", asked(*UNITS))).status == 409
        assert len(await rows(here)) == 2


async def test_another_invite_leaves_the_older_one_good(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        ha = await here.browser(HA)
        await sheet(ha, "xa-xuan-hoi")
        assert "Đã có mã mời chưa dùng, đến 08:00, ngày 28/11/2022" in await ha.text("/programme")
        await sheet(ha, "xa-xuan-hoi", key="a-page-key-2")
        assert "Mã mời chưa dùng (2)" in await ha.text("/programme")
        here.clock.advance(hours=72)
        assert "Mã mời chưa dùng (0)" in await ha.text("/programme")


@pytest.mark.parametrize(
    "units", [[], ["no-such-unit"], ["xa-xuan-hoi", "xa-xuan-hoi"], "xa-xuan-hoi", [7], None]
)
async def test_what_names_no_units_is_refused(tmp_path: Path, units: object) -> None:
    async with office(tmp_path) as here:
        ha = await here.browser(HA)
        body = {"key": KEY, "programme": PROGRAMME, "units": units}
        assert (await ha.post("/programme/invites", body)).status == 400
        assert await rows(here) == []


async def test_an_unknown_programme_is_not_found(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        ha = await here.browser(HA)
        assert (await ha.get("/programme?programme=none")).status == 404
        body = asked(*UNITS) | {"programme": None}
        assert (await ha.post("/programme/invites", body)).status == 404


async def test_names_are_never_markup(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        async with here.world.database.transaction() as connection:
            code = await addresses.behind(connection, LAN.address)
            assert code
            await people.rename(connection, code, "<img src=x>Lan")
        page = await (await here.browser(HA)).text("/programme")
        assert "&lt;img src=x&gt;Lan" in page
        assert "<img" not in page
