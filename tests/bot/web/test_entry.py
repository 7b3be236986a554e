"""The way in and out: codes, cookies, and how long they last."""

from typing import Any

import pytest

from storage import people
from tests.bot.web.conftest import Knocks, settled
from tests.bot.web.knocking import KEY, Answer, Knocker
from tests.cast import HA, LAN
from tests.hand_clock import HandClock
from tests.served import Served


async def joins(stranger: Knocker, code: str, key: str = KEY) -> Answer:
    """The knocker keeps the cookie it gets."""
    answer = await stranger.post("/join", {"key": key, "code": code})
    if "tiendo" in answer.cookies:
        stranger.cookie = answer.cookies["tiendo"].value
    return answer


async def texts(knocker: Knocker) -> list[str]:
    return [str(line.get("text")) for line in (await knocker.lines())["lines"]]


async def is_let_in(knocker: Knocker) -> bool:
    return (await knocker.get("/chat")).status == 200


async def test_a_code_opens_the_chat(stranger: Knocker, office: Served) -> None:
    assert not await is_let_in(stranger)
    answer = await joins(stranger, await office.invites(LAN))
    assert (answer.status, answer.json()) == (200, {"to": "/chat"})
    cookie = answer.cookies["tiendo"]
    assert cookie["httponly"] and not cookie["secure"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert int(cookie["max-age"]) == 90 * 24 * 3600
    await settled(office)
    assert "Đồng chí có đồng ý không?" in (await texts(stranger))[-1]
    assert await office.rows("SELECT count(*) FROM people") == [(0,)]


async def test_a_wrong_code_is_answered_in_the_chat(stranger: Knocker, office: Served) -> None:
    await joins(stranger, "AAAA-2222")
    await settled(office)
    assert "Mã này không mở được" in (await texts(stranger))[-1]


async def test_no_code_and_no_cookie_is_kept_as_it_is(stranger: Knocker, office: Served) -> None:
    code = await office.invites(LAN)
    await joins(stranger, code)
    await settled(office)
    tables = ("inbox", "outbox", "sessions", "invites", "browsers", "addresses", "audit")
    everything = str([await office.rows(f"SELECT * FROM {table}") for table in tables])
    assert code not in everything
    assert stranger.cookie not in everything


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"x"', b"[" * 100_000,
        {"key": KEY}, {"key": KEY, "code": ""}, {"key": KEY, "code": 7},
        {"key": KEY, "code": "x" * 65}, {"key": "short", "code": "AAAA-2222"},
        {"key": "a key with spaces", "code": "AAAA-2222"}, {"key": None, "code": "AAAA-2222"},
        {"key": "x" * 41, "code": "AAAA-2222"}, {"code": "AAAA-2222"},
    ],
)  # fmt: skip
async def test_what_is_no_code_is_refused(stranger: Knocker, office: Served, body: Any) -> None:
    answer = await stranger.post("/join", body)
    assert answer.status == 400
    assert not answer.cookies
    assert await office.rows("SELECT count(*) FROM browsers") == [(0,)]


async def test_each_code_opens_a_browser_of_its_own(stranger: Knocker, office: Served) -> None:
    """Whoever kept the cookie of the one before, on a machine that others use, stays outside."""
    first = await joins(stranger, await office.invites(LAN))
    planted = office.stranger()
    planted.cookie = first.cookies["tiendo"].value
    stranger.cookie = planted.cookie
    second = await joins(stranger, await office.invites(LAN))
    assert second.cookies["tiendo"].value != planted.cookie
    assert not await is_let_in(planted)


async def test_a_code_typed_in_the_chat_of_a_stranger_opens_another_browser(
    stranger: Knocker, office: Served
) -> None:
    planted = office.stranger()
    planted.cookie = (await joins(stranger, "AAAA-2222")).cookies["tiendo"].value
    stranger.cookie = planted.cookie
    answer = await stranger.says(f"mã của tôi {await office.invites(LAN)}")
    assert answer.json()["to"] == "/chat"
    assert answer.cookies["tiendo"].value != planted.cookie
    assert not await is_let_in(planted)


async def test_two_pages_opened_at_once_get_one_cookie_between_them(
    knows: Knocks, clock: HandClock
) -> None:
    lan = await knows(LAN)
    clock.advance(days=1)
    given = [(await lan.get("/chat")).cookies for _ in range(2)]
    assert [bool(cookies) for cookies in given] == [True, False]
    clock.advance(minutes=1)
    again = (await lan.get("/chat")).cookies
    assert again, "the answer that brought it was lost"
    assert await is_let_in(lan)


async def test_a_flood_of_wrong_codes_keeps_nobody_out_who_has_a_good_one(
    stranger: Knocker, office: Served
) -> None:
    now = office.clock().timestamp()
    while office.site.limits.wrong_entries.allows("", now):
        pass
    refused = await stranger.post("/join", {"key": KEY, "code": "AAAA-2222"})
    assert refused.status == 429
    await joins(stranger, await office.invites(LAN))


async def test_who_is_known_here_gets_another_role_by_a_code(
    knows: Knocks, office: Served
) -> None:
    lan = await knows(LAN)
    answer = await joins(lan, await office.invites(HA))
    assert not answer.cookies
    await settled(office)
    roles = await office.rows("SELECT role FROM grants ORDER BY role")
    assert roles == [("coordinator",), ("focal_point",)]


async def test_home_is_the_chat_or_the_board(knows: Knocks, stranger: Knocker) -> None:
    assert (await stranger.get("/")).headers["Location"] == "/chat"
    assert (await stranger.get("/chat")).headers["Location"] == "/join"
    assert (await (await knows(LAN)).get("/")).headers["Location"] == "/chat"
    assert (await (await knows(HA)).get("/")).headers["Location"] == "/board"


# How long a cookie lasts.


async def test_a_cookie_changes_every_day_and_the_former_one_lasts_for_five_minutes(
    knows: Knocks, office: Served, clock: HandClock
) -> None:
    lan = await knows(LAN)
    clock.advance(hours=23)
    assert not (await lan.get("/chat")).cookies
    clock.advance(hours=1)
    fresh = (await lan.get("/chat")).cookies["tiendo"].value
    assert fresh != lan.cookie
    newer = office.stranger()
    newer.cookie = fresh
    assert await is_let_in(newer)
    clock.advance(minutes=4, seconds=59)
    assert await is_let_in(lan) and await is_let_in(newer)
    clock.advance(seconds=2)
    assert not await is_let_in(lan)
    # Two browsers have it; nobody can say which of them is the person's.
    assert not await is_let_in(newer)


async def test_a_page_open_over_the_change_still_speaks(
    knows: Knocks, office: Served, clock: HandClock
) -> None:
    """Its token belongs to the browser, not to the cookie."""
    lan = await knows(LAN)
    await lan.read_token()
    clock.advance(days=1)
    lan.cookie = (await lan.get("/chat")).cookies["tiendo"].value
    assert (await lan.says("báo cáo")).status == 200


async def test_a_cookie_ends_after_ninety_quiet_days(knows: Knocks, clock: HandClock) -> None:
    lan = await knows(LAN)
    clock.advance(days=90)
    cookie = (await lan.get("/chat")).cookies["tiendo"].value
    lan.cookie = cookie
    clock.advance(days=90, seconds=1)
    assert not await is_let_in(lan)


async def test_a_stranger_has_a_day_to_join(
    stranger: Knocker, office: Served, clock: HandClock
) -> None:
    await joins(stranger, "AAAA-2222")
    clock.advance(hours=23, minutes=59)
    assert await is_let_in(stranger)
    clock.advance(minutes=1)
    assert not await is_let_in(stranger)


async def test_a_cookie_ends_with_the_last_role(
    knows: Knocks, office: Served, clock: HandClock
) -> None:
    lan = await knows(LAN)
    ((code,),) = await office.rows("SELECT code FROM people")
    async with office.world.database.transaction() as connection:
        await people.end_grant(connection, code, LAN.role, LAN.unit, clock())
    assert not await is_let_in(lan)
    assert (await lan.get("/chat/lines")).status == 401


async def test_a_cookie_of_nobody_opens_nothing(stranger: Knocker) -> None:
    for cookie in ("x", "0" * 43, "../..", "%00"):
        stranger.cookie = cookie
        assert not await is_let_in(stranger)
        assert (await stranger.get("/chat/lines")).status == 401


async def test_a_cookie_cannot_be_chosen_by_who_sends_the_link(
    stranger: Knocker, office: Served
) -> None:
    stranger.cookie = "chosen-by-somebody-else"
    answer = await stranger.post("/join", {"key": KEY, "code": await office.invites(LAN)})
    assert answer.cookies["tiendo"].value != "chosen-by-somebody-else"


# Leaving.


async def test_leaving_ends_this_browser_alone(knows: Knocks, office: Served) -> None:
    here, there = await knows(LAN), await knows(LAN)
    answer = await here.post("/leave", {"which": "here"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.json() == {"to": "/join"}
    assert (answer.cookies["tiendo"].value, answer.cookies["tiendo"]["max-age"]) == ("", "0")
    assert not await is_let_in(here)
    assert await is_let_in(there)


async def test_leaving_everywhere_ends_every_browser_of_the_person(
    knows: Knocks, office: Served
) -> None:
    here, there, somebody_else = await knows(LAN), await knows(LAN), await knows(HA)
    await here.post("/leave", {"which": "everywhere"})
    assert not await is_let_in(here)
    assert not await is_let_in(there)
    assert await is_let_in(somebody_else)


async def test_leaving_elsewhere_keeps_this_browser_and_voids_what_else_would_let_in(
    knows: Knocks, office: Served, clock: HandClock
) -> None:
    here, there = await knows(LAN), await knows(LAN)
    link = office.site.links.upload(await office.code_of(LAN)).removeprefix(office.site.public.url)
    assert (await office.stranger().get(link)).status == 200
    clock.advance(seconds=2)
    assert (await here.post("/leave", {"which": "others"})).json() == {"to": "/chat"}
    assert await is_let_in(here)
    assert not await is_let_in(there)
    assert (await office.stranger().get(link)).status == 404
