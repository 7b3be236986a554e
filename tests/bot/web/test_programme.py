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
from tests.bot.web.conftest import settled
from tests.bot.web.knocking import Knocker
from tests.cast import BINH, FIRST_BOT, HA, LAN, PROGRAMME, SECOND_BOT
from tests.hand_clock import HandClock
from tests.served import HERE, Served, serve_office

KEY = "a-page-key-1"
CODE = re.compile(r'<p class="code">([2-9A-Z]{4}-[2-9A-Z]{4})</p>')
UNITS = ["phong-tai-chinh-ke-hoach", "xa-xuan-hoi"]


def asked(*units: str, key: str = KEY) -> dict[str, object]:
    return {"key": key, "programme": PROGRAMME, "units": list(units)}


async def sheet(browser: Knocker, *units: str, key: str = KEY) -> str:
    answer = await browser.post("/programme/invites", asked(*units, key=key))
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.json()["sheet"])


async def rows(staffed: Served) -> list[Any]:
    return list(
        await staffed.world.database.reader.execute_fetchall("SELECT * FROM invites ORDER BY id")
    )


async def everything_stored(staffed: Served) -> str:
    """Every value of every table."""
    reader = staffed.world.database.reader
    tables = await reader.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = []
    for table in tables:
        for row in await reader.execute_fetchall(f"SELECT * FROM {table['name']}"):
            found += [str(value) for value in row]
    return "\n".join(found)


async def test_only_those_who_coordinate_see_it_and_invite(staffed: Served) -> None:
    assert (await staffed.stranger().get("/programme")).status == 401
    for persona in (LAN, BINH):
        browser = await staffed.browser(persona)
        assert (await browser.get("/programme")).status == 403
        assert (await browser.post("/programme/invites", asked(*UNITS))).status == 403
    assert (await staffed.stranger().post("/programme/invites", asked(*UNITS))).status == 401
    assert await rows(staffed) == []


async def test_units_stand_with_their_people_and_tasks(staffed: Served) -> None:
    page = await (await staffed.browser(HA)).text("/programme")
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


async def test_a_strip_a_unit_with_its_code_and_picture(staffed: Served) -> None:
    drawn = await sheet(await staffed.browser(HA), *UNITS)
    codes = CODE.findall(drawn)
    assert len(codes) == len(set(codes)) == drawn.count("<svg") == 2
    for code in codes:
        assert str(scannable(join_link(HERE, code))) in drawn
    assert "xã Xuân Hội" in drawn
    assert f"{HERE}/join" in drawn
    assert "08:00, ngày 28/11/2022" in drawn
    assert "style=" not in drawn


async def test_codes_are_kept_as_hashes_alone_and_logged_nowhere(
    staffed: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ha = await staffed.browser(HA)
    codes = CODE.findall(await sheet(ha, *UNITS))
    kept = await rows(staffed)
    assert {(row["role"], row["unit"], row["created_by"]) for row in kept} == {
        ("focal_point", unit, await staffed.code_of(HA)) for unit in UNITS
    }
    stored, page = await everything_stored(staffed), await ha.text("/programme")
    for code in codes:
        for text in (stored, page, caplog.text):
            assert code not in text
            assert code.replace("-", "") not in text
    audit = await staffed.world.database.reader.execute_fetchall(
        "SELECT actor, ids FROM audit WHERE what = 'IssueInvite'"
    )
    assert [json.loads(line["ids"])["unit"] for line in audit] == UNITS


async def test_a_printed_code_opens_the_chat(staffed: Served) -> None:
    (code,) = CODE.findall(await sheet(await staffed.browser(HA), "xa-xuan-hoi"))
    new = staffed.stranger()
    answer = await new.post("/join", {"key": KEY, "code": code})
    new.cookie = answer.cookies["tiendo"].value
    await settled(staffed)
    for number, said in enumerate(("Đồng ý", "Nguyễn Văn Nam")):
        await new.says(said, f"said-key-{number}")
        await settled(staffed)
    known = await people.everybody(staffed.world.database.reader)
    joined = ("Nguyễn Văn Nam", (Grant(Role.FOCAL_POINT, "xa-xuan-hoi"),))
    assert joined in [(person.name, person.grants) for person in known]
    page = await (await staffed.browser(HA)).text("/programme")
    assert "Nguyễn Văn Nam" in page
    assert "(trang web)" in page
    assert "Mã mời chưa dùng (0)" in page


async def test_a_repeated_request_makes_no_second_set(staffed: Served) -> None:
    ha = await staffed.browser(HA)
    await sheet(ha, *UNITS)
    assert (await ha.post("/programme/invites", asked(*UNITS))).status == 409
    assert len(await rows(staffed)) == 2


async def test_another_invite_leaves_the_older_one_good(staffed: Served) -> None:
    ha = await staffed.browser(HA)
    await sheet(ha, "xa-xuan-hoi")
    assert "Đã có mã mời chưa dùng, đến 08:00, ngày 28/11/2022" in await ha.text("/programme")
    await sheet(ha, "xa-xuan-hoi", key="a-page-key-2")
    assert "Mã mời chưa dùng (2)" in await ha.text("/programme")
    staffed.clock.advance(hours=72)
    assert "Mã mời chưa dùng (0)" in await ha.text("/programme")


@pytest.mark.parametrize(
    "units", [[], ["no-such-unit"], ["xa-xuan-hoi", "xa-xuan-hoi"], "xa-xuan-hoi", [7], None]
)
async def test_what_names_no_units_is_refused(staffed: Served, units: object) -> None:
    ha = await staffed.browser(HA)
    body = {"key": KEY, "programme": PROGRAMME, "units": units}
    assert (await ha.post("/programme/invites", body)).status == 400
    assert await rows(staffed) == []


async def test_an_unknown_programme_is_not_found(staffed: Served) -> None:
    ha = await staffed.browser(HA)
    assert (await ha.get("/programme?programme=none")).status == 404
    body = asked(*UNITS) | {"programme": None}
    assert (await ha.post("/programme/invites", body)).status == 404


async def test_names_are_never_markup(staffed: Served) -> None:
    async with staffed.world.database.transaction() as connection:
        code = await addresses.behind(connection, LAN.address)
        assert code
        await people.rename(connection, code, "<img src=x>Lan")
    page = await (await staffed.browser(HA)).text("/programme")
    assert "&lt;img src=x&gt;Lan" in page
    assert "<img" not in page


# With bots of Zalo.


async def test_a_strip_names_the_zalo_bot_and_draws_its_link(
    tmp_path: Path, clock: HandClock
) -> None:
    bots = (FIRST_BOT, SECOND_BOT)
    async with serve_office(tmp_path, clock, bots=bots) as office:
        drawn = await sheet(await office.browser(HA), *UNITS)
        first, second = drawn.split("<article")[1:]
        assert f"“{FIRST_BOT.title}”" in first and str(scannable(str(FIRST_BOT.link))) in first
        assert first.count("<svg") == 2
        assert f"tìm và mở cuộc trò chuyện với <b>“{SECOND_BOT.title}”" in second
        assert second.count("<svg") == 1
        assert [row["bot"] for row in await rows(office)] == ["mot", "hai"]
        assert "đã đủ người" not in drawn


async def test_the_coordinator_reads_that_there_is_no_room_on_zalo(
    tmp_path: Path, clock: HandClock
) -> None:
    async with serve_office(tmp_path, clock, bots=[FIRST_BOT], people=1) as office:
        ha = await office.browser(HA)
        drawn = await sheet(ha, *UNITS)
        assert "Các trợ lý trên Zalo đã đủ người (1 phiếu không có phần Zalo)" in drawn
        assert "Trên Zalo" not in drawn.split("<article")[2]
        none = await sheet(ha, *UNITS, key="a-page-key-2")
        assert "Các trợ lý trên Zalo đã đủ người (các phiếu không có phần Zalo)" in none
